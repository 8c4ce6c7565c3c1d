"""A query in another vocabulary finds our things, and only through that vocabulary's file."""

from functools import cache

import pytest
from rdflib import RDFS, SKOS, Graph

from ontology.files import (
    ONTOLOGY,
    alignment_files,
    axioms,
    closure,
    facts,
    load,
    module_files,
    rule_files,
)

NAMESPACES = """
PREFIX code: <https://w3id.org/espd/code/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX : <https://example.org/>
"""
FACTS = """
:talks a espd:Framework ; rdfs:label "The talks"@en ; espd:party :kz .
:d a espd:Dialogue ; rdfs:label "First talks"@en ; espd:inFramework :talks ; espd:host :kz ;
    espd:startDate "2031-05-04"^^xsd:date ; espd:place :city ; espd:mode code:virtual ;
    espd:eventStatus code:held ; espd:outcomeDocument :text ; espd:hasSession :sitting .
:sitting a espd:Session ; rdfs:label "Sitting"@en .
:city a espd:Place ; rdfs:label "The city"@en ; espd:locatedIn :kz .
:kz a espd:State ; rdfs:label "The state"@en .
:ministry a espd:Organization ; rdfs:label "The ministry"@en .
:minister a espd:Post ; rdfs:label "Minister"@en .
:minister espd:inOrganization :ministry ; espd:ofState :kz .
:aigul a espd:Official ; rdfs:label "Aigul Bekova"@en .
:tenure a espd:Tenure ; espd:official :aigul ; espd:post :minister .
:part a espd:Participation ; espd:official :aigul ; espd:atEvent :d ; espd:post :minister .
:text a espd:JointStatement ; rdfs:label "The text"@en ; espd:title "Joint words" ;
    espd:publisher :ministry ; espd:published "2031-05-05"^^xsd:date .
:words a espd:Passage ; espd:source :text ; espd:quote "will meet again" .
:p a espd:Provision ; espd:statedIn :text ; espd:madeAt :d ; espd:speaker :kz ; espd:theme :tides ;
    espd:mentions :fund ; espd:evidence :words .
:tides a espd:Theme ; skos:prefLabel "tides"@en ; skos:broader :energy .
:energy a espd:Theme ; skos:prefLabel "energy"@en ; skos:topConceptOf :themes .
:kz skos:exactMatch :Q1 .
"""
QUERIES = {
    "schema": {
        "events by date and place": (
            "?x a schema:Event ; schema:startDate ?date ; schema:location ?place . ?place a "
            'schema:Place ; schema:name "The city"@en . FILTER(?x = :d)'
        ),
        "editions of a series": (
            "?series a schema:EventSeries ; schema:subEvent ?x . ?x schema:superEvent ?series . "
            "FILTER(?x = :d)"
        ),
        "sittings": ":d schema:subEvent ?x . ?x a schema:Event .",
        "online events": "?x schema:eventAttendanceMode schema:OnlineEventAttendanceMode .",
        "people at an event": (
            '?x a schema:Person ; schema:name "Aigul Bekova"@en . :d schema:attendee ?x .'
        ),
        "hosts": ":d schema:organizer ?x . ?x a schema:Country .",
        "documents": (
            "?x a schema:DigitalDocument ; schema:headline ?title ; schema:publisher ?body ; "
            "schema:datePublished ?date . ?body a schema:Organization . ?x schema:recordedAt :d ."
        ),
        "what is said of tides": (
            "?x schema:about ?theme ; schema:mentions :fund ; schema:isBasedOn :text . ?theme "
            'schema:name "tides"@en .'
        ),
    },
    "prov": {
        "provisions of a document": (
            "?x a prov:Entity ; prov:wasDerivedFrom ?text ; prov:hadPrimarySource ?text . ?text a "
            "prov:Entity . FILTER(?x = :p)"
        ),
        "words of a document": (
            "?x a prov:Entity ; prov:wasQuotedFrom ?text ; prov:wasDerivedFrom ?text ."
        ),
        "what an event brought forth": (
            "?x prov:wasGeneratedBy ?event . ?event a prov:Activity ; prov:generated ?x , :text . "
            "FILTER(?x = :p)"
        ),
        "who was there": (
            "?event a prov:Activity ; prov:wasAssociatedWith ?x . ?x a prov:Agent , prov:Person ."
        ),
        "who said it": ":p prov:wasAttributedTo ?x . ?x a prov:Agent .",
    },
    "org": {
        "holders of a post": (
            "?x org:holds ?post . ?post a org:Post ; org:heldBy ?x ; org:postIn ?body . ?body a "
            "org:Organization ; org:hasPost ?post ."
        ),
        "memberships": (
            "?x a org:Membership ; org:member ?person ; org:organization ?body . ?person "
            "org:hasMembership ?x . ?body a org:Organization ."
        ),
    },
    "skos": {
        "narrower concepts": ":energy skos:narrower ?x . ?x a skos:Concept .",
        "all that is narrower": ":energy skos:narrowerTransitive ?x .",
        "top concepts": "?scheme skos:hasTopConcept ?x . ?x skos:inScheme ?scheme .",
        "links from outside": ":Q1 skos:exactMatch ?x ; skos:closeMatch ?x .",
        "labels of concepts": '?x <http://www.w3.org/2000/01/rdf-schema#label> "tides"@en .',
    },
    "oa": {
        "words of a document": "?x a oa:SpecificResource ; oa:hasSource ?text .",
    },
    "foaf": {
        "people by name": '?x a foaf:Person ; foaf:name "Aigul Bekova"@en .',
        "bodies by name": '?x a foaf:Organization ; foaf:name "The ministry"@en .',
        "documents": "?x a foaf:Document .",
    },
}
CASES = [(file, name) for file, queries in QUERIES.items() for name in queries]


@cache
def graph(left_out: str | None = None) -> Graph:
    """Close the facts, apply the rules, close once more; without an alignment if one is named."""
    files = [path for path in alignment_files() if path.stem != left_out]
    ontology = axioms(load([*module_files(), *files]))
    closed = closure(ontology, facts(FACTS))
    for path in rule_files():
        constructed = closed.query(path.read_text(encoding="utf-8")).graph
        assert constructed is not None
        closed += constructed
    return closure(closed)


@pytest.mark.parametrize(("file", "name"), CASES)
def test_a_query_in_the_vocabulary_finds_our_things(file: str, name: str) -> None:
    text = f"{NAMESPACES} SELECT DISTINCT ?x WHERE {{ {QUERIES[file][name]} }}"
    assert len(graph().query(text)) >= 1
    assert len(graph(left_out=file).query(text)) == 0


def test_every_alignment_has_its_queries() -> None:
    assert {path.stem for path in alignment_files()} == set(QUERIES)


def test_participations_are_no_memberships() -> None:
    ask = NAMESPACES + "ASK { :part a org:Membership }"
    assert not graph().query(ask).askAnswer
    assert not graph().query(NAMESPACES + "ASK { :part org:member ?anyone }").askAnswer


def test_links_make_no_concepts() -> None:
    semantic = load([ONTOLOGY / "alignments" / "skos.ttl"])
    for name in (SKOS.semanticRelation, SKOS.exactMatch, SKOS.broader, SKOS.mappingRelation):
        assert (name, RDFS.domain, None) not in semantic
        assert (name, RDFS.range, None) not in semantic
    assert not graph().query(NAMESPACES + "ASK { :kz a skos:Concept }").askAnswer
    assert not graph().query(NAMESPACES + "ASK { :Q1 a skos:Concept }").askAnswer
