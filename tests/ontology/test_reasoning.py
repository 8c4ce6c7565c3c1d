"""Reasoning does real work: each entailment holds, and is lost without the axiom that gives it."""

from dataclasses import dataclass
from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.graph import _TripleType

from ontology.files import (
    ESPD,
    EXAMPLE,
    ONTOLOGY,
    axioms,
    closure,
    errors,
    facts,
    load,
    module_files,
    without,
)

SKOS_FILE = ONTOLOGY / "alignments" / "skos.ttl"
ANY = BNode()


@dataclass(frozen=True)
class Case:
    """Some facts, what follows from them, and the axiom without which it would not."""

    given: str
    follows: str
    axiom: _TripleType


def chain(name: str) -> _TripleType:
    return (ESPD[name], OWL.propertyChainAxiom, ANY)


def inverse(name: str, other: str) -> _TripleType:
    return (ESPD[name], OWL.inverseOf, ESPD[other])


def under(name: str, other: str) -> _TripleType:
    return (ESPD[name], RDFS.subClassOf, ESPD[other])


def kind(name: str) -> _TripleType:
    return (ANY, RDFS.subClassOf, ESPD[name])


def coded(act: str, obligation: str, precision: str) -> str:
    return (
        f":p espd:speechAct code:{act} ; espd:obligation code:{obligation} ; espd:precision "
        f"code:{precision} ."
    )


