"""Which answers of a query a change can touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import pyoxigraph as ox

from espd_kg.change.asking import Engine, Functions, Key, touched
from espd_kg.change.delta import Delta
from espd_kg.change.probes import Probe, probes
from espd_kg.change.syntax import Unread


@dataclass(frozen=True)
class Reach:
    """Which answers of a query a change can touch."""

    probes: tuple[Probe, ...] | None
    """What to ask for which changed facts; None if the query cannot be followed."""

    @classmethod
    def of(cls, text: str, key: Sequence[str]) -> Reach:
        """Read a SELECT or CONSTRUCT query, given the names of the variables that are its key."""
        return _reach(text, tuple(key))

    def keys(
        self,
        before: ox.Store,
        after: ox.Store,
        delta: Delta,
        functions: Functions = MappingProxyType({}),
    ) -> frozenset[Key] | None:
        """Return every key whose rows can differ between the two stores.

        There may be too many, but none is missing; rows in which a part of the key has no value
        belong to no key. None: any key may be touched, so that the query must be asked again as
        a whole. `functions` are those beyond SPARQL's own that the query calls.
        """
        if self.probes is None:
            return None if delta else frozenset()
        found: set[Key] = set()
        for store, facts in ((before, delta.went), (after, delta.came)):
            for probe in self.probes:
                keys = touched(Engine(store, functions), probe, facts)
                if keys is None:
                    return None
                found |= keys
        return frozenset(found)


@lru_cache(maxsize=1024)
def _reach(text: str, key: tuple[str, ...]) -> Reach:
    try:
        return Reach(probes(text, key))
    except Unread:
        return Reach(None)
