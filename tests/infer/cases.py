"""A smallest case for each rule of the profile: what is given and what follows, or cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from espd_kg.build.parse import parse_text
from espd_kg.quads import Triple

PREFIXES: Final = """\
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Case:
    """Premises and conclusions in Turtle, under the name of the rule."""

    name: str
    given: str
    follows: str = ""
    not_follows: str = ""


def triples(turtle: str) -> tuple[Triple, ...]:
    """Parse a few statements under the prefixes above."""
    file = Path("case.ttl")
    return parse_text(PREFIXES + turtle, file, "case.ttl", "http://g/", blank_nodes=True).triples


ENTAILMENTS: Final = (
    Case("eq-sym", ":a owl:sameAs :b .", ":b owl:sameAs :a ."),
    Case("eq-trans", ":a owl:sameAs :b . :b owl:sameAs :c .", ":a owl:sameAs :c ."),
    Case("eq-rep-s", ":a owl:sameAs :b . :a :p :c .", ":b :p :c ."),
    Case("eq-rep-p", ":p owl:sameAs :q . :a :p :c .", ":a :q :c ."),
    Case("eq-rep-o", ":b owl:sameAs :c . :a :p :b .", ":a :p :c ."),
    Case("prp-dom", ":p rdfs:domain :C . :a :p :b .", ":a a :C ."),
    Case("prp-rng", ":p rdfs:range :C . :a :p :b .", ":b a :C ."),
    Case("prp-fp", ":p a owl:FunctionalProperty . :a :p :b , :c .", ":b owl:sameAs :c ."),
    Case(
        "prp-ifp",
        ":p a owl:InverseFunctionalProperty . :a :p :c . :b :p :c .",
        ":a owl:sameAs :b .",
    ),
    Case("prp-symp", ":p a owl:SymmetricProperty . :a :p :b .", ":b :p :a ."),
    Case("prp-trp", ":p a owl:TransitiveProperty . :a :p :b . :b :p :c .", ":a :p :c ."),
    Case("prp-spo1", ":p rdfs:subPropertyOf :q . :a :p :b .", ":a :q :b ."),
    Case("prp-spo1 literal", ":p rdfs:subPropertyOf :q . :a :p 05 .", ":a :q 05 ."),
    Case(
        "prp-spo2 of two",
        ":r owl:propertyChainAxiom ( :p :q ) . :a :p :b . :b :q :c .",
        ":a :r :c .",
    ),
    Case(
        "prp-spo2 of three",
        ":r owl:propertyChainAxiom ( :p :p :q ) . :a :p :b . :b :p :c . :c :q :d .",
        ":a :r :d .",
    ),
    Case(
        "prp-spo2 of four",
        ":r owl:propertyChainAxiom ( :p :q :p :q ) . :a :p :b . :b :q :c . :c :p :d . :d :q :e .",
        ":a :r :e .",
    ),
    Case(
        "prp-spo2 over an unnamed inverse",
        ":r owl:propertyChainAxiom ( :p [ owl:inverseOf :q ] ) . :a :p :b . :c :q :b .",
        ":a :r :c .",
    ),
    Case("prp-eqp1", ":p owl:equivalentProperty :q . :a :p :b .", ":a :q :b ."),
    Case("prp-eqp2", ":p owl:equivalentProperty :q . :a :q :b .", ":a :p :b ."),
    Case("prp-inv1", ":p owl:inverseOf :q . :a :p :b .", ":b :q :a ."),
    Case("prp-inv2", ":p owl:inverseOf :q . :a :q :b .", ":b :p :a ."),
    Case(
        "prp-key",
        ":C owl:hasKey ( :p :q ) . :a a :C ; :p :x ; :q :y . :b a :C ; :p :x ; :q :y .",
        ":a owl:sameAs :b .",
    ),
    Case("cls-int1", ":C owl:intersectionOf ( :D :E ) . :a a :D , :E .", ":a a :C ."),
    Case("cls-int2", ":C owl:intersectionOf ( :D :E ) . :a a :C .", ":a a :D , :E ."),
    Case("cls-uni", ":C owl:unionOf ( :D :E ) . :a a :E .", ":a a :C ."),
    Case(
        "cls-svf1",
        ":C owl:someValuesFrom :D ; owl:onProperty :p . :a :p :b . :b a :D .",
        ":a a :C .",
    ),
    Case(
        "cls-svf2", ":C owl:someValuesFrom owl:Thing ; owl:onProperty :p . :a :p :b .", ":a a :C ."
    ),
    Case(
        "cls-avf",
        ":C owl:allValuesFrom :D ; owl:onProperty :p . :a a :C ; :p :b .",
        ":b a :D .",
    ),
    Case("cls-hv1", ":C owl:hasValue :v ; owl:onProperty :p . :a a :C .", ":a :p :v ."),
    Case("cls-hv2", ":C owl:hasValue :v ; owl:onProperty :p . :a :p :v .", ":a a :C ."),
    Case(
        "cls-hv2 under a general class axiom",
        "[] owl:hasValue :v ; owl:onProperty :p ; rdfs:subClassOf :C . :a :p :v .",
        ":a a :C .",
    ),
    Case(
        "cls-maxc2",
        ':C owl:maxCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :p . '
        ":a a :C ; :p :b , :c .",
        ":b owl:sameAs :c .",
    ),
    Case(
        "cls-maxqc3",
        ':C owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :p ; '
        "owl:onClass :D . :a a :C ; :p :b , :c . :b a :D . :c a :D .",
        ":b owl:sameAs :c .",
    ),
    Case(
        "cls-maxqc4",
        ':C owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :p ; '
        "owl:onClass owl:Thing . :a a :C ; :p :b , :c .",
        ":b owl:sameAs :c .",
    ),
    Case("cls-oo", ":C owl:oneOf ( :a :b ) .", ":a a :C . :b a :C ."),
    Case("cax-sco", ":C rdfs:subClassOf :D . :a a :C .", ":a a :D ."),
    Case("cax-eqc1", ":C owl:equivalentClass :D . :a a :C .", ":a a :D ."),
    Case("cax-eqc2", ":C owl:equivalentClass :D . :a a :D .", ":a a :C ."),
)

