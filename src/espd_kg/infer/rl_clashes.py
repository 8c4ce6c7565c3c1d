"""The consistency rules of the OWL 2 RL profile as SPARQL, under the names of the W3C tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from espd_kg.infer.rl_rules import MEMBER, PREFIXES


@dataclass(frozen=True)
class Clash:
    """A consistency rule: where `axiom` holds in the ontology, `facts` cannot be true.

    `message` says so to a reader.
    """

    name: str
    columns: tuple[str, ...]
    axiom: str
    facts: str
    message: str

    @property
    def body(self) -> str:
        """Both conditions as one pattern."""
        return f"{self.axiom} . {self.facts}" if self.axiom else self.facts

    @property
    def query(self) -> str:
        """The rule as a SELECT query whose rows are the contradictions."""
        names = " ".join(f"?{column}" for column in self.columns)
        return f"{PREFIXES}SELECT DISTINCT {names} WHERE {{ {self.body} }}"


CLASHES: Final[tuple[Clash, ...]] = (
    Clash(
        "eq-diff1",
        ("x", "y"),
        "?x owl:differentFrom ?y",
        "?x owl:sameAs ?y",
        "{x} and {y} are stated to differ and follow to be the same",
    ),
    Clash(
        "eq-diff2",
        ("x", "y"),
        f"?a a owl:AllDifferent ; owl:members/{MEMBER} ?x , ?y FILTER(STR(?x) < STR(?y))",
        "?x owl:sameAs ?y",
        "{x} and {y} are stated to differ and follow to be the same",
    ),
    Clash(
        "eq-diff3",
        ("x", "y"),
        f"?a a owl:AllDifferent ; owl:distinctMembers/{MEMBER} ?x , ?y FILTER(STR(?x) < STR(?y))",
        "?x owl:sameAs ?y",
        "{x} and {y} are stated to differ and follow to be the same",
    ),
    Clash(
        "prp-irp",
        ("x", "p"),
        "?p a owl:IrreflexiveProperty",
        "?x ?p ?x",
        "{x} stands in {p} to itself, which {p} rules out",
    ),
    Clash(
        "prp-asyp",
        ("x", "p", "y"),
        "?p a owl:AsymmetricProperty",
        "?x ?p ?y . ?y ?p ?x FILTER(STR(?x) <= STR(?y))",
        "{x} and {y} stand in {p} to each other, which {p} rules out",
    ),
    Clash(
        "prp-pdw",
        ("x", "p", "q", "y"),
        "?p owl:propertyDisjointWith ?q",
        "?x ?p ?y ; ?q ?y",
        "{x} has {y} under both {p} and {q}, which exclude each other",
    ),
    Clash(
        "prp-adp",
        ("x", "p", "q", "y"),
        f"?a a owl:AllDisjointProperties ; owl:members/{MEMBER} ?p , ?q FILTER(STR(?p) < STR(?q))",
        "?x ?p ?y ; ?q ?y",
        "{x} has {y} under both {p} and {q}, which exclude each other",
    ),
    Clash(
        "prp-npa1",
        ("x", "p", "y"),
        "?a owl:sourceIndividual ?x ; owl:assertionProperty ?p ; owl:targetIndividual ?y",
        "?x ?p ?y",
        "{x} has {y} under {p}, which is stated to be false",
    ),
    Clash(
        "prp-npa2",
        ("x", "p", "y"),
        "?a owl:sourceIndividual ?x ; owl:assertionProperty ?p ; owl:targetValue ?y",
        "?x ?p ?y",
        "{x} has {y} under {p}, which is stated to be false",
    ),
    Clash(
        "cls-nothing2", ("x",), "", "?x a owl:Nothing", "{x} would be a member of the empty class"
    ),
    Clash(
        "cls-com",
        ("x", "c", "d"),
        "?c owl:complementOf ?d",
        "?x a ?c , ?d",
        "{x} is both {c} and {d}, its complement",
    ),
    Clash(
        "cls-maxc1",
        ("x", "p"),
        "?c owl:maxCardinality ?n ; owl:onProperty ?p FILTER(?n = 0)",
        "?x a ?c ; ?p ?y",
        "{x} has a value for {p} though its class allows none",
    ),
    Clash(
        "cls-maxqc1",
        ("x", "p", "y"),
        "?c owl:maxQualifiedCardinality ?n ; owl:onProperty ?p ; owl:onClass ?d FILTER(?n = 0)",
        "?x a ?c ; ?p ?y . ?y a ?d",
        "{x} has {y} under {p} though its class allows no such value",
    ),
    Clash(
        "cls-maxqc2",
        ("x", "p"),
        "?c owl:maxQualifiedCardinality ?n ; owl:onProperty ?p ; owl:onClass owl:Thing "
        "FILTER(?n = 0)",
        "?x a ?c ; ?p ?y",
        "{x} has a value for {p} though its class allows none",
    ),
    Clash(
        "cax-dw",
        ("x", "c", "d"),
        "?c owl:disjointWith ?d",
        "?x a ?c , ?d",
        "{x} is both {c} and {d}, which are disjoint",
    ),
    Clash(
        "cax-adc",
        ("x", "c", "d"),
        f"?a a owl:AllDisjointClasses ; owl:members/{MEMBER} ?c , ?d FILTER(STR(?c) < STR(?d))",
        "?x a ?c , ?d",
        "{x} is both {c} and {d}, which are disjoint",
    ),
    Clash(
        "prp-fp",
        ("x", "p"),
        "?p a owl:FunctionalProperty",
        "?x ?p ?y , ?z FILTER(isLiteral(?y) && isLiteral(?z) && ?y != ?z && STR(?y) < STR(?z))",
        "{x} has two different values for {p}, which allows one",
    ),
)
