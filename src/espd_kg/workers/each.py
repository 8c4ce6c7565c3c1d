"""One task for each of many items, done side by side, handed back in order."""

from __future__ import annotations

import reprlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Final, Generic, TypeVar

from espd_kg.errors import LimitError
from espd_kg.progress import Progress
from espd_kg.workers.pool import Pool

A = TypeVar("A")
B = TypeVar("B")

TRIES: Final = 3
"""How often one item is begun before it is given up."""

_USUAL_WINDOW: Final = 8


def each(
    pool: Executor, task: Callable[[A], B], items: Sequence[A], progress: Progress, step: str
) -> Iterator[B]:
    """Yield what the task returns for each item, in the order of the items.

    Only so many items are under way as keep the pool busy. `progress` is told the step, how many
    items are done, and of how many. An item whose worker died is done again.

    Raises what the task raises, unchanged, and LimitError, naming the item, where its workers
    died time and again; what is still waiting is then cancelled.
    """
    run = _Run(pool, task, items)
    progress(step, 0, len(items))
    try:
        for done in range(1, len(items) + 1):
            result = run.next(step)
            progress(step, done, len(items))
            yield result
    finally:
        run.cancel()


class _Run(Generic[A, B]):
    """The items that are under way, the first one first."""

    def __init__(self, pool: Executor, task: Callable[[A], B], items: Sequence[A]) -> None:
        self._pool = pool
        self._task = task
        self._items = items
        self._begun = 0
        self._waiting: deque[Future[B]] = deque()
        self._window = pool.window if isinstance(pool, Pool) else _USUAL_WINDOW

    def next(self, step: str) -> B:
        """Return the next result."""
        while self._begun < len(self._items) and len(self._waiting) < self._window:
            self._waiting.append(self._submit(self._begun))
            self._begun += 1
        at = self._begun - len(self._waiting)
        future = self._waiting.popleft()
        for _ in range(1, TRIES):
            try:
                return self._outcome(future)
            except BrokenExecutor:
                future = self._submit(at)
        try:
            return self._outcome(future)
        except BrokenExecutor as error:
            raise LimitError(self._given_up(step, at, error)) from None

    def cancel(self) -> None:
        """Take back what has not begun."""
        for future in self._waiting:
            future.cancel()

    def _submit(self, at: int) -> Future[B]:
        return self._pool.submit(self._task, self._items[at])

    def _outcome(self, future: Future[B]) -> B:
        return self._pool.outcome(future) if isinstance(self._pool, Pool) else future.result()

    def _given_up(self, step: str, at: int, error: Exception) -> str:
        return (
            f"{step}: a worker died {TRIES} times at item {at + 1:,} of {len(self._items):,}, "
            f"{reprlib.repr(self._items[at])} ({error}); "
            "it may need more memory: use fewer workers, or smaller files"
        )
