"""Which triples are for a compiled program, and which speak about the ontology itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from espd_kg.infer.horn import TYPE, Atom, Horn
from espd_kg.infer.rules import Stored, Stratum
from espd_kg.infer.schema import AXIOMS, VOCABULARIES
from espd_kg.infer.wording import BLANK
from espd_kg.namespaces import OWL

_INDIVIDUAL = ox.NamedNode(OWL + "NamedIndividual")
_ANNOTATING = frozenset(
    ox.NamedNode(f"{OWL}annotated{part}") for part in ("Source", "Property", "Target")
)
"""What says something about a statement, as tables of mappings do: no rule listens to it."""


@dataclass(frozen=True)
class Vocabulary:
    """The ontology's terms, and the predicates to which some rule listens."""

    terms: frozenset[object]
    heard: frozenset[ox.NamedNode]

    @classmethod
    def of(
        cls, ontology: Iterable[ox.Triple], rules: Iterable[Horn], strata: Iterable[Stratum]
    ) -> Vocabulary:
        """Collect them from the ontology's triples and everything that runs."""
        asked = [atom for rule in rules for atom in rule.body]
        asked += [atom for stratum in strata for atom in stratum.asks or ()]
        heard = {atom[1] for atom in asked if isinstance(atom[1], ox.NamedNode)}
        return cls(declared(ontology), frozenset(heard))

    def is_foreign(self, triple: ox.Triple) -> bool:
        """Whether a triple of the data says what only the closure of the whole graph takes in."""
        predicate = triple.predicate
        if predicate == TYPE:
            return triple.subject in self.terms or _is_of_a_vocabulary(triple.object)
        if predicate in self.heard:
            return triple.subject in self.terms or triple.object in self.terms
        return predicate.value in AXIOMS or (
            predicate.value.startswith(OWL) and predicate not in _ANNOTATING
        )


def declared(triples: Iterable[ox.Triple]) -> frozenset[object]:
    """Return the classes, properties and ontologies that the triples declare."""
    return frozenset(
        triple.subject
        for triple in triples
        if triple.predicate == TYPE and _is_of_a_vocabulary(triple.object)
    )


def stored(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """Return the triples as a store gives them back, each once, sorted."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return tuple(sorted((quad.triple for quad in store), key=str))


def named(triple: ox.Triple) -> ox.Triple:
    """Return the triple with IRIs in place of its blank nodes."""
    subject, predicate, value = triple
    return ox.Triple(_name(subject), predicate, _name(value))


def is_plain(rules: Stored) -> bool:
    """Whether the stored rules ask for nothing that only a closed schema holds, or for anything."""
    asked = [atom for rule in rules.horns for atom in rule.body]
    asked += [rule.head for rule in rules.horns]
    for stratum in rules.strata:
        if stratum.asks is None:
            return False
        asked += [*stratum.asks, *stratum.heads]
    return all(map(_is_plain, asked))


def _is_plain(atom: Atom) -> bool:
    _, predicate, value = atom
    if not isinstance(predicate, ox.NamedNode):
        return False
    if predicate == TYPE:
        return not _is_of_a_vocabulary(value)
    return not predicate.value.startswith(OWL) and predicate.value not in AXIOMS


def _is_of_a_vocabulary(value: object) -> bool:
    if not isinstance(value, ox.NamedNode) or value == _INDIVIDUAL:
        return False
    return value.value.startswith(VOCABULARIES)


def _name(term: object) -> ox.NamedNode:
    if isinstance(term, ox.BlankNode):
        return ox.NamedNode(BLANK + term.value)
    return term  # type: ignore[return-value]
