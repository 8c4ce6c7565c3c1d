"""The shapes of the trees that JSON-LD frames cut out of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from rdflib.namespace import SKOS
from rdflib.term import URIRef

from espd_kg.export.context import Context
from espd_kg.iris import is_ours
from espd_kg.namespaces import SCHEMA
from espd_kg.quads import Triple

# Spelled with their prefixes: a term that maps languages would read {} as a map without any.
_LABEL: Final = "rdfs:label"
_CONCEPT_LABEL: Final = "skos:prefLabel"

SAME_AS: Final = "sameAs"
"""The term for the same thing elsewhere, as readers of schema.org look for it."""

_NAMED: Final = {"@explicit": True, _LABEL: {}, SAME_AS: {}}
_CONCEPT: Final = {"@explicit": True, _CONCEPT_LABEL: {}, SAME_AS: {}}
_PASSAGE: Final = {
    "@explicit": True,
    "quote": {},
    "start": {},
    "end": {},
    "source": {"@explicit": True, "title": {}, "url": {}},
}
_PARTICIPATION: Final = {
    "@explicit": True,
    "@type": "Participation",
    "official": _NAMED,
    "onBehalfOf": _NAMED,
    "post": _NAMED,
    "capacity": _CONCEPT,
    "statedTitle": {},
    "evidence": _PASSAGE,
}
_PROVISION: Final = {
    "@explicit": True,
    _LABEL: {},
    "verb": {},
    "speechAct": _CONCEPT,
    "obligation": _CONCEPT,
    "precision": _CONCEPT,
    "novelty": _CONCEPT,
    "speaker": _NAMED,
    "voicedBy": _NAMED,
    "theme": _CONCEPT,
    "mentions": _NAMED,
    "inThread": _NAMED,
    "evidence": _PASSAGE,
}
_EVENT: Final = {
    "@explicit": True,
    _LABEL: {},
    SAME_AS: {},
    "startDate": {},
    "endDate": {},
    "place": _NAMED,
    "host": _NAMED,
    "mode": _CONCEPT,
    "hasParticipation": _PARTICIPATION,
    "hasProvision": _PROVISION,
}
_DIALOGUE: Final = {
    **_EVENT,
    "@type": "Dialogue",
    "inFramework": _NAMED,
    "ordinal": {},
    "outcomeDocument": {"@explicit": True, "title": {}, "url": {}},
    "previous": {"@explicit": True},
    "next": {"@explicit": True},
    "hasSession": {**_EVENT, "@type": "Session"},
}


def context_of(context: Context) -> Context:
    """Return the context of a tree: that of the graph, and the term that only trees have."""
    return {**context, SAME_AS: {"@id": SCHEMA + SAME_AS, "@type": "@id"}}


def with_same(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return the triples of a tree, each exact match also as schema.org's sameAs.

    That a page is about the same thing is all that this says. No tree asserts `owl:sameAs`, and the
    graph itself says neither.
    """
    known = tuple(triples)
    same = URIRef(SCHEMA + SAME_AS)
    exact = ((s, same, o) for s, p, o in known if p == SKOS.exactMatch and is_ours(str(s)))
    return (*known, *(triple for triple in exact if not is_ours(str(triple[2]))))


FRAMES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType({"dialogue": _DIALOGUE})
"""The frames by the name that the command line uses."""
