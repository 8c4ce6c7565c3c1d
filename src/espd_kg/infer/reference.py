"""The same promise as the everyday reasoner, kept by owlrl: slow, written by others, comparable.

What owlrl writes beyond the domain (reflexive statements, datatype axioms, literals as subjects)
is dropped here or by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import owlrl
import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from espd_kg.errors import InputError
from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.rules import StoredRule, apply_rules
from espd_kg.infer.wording import from_store, to_store

_IRI: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"'(),]+")
# A shape reports a literal that its datatype does not allow, with file and line.
_ABOUT_LITERALS: Final = "Lexical value of the literal"


def entail(
    quads: list[ox.Quad], rules: list[StoredRule]
) -> tuple[list[ox.Triple], tuple[Inconsistency, ...]]:
    """Return what owlrl and the rules add to the quads, and the contradictions owlrl names."""
    given = ox.Store()
    given.extend(quads)
    store, messages = _closed(given)
    if apply_rules(store, rules):
        store, messages = _closed(store)
    added = [quad.triple for quad in store if quad not in given]
    return added, tuple(sorted(_inconsistency(message) for message in messages))


def _closed(store: ox.Store) -> tuple[ox.Store, list[str]]:
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for quad in store:
        subject, predicate, value = (from_store(term) for term in quad.triple)
        graph.add((subject, predicate, value))
    semantics = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False)
    try:
        semantics.closure()
    except ValueError as error:
        raise InputError(f"owlrl cannot close the graph: {error}") from error
    closed = ox.Store()
    closed.extend(_legal(graph))
    for quad in store:
        closed.add(quad)
    return closed, [m for m in semantics.error_messages if not m.startswith(_ABOUT_LITERALS)]


def _legal(graph: Graph) -> Iterator[ox.Quad]:
    """Yield what RDF allows and a store can take: no literal and no blank node as a subject."""
    for subject, predicate, value in graph:
        if not isinstance(subject, URIRef) or not isinstance(predicate, URIRef):
            continue
        if isinstance(value, URIRef | Literal):
            name = ox.NamedNode(str(predicate))
            yield ox.Quad(ox.NamedNode(str(subject)), name, to_store(value))


def _inconsistency(message: str) -> Inconsistency:
    nodes = tuple(dict.fromkeys(_IRI.findall(message)))
    return Inconsistency("owlrl", nodes, " ".join(message.split()))
