"""The promise of a pool: an Executor that survives its workers, and the pool of one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_LISTENS_EVERY: Final = 0.2


class WorkerLost(BrokenExecutor):
    """The worker died while it was at a task; the pool itself goes on."""


class Pool(Executor):
    """An Executor; a task whose worker died fails with WorkerLost and may be submitted again."""

    @property
    @abstractmethod
    def window(self) -> int:
        """How many tasks may well be under way or waiting at a time."""

    def outcome(self, future: Future[T]) -> T:
        """Wait for a task of this pool and return what it returned; raises what it raised."""
        # Python can miss a Ctrl-C that comes just as it begins to wait.
        while not wait([future], _LISTENS_EVERY).done:
            self.look()
        return future.result()

    def look(self) -> None:
        """Raise where the pool has gone; asked now and then while a task is waited for."""

    @abstractmethod
    def abandon(self) -> None:
        """End at once, whatever is under way."""


class Serial(Pool):
    """A pool of no workers: a task is done where it is submitted, before `submit` returns."""

    @property
    def window(self) -> int:
        """One: nothing is done before it is wanted."""
        return 1

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do the task and return its outcome."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def abandon(self) -> None:
        """Nothing is under way between tasks."""
