"""Both validators over the same small store."""

from pathlib import Path
from typing import Literal

import pyoxigraph as ox
from rdflib.namespace import RDFS
from rdflib.term import URIRef

from espd_kg.build.parse import parse_text
from espd_kg.quads import Triple
from espd_kg.stores.terms import to_engine
from espd_kg.validate.reference import Written
from espd_kg.validate.results import Outcome
from espd_kg.validate.whole import Validation

PREFIXES = """\
@prefix : <http://x/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
GRAPH = ox.NamedNode("http://g/data")
OTHER = ox.NamedNode("http://g/other")
TREE = ox.NamedNode("http://g/tree")
Kind = Literal["asserted", "known", "ontology"]


def triples(text: str) -> tuple[Triple, ...]:
    return parse_text(PREFIXES + text, Path("x"), "x", "http://x/", blank_nodes=True).triples


def tree_of(data: tuple[Triple, ...]) -> list[Triple]:
    return [t for t in data if t[1] == RDFS.subClassOf and isinstance(t[2], URIRef)]


def store_of(data: tuple[Triple, ...], *, twice: bool = True) -> ox.Store:
    """Put the data into a store, the class tree apart, and other triples in two graphs at once."""
    store = ox.Store()
    for s, p, o in data:
        place = TREE if p == RDFS.subClassOf else GRAPH
        terms = to_engine(s), to_engine(p), to_engine(o)
        store.add(ox.Quad(*terms, place))  # type: ignore[arg-type]
        if twice and place == GRAPH:
            store.add(ox.Quad(*terms, OTHER))  # type: ignore[arg-type]
    return store


def validation(shapes: str, data: str, scope: Kind = "known") -> Validation:
    return Validation(
        triples(shapes),
        tree_of(triples(data)),
        scope,
        foreign=[TREE.value],
        graphs=[graph.value for graph in (GRAPH, OTHER, TREE)],
    )


def agreed(
    shapes: str, data: str, *, compiled: bool = True, written: Written | None = None
) -> Outcome:
    """Return what both validators find, in each scope; fail where they differ."""
    scopes: tuple[Kind, ...] = ("known", "asserted", "ontology")
    store = store_of(triples(data))
    for scope in scopes:
        both = validation(shapes, data, scope)
        assert bool(both.plan.unsupported) is not compiled or scope == "asserted", both.plan.reasons
        found = both.whole(store, written)
        assert found == both.reference(store, written), scope
    return found
