"""A change to the graph: the quads that came and those that went."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from espd_kg.change.facts import Facts


@dataclass(frozen=True)
class Delta:
    """What was added and what was removed; a triple that moves between graphs is in both."""

    added: frozenset[ox.Quad] = field(default_factory=frozenset)
    removed: frozenset[ox.Quad] = field(default_factory=frozenset)

    @cached_property
    def triples(self) -> frozenset[ox.Triple]:
        """The triples of all quads that came or went."""
        return frozenset(quad.triple for quads in (self.added, self.removed) for quad in quads)

    @cached_property
    def came(self) -> Facts:
        """The added quads, found by what they say."""
        return Facts.of(self.added)

    @cached_property
    def went(self) -> Facts:
        """The removed quads, found by what they say."""
        return Facts.of(self.removed)

    def __or__(self, later: Delta) -> Delta:
        """Return the two changes one after the other; what comes and goes again cancels."""
        added = (self.added - later.removed) | (later.added - self.removed)
        removed = (self.removed - later.added) | (later.removed - self.added)
        return Delta(added, removed)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed)
