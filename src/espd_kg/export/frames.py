"""The shapes of the trees that JSON-LD frames cut out of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

# Spelled with their prefixes: a term that maps languages would read {} as a map without any.
_LABEL: Final = "rdfs:label"
_CONCEPT_LABEL: Final = "skos:prefLabel"

_NAMED: Final = {"@explicit": True, _LABEL: {}}
_CONCEPT: Final = {"@explicit": True, _CONCEPT_LABEL: {}}
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

FRAMES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType({"dialogue": _DIALOGUE})
"""The frames by the name that the command line uses."""
