"""The columns of an SSSOM table and the properties as which they enter the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from espd_kg.namespaces import OWL, RDF, RDFS, SEMAPV, SKOS, SSSOM, XSD

PAV: Final = "http://purl.org/pav/"

BUILT_IN_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "semapv": SEMAPV, "skos": SKOS, "sssom": SSSOM}
)
"""The prefixes that the standard lets a table use without declaring them."""

REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
REQUIRED_IN_HEADER: Final = ("mapping_set_id", "license")

NO_TERM_FOUND: Final = SSSOM + "NoTermFound"
NEGATED: Final = SSSOM + "NegatedPredicate"
RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        SKOS + "exactMatch": "exact match",
        SKOS + "closeMatch": "close match",
        SKOS + "broadMatch": "broad match",
        SKOS + "narrowMatch": "narrow match",
        SKOS + "relatedMatch": "related match",
    }
)
"""The relations that a decision may state, in words for labels."""


@dataclass(frozen=True)
class Slot:
    """A column: its property, whether its cells hold IRIs or literals, one or several."""

    property: str
    is_thing: bool = False
    datatype: str | None = None
    several: bool = False


def _text(name: str) -> Slot:
    return Slot(SSSOM + name)


SLOTS: Final[Mapping[str, Slot]] = MappingProxyType(
    {
        "subject_id": Slot(OWL + "annotatedSource", is_thing=True),
        "predicate_id": Slot(OWL + "annotatedProperty", is_thing=True),
        "object_id": Slot(OWL + "annotatedTarget", is_thing=True),
        "predicate_modifier": Slot(SSSOM + "predicate_modifier", is_thing=True),
        "mapping_justification": Slot(SSSOM + "mapping_justification", is_thing=True),
        "author_id": Slot(PAV + "authoredBy", is_thing=True, several=True),
        "reviewer_id": Slot(SSSOM + "reviewer_id", is_thing=True, several=True),
        "subject_source": Slot(SSSOM + "subject_source", is_thing=True),
        "object_source": Slot(SSSOM + "object_source", is_thing=True),
        "see_also": Slot(RDFS + "seeAlso", is_thing=True, several=True),
        "author_label": Slot(SSSOM + "author_label", several=True),
        "reviewer_label": Slot(SSSOM + "reviewer_label", several=True),
        "mapping_date": Slot(PAV + "authoredOn", datatype=XSD + "date"),
        "confidence": Slot(SSSOM + "confidence", datatype=XSD + "double"),
        "comment": Slot(RDFS + "comment"),
        "subject_label": _text("subject_label"),
        "subject_category": _text("subject_category"),
        "object_label": _text("object_label"),
        "object_category": _text("object_category"),
        "object_source_version": _text("object_source_version"),
        "subject_source_version": _text("subject_source_version"),
        "mapping_tool": _text("mapping_tool"),
        "mapping_tool_version": _text("mapping_tool_version"),
        "match_string": Slot(SSSOM + "match_string", several=True),
        "mapping_cardinality": _text("mapping_cardinality"),
        "similarity_score": Slot(SSSOM + "similarity_score", datatype=XSD + "double"),
        "similarity_measure": _text("similarity_measure"),
        "other": _text("other"),
    }
)
