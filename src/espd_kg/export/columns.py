"""What the flat tables hold: one table a class, one column a property."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from espd_kg.namespaces import ESPD, OWL, RDF, RDFS, SKOS, SSSOM


class Type(StrEnum):
    """A column's type, in the words of Frictionless Table Schema."""

    IRI = "iri"
    TEXT = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column: its name, the property or path that fills it, and what it points to."""

    name: str
    path: tuple[str, ...]
    type: Type = Type.TEXT
    plural: bool = False
    refers: str | None = None
    language: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Table:
    """One table: a row for each thing of the class."""

    name: str
    class_iri: str
    columns: tuple[Column, ...]


def _things(name: str, refers: str | None = None, of: str = "") -> Column:
    return Column(name, (ESPD + (of or name),), Type.IRI, plural=True, refers=refers)


def _thing(name: str, refers: str | None = None, of: str = "") -> Column:
    return replace(_things(name, refers, of), plural=False)


def _text(name: str, of: str = "") -> Column:
    return Column(name, (ESPD + (of or name),))


def _integer(name: str) -> Column:
    return replace(_text(name), type=Type.INTEGER)


def _boolean(name: str) -> Column:
    return replace(_text(name), type=Type.BOOLEAN)


def _texts(name: str, of: str = "") -> Column:
    return replace(_text(name, of), plural=True)


def _label(of: str = RDFS + "label") -> tuple[Column, ...]:
    return (
        Column("label", (of,), language="en", note="The name in English."),
        Column("labelRu", (of,), language="ru", note="The name in Russian."),
        Column("labelKk", (of,), language="kk", note="The name in Kazakh."),
    )


def _of_passage(name: str, note: str, kind: Type = Type.TEXT) -> Column:
    return Column(name, (ESPD + "evidence", ESPD + name), kind, note=note)


_ENGLISH: Final = _label()[:1]
_EVIDENCE: Final = _things("evidence")
_MATCH: Final = Column(
    "exactMatch", (SKOS + "exactMatch",), Type.IRI, plural=True, note="The same thing elsewhere."
)
_DEFINITION: Final = Column(
    "definition", (SKOS + "definition",), language="en", note="What it means."
)
_BROADER: Final = Column(
    "broader", (SKOS + "broader",), Type.IRI, plural=True, note="The wider theme it belongs to."
)
_ALTERNATIVES: Final = Column("altLabels", (SKOS + "altLabel",), plural=True, note="Other names.")
_NOTATION: Final = Column("notation", (SKOS + "notation",), note="Its short sign.")
_SCHEME: Final = Column("inScheme", (SKOS + "inScheme",), Type.IRI, note="The axis it belongs to.")
_KIND: Final = Column(
    "kind", (RDF + "type",), Type.IRI, plural=True, note="Its narrower class, where it has one."
)
_DATES: Final = (_text("startDate"), _text("endDate"), _things("place"), _things("host"))
_STATUS: Final = (_thing("mode", "codes"), _thing("eventStatus", "codes"))
_QUOTE: Final = (
    Column("passage", (ESPD + "evidence",), Type.IRI, refers="passages", note="The first passage."),
    _of_passage("quote", "The words of the first passage."),
    _of_passage("start", "Where the first passage begins in its document.", Type.INTEGER),
    _of_passage("end", "Where the first passage ends, exclusive.", Type.INTEGER),
)

TABLES: Final = (
    Table("frameworks", ESPD + "Framework", (
        *_label(), _things("parties", of="party"), _text("launched"),
        _thing("succeeds", "frameworks"), _EVIDENCE, _MATCH,
    )),
    Table("events", ESPD + "Event", (
        *_ENGLISH, _KIND, *_DATES, *_STATUS, _things("sessionOf"), _things("keptBy"), _EVIDENCE,
    )),
    Table("dialogues", ESPD + "Dialogue", (
        *_ENGLISH, _thing("inFramework", "frameworks"), _integer("ordinal"), *_DATES, *_STATUS,
        _things("sessions", of="hasSession"),
        _thing("previous", "dialogues"), _thing("next", "dialogues"),
        _things("outcomeDocuments", of="outcomeDocument"), _EVIDENCE,
    )),
    Table("states", ESPD + "State", (*_label(), _MATCH)),
    Table("places", ESPD + "Place", (*_label(), _thing("locatedIn"), _MATCH)),
    Table("place_names", ESPD + "PlaceName", (
        *_ENGLISH, _thing("nameOf", "places"), _text("from"), _text("until"),
    )),
    Table("organizations", ESPD + "Organization", (
        *_label(), _thing("ofState", "states"), _MATCH,
    )),
    Table("officials", ESPD + "Official", (*_label(), _MATCH)),
    Table("posts", ESPD + "Post", (
        *_ENGLISH, _thing("inOrganization", "organizations"), _thing("ofState", "states"), _MATCH,
    )),
    Table("tenures", ESPD + "Tenure", (
        *_ENGLISH, _thing("official", "officials"), _thing("post", "posts"), _text("from"),
        _text("until"), _texts("attestedOn"), _EVIDENCE,
    )),
    Table("participations", ESPD + "Participation", (
        *_ENGLISH, _thing("official", "officials"), _thing("atEvent", "events"),
        _things("onBehalfOf", "states"), _things("capacity", "codes"), _texts("statedTitle"),
        _things("post", "posts"), _EVIDENCE,
    )),
    Table("delegations", ESPD + "Delegation", (
        *_ENGLISH, _thing("ofState", "states"), _thing("atEvent", "events"),
        _things("ledBy", "officials"), _EVIDENCE,
    )),
    Table("documents", ESPD + "Document", (
        _text("title"), _KIND, _thing("publisher", "organizations"), _text("published"),
        _texts("url"), _texts("rights"), _boolean("fullyCoded"),
        _text("sha256"), _thing("embeddedIn", "passages"),
    )),
    Table("passages", ESPD + "Passage", (
        *_ENGLISH, _thing("source", "documents"), _text("quote"),
        _integer("start"), _integer("end"), _thing("notCoded", "codes"),
    )),
    Table("provisions", ESPD + "Provision", (
        *_ENGLISH, _KIND, _thing("statedIn", "documents"), _thing("madeAt", "events"),
        _text("verb"), _thing("speechAct", "codes"), _thing("obligation", "codes"),
        _thing("precision", "codes"), _thing("novelty", "codes"), _things("speakers", of="speaker"),
        _things("voicedBy", "officials"), _things("obligatedParties", of="obligatedParty"),
        _things("beneficiaries", of="beneficiary"), _things("themes", of="theme"),
        _things("topThemes", of="topTheme"), _things("mentions"), _things("promises", "events"),
        _things("threads", of="inThread"),
        _boolean("torontoEligible"), *_QUOTE,
    )),
    Table("threads", ESPD + "CommitmentThread", (*_ENGLISH, _things("steps", of="hasStep"))),
    Table("step_changes", ESPD + "StepChange", (
        *_ENGLISH, _thing("thread", "threads", "changedThread"),
        _thing("provision", "provisions", "changedStep"), _thing("change", "codes"),
    )),
    Table("silences", ESPD + "Silence", (
        *_ENGLISH, _thing("theme", "themes", "passesOver"),
        _thing("framework", "frameworks", "passedOverIn"), _thing("lastSpokenAt", "events"),
        _things("silentAt", "events"), _things("provisions", of="lastSaid"),
    )),
    Table("assessments", ESPD + "Assessment", (
        *_ENGLISH, _thing("assesses", "provisions"), _thing("verdict", "codes"),
        _text("assessedOn"), _EVIDENCE,
    )),
    Table("initiatives", ESPD + "Initiative", (
        *_ENGLISH, _thing("initiativeKind", "codes"), _things("inFramework", "frameworks"),
        _MATCH,
    )),
    Table("claims", ESPD + "Claim", (
        *_ENGLISH, _thing("about"), _thing("property"), _text("value"), _things("valueThing"),
        _thing("rank", "codes"), _texts("reason"), _QUOTE[1], _EVIDENCE,
    )),
    Table("links", SSSOM + "Mapping", (
        *_ENGLISH,
        Column("subject", (OWL + "annotatedSource",), Type.IRI, note="The thing of this graph."),
        Column("predicate", (OWL + "annotatedProperty",), Type.IRI, note="How the two relate."),
        Column("object", (OWL + "annotatedTarget",), Type.IRI, note="The thing outside."),
        Column("objectLabel", (SSSOM + "object_label",), note="What the outside calls it."),
        Column("modifier", (SSSOM + "predicate_modifier",), note="Not, for a link refused."),
        Column("justification", (SSSOM + "mapping_justification",), Type.IRI, note="The grounds."),
        Column("confidence", (SSSOM + "confidence",), Type.NUMBER, note="From 0 to 1."),
        Column("author", (SSSOM + "author_label",), plural=True, note="Who decided."),
        Column("comment", (RDFS + "comment",), note="The evidence, or a remark."),
    )),
    Table("themes", ESPD + "Theme", (
        *_label(SKOS + "prefLabel"), _ALTERNATIVES, _DEFINITION, _BROADER, _MATCH,
    )),
    Table("codes", ESPD + "Code", (
        *_label(SKOS + "prefLabel"), _NOTATION, _SCHEME, _DEFINITION, _integer("order"),
    )),
)  # fmt: skip
"""Every table, in the order in which the package lists them."""
