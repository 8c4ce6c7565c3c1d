"""The rules of the OWL 2 RL profile as SPARQL, under the names of the W3C tables.

Every pattern stands over one default graph whose blank nodes have been given IRIs, so that an
unnamed inverse can stand as a predicate. Left out, because they say nothing about the domain:
the reflexive rules (eq-ref, and the reflexive parts of scm-cls, scm-op, scm-dp), the types that
every graph has (prp-ap, cls-thing, cls-nothing1, dt-type1, dt-type2) and the comparison of
literals (dt-eq, dt-diff, dt-not-type): shapes look at literals. prp-spo2, prp-key and cls-int1
depend on lists and are compiled for each list, see `rl_lists`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PREFIXES: Final = """\
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@dataclass(frozen=True)
class Rule:
    """An entailment rule: where `axiom` holds in the ontology, `facts` entail `head`."""

    name: str
    head: str
    axiom: str
    facts: str = ""

    @property
    def body(self) -> str:
        """Both conditions as one pattern."""
        return (
            f"{self.axiom} . {self.facts}" if self.axiom and self.facts else self.axiom + self.facts
        )

    @property
    def query(self) -> str:
        """The rule as a CONSTRUCT query that yields only what the graph does not hold yet."""
        return (
            f"{PREFIXES}CONSTRUCT {{ {self.head} }} "
            f"WHERE {{ {self.body} FILTER NOT EXISTS {{ {self.head} }} }}"
        )


MEMBER: Final = "rdf:rest*/rdf:first"
"""The path from a list to each of its members."""

SCHEMA_RULES: Final[tuple[Rule, ...]] = (
    Rule("scm-eqc1", "?a rdfs:subClassOf ?b . ?b rdfs:subClassOf ?a", "?a owl:equivalentClass ?b"),
    Rule(
        "scm-eqc2",
        "?a owl:equivalentClass ?b",
        "?a rdfs:subClassOf ?b . ?b rdfs:subClassOf ?a FILTER(?a != ?b)",
    ),
    Rule(
        "scm-eqp1",
        "?a rdfs:subPropertyOf ?b . ?b rdfs:subPropertyOf ?a",
        "?a owl:equivalentProperty ?b",
    ),
    Rule(
        "scm-eqp2",
        "?a owl:equivalentProperty ?b",
        "?a rdfs:subPropertyOf ?b . ?b rdfs:subPropertyOf ?a FILTER(?a != ?b)",
    ),
    Rule("scm-int", "?c rdfs:subClassOf ?m", f"?c owl:intersectionOf/{MEMBER} ?m"),
    Rule("scm-uni", "?m rdfs:subClassOf ?c", f"?c owl:unionOf/{MEMBER} ?m"),
    Rule(
        "scm-sco",
        "?a rdfs:subClassOf ?c",
        "?a rdfs:subClassOf ?b . ?b rdfs:subClassOf ?c FILTER(?a != ?c)",
    ),
    Rule(
        "scm-spo",
        "?a rdfs:subPropertyOf ?c",
        "?a rdfs:subPropertyOf ?b . ?b rdfs:subPropertyOf ?c FILTER(?a != ?c)",
    ),
    Rule("scm-dom1", "?p rdfs:domain ?d", "?p rdfs:domain ?c . ?c rdfs:subClassOf ?d"),
    Rule("scm-dom2", "?q rdfs:domain ?c", "?p rdfs:domain ?c . ?q rdfs:subPropertyOf ?p"),
    Rule("scm-rng1", "?p rdfs:range ?d", "?p rdfs:range ?c . ?c rdfs:subClassOf ?d"),
    Rule("scm-rng2", "?q rdfs:range ?c", "?p rdfs:range ?c . ?q rdfs:subPropertyOf ?p"),
    Rule(
        "scm-hv",
        "?a rdfs:subClassOf ?b",
        "?a owl:hasValue ?v ; owl:onProperty ?p . ?b owl:hasValue ?v ; owl:onProperty ?q . "
        "?p rdfs:subPropertyOf ?q",
    ),
    Rule(
        "scm-svf1",
        "?a rdfs:subClassOf ?b",
        "?a owl:someValuesFrom ?c ; owl:onProperty ?p . "
        "?b owl:someValuesFrom ?d ; owl:onProperty ?p . ?c rdfs:subClassOf ?d",
    ),
    Rule(
        "scm-svf2",
        "?a rdfs:subClassOf ?b",
        "?a owl:someValuesFrom ?c ; owl:onProperty ?p . "
        "?b owl:someValuesFrom ?c ; owl:onProperty ?q . ?p rdfs:subPropertyOf ?q",
    ),
    Rule(
        "scm-avf1",
        "?a rdfs:subClassOf ?b",
        "?a owl:allValuesFrom ?c ; owl:onProperty ?p . "
        "?b owl:allValuesFrom ?d ; owl:onProperty ?p . ?c rdfs:subClassOf ?d",
    ),
    Rule(
        "scm-avf2",
        "?b rdfs:subClassOf ?a",
        "?a owl:allValuesFrom ?c ; owl:onProperty ?p . "
        "?b owl:allValuesFrom ?c ; owl:onProperty ?q . ?p rdfs:subPropertyOf ?q",
    ),
)

