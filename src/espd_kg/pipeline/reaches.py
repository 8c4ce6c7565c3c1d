"""What changes can reach which rule, worked out once and kept for the next build."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from espd_kg.change.reach import Reach
from espd_kg.pipeline.keeping import keep, kept

KEPT: Final = "reaches.pickle"
"""The name of the file, in the folder of builds, that keeps them."""


@dataclass
class Reaches:
    """The reach of each query that was asked for, by its text and its key."""

    digest: str
    place: Path | None = None
    _known: dict[tuple[str, tuple[str, ...]], Reach] = field(default_factory=dict)
    _fresh: bool = False

    @classmethod
    def kept(cls, digest: str, place: Path | None) -> Reaches:
        """Return those that were kept for the rulebook of this digest."""
        known = None if place is None else kept(place, digest)
        return cls(digest, place, known if isinstance(known, dict) else {})

    def of(self, text: str, key: tuple[str, ...]) -> Reach:
        """Return the reach of a query."""
        found = self._known.get((text, key))
        if found is None:
            found = self._known[text, key] = Reach.of(text, key)
            self._fresh = True
        return found

    def keep(self) -> None:
        """Keep them for the next time, where there are more than before and a place for them."""
        if self._fresh and self.place is not None:
            keep(self.place, self.digest, self._known)