CASES = {
    # Kinds of provision
    "consulted": Case(
        coded("consulted", "O0", "P0"), ":p a espd:Consultation .", kind("Consultation")
    ),
    "reported": Case(coded("reported", "O0", "P0"), ":p a espd:Report .", kind("Report")),
    "commended": Case(coded("commended", "O1", "P1"), ":p a espd:Position .", kind("Position")),
    "restated position": Case(
        coded("restated-position", "O0", "P1"), ":p a espd:Position .", kind("Position")
    ),
    "a bare desire": Case(
        coded("voiced-desire", "O1", "P0"), ":p a espd:Position .", kind("Position")
    ),
    "desire with an aim": Case(
        coded("voiced-desire", "O1", "P1"), ":p a espd:Commitment .", kind("Commitment")
    ),
    "desire with a measure": Case(
        coded("voiced-desire", "O1", "P2"), ":p a espd:Commitment .", kind("Commitment")
    ),
    "desire with a date": Case(
        coded("voiced-desire", "O1", "P3"), ":p a espd:Commitment .", kind("Commitment")
    ),
    "intention": Case(
        coded("stated-intent", "O2", "P0"), ":p a espd:Commitment .", kind("Commitment")
    ),
    "undertaking": Case(
        coded("undertook", "O3", "P1"), ":p a espd:Commitment .", kind("Commitment")
    ),
    "duty in law": Case(
        coded("undertook", "O4", "P1"), ":p a espd:Commitment .", kind("Commitment")
    ),
    "a commitment is a provision": Case(
        ":p a espd:Commitment .", ":p a espd:Provision .", under("Commitment", "Provision")
    ),
    # The Toronto flag
    **{
        f"Toronto flag: {act}, {precision}": Case(
            coded(act, "O3", precision) + " :p espd:obligatedParty :state .",
            ":p espd:torontoEligible true .",
            (ANY, RDFS.subClassOf, ANY),
        )
        for act, precision in (
            ("stated-intent", "P1"),
            ("restated-intent", "P2"),
            ("undertook", "P3"),
        )
    },
    # Who represented which state at which dialogue
    "state of the post": Case(
        ":part espd:post :minister . :minister espd:ofState :kz .",
        ":part espd:onBehalfOf :kz .",
        chain("onBehalfOf"),
    ),
    "state at the dialogue, by a post": Case(
        ":part espd:atEvent :d ; espd:post :minister . :minister espd:ofState :kz .",
        ":kz espd:representedAt :d . :d espd:bringsTogether :kz .",
        chain("bringsTogether"),
    ),
    "state at the dialogue, by a delegation": Case(
        ":delegation espd:atEvent :d ; espd:ofState :kz .",
        ":kz espd:representedAt :d .",
        inverse("representedAt", "bringsTogether"),
    ),
    "state at the dialogue, by a session": Case(
        ":part espd:atEvent :s ; espd:onBehalfOf :kz . :d espd:hasSession :s .",
        ":kz espd:representedAt :d .",
        chain("bringsTogether"),
    ),
    "representations of a state": Case(
        ":part espd:onBehalfOf :kz .",
        ":kz espd:hasRepresentation :part .",
        inverse("onBehalfOf", "hasRepresentation"),
    ),
    "person at the dialogue": Case(
        ":part espd:official :someone ; espd:atEvent :d .",
        ":someone espd:tookPartIn :d . :d espd:hasParticipant :someone .",
        chain("hasParticipant"),
    ),
    "person at the dialogue, by a session": Case(
        ":part espd:official :someone ; espd:atEvent :s . :d espd:hasSession :s .",
        ":someone espd:tookPartIn :d .",
        inverse("tookPartIn", "hasParticipant"),
    ),
    "head of a delegation": Case(
        ":delegation espd:atEvent :d ; espd:ledBy :someone .",
        ":someone espd:tookPartIn :d .",
        inverse("atEvent", "hasParticipation"),
    ),
    "posts of a person": Case(
        ":tenure espd:official :someone ; espd:post :minister .",
        ":someone espd:holdsPost :minister .",
        chain("holdsPost"),
    ),
    # Themes rolled up
    "own theme": Case(
        ":p espd:theme :tides .",
        ":p espd:aboutTheme :tides .",
        (ESPD.theme, RDFS.subPropertyOf, ESPD.aboutTheme),
    ),
    "theme two levels up": Case(
        ":p espd:theme :tides . :tides skos:broader :power . :power skos:broader :energy .",
        ":p espd:aboutTheme :energy .",
        chain("aboutTheme"),
    ),
    "broader is transitive": Case(
        ":p espd:theme :tides . :tides skos:broader :power . :power skos:broader :energy .",
        ":p espd:aboutTheme :energy .",
        (SKOS.broaderTransitive, RDF.type, OWL.TransitiveProperty),
    ),
    "broader is broader transitive": Case(
        ":p espd:theme :tides . :tides skos:broader :power .",
        ":p espd:aboutTheme :power .",
        (SKOS.broader, RDFS.subPropertyOf, SKOS.broaderTransitive),
    ),
    # Inverses
    "next": Case(":b espd:previous :a .", ":a espd:next :b .", inverse("previous", "next")),
    "succeeded by": Case(
        ":b espd:succeeds :a .", ":a espd:succeededBy :b .", inverse("succeeds", "succeededBy")
    ),
    "session of": Case(
        ":d espd:hasSession :s .", ":s espd:sessionOf :d .", inverse("hasSession", "sessionOf")
    ),
    "outcome of": Case(
        ":d espd:outcomeDocument :t .",
        ":t espd:outcomeOf :d .",
        inverse("outcomeDocument", "outcomeOf"),
    ),
    "keeps": Case(":e espd:keptBy :d .", ":d espd:keeps :e .", inverse("keptBy", "keeps")),
    "official in": Case(
        ":part espd:official :x .", ":x espd:officialIn :part .", inverse("official", "officialIn")
    ),
    "post in": Case(":part espd:post :x .", ":x espd:postIn :part .", inverse("post", "postIn")),
    "name of": Case(
        ":city espd:hasName :n .", ":n espd:nameOf :city .", inverse("hasName", "nameOf")
    ),
    "provisions of an event": Case(
        ":p espd:madeAt :d .", ":d espd:hasProvision :p .", inverse("madeAt", "hasProvision")
    ),
    "steps of a thread": Case(
        ":p espd:inThread :t .", ":t espd:hasStep :p .", inverse("inThread", "hasStep")
    ),
    # Evidence and classes
    "evidence of a date": Case(
        ":d espd:dateEvidence :w .",
        ":d espd:evidence :w .",
        (ESPD.dateEvidence, RDFS.subPropertyOf, ESPD.evidence),
    ),
    "evidence of a place": Case(
        ":d espd:placeEvidence :w .",
        ":d espd:evidence :w .",
        (ESPD.placeEvidence, RDFS.subPropertyOf, ESPD.evidence),
    ),
    "a dialogue is an event": Case(
        ":d a espd:Dialogue .", ":d a espd:Event .", under("Dialogue", "Event")
    ),
    "a session is an event": Case(
        ":s a espd:Session .", ":s a espd:Event .", under("Session", "Event")
    ),
    "a statement is a document": Case(
        ":t a espd:JointStatement .", ":t a espd:Document .", under("JointStatement", "Document")
    ),
    "a theme is a concept": Case(
        ":t a espd:Theme .", ":t a skos:Concept .", (ESPD.Theme, RDFS.subClassOf, SKOS.Concept)
    ),
    "a code is a concept": Case(
        ":c a espd:Code .", ":c a skos:Concept .", (ESPD.Code, RDFS.subClassOf, SKOS.Concept)
    ),
}
IMPOSSIBLE = {
    "a commitment that only consults": coded("consulted", "O2", "P1"),
    "a report that is a position": ":p a espd:Report , espd:Position .",
    "an edition that is a session": ":d a espd:Dialogue , espd:Session .",
    "a person who is a state": ":x a espd:Official , espd:State .",
    "a framework that is an initiative": ":x a espd:Framework , espd:Initiative .",
    "an edition before itself": ":d espd:previous :d .",
    "two editions before each other": ":a espd:previous :b . :b espd:previous :a .",
    "a theme that is a scheme": ":t a espd:Theme , skos:ConceptScheme .",
}