SCHEMA_ENTAILMENTS: Final = (
    Case("scm-sco", ":C rdfs:subClassOf :D . :D rdfs:subClassOf :E .", ":C rdfs:subClassOf :E ."),
    Case(
        "scm-eqc1",
        ":C owl:equivalentClass :D .",
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C .",
    ),
    Case(
        "scm-eqc2",
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C .",
        ":C owl:equivalentClass :D .",
    ),
    Case(
        "scm-spo",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .",
        ":p rdfs:subPropertyOf :r .",
    ),
    Case(
        "scm-eqp1",
        ":p owl:equivalentProperty :q .",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .",
    ),
    Case(
        "scm-eqp2",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .",
        ":p owl:equivalentProperty :q .",
    ),
    Case("scm-dom1", ":p rdfs:domain :C . :C rdfs:subClassOf :D .", ":p rdfs:domain :D ."),
    Case("scm-dom2", ":p rdfs:domain :C . :q rdfs:subPropertyOf :p .", ":q rdfs:domain :C ."),
    Case("scm-rng1", ":p rdfs:range :C . :C rdfs:subClassOf :D .", ":p rdfs:range :D ."),
    Case("scm-rng2", ":p rdfs:range :C . :q rdfs:subPropertyOf :p .", ":q rdfs:range :C ."),
    Case(
        "scm-hv",
        ":C owl:hasValue :v ; owl:onProperty :p . :D owl:hasValue :v ; owl:onProperty :q . "
        ":p rdfs:subPropertyOf :q .",
        ":C rdfs:subClassOf :D .",
    ),
    Case(
        "scm-svf1",
        ":C owl:someValuesFrom :X ; owl:onProperty :p . "
        ":D owl:someValuesFrom :Y ; owl:onProperty :p . :X rdfs:subClassOf :Y .",
        ":C rdfs:subClassOf :D .",
    ),
    Case(
        "scm-svf2",
        ":C owl:someValuesFrom :X ; owl:onProperty :p . "
        ":D owl:someValuesFrom :X ; owl:onProperty :q . :p rdfs:subPropertyOf :q .",
        ":C rdfs:subClassOf :D .",
    ),
    Case(
        "scm-avf1",
        ":C owl:allValuesFrom :X ; owl:onProperty :p . "
        ":D owl:allValuesFrom :Y ; owl:onProperty :p . :X rdfs:subClassOf :Y .",
        ":C rdfs:subClassOf :D .",
    ),
    Case(
        "scm-avf2",
        ":C owl:allValuesFrom :X ; owl:onProperty :p . "
        ":D owl:allValuesFrom :X ; owl:onProperty :q . :p rdfs:subPropertyOf :q .",
        ":D rdfs:subClassOf :C .",
    ),
    Case("scm-int", ":C owl:intersectionOf ( :D :E ) .", ":C rdfs:subClassOf :D , :E ."),
    Case(
        "scm-uni", ":C owl:unionOf ( :D :E ) .", ":D rdfs:subClassOf :C . :E rdfs:subClassOf :C ."
    ),
)

