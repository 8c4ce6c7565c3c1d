"""Asking for a single conclusion whether something entails it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from espd_kg.infer.ground import INFERRED, Rules, matching
from espd_kg.infer.horn import Constant, Horn, Signature, Term, safe, signature, unified
from espd_kg.infer.joins import PORTION, abouts, answered, matched, portions

_MANY = 50


class Proofs:
    """The positive rules, found by what they conclude."""

    def __init__(self, rules: Rules) -> None:
        """Sort the rules by their heads."""
        self._joins = rules.joins.joins
        self._linear: dict[Signature, list[Horn]] = defaultdict(list)
        self._heads: dict[Signature, list[tuple[int, int]]] = defaultdict(list)
        for rule in rules.linear.rules:
            self._linear[signature(rule.head)].append(rule)
        for number, join in enumerate(self._joins):
            for at, head in enumerate(join.heads):
                self._heads[signature(head)].append((number, at))

    def asserted(self, store: ox.Store, triple: ox.Triple) -> bool:
        """Whether one asserted triple alone entails it; a quick look that may miss some."""
        evidence = self._evidence(store, triple, _MANY)
        return any(quad.graph_name != INFERRED for quad in evidence)

    def proved(self, store: ox.Store, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
        """Return those of the triples that something in the store entails in one step."""
        asked = list(dict.fromkeys(triples))
        found = {t for t in asked if next(self._evidence(store, t, None), None) is not None}
        rows: dict[tuple[int, int], list[tuple[Constant, ...]]] = defaultdict(list)
        for triple in asked:
            if triple not in found:
                for number, at in self._concluding(triple):
                    row = matched(self._joins[number].heads[at], triple)
                    if row is not None:
                        rows[number, at].append(row)
        for (number, at), several in rows.items():
            join = self._joins[number]
            for portion in portions(several, PORTION):
                found.update(answered(store, join.proof(join.heads[at], portion)))
        return found

    def _concluding(self, triple: ox.Triple) -> Iterator[tuple[int, int]]:
        for about in abouts(triple):
            yield from self._heads.get(about, ())

    def _evidence(self, store: ox.Store, triple: ox.Triple, most: int | None) -> Iterator[ox.Quad]:
        """Yield quads that entail the triple each alone, of every rule's at most so many."""
        for about in abouts(triple):
            for rule in self._linear.get(about, ()):
                binding = unified(rule.head, tuple(triple))
                if binding is None or _names_a_text(rule, binding):
                    continue
                [atom] = rule.bound(binding).body
                quads = islice(matching(store, atom), most)
                yield from (quad for quad in quads if _fits(rule, binding, quad))


def _fits(rule: Horn, binding: dict[ox.Variable, Term], quad: ox.Quad) -> bool:
    """Whether the quad is what the rule wants to see, with no text where it wants a thing."""
    more = unified(rule.bound(binding).body[0], tuple(quad.triple))
    return more is not None and not _names_a_text(rule, more)


def _names_a_text(rule: Horn, binding: dict[ox.Variable, Term]) -> bool:
    texts = {v for v, term in binding.items() if isinstance(term, ox.Literal)}
    return bool(texts & safe(rule))
