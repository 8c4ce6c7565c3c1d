"""What a query file says of data sets outside: which column they are asked about, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from espd_kg.errors import InputError
from espd_kg.iris import is_slug, nearest
from espd_kg.queries.front_matter import FrontMatter
from espd_kg.queries.model import Column, Join
from espd_kg.queries.places import places_in
from espd_kg.queries.types import THING_TYPES
from espd_kg.stores.embedded import check_syntax
from espd_kg.stores.guard import checked
from espd_kg.stores.lexer import Query

_IRIS: Final = (*THING_TYPES, "iri")


def read_joins(
    head: FrontMatter, columns: Sequence[Column], returned: Sequence[str]
) -> tuple[Join, ...]:
    """Return the joins of a front matter.

    `columns` are those that it describes, `returned` those that the query itself gives. Raises
    InputError where a join asks nothing, asks about no column, or gives a column again.
    """
    own = [column for column in columns if column.name in returned]
    joins: list[Join] = []
    for record in head.records("joins", required=False):
        join = _join(record, own)
        given = {*returned, *(name for other in joins for name in other.columns)}
        for name in join.columns:
            if name in given:
                raise record.wrong(f"gives the column {name!r}, which is there already")
        joins.append(join)
    return tuple(joins)


def _join(record: FrontMatter, columns: Sequence[Column]) -> Join:
    record.only("dataset", "column", "query")
    dataset, on, text = (record.string(name) for name in ("dataset", "column", "query"))
    if not is_slug(dataset):
        raise record.wrong(f"names a data set {dataset!r}, which is no slug")
    _check_column(on, columns, record)
    query = _checked(text, record)
    returned = query.projection or ()
    added = tuple(name for name in returned if name != on)
    if on not in returned or not added:
        raise record.wrong(f"the query must list its columns: SELECT ?{on} and what it adds")
    places = tuple(place for place in places_in(query, "") if place.name == on)
    if not places:
        raise record.wrong(
            "the query does not say where the items stand", f"Add VALUES ?{on} {{ UNDEF }} to it."
        )
    return Join(dataset, on, text, added, places)


def _check_column(on: str, columns: Sequence[Column], record: FrontMatter) -> None:
    by_name = {column.name: column for column in columns}
    column = by_name.get(on)
    if column is None:
        raise record.wrong(
            f"names the column {on!r}, which the query does not give", nearest(on, by_name)
        )
    if column.plural or column.type not in _IRIS:
        raise record.wrong(f"the column {on!r} does not hold one IRI", "Give it the type iri.")


def _checked(text: str, record: FrontMatter) -> Query:
    try:
        query = checked(text)
        check_syntax(query)
    except InputError as error:
        raise record.wrong(f"query: {error}") from None
    return query
