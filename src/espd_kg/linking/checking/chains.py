"""What follows from exact matches taken together, and what contradicts it.

An exact match is symmetric and transitive (SKOS Reference, S44 and S45), across data sets too: if
A and B are both exact matches of X, they are one thing. A row that refuses one of the pairs of
such a group, or that calls one broader than or related to another (S46), contradicts the others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from espd_kg.linking.table.decisions import Decision, DecisionTable, Outcome
from espd_kg.linking.table.slots import EXACT
from espd_kg.namespaces import SKOS

_DENIES: Final = (EXACT, SKOS + "closeMatch")
_APART: Final = (SKOS + "broadMatch", SKOS + "narrowMatch", SKOS + "relatedMatch")

Placed: TypeAlias = tuple[str, Decision]
"""A decision with the name of its file."""

_Steps: TypeAlias = Mapping[str, list[tuple[str, Placed]]]


@dataclass(frozen=True)
class Contradiction:
    """A row that keeps two things apart, and the exact matches that make them one."""

    row: Placed
    chain: tuple[Placed, ...]


def contradictions(tables: Iterable[DecisionTable]) -> Iterator[Contradiction]:
    """Yield the rows that keep apart what a chain of exact matches, in any table, makes one."""
    standing = [(table.name, one) for table in tables for one in table.latest().values()]
    steps = _steps(standing)
    for name, one in standing:
        denied = one.outcome is Outcome.REFUSED and one.predicate in _DENIES
        apart = one.outcome is Outcome.LINKED and one.predicate in _APART
        if denied or apart:
            chain = _chain(steps, one.subject, one.object)
            if chain:
                yield Contradiction((name, one), chain)


def _steps(standing: Iterable[Placed]) -> _Steps:
    """Return, for each thing, the things that are one with it, and the rows that say so."""
    found: dict[str, list[tuple[str, Placed]]] = {}
    for placed in standing:
        one = placed[1]
        if one.outcome is Outcome.LINKED and one.predicate == EXACT:
            found.setdefault(one.subject, []).append((one.object, placed))
            found.setdefault(one.object, []).append((one.subject, placed))
    return found


def _chain(steps: _Steps, start: str, end: str) -> tuple[Placed, ...]:
    """Return the shortest chain of rows from one thing to another; nothing where there is none."""
    reached: dict[str, tuple[str, Placed] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in reached:
        here = waiting.popleft()
        for there, placed in steps.get(here, ()):
            if there not in reached:
                reached[there] = here, placed
                waiting.append(there)
    rows = []
    at = reached.get(end)
    while at is not None:
        rows.append(at[1])
        at = reached[at[0]]
    return tuple(reversed(rows))
