"""The columns of an SSSOM table and the properties as which they enter the graph."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from espd_kg.namespaces import DCTERMS, ESPD, OWL, RDF, RDFS, SEMAPV, SKOS, SSSOM, XSD

PAV: Final = "http://purl.org/pav/"
LINKML: Final = "https://w3id.org/linkml/"

BUILT_IN_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "linkml": LINKML,
        "owl": OWL,
        "rdf": RDF,
        "rdfs": RDFS,
        "semapv": SEMAPV,
        "skos": SKOS,
        "sssom": SSSOM,
        "xsd": XSD,
    }
)
"""The prefixes that the standard lets a table use without declaring them."""

REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
REQUIRED_IN_HEADER: Final = ("mapping_set_id", "license")

NO_TERM_FOUND: Final = SSSOM + "NoTermFound"
NEGATED: Final = SSSOM + "NegatedPredicate"
EXACT: Final = SKOS + "exactMatch"
RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        EXACT: "exact match",
        SKOS + "closeMatch": "close match",
        SKOS + "broadMatch": "broad match",
        SKOS + "narrowMatch": "narrow match",
        SKOS + "relatedMatch": "related match",
    }
)
"""The relations that a decision may state, in words for labels."""

MANUAL: Final = SEMAPV + "ManualMappingCuration"
COMPOSITE: Final = SEMAPV + "CompositeMatching"

JUDGEMENT: Final = ESPD + "judgement"
CHECKED_ONLINE: Final = ESPD + "checkedOnline"
"""What our tables say beyond the standard, as extension slots of any name."""

OWN_SLOTS: Final[Mapping[str, str]] = MappingProxyType(
    {"judgement": JUDGEMENT, "checked_online": CHECKED_ONLINE}
)
"""The names that these slots usually have. One of them without its property is a mistake: rows
that are unsure would pass for decided."""

UNNAMED: Final = "http://sssom.invalid/"
"""Where the property of an extension stands that the header gives none (SSSOM's default)."""

_DATE: Final = XSD + "date"
_NUMBER: Final = XSD + "double"
# Python would read more than that: digits of any script, and lines between them.
_DOUBLE: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
"""The numbers of xsd:double (XML Schema 1.1, part 2, 3.3.5)."""
_IRI_TYPES: Final = frozenset({XSD + "anyURI", LINKML + "Uri", LINKML + "Uriorcurie"})


@dataclass(frozen=True)
class Slot:
    """A column: its property, whether its cells hold IRIs or literals, one or several.

    `least` and `most` bound a number; `words` gives the IRI for each word that a cell may hold.
    """

    property: str
    is_thing: bool = False
    datatype: str | None = None
    several: bool = False
    least: float = -math.inf
    most: float = math.inf
    words: Mapping[str, str] | None = None

    def complaint(self, value: str) -> str | None:
        """Return what is wrong with a value, or None where it may stand."""
        if self.datatype == _DATE and not _is_date(value):
            return "Write a day that exists, as 2024-05-31"
        if self.datatype == _NUMBER and not self._holds(value):
            bounded = math.isfinite(self.least)
            return (
                f"Write a number from {self.least:g} to {self.most:g}" if bounded else "No number"
            )
        if self.words is not None and value not in self.words:
            return f"Write {', '.join(self.words)}"
        return None

    def _holds(self, value: str) -> bool:
        if not _DOUBLE.fullmatch(value):
            return False
        number = float(value)
        return math.isfinite(number) and self.least <= number <= self.most


def extension(property_iri: str, type_hint: str | None) -> Slot:
    """Return the slot that a header declares beyond the standard.

    Values are text unless the hint says otherwise, as SSSOM has it.
    """
    if type_hint in _IRI_TYPES:
        return Slot(property_iri, is_thing=True)
    return Slot(property_iri, datatype=None if type_hint == XSD + "string" else type_hint)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _text(name: str, *, several: bool = False) -> Slot:
    return Slot(SSSOM + name, several=several)


def _thing(name: str, *, several: bool = False) -> Slot:
    return Slot(SSSOM + name, is_thing=True, several=several)


def _type(name: str) -> Slot:
    return Slot(SSSOM + name, words=_ENTITY_TYPES)


def _number(name: str, least: float = 0, most: float = 1) -> Slot:
    return Slot(SSSOM + name, datatype=_NUMBER, least=least, most=most)


_ENTITY_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "owl class": OWL + "Class",
        "owl object property": OWL + "ObjectProperty",
        "owl data property": OWL + "DatatypeProperty",
        "owl annotation property": OWL + "AnnotationProperty",
        "owl named individual": OWL + "NamedIndividual",
        "skos concept": SKOS + "Concept",
        "rdfs resource": RDFS + "Resource",
        "rdfs class": RDFS + "Class",
        "rdfs literal": RDFS + "Literal",
        "rdfs datatype": RDFS + "Datatype",
        "rdf property": RDF + "Property",
        "composed entity expression": SSSOM + "ComposedEntityExpression",
    }
)

