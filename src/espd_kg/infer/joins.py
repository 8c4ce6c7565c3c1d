"""Rules over several triples as SPARQL that looks up one triple after the other.

The engine joins what stands in one group as it likes, and may read a whole property for each row.
LATERAL says what comes first: every pattern is looked up with what the ones before it have bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

import pyoxigraph as ox

from espd_kg.infer.horn import (
    ANYTHING,
    TYPE,
    Atom,
    Constant,
    Horn,
    Signature,
    Term,
    canonical,
    safe,
    signature,
    variables,
)
from espd_kg.infer.linear import Linear

PORTION: Final = 1000
"""How many rows of values one query text holds."""
Weight = Callable[[Atom], int]
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Join:
    """Rules with one body: where it holds, all heads follow."""

    body: tuple[Atom, ...]
    filters: tuple[tuple[str, ...], ...]
    things: frozenset[ox.Variable]
    heads: tuple[Atom, ...]

    def whole(self, weight: Weight, *, only_missing: bool) -> str:
        """Return a query for all conclusions."""
        return self._query(_ordered(self.body, set(), weight), only_missing=only_missing)

    def new(self, at: int, graph: ox.NamedNode) -> str:
        """Return a query for all conclusions of which one atom stands in a graph."""
        rest = [atom for place, atom in enumerate(self.body) if place != at]
        first = f"GRAPH {graph} {{ {text(self.body[at])} }}"
        steps = [first, *_ordered(rest, set(variables([self.body[at]])), _even)]
        return self._query(steps, only_missing=False)

    def after(self, at: int, rows: Iterable[Sequence[Term]], *, only_missing: bool) -> str:
        """Return a query for what follows where one atom's variables are bound to the rows."""
        names = list(variables([self.body[at]]))
        rest = [atom for place, atom in enumerate(self.body) if place != at]
        steps = [_values(names, rows), *_ordered(rest, set(names), _even)]
        return self._query(steps, only_missing=only_missing)

    def proof(self, head: Atom, rows: Iterable[Sequence[Term]]) -> str:
        """Return a query for those of the rows for a head that follow at least once."""
        names = list(variables([head]))
        steps = _laterally(_ordered(self.body, set(names), _even))
        shown = " ".join(map(str, names)) or "(1 AS ?one)"
        inner = f"SELECT {shown} WHERE {{ {steps} {self._conditions()} }} LIMIT 1"
        found = _laterally([_values(names, rows), inner])
        return f"CONSTRUCT {{ {text(head)} }} WHERE {{ {found} }}"

    def _query(self, steps: Sequence[str], *, only_missing: bool) -> str:
        template = " . ".join(map(text, self.heads))
        lacking = " || ".join(f"NOT EXISTS {{ {text(head)} }}" for head in self.heads)
        missing = f"FILTER({lacking})" if only_missing else ""
        where = f"{_laterally(steps)} {self._conditions()} {missing}"
        return f"CONSTRUCT {{ {template} }} WHERE {{ {where} }}"

    def _conditions(self) -> str:
        things = (f"FILTER(!isLiteral({name}))" for name in sorted(self.things, key=str))
        return " ".join((*things, *(f"FILTER({' '.join(words)})" for words in self.filters)))


class Joins:
    """Joins, found by the triples that one of their atoms matches."""

    def __init__(self, rules: Iterable[Horn], linear: Linear) -> None:
        """Put together the rules that have the same body; what `linear` adds anyhow is left out."""
        same: dict[tuple[object, ...], list[Horn]] = defaultdict(list)
        for rule in rules:
            named = canonical(rule, body_first=True)
            same[named.body, named.filters, named.things].append(named)
        self.joins = tuple(_join(group, linear) for group in same.values())
        self._asking: dict[Signature, list[tuple[int, int]]] = defaultdict(list)
        for number, join in enumerate(self.joins):
            for at, atom in enumerate(join.body):
                self._asking[signature(atom)].append((number, at))

        self._asked = _asked(self._asking)
        self._asks_anything = ANYTHING in self._asking

    def asks(self, predicate: ox.NamedNode, triple: ox.Triple) -> bool:
        """Whether some atom may match the triple with this predicate."""
        if predicate in self._asked:
            values = self._asked[predicate]
            return values is None or triple.object in values
        return self._asks_anything

    def after(
        self, store: ox.Store, triples: Iterable[ox.Triple], *, only_missing: bool
    ) -> Iterator[ox.Triple]:
        """Yield what follows from the triples, each in turn at every atom that it matches."""
        for (number, at), rows in self._matches(triples).items():
            for portion in portions(rows, PORTION):
                query = self.joins[number].after(at, portion, only_missing=only_missing)
                yield from answered(store, query)

    def _matches(
        self, triples: Iterable[ox.Triple]
    ) -> dict[tuple[int, int], list[tuple[Constant, ...]]]:
        found: dict[tuple[int, int], list[tuple[Constant, ...]]] = defaultdict(list)
        for triple in triples:
            for about in abouts(triple):
                for number, at in self._asking.get(about, ()):
                    row = matched(self.joins[number].body[at], triple)
                    if row is not None:
                        found[number, at].append(row)
        return found


