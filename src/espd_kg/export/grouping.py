"""Triples in the order in which every export writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rdflib.namespace import XSD
from rdflib.term import Literal, Node

from espd_kg.export.terms import predicate_order, term_order
from espd_kg.quads import Quad, Triple

Predicates: TypeAlias = list[tuple[Node, list[Node]]]
Subjects: TypeAlias = list[tuple[Node, Predicates]]


def group_by_subject(triples: Iterable[Triple]) -> Subjects:
    """Return subjects with their predicates with their objects, each sorted and without repeats."""
    grouped: dict[Node, dict[Node, dict[Node, None]]] = defaultdict(lambda: defaultdict(dict))
    for subject, predicate, value in triples:
        grouped[subject][predicate][_plain(value)] = None
    return [
        (
            subject,
            [
                (predicate, sorted(values, key=term_order))
                for predicate, values in sorted(
                    predicates.items(), key=lambda item: predicate_order(item[0])
                )
            ],
        )
        for subject, predicates in sorted(grouped.items(), key=lambda item: term_order(item[0]))
    ]


def by_graph(quads: Iterable[Quad]) -> dict[str, tuple[Triple, ...]]:
    """Return the triples of each named graph under its IRI."""
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for subject, predicate, value, graph in quads:
        graphs[str(graph)].append((subject, predicate, value))
    return {name: tuple(triples) for name, triples in graphs.items()}


def union(quads: Iterable[Quad]) -> tuple[Triple, ...]:
    """Return the triples of all graphs together, each once."""
    return tuple(
        dict.fromkeys((subject, predicate, value) for subject, predicate, value, _ in quads)
    )


def all_terms(triples: Iterable[Triple]) -> Iterator[Node]:
    """Yield the subjects and objects, where blank nodes may stand."""
    for subject, _, value in triples:
        yield subject
        yield value


def _plain(term: Node) -> Node:
    """Return a string with its datatype spelled out as the same string without it."""
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    return term
