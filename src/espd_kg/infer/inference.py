"""What follows from a whole graph, axioms and equalities among its statements included.

The closure and the positive stored rules run until nothing more follows; then the other stored
rules run one by one, see `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import pyoxigraph as ox

from espd_kg.infer import rl, strata
from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.rules import Stored, StoredRule, construct, told_apart
from espd_kg.infer.wording import BLANK, Wording
from espd_kg.literals import silent_literals
from espd_kg.namespaces import OWL, RDF, RDFS
from espd_kg.quads import Triple

Reasoner: TypeAlias = Literal["sparql", "owlrl"]

_TYPE: Final = RDF + "type"
_VOCABULARIES: Final = (OWL, RDFS, RDF)
_ABOUT_TERMS: Final = frozenset(
    {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
    | {RDF + name for name in ("first", "rest")}
)


@dataclass(frozen=True)
class Inference:
    """The inferred triples about the domain, sorted, and what cannot be true."""

    triples: tuple[Triple, ...]
    inconsistencies: tuple[Inconsistency, ...]


@silent_literals()
def infer(
    graph: Iterable[Triple],
    rules: Sequence[tuple[str, str]] = (),
    reasoner: Reasoner = "sparql",
) -> Inference:
    """Return what follows from the ontology and the asserted triples together.

    `rules` are (name, text) pairs. Left out of the result is
    what was given, whatever touches a blank node, the axioms about terms, the types that say
    nothing (owl:Thing and the like) and owl:sameAs. Literals come out as they were written.

    Raises InputError for a broken rule.
    """
    wording = Wording(graph)
    stored = told_apart(rules)
    if reasoner == "owlrl":
        from espd_kg.infer.reference import entail  # owlrl is slow to load and rarely asked for

        added, clashes = entail(wording.quads, stored)
    else:
        added, clashes = _entail(wording.quads, stored)
    terms = _terms(wording.quads)
    about_domain = (triple for triple in added if _is_about_domain(triple, terms))
    return Inference(tuple(_written(wording, about_domain)), clashes)


def _entail(
    quads: list[ox.Quad], rules: Stored
) -> tuple[list[ox.Triple], tuple[Inconsistency, ...]]:
    world = _Whole(quads, rules.positive)
    added = world.conclude(())
    added += strata.run(world, rules.strata)
    return added, rl.inconsistencies(world.store)


class _Whole:
    """A graph in one store, closed by the rules of the profile over the axioms that it holds."""

    def __init__(self, quads: list[ox.Quad], positive: Sequence[StoredRule]) -> None:
        self.store = ox.Store()
        self.store.extend(quads)
        self._positive = positive

    def lacks(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        return [triple for triple in triples if ox.Quad(*triple) not in self.store]

    def conclude(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        added = self._add(triples)
        while True:
            added += rl.close(self.store)
            made = [t for rule in self._positive for t in self._add(construct(self.store, rule))]
            added += made
            if not made:
                return added

    def withdraw(self, triples: Iterable[ox.Triple]) -> None:
        for triple in triples:
            self.store.remove(ox.Quad(*triple))

    def _add(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        fresh = self.lacks(triples)
        self.store.extend(ox.Quad(*triple) for triple in fresh)
        return fresh


def _written(wording: Wording, triples: Iterable[ox.Triple]) -> Iterator[Triple]:
    for triple in sorted(set(triples), key=str):
        yield from wording.written(triple)


def _terms(quads: Iterable[ox.Quad]) -> frozenset[object]:
    """Return the classes, properties and ontologies that the graph declares."""
    return frozenset(
        quad.subject
        for quad in quads
        if quad.predicate.value == _TYPE
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith(_VOCABULARIES)
        and quad.object.value != OWL + "NamedIndividual"
    )


def _is_about_domain(triple: ox.Triple, terms: frozenset[object]) -> bool:
    predicate = triple.predicate.value
    if predicate.startswith((OWL, BLANK)) or predicate in _ABOUT_TERMS or triple.subject in terms:
        return False
    if not isinstance(triple.subject, ox.NamedNode) or triple.subject.value.startswith(BLANK):
        return False
    if not isinstance(triple.object, ox.NamedNode):
        return True
    value = triple.object.value
    if value.startswith(BLANK):
        return False
    return not (predicate == _TYPE and value.startswith(_VOCABULARIES))
