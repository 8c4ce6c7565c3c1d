"""A contradiction that reasoning met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PROFILE: Final = "https://www.w3.org/TR/owl2-profiles/#"


@dataclass(frozen=True, order=True)
class Inconsistency:
    """The rule that was broken (its W3C name), the nodes that break it, and a sentence."""

    rule: str
    nodes: tuple[str, ...]
    message: str

    @property
    def iri(self) -> str:
        """The rule's place in the profile's specification."""
        return PROFILE + self.rule