SLOTS: Final[Mapping[str, Slot]] = MappingProxyType(
    {
        "record_id": _thing("record_id"),
        "subject_id": Slot(OWL + "annotatedSource", is_thing=True),
        "predicate_id": Slot(OWL + "annotatedProperty", is_thing=True),
        "object_id": Slot(OWL + "annotatedTarget", is_thing=True),
        "predicate_modifier": Slot(SSSOM + "predicate_modifier", words={"Not": NEGATED}),
        "mapping_justification": _thing("mapping_justification"),
        "author_id": Slot(PAV + "authoredBy", is_thing=True, several=True),
        "reviewer_id": _thing("reviewer_id", several=True),
        "creator_id": Slot(DCTERMS + "creator", is_thing=True, several=True),
        "subject_source": _thing("subject_source"),
        "object_source": _thing("object_source"),
        "see_also": Slot(RDFS + "seeAlso", is_thing=True, several=True),
        "license": Slot(DCTERMS + "license", is_thing=True),
        "mapping_provider": _thing("mapping_provider"),
        "mapping_source": _thing("mapping_source"),
        "mapping_tool_id": _thing("mapping_tool_id"),
        "curation_rule": _thing("curation_rule", several=True),
        "subject_match_field": _thing("subject_match_field", several=True),
        "object_match_field": _thing("object_match_field", several=True),
        "subject_preprocessing": _thing("subject_preprocessing", several=True),
        "object_preprocessing": _thing("object_preprocessing", several=True),
        "issue_tracker_item": _thing("issue_tracker_item"),
        "subject_type": _type("subject_type"),
        "predicate_type": _type("predicate_type"),
        "object_type": _type("object_type"),
        "author_label": _text("author_label", several=True),
        "reviewer_label": _text("reviewer_label", several=True),
        "creator_label": _text("creator_label", several=True),
        "mapping_date": Slot(PAV + "authoredOn", datatype=_DATE),
        "publication_date": Slot(DCTERMS + "issued", datatype=_DATE),
        "review_date": Slot(SSSOM + "review_date", datatype=_DATE),
        "confidence": _number("confidence"),
        "similarity_score": _number("similarity_score"),
        "reviewer_agreement": _number("reviewer_agreement", least=-1),
        "comment": Slot(RDFS + "comment"),
        "subject_label": _text("subject_label"),
        "subject_category": _text("subject_category"),
        "predicate_label": _text("predicate_label"),
        "object_label": _text("object_label"),
        "object_category": _text("object_category"),
        "object_source_version": _text("object_source_version"),
        "subject_source_version": _text("subject_source_version"),
        "mapping_tool": _text("mapping_tool"),
        "mapping_tool_version": _text("mapping_tool_version"),
        "curation_rule_text": _text("curation_rule_text", several=True),
        "match_string": _text("match_string", several=True),
        "mapping_cardinality": _text("mapping_cardinality"),
        "cardinality_scope": _text("cardinality_scope", several=True),
        "similarity_measure": _text("similarity_measure"),
        "other": _text("other"),
    }
)
"""The slots of a mapping in SSSOM 1.1, by the names that head their columns."""

PROPAGATED: Final = (
    "subject_type",
    "predicate_type",
    "object_type",
    "subject_source",
    "subject_source_version",
    "object_source",
    "object_source_version",
    "mapping_provider",
    "cardinality_scope",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "subject_match_field",
    "object_match_field",
    "subject_preprocessing",
    "object_preprocessing",
    "curation_rule",
    "curation_rule_text",
    "similarity_measure",
)
"""The slots that a header may state once for every row (SSSOM's propagatable slots)."""
