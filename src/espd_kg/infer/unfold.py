"""Rules without helpers: what stands for a class expression gives way to what it says.

A class without a name, an unnamed inverse and the words of the vocabularies themselves
(owl:Thing...) never enter the data. Each rule that needs such a helper is resolved with each rule
that concludes it, until none is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from espd_kg.infer.horn import (
    ANYTHING,
    Horn,
    Signature,
    canonical,
    covers,
    meet,
    resolved,
    signature,
)

_MOST: Final = 20_000
"""With more rules than this, closing the whole graph is the better way."""
_MOST_JOINS: Final = 300
"""The same for the rules over several triples that conclude the same."""


class Unfolded(NamedTuple):
    """The rules that are left, and whether a helper rests on itself and could not be removed."""

    rules: tuple[Horn, ...]
    is_whole: bool


def unfolded(rules: Iterable[Horn], is_helper: Callable[[Signature], bool]) -> Unfolded:
    """Return rules that conclude the same about all but the helpers, and name none of these."""
    try:
        left = _Rules(rules)
        is_whole = _unfold(left, is_helper)
    except _TooMany:
        return Unfolded((), is_whole=False)
    return Unfolded(tuple(left), is_whole)


def _unfold(left: _Rules, is_helper: Callable[[Signature], bool]) -> bool:
    is_whole = True
    while (helper := left.next_helper(is_helper)) is not None:
        makers = [rule for rule in left if signature(rule.head) == helper]
        users = [rule for rule in left if _asks(rule, helper)]
        is_whole &= not any(_asks(rule, helper) for rule in makers)
        left.remove([*makers, *users])
        makers = [rule for rule in makers if not _asks(rule, helper)]
        for rule in users:
            if signature(rule.head) != helper:
                left.add(_without(rule, helper, makers))
        if len(left) > _MOST:
            raise _TooMany
    return is_whole


def composed(rules: Iterable[Horn]) -> tuple[Horn, ...]:
    """Return linear rules such that one application of them gives all that many would give."""
    known = _Rules(rules)
    first = fresh = list(known)
    while fresh:
        makers = _by_head(fresh)
        made = [
            joined
            for rule in first
            for maker in _answering(makers, signature(rule.body[0]))
            if (joined := resolved(rule, 0, maker)) is not None
        ]
        fresh = known.add(made)
    return tuple(known)


def _by_head(rules: Iterable[Horn]) -> dict[object, list[Horn]]:
    """Sort the rules by the predicate of what they conclude (None: any)."""
    found: dict[object, list[Horn]] = defaultdict(list)
    for rule in rules:
        found[signature(rule.head)[0]].append(rule)
    return found


def _answering(makers: dict[object, list[Horn]], asked: Signature) -> list[Horn]:
    """Return the rules whose heads may be what is asked for."""
    if asked[0] is None:
        return [maker for several in makers.values() for maker in several]
    several = [*makers.get(asked[0], ()), *makers.get(None, ())]
    return [maker for maker in several if meet(signature(maker.head), asked)]


def _without(rule: Horn, helper: Signature, makers: list[Horn]) -> list[Horn]:
    waiting, done = [rule], []
    while waiting:
        one = waiting.pop()
        at = next((at for at, atom in enumerate(one.body) if signature(atom) == helper), None)
        if at is None:
            done.append(one)
            continue
        results = (resolved(one, at, maker) for maker in makers)
        waiting += [result for result in results if result is not None]
        if len(waiting) + len(done) > _MOST:
            raise _TooMany
    return done


def _asks(rule: Horn, helper: Signature) -> bool:
    return any(signature(atom) == helper for atom in rule.body)


class _TooMany(Exception):
    """The class expressions stand for more rules than anyone wants to run."""


class _Rules:
    """Rules of which none is idle and none says less than another."""

    def __init__(self, rules: Iterable[Horn]) -> None:
        self._by_head: dict[Signature, _Group] = defaultdict(_Group)
        self.add(canonical(rule) for rule in rules)

    def __iter__(self) -> Iterator[Horn]:
        return (rule for group in list(self._by_head.values()) for rule in list(group.rules))

    def __len__(self) -> int:
        return sum(len(group.rules) for group in self._by_head.values())

    def add(self, rules: Iterable[Horn]) -> list[Horn]:
        """Take in what says something more, and return it."""
        return [rule for rule in rules if not rule.is_idle and self._take(rule)]

    def remove(self, rules: Iterable[Horn]) -> None:
        for rule in rules:
            self._by_head[signature(rule.head)].remove(rule)

    def next_helper(self, is_helper: Callable[[Signature], bool]) -> Signature | None:
        """Return the helper that costs least to remove, or None where there is none."""
        made: dict[Signature, int] = defaultdict(int)
        used: dict[Signature, int] = defaultdict(int)
        for rule in self:
            made[signature(rule.head)] += 1
            for one in {signature(atom) for atom in rule.body}:
                used[one] += 1
        helpers = [one for one in {*made, *used} if is_helper(one)]
        return min(helpers, key=lambda one: (made[one] * used[one], str(one)), default=None)

    def _take(self, rule: Horn) -> bool:
        group = self._by_head[signature(rule.head)]
        if rule in group.rules or any(covers(other, rule) for other in group.wider(rule)):
            return False
        for other in [other for other in group.narrower(rule) if covers(rule, other)]:
            group.remove(other)
        group.add(rule)
        return True


class _Group:
    """Rules with heads of one signature, found by what their bodies ask for."""

    def __init__(self) -> None:
        self.rules: dict[Horn, None] = {}
        self._first: dict[Signature | None, dict[Horn, None]] = defaultdict(dict)
        self._any: dict[Signature | None, dict[Horn, None]] = defaultdict(dict)
        self._joins = 0

    def add(self, rule: Horn) -> None:
        self._joins += len(rule.body) > 1
        if self._joins > _MOST_JOINS:
            raise _TooMany
        self.rules[rule] = None
        self._first[_first(rule)][rule] = None
        for asked in _wider(rule):
            self._any[asked][rule] = None

    def remove(self, rule: Horn) -> None:
        if rule in self.rules:
            self._joins -= len(rule.body) > 1
            del self.rules[rule]
            del self._first[_first(rule)][rule]
            for asked in _wider(rule):
                del self._any[asked][rule]

    def wider(self, rule: Horn) -> Iterator[Horn]:
        """Yield the rules that may say all that this one says."""
        for asked in _wider(rule):
            yield from self._first.get(asked, ())

    def narrower(self, rule: Horn) -> Iterator[Horn]:
        """Yield the rules that may say no more than this one."""
        yield from self._any.get(_first(rule), ())


def _first(rule: Horn) -> Signature | None:
    return signature(rule.body[0]) if rule.body else None


def _wider(rule: Horn) -> set[Signature | None]:
    """Return all that a part of the body may be found by; None: by nothing at all."""
    found: set[Signature | None] = {None}
    for atom in rule.body:
        about = signature(atom)
        found |= {about, (about[0], None), ANYTHING}
    return found
