"""Asking a stored query: arguments to terms, terms into the text, rows into order, and evidence."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from espd_kg.arguments import check_period, resolve
from espd_kg.citations import Footnotes, citations_of, footnotes
from espd_kg.iris import is_absolute
from espd_kg.labels import labels
from espd_kg.namespaces import ESPD
from espd_kg.queries.binding import bind
from espd_kg.queries.model import StoredQuery
from espd_kg.results import PLURAL_SEPARATOR, Table, Term, plural_values
from espd_kg.results_people import iris_in
from espd_kg.stores.base import Store
from espd_kg.stores.writing import sparql_term

_PROVISION: Final = "provision"
_EVENTS: Final = ("dialogue", "event")


def ask(store: Store, query: StoredQuery, arguments: Mapping[str, str]) -> Table:
    """Return the query's rows for these arguments; plural cells are sorted.

    Raises InputError for an unknown parameter or value, with the nearest right one.
    """
    table = store.select(bound_text(store, query, arguments))
    plural = [name in query.plurals for name in table.columns]
    rows = (
        tuple(_sorted(term) if many else term for term, many in zip(row, plural, strict=True))
        for row in table.rows
    )
    return Table(table.columns, tuple(rows))


def bound_text(store: Store, query: StoredQuery, arguments: Mapping[str, str]) -> str:
    """Return the SPARQL text that `ask` runs: the query with its arguments as typed terms."""
    check_period(arguments)
    given = {query.parameter(name): text for name, text in arguments.items()}
    for parameter in query.parameters:
        if parameter not in given and parameter.default is not None:
            given[parameter] = parameter.default
    terms = {parameter.name: resolve(store, parameter, text) for parameter, text in given.items()}
    return bind(query, terms)


def cite(store: Store, query: StoredQuery, table: Table) -> Footnotes:
    """Return the footnotes of a query's rows: the evidence of what its cited columns hold."""
    rows = [
        [
            iri
            for name, term in zip(table.columns, row, strict=True)
            if name in query.cites
            for iri in _iris(term)
        ]
        for row in table.rows
    ]
    return footnotes(rows, citations_of(store, {iri for row in rows for iri in row}))


def names_in(store: Store, query: StoredQuery, table: Table, lang: str = "en") -> dict[str, str]:
    """Return the labels that a person needs to read the table."""
    return labels(store, iris_in(table, query.plurals), lang)


def uncoded_events(
    store: Store, query: StoredQuery, arguments: Mapping[str, str], lang: str = "en"
) -> tuple[str, ...]:
    """Return the labels of the asked-for events of which no provision is coded.

    About these an empty answer says nothing: no text is held, so nothing could be found.
    """
    if _PROVISION not in query.cites:
        return ()
    given = {query.parameter(name): text for name, text in arguments.items()}
    asked = [resolve(store, one, text) for one, text in given.items() if one.type in _EVENTS]
    events = [term.value for term in asked if isinstance(term, NamedNode)]
    silent = [event for event in events if not store.query(_coded(event))]
    return tuple(sorted(labels(store, silent, lang).values()))


def _coded(event: str) -> str:
    """Return a query on whether a provision was made at the event or at a session of it."""
    return f"ASK {{ ?provision <{ESPD}madeAt>/<{ESPD}sessionOf>? {sparql_term(NamedNode(event))} }}"


def _sorted(term: Term | None) -> Term | None:
    if term is None:
        return None
    values = sorted(set(plural_values(term)))
    return Literal(PLURAL_SEPARATOR.join(values)) if values else None


def _iris(term: Term | None) -> list[str]:
    if isinstance(term, NamedNode):
        return [term.value]
    return [part for part in plural_values(term) if is_absolute(part)]
