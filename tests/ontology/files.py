"""The ontology's files as graphs, and the reference closure, for the tests of this folder."""

from collections.abc import Iterable
from pathlib import Path

import owlrl
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.graph import _TripleType

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
ESPD = Namespace("https://w3id.org/espd/ontology#")
CODE = Namespace("https://w3id.org/espd/code/")
SCHEMA = Namespace("https://schema.org/")
EXAMPLE = "https://example.org/"
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

PREFIXES = """
@prefix code: <https://w3id.org/espd/code/> .
@prefix espd: <https://w3id.org/espd/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_ANNOTATIONS = {
    RDFS.label,
    RDFS.isDefinedBy,
    SCHEMA.domainIncludes,
    SCHEMA.rangeIncludes,
    OWL.imports,
}


def module_files() -> list[Path]:
    return [ONTOLOGY / "espd.ttl", *sorted((ONTOLOGY / "modules").glob("*.ttl"))]


def alignment_files() -> list[Path]:
    return sorted((ONTOLOGY / "alignments").glob("*.ttl"))


def rule_files() -> list[Path]:
    return sorted((ONTOLOGY / "rules").glob("*.rq"))


def load(paths: Iterable[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def facts(turtle: str, base: str = EXAMPLE) -> Graph:
    """Parse facts about things that are named under a base."""
    return Graph().parse(data=f"{PREFIXES}@prefix : <{base}> .\n{turtle}", format="turtle")


def axioms(graph: Graph) -> Graph:
    """Leave out what only people read: the closure is faster and the same."""
    kept = Graph()
    for subject, name, value in graph:
        says_nothing = name in _ANNOTATIONS or (
            isinstance(value, Literal) and isinstance(subject, URIRef)
        )
        if not says_nothing:
            kept.add((subject, name, value))
    return kept


def without(graph: Graph, axiom: _TripleType) -> Graph:
    """Return the graph without an axiom; a blank node in it stands for every blank node."""
    subject, name, value = axiom
    gone = {
        triple
        for triple in graph.triples(
            (
                None if isinstance(subject, BNode) else subject,
                name,
                None if isinstance(value, BNode) else value,
            )
        )
        if not isinstance(subject, BNode) or isinstance(triple[0], BNode)
    }
    assert gone, f"the ontology has no axiom {axiom}"
    rest = Graph()
    for triple in graph:
        if triple not in gone:
            rest.add(triple)
    return rest


def closure(*graphs: Graph) -> Graph:
    """Return the OWL 2 RL closure of the graphs together."""
    closed = Graph()
    for graph in graphs:
        for triple in graph:
            closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return closed


def errors(closed: Graph) -> list[str]:
    """Return what owlrl found that cannot be true."""
    return sorted(str(value) for value in closed.objects(None, ERROR))


def espd_terms(graph: Graph) -> list[URIRef]:
    """Return the classes and properties of this ontology, sorted."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted(
        {
            term
            for kind in kinds
            for term in graph.subjects(RDF.type, kind)
            if isinstance(term, URIRef) and term.startswith(str(ESPD))
        }
    )
