"""The same promise as the everyday reasoner, kept by owlrl: slow, written by others, comparable.

What owlrl writes beyond the domain (reflexive statements, datatype axioms, literals as subjects)
is dropped here or by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import owlrl
import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from espd_kg.errors import InputError
from espd_kg.infer import strata
from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.rules import Stored, StoredRule, construct
from espd_kg.infer.wording import from_store, to_store

_IRI: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"'(),]+")
# A shape reports a literal that its datatype does not allow, with file and line.
_ABOUT_LITERALS: Final = "Lexical value of the literal"


def entail(
    quads: list[ox.Quad], rules: Stored
) -> tuple[list[ox.Triple], tuple[Inconsistency, ...]]:
    """Return what owlrl and the rules add to the quads, and the contradictions owlrl names."""
    world = _Closed(quads, rules.positive)
    added = world.conclude(())
    added += strata.run(world, rules.strata)
    return added, tuple(sorted(_inconsistency(message) for message in world.messages))


class _Closed:
    """A graph that owlrl closes anew after every addition."""

    def __init__(self, quads: list[ox.Quad], positive: Sequence[StoredRule]) -> None:
        self.store = ox.Store()
        self.store.extend(quads)
        self.messages: list[str] = []
        self._positive = positive
        self._is_closed = False

    def lacks(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        return [triple for triple in triples if ox.Quad(*triple) not in self.store]

    def conclude(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        before = set(self.store)
        self._add(triples)
        while not self._is_closed:
            self.store, self.messages = _closed(self.store)
            self._is_closed = True
            for rule in self._positive:
                self._add(construct(self.store, rule))
        return [quad.triple for quad in self.store if quad not in before]

    def withdraw(self, triples: Iterable[ox.Triple]) -> None:
        for triple in triples:
            self.store.remove(ox.Quad(*triple))

    def _add(self, triples: Iterable[ox.Triple]) -> None:
        fresh = self.lacks(triples)
        self.store.extend(ox.Quad(*triple) for triple in fresh)
        self._is_closed = self._is_closed and not fresh


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
