"""How far the linking is: what is linked, waits, was refused or has no item, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from espd_kg.linking.outside.scope import kinds_of
from espd_kg.linking.subject.subjects import Subject, kinds_in_order
from espd_kg.linking.table.decisions import DecisionTable, Outcome


@dataclass(frozen=True)
class Count:
    """The things of one kind in one data set's table.

    A thing counts once under each outcome that stands on it, so the counts may add up to more
    than there are things; `open` are those on which nothing stands, and `unchecked` those whose
    link rests on an item that was never read online.
    """

    dataset: str
    kind: str
    things: int
    by_outcome: Mapping[Outcome, int]
    open: int
    unchecked: int


def status(tables: Iterable[DecisionTable], subjects: Mapping[str, Subject]) -> list[Count]:
    """Return the counts of each table, by kind, in the order of reports.

    Kinds for which a data set has no items are left out, unless a decision is about one. What is
    decided on things that the graph does not know is not counted.
    """
    return [count for table in tables for count in _counts(table, subjects)]


def _counts(table: DecisionTable, subjects: Mapping[str, Subject]) -> Iterable[Count]:
    standing = table.by_subject()
    decided = {subjects[iri].kind for iri in standing if iri in subjects}
    by_kind: dict[str, list[str]] = {}
    for subject in subjects.values():
        by_kind.setdefault(subject.kind, []).append(subject.iri)
    for kind in kinds_in_order(decided.union(kinds_of(table.dataset)) & by_kind.keys()):
        things = by_kind[kind]
        outcomes: Counter[Outcome] = Counter()
        unchecked = 0
        for iri in things:
            decisions = standing.get(iri, [])
            outcomes.update({decision.outcome for decision in decisions})
            linked = [one for one in decisions if one.outcome is Outcome.LINKED]
            unchecked += any(not one.checked_online for one in linked)
        open_things = sum(iri not in standing for iri in things)
        yield Count(table.dataset, kind, len(things), outcomes, open_things, unchecked)
