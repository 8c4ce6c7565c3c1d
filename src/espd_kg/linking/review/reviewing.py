"""A review: one candidate after the other, the last decision held back for second thoughts."""

from __future__ import annotations

from collections.abc import Sequence

from espd_kg.errors import InputError
from espd_kg.linking.review.deciding import refuse_contradiction
from espd_kg.linking.table.decisions import Decision, DecisionTable, Outcome
from espd_kg.linking.table.journal import append_made, rehearsed


def candidates(table: DecisionTable, subjects: Sequence[str]) -> list[Decision]:
    """Return the pairs that wait for a decision, thing by thing, the likeliest item first."""
    wanted = set(subjects)
    standing = table.by_subject()
    return [
        one
        for subject, found in standing.items()
        if subject in wanted
        for one in sorted(found, key=_likeliest_first)
        if one.outcome is Outcome.UNSURE
    ]


class Review:
    """The way through a queue of candidates; each decision is in the file when the next is taken.

    Rows are only ever added, so a decision can be taken back only as long as it is not written:
    the last one is held back until the next, or until the review is closed.
    """

    def __init__(self, table: DecisionTable, queue: Sequence[Decision]) -> None:
        self.table = table
        self.written = 0
        self.skipped = 0
        self._queue = list(queue)
        self._at = 0
        self._held: tuple[int, Decision] | None = None

    @property
    def current(self) -> Decision | None:
        """The candidate that is looked at, or None at the end of the queue."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    @property
    def place(self) -> tuple[int, int]:
        """The current candidate's number in the queue, and how long the queue is."""
        return self._at + 1, len(self._queue)

    @property
    def holds_back(self) -> bool:
        """Whether there is a decision that can still be taken back."""
        return self._held is not None

    def decide(self, decision: Decision) -> None:
        """Hold a decision on the current candidate back, and write the one before it.

        Raises InputError, and stays where it is, where the table contradicts the decision or could
        not hold it, or where the one before cannot be written.
        """
        try:
            self._write()
        except InputError as error:
            raise InputError(
                f"the decision before this one cannot be written: {error.message}",
                file=error.file,
                line=error.line,
                fix="Take it back with z, and decide again.",
            ) from None
        refuse_contradiction(decision, self.table)
        rehearsed(self.table, [decision])
        self._held = self._at, decision
        self._at += 1

    def skip(self) -> None:
        """Leave the current candidate as it is."""
        self._at += 1
        self.skipped += 1

    def undo(self) -> bool:
        """Go back to the decision that is held back, and forget it; whether there was one."""
        if self._held is None:
            return False
        self._at, _ = self._held
        self._held = None
        return True

    def close(self) -> None:
        """Write what is held back; raises InputError where it cannot be written."""
        self._write()

    def _write(self) -> None:
        if self._held is None:
            return
        _, decision = self._held

        def made(fresh: DecisionTable) -> Decision:
            # Somebody else may have added rows meanwhile: theirs count as much.
            refuse_contradiction(decision, fresh)
            return decision

        self.table = append_made(self.table, made)
        self._held = None
        self.written += 1


def _likeliest_first(decision: Decision) -> tuple[float, int]:
    return -(decision.confidence or 0), decision.line
