"""Asking a stored query: arguments to terms, terms into the text, rows into order."""

from __future__ import annotations

from pyoxigraph import Literal

from espd_kg.arguments import check_period, resolve
from espd_kg.queries.binding import bind
from espd_kg.queries.model import StoredQuery
from espd_kg.results import PLURAL_SEPARATOR, Table, Term, plural_values
from espd_kg.stores.base import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def ask(store: Store, query: StoredQuery, arguments: Mapping[str, str]) -> Table:
    """Return the query's rows for these arguments; plural cells are sorted.

    The columns that come from a data set outside are empty: see `reconciling.joining`.

    Raises InputError for an unknown parameter or value, with the nearest right one.
    """
    table = store.rows(bound_text(store, query, arguments))
    plural = [name in query.plurals for name in table.columns]
    rows = (
        tuple(_sorted(term) if many else term for term, many in zip(row, plural, strict=True))
        for row in table.rows
    )
    added = tuple(name for join in query.joins for name in join.columns)
    empty = (None,) * len(added)
    return Table((*table.columns, *added), tuple((*row, *empty) for row in rows))


def bound_text(store: Store, query: StoredQuery, arguments: Mapping[str, str]) -> str:
    """Return the SPARQL text that `ask` runs: the query with its arguments as typed terms."""
    check_period(arguments)
    given = {query.parameter(name): text for name, text in arguments.items()}
    for parameter in query.parameters:
        if parameter not in given and parameter.default is not None:
            given[parameter] = parameter.default
    terms = {parameter.name: resolve(store, parameter, text) for parameter, text in given.items()}
    return bind(query, terms)


def _sorted(term: Term | None) -> Term | None:
    if term is None:
        return None
    values = sorted(set(plural_values(term)))
    return Literal(PLURAL_SEPARATOR.join(values)) if values else None
