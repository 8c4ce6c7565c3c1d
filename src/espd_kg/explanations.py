"""What a reader needs beside the rows of a stored query: footnotes, names, and why none came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from espd_kg.arguments import resolve
from espd_kg.citations import Footnotes, citations_of, footnotes
from espd_kg.iris import is_absolute
from espd_kg.labels import labels
from espd_kg.namespaces import ESPD
from espd_kg.queries.model import StoredQuery
from espd_kg.results import Table, Term, plural_values
from espd_kg.results_people import iris_in
from espd_kg.stores.base import Store
from espd_kg.stores.writing import sparql_term

_PROVISION: Final = "provision"
_EVENTS: Final = ("dialogue", "event")


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


def _iris(term: Term | None) -> list[str]:
    if isinstance(term, NamedNode):
        return [term.value]
    return [part for part in plural_values(term) if is_absolute(part)]
