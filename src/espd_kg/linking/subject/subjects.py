"""The things of ours that may be linked: what the graph states of them, apart from the links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from espd_kg.linking.subject.things import kind_of
from espd_kg.namespaces import GRAPH_INFERRED, ID, RDFS, SKOS, THEME
from espd_kg.results import text_value
from espd_kg.stores.base import Store

THEME_KIND: Final = "theme"
HAPPENING_KINDS: Final = ("dialogue", "session", "event")
"""The kinds of what happened: at a time, at a place, with somebody taking part."""

LINKED_KINDS: Final = (
    "person",
    "state",
    "place",
    "organization",
    "post",
    "framework",
    "initiative",
    THEME_KIND,
    *HAPPENING_KINDS,
)
"""The kinds of thing for which an outside data set may have an item, in the order of reports."""

# A link makes what it links a concept, by the axioms of SKOS: what follows proves no thing.
_THINGS: Final = f"""
    SELECT DISTINCT ?thing ?label WHERE {{
      GRAPH ?graph {{ ?thing a ?class }}
      FILTER(STRSTARTS(STR(?thing), "{ID}") || STRSTARTS(STR(?thing), "{THEME}"))
      FILTER(?graph != <{GRAPH_INFERRED}>)
      OPTIONAL {{
        ?thing <{RDFS}label>|<{SKOS}prefLabel> ?label
        FILTER(LANGMATCHES(LANG(?label), "en"))
      }}
    }}
    ORDER BY ?thing ?label"""


@dataclass(frozen=True)
class Subject:
    """A thing of ours, its kind, and its English label, else the empty text."""

    iri: str
    kind: str
    label: str


def subjects(store: Store) -> dict[str, Subject]:
    """Return every thing and theme that the graph states, by IRI, in the order of the IRIs.

    Raises LimitError where a limit is hit; ServiceError where a remote store does not answer.
    """
    found: dict[str, Subject] = {}
    for thing, label in store.select(_THINGS).rows:
        iri = text_value(thing)
        kind = kind_of(iri)
        if kind:
            found.setdefault(iri, Subject(iri, kind, text_value(label)))
    return found


def kinds_in_order(kinds: Iterable[str]) -> list[str]:
    """Return kinds, each once, in the order of reports; the others behind, by name."""
    wanted = set(kinds)
    return [kind for kind in LINKED_KINDS if kind in wanted] + sorted(wanted - {*LINKED_KINDS})
