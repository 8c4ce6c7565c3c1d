"""Rules that look at one triple alone: no store is asked, one pass gives all that follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from espd_kg.infer.horn import Constant, Horn, unified, variables

_Place: TypeAlias = int | Constant


class _Shape(NamedTuple):
    """A conclusion: its ends by place in the triple (0 the subject, 1 the object) or as they are.

    `is_thing` says that the object must be no literal.
    """

    subject: _Place
    predicate: ox.NamedNode
    value: _Place
    is_thing: bool


class Linear:
    """Composed linear rules, found by the predicate and the object of a triple."""

    def __init__(self, rules: Iterable[Horn]) -> None:
        """Sort the rules; they must be composed."""
        by_predicate: dict[ox.NamedNode, list[_Shape]] = defaultdict(list)
        by_value: dict[ox.NamedNode, dict[Constant, list[_Shape]]] = {}
        self._odd: list[Horn] = []
        self.rules = tuple(rules)
        for rule in self.rules:
            [(subject, predicate, value)] = rule.body
            shape = _shape(rule)
            if shape is None or not isinstance(predicate, ox.NamedNode) or subject == value:
                self._odd.append(rule)
            elif isinstance(value, ox.Variable):
                by_predicate[predicate].append(shape)
            else:
                by_value.setdefault(predicate, {}).setdefault(value, []).append(shape)
        self._by_predicate = dict(by_predicate)
        self._by_value = by_value

    def follow(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """Yield what follows from each of the triples, some of it more than once."""
        for triple in triples:
            predicate = triple.predicate
            if predicate in self._by_predicate:
                yield from _made(self._by_predicate[predicate], triple)
            if predicate in self._by_value:
                shapes = self._by_value[predicate].get(triple.object)
                if shapes:
                    yield from _made(shapes, triple)
            if self._odd:
                yield from self._oddly(triple)

    def _oddly(self, triple: ox.Triple) -> Iterator[ox.Triple]:
        for rule in self._odd:
            binding = unified(rule.body[0], tuple(triple))
            if binding is None:
                continue
            if any(isinstance(binding.get(variable), ox.Literal) for variable in rule.things):
                continue
            subject, predicate, value = rule.bound(binding).head
            if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
                continue
            yield ox.Triple(subject, predicate, value)  # type: ignore[arg-type]


def _made(shapes: list[_Shape], triple: ox.Triple) -> Iterator[ox.Triple]:
    ends = triple.subject, triple.object
    is_literal = isinstance(ends[1], ox.Literal)
    for subject, predicate, value, is_thing in shapes:
        if is_thing and is_literal:
            continue
        yield ox.Triple(
            ends[subject] if isinstance(subject, int) else subject,  # type: ignore[arg-type]
            predicate,
            ends[value] if isinstance(value, int) else value,
        )


def _shape(rule: Horn) -> _Shape | None:
    subject, predicate, value = rule.head
    [(left, _, right)] = rule.body
    if not isinstance(predicate, ox.NamedNode) or not isinstance(left, ox.Variable):
        return None
    places = {left: 0, right: 1}
    if not variables([rule.head]).keys() <= places.keys():
        return None
    return _Shape(
        places[subject] if isinstance(subject, ox.Variable) else subject,
        predicate,
        places[value] if isinstance(value, ox.Variable) else value,
        bool(rule.things),
    )