@cache
def ontology() -> Graph:
    return axioms(load([*module_files(), SKOS_FILE]))


def base(name: str) -> str:
    """Give each case things of its own, so that many share one closure."""
    return f"{EXAMPLE}{list(CASES).index(name)}/"


@cache
def everything_with(axiom: _TripleType | None) -> Graph:
    """Close the cases that rest on an axiom, without it; or all cases, with all axioms."""
    given = [
        facts(case.given, base(name))
        for name, case in CASES.items()
        if axiom is None or case.axiom == axiom
    ]
    return closure(ontology() if axiom is None else without(ontology(), axiom), *given)


@pytest.mark.parametrize("name", CASES)
def test_it_follows_and_only_by_that_axiom(name: str) -> None:
    case = CASES[name]
    follows = set(facts(case.follows, base(name)))
    assert follows <= set(everything_with(None))
    assert not follows <= set(everything_with(case.axiom))


def test_the_cases_together_are_possible() -> None:
    assert errors(everything_with(None)) == []


@pytest.mark.parametrize("given", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_what_cannot_be_is_found(given: str) -> None:
    assert errors(closure(ontology(), facts(given))) != []


ALLOWED = {
    "consulted": ("O0",),
    "reported": ("O0",),
    "commended": ("O0", "O1"),
    "restated-position": ("O0", "O1"),
    "voiced-desire": ("O1",),
    "stated-intent": ("O2",),
    "restated-intent": ("O2",),
    "undertook": ("O3", "O4"),
}
CODINGS = [
    (act, obligation, precision, bound)
    for act, obligations in ALLOWED.items()
    for obligation in obligations
    for precision in ("P0", "P1", "P2", "P3")
    for bound in ("bound", "unbound")
]
ANNOUNCED = {"stated-intent", "restated-intent", "undertook"}


@cache
def every_coding() -> Graph:
    """Close one provision of every allowed coding, with and without an obligated party."""
    given = [
        facts(
            coded(act, obligation, precision)
            + (" :p espd:obligatedParty :state ." if bound == "bound" else ""),
            f"{EXAMPLE}{act}/{obligation}/{precision}/{bound}/",
        )
        for act, obligation, precision, bound in CODINGS
    ]
    return closure(ontology(), *given)


@pytest.mark.parametrize(("act", "obligation", "precision", "bound"), CODINGS)
def test_an_allowed_coding_has_one_kind_and_the_toronto_flag_where_it_is_due(
    act: str, obligation: str, precision: str, bound: str
) -> None:
    provision = URIRef(f"{EXAMPLE}{act}/{obligation}/{precision}/{bound}/p")
    kinds = {ESPD[name] for name in ("Commitment", "Consultation", "Position", "Report")}
    assert len(kinds & set(every_coding().objects(provision, RDF.type))) == 1
    due = act in ANNOUNCED and precision != "P0" and bound == "bound"
    flags = list(every_coding().objects(provision, ESPD.torontoEligible))
    assert flags == ([Literal(True)] if due else [])


def test_every_allowed_coding_is_possible() -> None:
    assert errors(every_coding()) == []
