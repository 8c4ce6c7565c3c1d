"""Putting typed terms in the place of a query's parameters, and nowhere else."""

from __future__ import annotations

from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.queries.model import Join, Place, StoredQuery
from espd_kg.results import Term
from espd_kg.stores.writing import sparql_term

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import NamedNode


def bind(query: StoredQuery, values: Mapping[str, Term]) -> str:
    """Return the query's text with each value as the only one of its parameter.

    A parameter without a value stays open. Raises InputError for a name that the query does not
    know, and for a term that cannot be named in a query.
    """
    names = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in names:
            fix = nearest(name, names) if names else None
            raise InputError(f"the query {query.name} has no parameter {name!r}", fix=fix)
    return filled(query.text, query.places, values)


def filled(text: str, places: Iterable[Place], values: Mapping[str, Term]) -> str:
    """Return the text with a term in each of the places, in their order, that have a value."""
    return _spliced(text, places, {name: sparql_term(term) for name, term in values.items()})


def about(join: Join, items: Iterable[NamedNode]) -> str:
    """Return the text that asks a join's data set about these items."""
    return _spliced(join.text, join.places, {join.on: " ".join(map(sparql_term, items))})


def _spliced(text: str, places: Iterable[Place], written: Mapping[str, str]) -> str:
    parts: list[str] = []
    at = 0
    for place in places:
        if place.name in written:
            parts += [text[at : place.start], written[place.name]]
            at = place.end
    return "".join([*parts, text[at:]])
