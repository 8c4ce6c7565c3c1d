"""Telling whoever waits how far the work has come."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Progress(Protocol):
        """Someone who is told what is being done; it may be told often, and returns at once."""

        def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
            """Hear that a step is at work, and that `done` of `total` are done (0: not known)."""

else:
    Progress = object


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """Tell nobody."""
