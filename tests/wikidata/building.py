"""A small data set in the shape in which the Wikidata Query Service holds its items.

Names of properties and of the parts of a statement are those of the Wikibase RDF dump format
(mediawiki.org, Wikibase/Indexing/RDF Dump Format). As there, a statement's node carries its rank,
its value and its qualifiers, and only the best ranked ones are also said directly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple, serialize
from pyoxigraph import RdfFormat as Format

ENTITY = "http://www.wikidata.org/entity/"
STATEMENT = ENTITY + "statement/"
VALUE = "http://www.wikidata.org/value/"
PROP = "http://www.wikidata.org/prop/"
WIKIBASE = "http://wikiba.se/ontology#"
SCHEMA = "http://schema.org/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALTERNATIVE = "http://www.w3.org/2004/02/skos/core#altLabel"
SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
XSD = "http://www.w3.org/2001/XMLSchema#"
POINT = "http://www.opengis.net/ont/geosparql#wktLiteral"
GREGORIAN = ENTITY + "Q1985727"

NO_VALUE = "no value"
"""What a statement says that knows there is none; it stands in no query for a value."""


@dataclass(frozen=True)
class Time:
    """A date as precise as it is written: 2021, 2021-05 or 2021-05-31."""

    text: str

    @property
    def precision(self) -> int:
        """Wikibase's number for it: 9 a year, 10 a month, 11 a day."""
        return 9 + self.text.count("-")

    @property
    def literal(self) -> Literal:
        """The first day of it, as Wikibase writes imprecise dates."""
        day = self.text + "-01" * (11 - self.precision)
        return Literal(f"{day}T00:00:00Z", datatype=NamedNode(XSD + "dateTime"))


@dataclass(frozen=True)
class Place:
    """A point on the globe."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Text:
    """A word of a language, or a plain string such as a code."""

    text: str
    language: str | None = None


Value = str | Time | Place | Text
"""What a statement says: an item's id, a date, a point, a text, or NO_VALUE."""


@dataclass(frozen=True)
class Claim:
    """One statement; `rank` is Normal, Preferred or Deprecated."""

    property: str
    value: Value
    qualifiers: tuple[tuple[str, Value], ...] = ()
    rank: str = "Normal"


@dataclass(frozen=True)
class Item:
    """An item: what it is called, by language, and what is said of it.

    An item that was merged says only what it became; one that was deleted is just left out.
    """

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    merged_into: str = ""
    version: int = 1
    modified: str = "2026-01-01T00:00:00Z"


def claims(property: str, *values: Value) -> tuple[Claim, ...]:
    """Return plain statements, one for each value."""
    return tuple(Claim(property, value) for value in values)


def held(post: str, start: str = "", end: str = "", rank: str = "Normal") -> Claim:
    """Return a statement that a person held a position (P39) from a date until another."""
    dates = (("P580", start), ("P582", end))
    qualifiers = tuple((name, Time(text)) for name, text in dates if text)
    return Claim("P39", post, qualifiers, rank)


def ntriples(items: Iterable[Item]) -> bytes:
    """Return the items as N-Triples, which are N-Quads too."""
    written = serialize((t for item in items for t in _triples(item)), format=Format.N_TRIPLES)
    assert written is not None
    return written


def _triples(item: Item) -> Iterator[Triple]:
    node = NamedNode(ENTITY + item.id)
    if item.merged_into:
        yield Triple(node, NamedNode(SAME_AS), NamedNode(ENTITY + item.merged_into))
        return
    yield from _names(node, item)
    yield _said(node, SCHEMA + "version", Literal(item.version))
    day = Literal(item.modified, datatype=NamedNode(XSD + "dateTime"))
    yield _said(node, SCHEMA + "dateModified", day)
    best = _best(item.claims)
    for number, claim in enumerate(item.claims):
        key = sha256(f"{item.id} {number} {claim}".encode()).hexdigest()[:32]
        yield from _statement(node, NamedNode(f"{STATEMENT}{item.id}-{key}"), claim, claim in best)


def _names(node: NamedNode, item: Item) -> Iterator[Triple]:
    for language, label in item.labels.items():
        yield _said(node, LABEL, Literal(label, language=language))
    for language, aliases in item.aliases.items():
        for alias in aliases:
            yield _said(node, ALTERNATIVE, Literal(alias, language=language))
    for language, description in item.descriptions.items():
        yield _said(node, SCHEMA + "description", Literal(description, language=language))


def _best(stated: tuple[Claim, ...]) -> list[Claim]:
    preferred = {claim.property for claim in stated if claim.rank == "Preferred"}
    return [
        claim
        for claim in stated
        if claim.rank == ("Preferred" if claim.property in preferred else "Normal")
    ]


def _statement(
    node: NamedNode, statement: NamedNode, claim: Claim, is_best: bool
) -> Iterator[Triple]:
    name = claim.property
    yield Triple(node, NamedNode(PROP + name), statement)
    yield _said(statement, WIKIBASE + "rank", NamedNode(f"{WIKIBASE}{claim.rank}Rank"))
    if is_best:
        yield _said(statement, RDF_TYPE, NamedNode(WIKIBASE + "BestRank"))
    if claim.value == NO_VALUE:
        yield _said(statement, RDF_TYPE, NamedNode(f"{PROP}novalue/{name}"))
    else:
        if is_best:
            yield _said(node, f"{PROP}direct/{name}", _term(claim.value))
        yield from _valued(statement, "statement", name, claim.value)
    for qualifier, value in claim.qualifiers:
        yield from _valued(statement, "qualifier", qualifier, value)


def _valued(statement: NamedNode, part: str, name: str, value: Value) -> Iterator[Triple]:
    yield _said(statement, f"{PROP}{part}/{name}", _term(value))
    if isinstance(value, Time):
        full = NamedNode(VALUE + sha256(value.text.encode()).hexdigest()[:32])
        yield _said(statement, f"{PROP}{part}/value/{name}", full)
        yield _said(full, WIKIBASE + "timeValue", value.literal)
        yield _said(full, WIKIBASE + "timePrecision", Literal(value.precision))
        yield _said(full, WIKIBASE + "timeCalendarModel", NamedNode(GREGORIAN))


def _term(value: Value) -> NamedNode | Literal:
    if isinstance(value, Time):
        return value.literal
    if isinstance(value, Place):
        point = f"Point({value.longitude} {value.latitude})"
        return Literal(point, datatype=NamedNode(POINT))
    if isinstance(value, Text):
        return Literal(value.text, language=value.language)
    return NamedNode(ENTITY + value)


def _said(subject: NamedNode, predicate: str, term: NamedNode | Literal) -> Triple:
    return Triple(subject, NamedNode(predicate), term)