EQUALITY_RULES: Final[tuple[Rule, ...]] = (
    Rule("eq-sym", "?y owl:sameAs ?x", "", "?x owl:sameAs ?y FILTER(!isLiteral(?y))"),
    Rule(
        "eq-trans", "?x owl:sameAs ?z", "", "?x owl:sameAs ?y . ?y owl:sameAs ?z FILTER(?x != ?z)"
    ),
    Rule("eq-rep-s", "?t ?p ?o", "", "?s owl:sameAs ?t . ?s ?p ?o FILTER(?s != ?t && isIRI(?t))"),
    Rule("eq-rep-p", "?s ?q ?o", "", "?p owl:sameAs ?q . ?s ?p ?o FILTER(?p != ?q && isIRI(?q))"),
    Rule("eq-rep-o", "?s ?p ?t", "", "?o owl:sameAs ?t . ?s ?p ?o FILTER(?o != ?t)"),
    Rule(
        "prp-fp",
        "?y owl:sameAs ?z",
        "?p a owl:FunctionalProperty",
        "?x ?p ?y , ?z FILTER(!sameTerm(?y, ?z) && !isLiteral(?y) && !isLiteral(?z))",
    ),
    Rule(
        "prp-ifp",
        "?x owl:sameAs ?y",
        "?p a owl:InverseFunctionalProperty",
        "?x ?p ?z . ?y ?p ?z FILTER(?x != ?y)",
    ),
    Rule(
        "cls-maxc2",
        "?y owl:sameAs ?z",
        "?c owl:maxCardinality ?n ; owl:onProperty ?p FILTER(?n = 1)",
        "?x a ?c ; ?p ?y , ?z FILTER(!sameTerm(?y, ?z) && !isLiteral(?y) && !isLiteral(?z))",
    ),
    Rule(
        "cls-maxqc3",
        "?y owl:sameAs ?z",
        "?c owl:maxQualifiedCardinality ?n ; owl:onProperty ?p ; owl:onClass ?d FILTER(?n = 1)",
        "?x a ?c ; ?p ?y , ?z . ?y a ?d . ?z a ?d FILTER(?y != ?z)",
    ),
    Rule(
        "cls-maxqc4",
        "?y owl:sameAs ?z",
        "?c owl:maxQualifiedCardinality ?n ; owl:onProperty ?p ; owl:onClass owl:Thing "
        "FILTER(?n = 1)",
        "?x a ?c ; ?p ?y , ?z FILTER(!sameTerm(?y, ?z) && !isLiteral(?y) && !isLiteral(?z))",
    ),
)

INSTANCE_RULES: Final[tuple[Rule, ...]] = (
    Rule("prp-spo1", "?x ?q ?y", "?p rdfs:subPropertyOf ?q", "?x ?p ?y"),
    Rule("prp-eqp1", "?x ?q ?y", "?p owl:equivalentProperty ?q", "?x ?p ?y"),
    Rule("prp-eqp2", "?x ?p ?y", "?p owl:equivalentProperty ?q", "?x ?q ?y"),
    Rule("prp-inv1", "?y ?q ?x", "?p owl:inverseOf ?q", "?x ?p ?y FILTER(!isLiteral(?y))"),
    Rule("prp-inv2", "?y ?p ?x", "?p owl:inverseOf ?q", "?x ?q ?y FILTER(!isLiteral(?y))"),
    Rule("prp-symp", "?y ?p ?x", "?p a owl:SymmetricProperty", "?x ?p ?y FILTER(!isLiteral(?y))"),
    Rule("prp-trp", "?x ?p ?z", "?p a owl:TransitiveProperty", "?x ?p ?y . ?y ?p ?z"),
    Rule("prp-dom", "?x a ?c", "?p rdfs:domain ?c", "?x ?p ?y"),
    Rule("prp-rng", "?y a ?c", "?p rdfs:range ?c", "?x ?p ?y FILTER(!isLiteral(?y))"),
    Rule("cax-sco", "?x a ?d", "?c rdfs:subClassOf ?d", "?x a ?c"),
    Rule("cax-eqc1", "?x a ?d", "?c owl:equivalentClass ?d", "?x a ?c"),
    Rule("cax-eqc2", "?x a ?c", "?c owl:equivalentClass ?d", "?x a ?d"),
    Rule("cls-int2", "?x a ?m", f"?c owl:intersectionOf/{MEMBER} ?m", "?x a ?c"),
    Rule("cls-uni", "?x a ?c", f"?c owl:unionOf/{MEMBER} ?m", "?x a ?m"),
    Rule("cls-oo", "?x a ?c", f"?c owl:oneOf/{MEMBER} ?x FILTER(!isLiteral(?x))"),
    Rule("cls-hv1", "?x ?p ?v", "?c owl:hasValue ?v ; owl:onProperty ?p", "?x a ?c"),
    Rule("cls-hv2", "?x a ?c", "?c owl:hasValue ?v ; owl:onProperty ?p", "?x ?p ?v"),
    Rule(
        "cls-svf1",
        "?x a ?c",
        "?c owl:someValuesFrom ?d ; owl:onProperty ?p",
        "?x ?p ?y . ?y a ?d",
    ),
    Rule("cls-svf2", "?x a ?c", "?c owl:someValuesFrom owl:Thing ; owl:onProperty ?p", "?x ?p ?y"),
    Rule(
        "cls-avf",
        "?y a ?d",
        "?c owl:allValuesFrom ?d ; owl:onProperty ?p",
        "?x a ?c ; ?p ?y FILTER(!isLiteral(?y))",
    ),
)
