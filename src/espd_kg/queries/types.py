"""The types that parameters and columns of stored queries may have."""

from __future__ import annotations

from types import MappingProxyType

from espd_kg.namespaces import ESPD, SKOS, SSSOM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

THING_TYPES: Final[Mapping[str, str | None]] = MappingProxyType(
    {
        "thing": None,
        "event": ESPD + "Event",
        "dialogue": ESPD + "Event",
        "session": ESPD + "Session",
        "framework": ESPD + "Framework",
        "state": ESPD + "State",
        "organization": ESPD + "Organization",
        "delegation": ESPD + "Delegation",
        "place": ESPD + "Place",
        "place-name": ESPD + "PlaceName",
        "official": ESPD + "Official",
        "person": ESPD + "Official",
        "post": ESPD + "Post",
        "tenure": ESPD + "Tenure",
        "participation": ESPD + "Participation",
        "document": ESPD + "Document",
        "passage": ESPD + "Passage",
        "provision": ESPD + "Provision",
        "thread": ESPD + "CommitmentThread",
        "initiative": ESPD + "Initiative",
        "claim": ESPD + "Claim",
        "assessment": ESPD + "Assessment",
        "mapping": SSSOM + "Mapping",
        "theme": ESPD + "Theme",
        "code": ESPD + "Code",
        "concept": SKOS + "Concept",
    }
)
"""The class of the things that a type admits; a dialogue may be any event."""

TERM_TYPES: Final = ("class", "property")
"""Types whose values are terms of the ontology."""

LITERAL_TYPES: Final = ("year", "date", "year-or-date", "string", "boolean", "integer")
"""Types whose values are written out."""

PARAMETER_TYPES: Final = (*THING_TYPES, "class", *LITERAL_TYPES)
COLUMN_TYPES: Final = (*THING_TYPES, *TERM_TYPES, *LITERAL_TYPES, "decimal", "iri", "value")
