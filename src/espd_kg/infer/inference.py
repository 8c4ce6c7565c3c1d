"""What follows from a graph: closure, stored rules, closure once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import pyoxigraph as ox

from espd_kg.infer import rl
from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.rules import StoredRule, apply_rules
from espd_kg.infer.wording import BLANK, Wording
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


def infer(
    graph: Iterable[Triple],
    rules: Sequence[tuple[str, str]] = (),
    reasoner: Reasoner = "sparql",
) -> Inference:
    """Return what follows from the ontology and the asserted triples together.

    `rules` are (name, text) pairs and run in the order of their names. Left out of the result is
    what was given, whatever touches a blank node, the axioms about terms, the types that say
    nothing (owl:Thing and the like) and owl:sameAs. Literals come out as they were written.

    Raises InputError for a broken rule.
    """
    wording = Wording(graph)
    stored = sorted(StoredRule(*rule) for rule in rules)
    if reasoner == "owlrl":
        from espd_kg.infer.reference import entail  # owlrl is slow to load and rarely asked for

        added, clashes = entail(wording.quads, stored)
    else:
        added, clashes = _entail(wording.quads, stored)
    terms = _terms(wording.quads)
    about_domain = (triple for triple in added if _is_about_domain(triple, terms))
    return Inference(tuple(_written(wording, about_domain)), clashes)


def _entail(
    quads: list[ox.Quad], rules: list[StoredRule]
) -> tuple[list[ox.Triple], tuple[Inconsistency, ...]]:
    store = ox.Store()
    store.extend(quads)
    added = rl.close(store)
    constructed = apply_rules(store, rules)
    if constructed:
        added += constructed + rl.close(store)
    return added, rl.inconsistencies(store)


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
