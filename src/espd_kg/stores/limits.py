"""Limits on a query, and the thread in which a limited query runs."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from espd_kg.errors import LimitError
from espd_kg.results import Term

T = TypeVar("T")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Limits:
    """How long a query may run and how much it may return; None lifts a limit.

    `bytes` counts the terms of the answer as N-Triples would write them.
    """

    seconds: float | None = 60.0
    rows: int | None = 1_000_000
    bytes: int | None = 512_000_000


DEFAULT_LIMITS: Final = Limits()
NO_LIMITS: Final = Limits(None, None, None)


def run_within(seconds: float | None, work: Callable[[threading.Event], T]) -> T:
    """Run the work in a thread of its own and return what it returns.

    The engine cannot be interrupted, so the caller waits beside it: Ctrl-C is heard at once, and
    after `seconds` LimitError is raised. The work is handed an event that is set when nobody
    waits any more; the thread is a daemon and does not hold up the end of the process. More seconds
    than a thread can wait are no limit.
    """
    if seconds is not None and seconds > threading.TIMEOUT_MAX:
        seconds = None
    task = _Task(work)
    _start(threading.Thread(target=task.run, name="espd-query", daemon=True))
    try:
        finished = task.done.wait(seconds)
    finally:
        task.abandoned.set()
    if not finished:
        raise LimitError(
            f"the query ran longer than {seconds:g} seconds; narrow it, or allow it more time"
        )
    return task.outcome()


def _start(thread: threading.Thread) -> None:
    """Start a thread with room for the engine's recursion over long queries, where there is any."""
    with _STARTING:
        try:
            usual = threading.stack_size(_STACK_BYTES)
        except (ValueError, RuntimeError):
            thread.start()
            return
        try:
            thread.start()
        except RuntimeError:
            threading.stack_size(usual)
            thread.start()
        finally:
            threading.stack_size(usual)


_STARTING: Final = threading.Lock()
_STACK_BYTES: Final = 256 * 1024 * 1024  # of addresses: memory is taken as it is used


class _Task(Generic[T]):
    """Work in a thread, and what came of it."""

    def __init__(self, work: Callable[[threading.Event], T]) -> None:
        self.done = threading.Event()
        self.abandoned = threading.Event()
        self._work = work
        self._results: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._results.append(self._work(self.abandoned))
        except BaseException as error:
            _let_go(error)
            self._error = error
        finally:
            self.done.set()

    def outcome(self) -> T:
        if self._error is not None:
            raise self._error
        return self._results[0]


def _let_go(error: BaseException | None) -> None:
    """Clear what the frames hold: the engine's answer must die in the thread that made it."""
    while error is not None:
        traceback = error.__traceback__
        while traceback is not None:
            with suppress(RuntimeError):
                traceback.tb_frame.clear()
            traceback = traceback.tb_next
        error = error.__context__


def counted(
    items: Iterable[Item],
    terms: Callable[[Item], Iterable[Term | None]],
    limits: Limits,
    abandoned: threading.Event,
) -> Iterator[Item]:
    """Pass the items on while they stay within the limits and somebody waits for them.

    Raises LimitError where there are too many of them, or where they are too large.
    """
    size = 0
    for number, item in enumerate(items, start=1):
        if abandoned.is_set():
            return
        if limits.rows is not None and number > limits.rows:
            raise LimitError(
                f"the answer has more than {limits.rows:,} rows; add LIMIT, or narrow the query"
            )
        if limits.bytes is not None:
            size += sum(len(str(term).encode()) for term in terms(item) if term is not None)
            if size > limits.bytes:
                raise LimitError(
                    f"the answer is larger than {limits.bytes:,} bytes; narrow the query"
                )
        yield item
