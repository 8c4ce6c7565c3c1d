"""What provisions say: the verbs of the codebook with the codes that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Manner:
    """How a provision is put, and how it is therefore coded."""

    joint: str
    alone: str
    act: str
    obligation: str
    aim: str
    """What stands before the theme; empty where the theme alone is named (P0)."""
    novelty: str | None = None

    def verb(self, together: bool) -> str:
        """Return the governing words, of the sides together or of one alone."""
        return self.joint if together else self.alone


MANNERS: Final = (
    Manner("discussed", "discussed", "consulted", "O0", ""),
    Manner("exchanged views on", "touched on", "consulted", "O0", ""),
    Manner("reviewed steps on", "reviewed steps on", "consulted", "O0", "better cooperation on "),
    Manner("highlighted the progress made on", "recalled the progress made on", "reported", "O0",
           ""),
    Manner("welcomed the results achieved on", "praised the results achieved on", "commended",
           "O1", ""),
    Manner("underscored the importance of", "underscored the importance of",
           "restated-position", "O1", ""),
    Manner("expressed support for", "expressed support for", "restated-position", "O0", ""),
    Manner("expressed interest in", "expressed interest in", "voiced-desire", "O1", ""),
    Manner("voiced hope for", "voiced hope for", "voiced-desire", "O1", "closer cooperation on "),
    Manner("intend to expand", "intends to expand", "stated-intent", "O2", "cooperation on "),
    Manner("look forward to deepening", "looks forward to deepening", "stated-intent", "O2",
           "exchanges on "),
    Manner("reaffirmed their intention to broaden", "reaffirmed its intention to broaden",
           "restated-intent", "O2", "cooperation on ", "restates"),
    Manner("agreed to strengthen", "pledged to strengthen", "undertook", "O3", "cooperation on "),
    Manner("will continue to support", "will continue to support", "undertook", "O3",
           "joint work on ", "continues"),
    Manner("reaffirmed their commitment to", "reaffirmed its commitment to", "undertook", "O3",
           "joint work on ", "restates"),
    Manner("are bound to uphold", "is bound to uphold", "undertook", "O4", "cooperation on "),
)  # fmt: skip

BOUND: Final = frozenset({"O2", "O3", "O4"})
JOINT_SUBJECTS: Final = ("The two sides", "Both delegations", "Participants", "The parties")