NON_ENTAILMENTS: Final = (
    Case("domain of another", ":p rdfs:domain :C . :a :q :b .", not_follows=":a a :C ."),
    Case("subclass backwards", ":C rdfs:subClassOf :D . :a a :D .", not_follows=":a a :C ."),
    Case(
        "subproperty backwards", ":p rdfs:subPropertyOf :q . :a :q :b .", not_follows=":a :p :b ."
    ),
    Case("not symmetric", ":p a owl:TransitiveProperty . :a :p :b .", not_follows=":b :p :a ."),
    Case(
        "half an intersection",
        ":C owl:intersectionOf ( :D :E ) . :a a :D .",
        not_follows=":a a :C .",
    ),
    Case("half a union", ":C owl:unionOf ( :D :E ) . :a a :C .", not_follows=":a a :D ."),
    Case(
        "half a chain",
        ":r owl:propertyChainAxiom ( :p :q ) . :a :p :b . :c :q :d .",
        not_follows=":a :r :d .",
    ),
    Case(
        "one value, two things",
        ":p a owl:InverseFunctionalProperty . :a :p :x . :b :p :y .",
        not_follows=":a owl:sameAs :b .",
    ),
    Case(
        "half a key",
        ":C owl:hasKey ( :p :q ) . :a a :C ; :p :x ; :q :y . :b a :C ; :p :x ; :q :z .",
        not_follows=":a owl:sameAs :b .",
    ),
    Case(
        "at most two",
        ':C owl:maxCardinality "2"^^xsd:nonNegativeInteger ; owl:onProperty :p . '
        ":a a :C ; :p :b , :c .",
        not_follows=":b owl:sameAs :c .",
    ),
    Case(
        "another value",
        ":C owl:hasValue :v ; owl:onProperty :p . :a :p :w .",
        not_follows=":a a :C .",
    ),
    Case("a literal has no class", ":p rdfs:range :C . :a :p 5 .", not_follows=":a a :C ."),
)

CLASHES: Final = (
    Case("eq-diff1", ":a owl:sameAs :b ; owl:differentFrom :b ."),
    Case("eq-diff2", "[] a owl:AllDifferent ; owl:members ( :a :b ) . :a owl:sameAs :b ."),
    Case("eq-diff3", "[] a owl:AllDifferent ; owl:distinctMembers ( :a :b ) . :a owl:sameAs :b ."),
    Case("prp-irp", ":p a owl:IrreflexiveProperty . :a :p :a ."),
    Case("prp-asyp", ":p a owl:AsymmetricProperty . :a :p :b . :b :p :a ."),
    Case("prp-pdw", ":p owl:propertyDisjointWith :q . :a :p :b ; :q :b ."),
    Case("prp-adp", "[] a owl:AllDisjointProperties ; owl:members ( :p :q ) . :a :p :b ; :q :b ."),
    Case(
        "prp-npa1",
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . "
        ":a :p :b .",
    ),
    Case(
        "prp-npa2",
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 5 . :a :p 5 .",
    ),
    Case("cls-nothing2", ":a a owl:Nothing ."),
    Case("cls-com", ":C owl:complementOf :D . :a a :C , :D ."),
    Case(
        "cls-maxc1",
        ':C owl:maxCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p . :a a :C ; :p :b .',
    ),
    Case(
        "cls-maxqc1",
        ':C owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ; '
        "owl:onClass :D . :a a :C ; :p :b . :b a :D .",
    ),
    Case(
        "cls-maxqc2",
        ':C owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ; '
        "owl:onClass owl:Thing . :a a :C ; :p :b .",
    ),
    Case("cax-dw", ":C owl:disjointWith :D . :a a :C , :D ."),
    Case("cax-adc", "[] a owl:AllDisjointClasses ; owl:members ( :C :D ) . :a a :C , :D ."),
    Case("prp-fp", ":p a owl:FunctionalProperty . :a :p 1 , 2 ."),
)
