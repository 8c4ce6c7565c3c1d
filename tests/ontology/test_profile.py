"""The ontology stays inside OWL 2 RL, and the check that says so refuses what lies outside."""

import pytest

from ontology.files import alignment_files, facts, load, module_files
from ontology.rl_profile import violations

DECLARED = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
:A a owl:Class . :B a owl:Class . :p a owl:ObjectProperty . :q a owl:ObjectProperty .
:d a owl:DatatypeProperty .
"""
OUTSIDE = {
    "someValuesFrom on the right": (
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] ."
    ),
    "unionOf on the right": ":A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :A :B ) ] .",
    "allValuesFrom on the left": (
        "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] rdfs:subClassOf :A ."
    ),
    "owl:Thing on the left": "owl:Thing rdfs:subClassOf :A .",
    "reflexive property": ":p a owl:ReflexiveProperty .",
    "disjoint union": ":A owl:disjointUnionOf ( :B ) .",
    "complement": ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ] .",
    "minimum cardinality": (
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 1 ] ."
    ),
    "undeclared class": ":A rdfs:subClassOf :C .",
    "undeclared property": ":p rdfs:subPropertyOf :r .",
    "two kinds at once": ":d a owl:ObjectProperty . :d rdfs:subPropertyOf :p .",
    "datatype property in a chain": ":p owl:propertyChainAxiom ( :q :d ) .",
    "inverse of a datatype property": ":p owl:inverseOf :d .",
    "irreflexive on a chain": ":p owl:propertyChainAxiom ( :q :q ) ; a owl:IrreflexiveProperty .",
    "asymmetric over a transitive property": (
        ":q a owl:TransitiveProperty ; rdfs:subPropertyOf :p . :p a owl:AsymmetricProperty ."
    ),
    "date in an axiom": (
        '[ a owl:Restriction ; owl:onProperty :d ; owl:hasValue "2024-05-31"^^xsd:date ] '
        "rdfs:subClassOf :A ."
    ),
}
INSIDE = {
    "values on the left": (
        "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ] rdfs:subClassOf :A ."
    ),
    "union on the left": "[ a owl:Class ; owl:unionOf ( :A :B ) ] rdfs:subClassOf :A .",
    "chain": ":p owl:propertyChainAxiom ( :p :q ) .",
    "value on the right": (
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :d ; owl:hasValue true ] ."
    ),
}


def test_modules_alone_are_in_the_profile() -> None:
    assert violations(load(module_files())) == []


def test_modules_and_alignments_are_in_the_profile() -> None:
    graph = load([*module_files(), *alignment_files()])
    assert len(graph) > 1000
    assert violations(graph) == []


@pytest.mark.parametrize("axiom", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_what_lies_outside_is_refused(axiom: str) -> None:
    assert violations(facts(DECLARED + axiom)) != []


@pytest.mark.parametrize("axiom", INSIDE.values(), ids=INSIDE.keys())
def test_what_lies_inside_is_accepted(axiom: str) -> None:
    assert violations(facts(DECLARED + axiom)) == []
