"""The strata of the stored rules, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

import pyoxigraph as ox

from espd_kg.infer.joins import portions
from espd_kg.infer.rules import ROUNDS, StoredRule, Stratum, conclusions, construct, refusal

_PORTION: Final = 10_000


class World(Protocol):
    """A graph that is closed under all positive rules, and stays so."""

    @property
    def store(self) -> ox.Store:
        """The store that holds it."""

    def lacks(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Return those of the triples that it does not hold."""

    def conclude(self, triples: Sequence[ox.Triple]) -> list[ox.Triple]:
        """Add the triples and what follows from them; return all that was added."""

    def withdraw(self, triples: Iterable[ox.Triple]) -> None:
        """Take out again what was added last."""


def run(world: World, strata: Iterable[Stratum]) -> list[ox.Triple]:
    """Run each stratum once, in order, and return all that was added.

    Raises InputError for one whose answers never settle.
    """
    return [triple for stratum in strata for triple in run_one(world, stratum.rule)]


def run_through(world: World, rule: StoredRule) -> None:
    """Run one stratum that does not read what it concludes, portion by portion."""
    # A query answers from the store as it was when it was asked.
    for portion in portions(conclusions(world.store, rule), _PORTION):
        world.conclude(portion)


def run_one(world: World, rule: StoredRule, *, reads_itself: bool = True) -> list[ox.Triple]:
    """Run one stratum and return what was added.

    One that reads what it concludes is asked again, as if it had not concluded anything but its
    last answers, until it gives these answers again. Raises InputError where it never does.
    """
    made = construct(world.store, rule)
    added = world.conclude(made)
    for _ in range(ROUNDS if reads_itself else 0):
        again = construct(world.store, rule)
        if not world.lacks(again) and set(made) & set(added) <= set(again):
            return added
        world.withdraw(added)
        made = again
        added = world.conclude(made)
    if reads_itself:
        raise refusal(rule.name)
    return added
