"""The compiled program at work on statements in Turtle, ontology and data told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib.term import Node

from espd_kg.infer import infer
from espd_kg.infer.ground import INFERRED
from espd_kg.infer.program import Program
from espd_kg.infer.wording import to_store
from espd_kg.namespaces import OWL, RDF, RDFS
from espd_kg.quads import Triple
from espd_kg.stores.terms import to_rdflib
from infer.cases import PREFIXES

Rules = tuple[tuple[str, str], ...]


def in_store(triple: Iterable[Node]) -> ox.Triple:
    """Return a triple of rdflib's terms as the store has it."""
    subject, predicate, value = map(to_store, triple)
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    return ox.Triple(subject, predicate, value)


def placed(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    """Return the triple as it stands in a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def statements(turtle: str) -> set[ox.Triple]:
    """Return the triples as a store keeps them."""
    store = ox.Store()
    store.load(f"{PREFIXES}{turtle}", ox.RdfFormat.TURTLE)
    return {quad.triple for quad in store}


def parts(triples: Iterable[ox.Triple]) -> tuple[set[ox.Triple], set[ox.Triple]]:
    """Tell the ontology's axioms from the data."""
    axioms: set[ox.Triple] = set()
    data: set[ox.Triple] = set()
    for triple in triples:
        value = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
        about = value if triple.predicate.value == RDF + "type" else triple.predicate.value
        is_axiom = about.startswith((OWL, RDFS, RDF)) and about != RDFS + "label"
        (axioms if is_axiom and about != OWL + "sameAs" else data).add(triple)
    return axioms, data


def whole(triples: Iterable[ox.Triple], rules: Rules = ()) -> set[ox.Triple]:
    """Return what the closure of the whole graph adds."""
    graph: list[Triple] = [tuple(map(to_rdflib, triple)) for triple in triples]  # type: ignore[misc]
    return {in_store(triple) for triple in infer(graph, rules).triples}


def built(program: Program, files: Mapping[str, set[ox.Triple]]) -> ox.Store:
    """Return a store with every file in a graph of its own and all conclusions."""
    store = ox.Store()
    for name, triples in files.items():
        graph = ox.NamedNode(f"http://g/{name}")
        store.extend(placed(triple, graph) for triple in triples)
        if name != "ontology":
            store.extend(placed(triple, INFERRED) for triple in program.within(triples))
    program.across(store)
    return store


def concluded(store: ox.Store) -> set[ox.Triple]:
    """Return the conclusions in a store."""
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, INFERRED)}