def portions(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Yield the items in lists of at most that size."""
    rest = iter(items)
    while portion := list(islice(rest, size)):
        yield portion


def abouts(triple: ox.Triple) -> tuple[Signature, ...]:
    """Return the signatures that an atom may have which matches the triple."""
    predicate = triple.predicate
    if predicate == TYPE:
        return (None, None), (predicate, None), (predicate, triple.object)
    return (None, None), (predicate, None)


def matched(atom: Atom, triple: ox.Triple) -> tuple[Constant, ...] | None:
    """Return the values of the atom's variables in order, or None where it does not match."""
    row: dict[Term, Constant] = {}
    for term, value in zip(atom, triple, strict=True):
        if isinstance(term, ox.Variable):
            if row.setdefault(term, value) != value:
                return None
        elif term != value:
            return None
    return tuple(row.values())


def answered(store: ox.Store, query: str) -> Iterator[ox.Triple]:
    """Yield what a CONSTRUCT says over all graphs of the store."""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QueryTriples)
    return iter(found)


def text(atom: Atom) -> str:
    """Return an atom as SPARQL writes it."""
    return " ".join(map(str, atom))


def _asked(
    asking: Iterable[Signature],
) -> dict[ox.NamedNode, frozenset[Constant] | None]:
    """Return the predicates that atoms have, with the classes where only some are asked for."""
    found: dict[ox.NamedNode, frozenset[Constant] | None] = {}
    for predicate, value in asking:
        if predicate is not None:
            before = found.get(predicate, frozenset())
            found[predicate] = None if value is None or before is None else before | {value}
    return found


def _join(group: list[Horn], linear: Linear) -> Join:
    first = group[0]
    frozen = {rule.head: _frozen(rule) for rule in group}
    kept = dict(frozen)
    for head, triple in frozen.items():
        others = [other for other in kept.values() if other != triple]
        if triple in set(linear.follow(others)):
            del kept[head]
    return Join(first.body, first.filters, first.things, tuple(kept))


def _frozen(rule: Horn) -> ox.Triple:
    """Return the head as a triple in which each variable is a thing, or a text if it may be one."""
    things = safe(rule)
    names: dict[ox.Variable, Term] = {
        v: ox.NamedNode(f"urn:x-espd:thing:{v.value}") if v in things else ox.Literal(v.value)
        for v in variables([rule.head])
    }
    return ox.Triple(*rule.bound(names).head)  # type: ignore[arg-type]


def _even(atom: Atom) -> int:
    return 0


def _values(names: Sequence[ox.Variable], rows: Iterable[Sequence[Term]]) -> str:
    spelled = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    return f"VALUES ({' '.join(map(str, names))}) {{ {spelled} }}"


def _laterally(steps: Sequence[str]) -> str:
    first, *rest = steps or [""]
    return " ".join([first, *(f"LATERAL {{ {step} }}" for step in rest)])


def _ordered(atoms: Iterable[Atom], bound: set[ox.Variable], weight: Weight) -> list[str]:
    """Return the atoms as text: the lightest first, then always the most narrowly bound."""
    left, bound, steps = list(atoms), set(bound), []
    while left:
        best = min(left, key=lambda atom: (*_openness(atom, bound), weight(atom)))
        left.remove(best)
        bound |= set(variables([best]))
        steps.append(text(best))
    return steps


def _openness(atom: Atom, bound: set[ox.Variable]) -> tuple[bool, int]:
    """Tell how much a lookup leaves open: no tie to what is known, and the number of variables."""
    known = [term for term in atom if isinstance(term, ox.Variable) and term in bound]
    unbound = len(variables([atom])) - len(set(known))
    return bool(bound and not known and unbound), unbound if bound else 0
