"""Joining the rows of a stored query with what a data set outside knows of them.

The data set's own engine is never told to ask elsewhere, nor ours: its service is asked about the
items of one column, through our client, and what it answers is put beside the rows as terms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from espd_kg.errors import LimitError, ServiceError
from espd_kg.escapes import steers
from espd_kg.iris import is_absolute
from espd_kg.linking.outside.datasets import Dataset, find_dataset
from espd_kg.namespaces import XSD
from espd_kg.queries.binding import about
from espd_kg.queries.model import Join, StoredQuery
from espd_kg.queries.types import THING_TYPES
from espd_kg.results import Row, Table, Term
from espd_kg.stores.base import Store
from espd_kg.stores.limits import Limits
from espd_kg.stores.writing import portions

_PORTION: Final = 100
_MOST_ITEMS: Final = 2_000
_MOST_ROWS: Final = 100_000

Opened: TypeAlias = Callable[[str], Store]
"""Opens the query service of a data set by its name."""


def limits(seconds: float | None) -> Limits:
    """Return the limits on one request of a join, whose waits and further tries count as well."""
    return Limits(seconds=seconds, rows=20_000, bytes=16_000_000)


@dataclass(frozen=True)
class Joined:
    """The rows, with what came from outside, and what a reader must know of it.

    `failures` say which data sets did not answer; the columns that these would fill are empty.
    """

    table: Table
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def join(table: Table, query: StoredQuery, opened: Opened) -> Joined:
    """Fill the columns of an answer's joins, one data set after the other.

    A row that several answers fit stands once for each, a row that none fits stays as it is. A
    data set that fails in part counts as failed: no row looks complete beside one that is not.

    Raises InputError for a data set that is unknown or may not be asked.
    """
    notes: list[str] = []
    failures: list[str] = []
    for one in query.joins:
        dataset = find_dataset(one.dataset)
        try:
            with opened(dataset.name) as store:
                found, unfit = _answers(store, one, dataset, query, _items(table, one, dataset))
            table = Table(table.columns, tuple(_filled(table, one, found)))
        except (ServiceError, LimitError) as error:
            failures.append(f"{_columns(one)} stay empty: {dataset.label} did not answer. {error}")
            continue
        if unfit:
            notes.append(_left_out(unfit, dataset))
    return Joined(table, tuple(notes), tuple(failures))


def _columns(join: Join) -> str:
    return f"the columns {', '.join(join.columns)}"


def _items(table: Table, join: Join, dataset: Dataset) -> list[str]:
    """Return the data set's items in the joined column, sorted and each once."""
    cells = table.column(join.on)
    named = {term.value for term in cells if isinstance(term, NamedNode)}
    items = sorted(iri for iri in named if dataset.is_item(iri))
    if len(items) > _MOST_ITEMS:
        raise LimitError(
            f"the rows name {len(items):,} items, and at most {_MOST_ITEMS:,} are asked about; "
            "narrow the query"
        )
    return items


def _answers(
    store: Store, join: Join, dataset: Dataset, query: StoredQuery, items: Sequence[str]
) -> tuple[Mapping[str, list[Row]], int]:
    """Return what the data set says of each item, in an order of its own, and how much is unfit."""
    found: dict[str, set[Row]] = defaultdict(set)
    types = {column.name: column.type for column in query.columns}
    unfit = 0
    for portion in portions(items, _PORTION):
        table = store.select(about(join, map(NamedNode, portion)))
        missing = {join.on, *join.columns} - set(table.columns)
        if missing:
            raise ServiceError(f"{dataset.label} answered without ?{min(missing)}")
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            item = cells[join.on]
            if not isinstance(item, NamedNode) or item.value not in portion:
                unfit += 1
                continue
            terms = [cells[name] for name in join.columns]
            fitting = [
                _plain(term) if term is not None and fits(types[name], term) else None
                for name, term in zip(join.columns, terms, strict=True)
            ]
            unfit += sum(a is not None and b is None for a, b in zip(terms, fitting, strict=True))
            found[item.value].add(tuple(fitting))
    return {item: sorted(rows, key=_order) for item, rows in found.items()}, unfit


def _filled(table: Table, join: Join, found: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    on = table.columns.index(join.on)
    places = [table.columns.index(name) for name in join.columns]
    count = 0
    for row in table.rows:
        term = row[on]
        matches = found.get(term.value, ()) if isinstance(term, NamedNode) else ()
        for match in matches or (tuple(row[at] for at in places),):
            count += 1
            if count > _MOST_ROWS:
                raise LimitError(f"the join gives more than {_MOST_ROWS:,} rows; narrow the query")
            cells = list(row)
            for at, cell in zip(places, match, strict=True):
                cells[at] = cell
            yield tuple(cells)


def _plain(term: Term) -> Term:
    """Return a text from outside without the characters that steer a terminal or turn a line."""
    if not isinstance(term, Literal) or term.value.isprintable():
        return term
    words = "".join("\ufffd" if steers(one) else one for one in term.value)
    if term.language:
        return Literal(words, language=term.language)
    return Literal(words, datatype=term.datatype)


def _order(row: Row) -> list[tuple[bool, str]]:
    return [(term is None, str(term)) for term in row]


def _left_out(count: int, dataset: Dataset) -> str:
    values, were = ("1 value", "was") if count == 1 else (f"{count:,} values", "were")
    return f"{values} of {dataset.label} did not fit the columns and {were} left out."


def fits(kind: str, term: Term) -> bool:
    """Whether a term is what a column of this type holds."""
    if kind in THING_TYPES or kind in ("iri", "class", "property"):
        return isinstance(term, NamedNode) and is_absolute(term.value)
    if kind == "value":
        return isinstance(term, (NamedNode, Literal))
    if not isinstance(term, Literal):
        return False
    if kind == "string":
        return True
    form = _FORMS[kind].get(term.datatype.value.removeprefix(XSD))
    return form is not None and re.fullmatch(form, term.value) is not None


_YEAR: Final = {"gYear": r"[0-9]{4}"}
_DAY: Final = {"date": r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"}
_DATES: Final = {**_YEAR, **_DAY, "gYearMonth": r"[0-9]{4}-(0[1-9]|1[0-2])"}
_FORMS: Final[Mapping[str, Mapping[str, str]]] = {
    "year": _YEAR,
    "date": _DATES,
    "year-or-date": _DATES,
    "boolean": {"boolean": r"true|false"},
    "integer": {"integer": r"[+-]?[0-9]+"},
    "decimal": {"decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"},
}
"""For the types of literals, their datatypes in XML Schema, each with the form of its values."""
