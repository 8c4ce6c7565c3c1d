"""Limits on a query, what is said where one is hit, and the thread of a limited query."""

from __future__ import annotations

import _thread

from espd_kg.errors import LimitError
from espd_kg.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Final, TypeVar

    from espd_kg.results import Term

    T = TypeVar("T")
    Item = TypeVar("Item")

# `threading` is imported where a thread is started: most queries are answered without one.


@record(frozen=True)
class Limits:
    """How long a query may run and how much it may return; None lifts a limit.

    `bytes` counts the terms of the answer as N-Triples would write them. `memory` is what the
    engine may use for the query beyond what the open store takes, in bytes; it holds where the
    engine has a process of its own, under Linux.
    """

    seconds: float | None = 60.0
    rows: int | None = 1_000_000
    bytes: int | None = 512_000_000
    memory: int | None = 4 * 1024**3

    def too_slow(self) -> LimitError:
        """Return what is raised for a query that takes too long."""
        return LimitError(
            f"the query ran longer than {self.seconds:g} seconds; narrow it, or allow it more time"
        )

    def too_many(self) -> LimitError:
        """Return what is raised for too many rows."""
        return LimitError(
            f"the answer has more than {self.rows:,} rows; add LIMIT, or narrow the query"
        )

    def too_large(self) -> LimitError:
        """Return what is raised for an answer of too many bytes."""
        return LimitError(f"the answer is larger than {self.bytes:,} bytes; narrow the query")

    def too_hungry(self) -> LimitError:
        """Return what is raised for a query that needs too much memory."""
        amount = "there is" if self.memory is None else as_size(self.memory)
        return LimitError(
            f"the query needed more memory than {amount}; narrow it, or allow it more memory"
        )


DEFAULT_LIMITS: Final = Limits()
NO_LIMITS: Final = Limits(None, None, None, None)


def as_size(number: int) -> str:
    """Return a number of bytes as people write it: 4G, 500M."""
    for power, unit in ((3, "G"), (2, "M"), (1, "K")):
        if number >= 1024**power:
            return f"{number / 1024**power:.4g}{unit}"
    return f"{number} bytes"


def run_within(seconds: float | None, work: Callable[[threading.Event], T]) -> T:
    """Run the work in a thread of its own and return what it returns.

    The engine cannot be interrupted, so the caller waits beside it: Ctrl-C is heard at once, and
    after `seconds` LimitError is raised. The work is handed an event that is set when nobody
    waits any more; the thread is a daemon and does not hold up the end of the process. More seconds
    than a thread can wait are no limit.
    """
    import threading

    if seconds is not None and seconds > threading.TIMEOUT_MAX:
        seconds = None
    task = _Task(work)
    _start(threading.Thread(target=task.run, name="espd-query", daemon=True))
    try:
        finished = task.done.wait(seconds)
    finally:
        task.abandoned.set()
    if not finished:
        raise Limits(seconds).too_slow()
    result: T = task.outcome()
    return result


def _start(thread: threading.Thread) -> None:
    """Start a thread with room for the engine's recursion over long queries, where there is any."""
    import threading

    with _STARTING:
        try:
            usual = threading.stack_size(STACK_BYTES)
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


_STARTING: Final = _thread.allocate_lock()
STACK_BYTES: Final = 256 * 1024 * 1024  # of addresses: memory is taken as it is used


class _Task:
    """Work in a thread, and what came of it."""

    def __init__(self, work: Callable[[threading.Event], Any]) -> None:
        import threading

        self.done = threading.Event()
        self.abandoned = threading.Event()
        self._work = work
        self._results: list[Any] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._results.append(self._work(self.abandoned))
        except BaseException as error:
            let_go(error)
            self._error = error
        finally:
            self.done.set()

    def outcome(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._results[0]


def let_go(error: BaseException | None) -> None:
    """Clear what the frames hold: the engine's answer must die in the thread that made it."""
    from contextlib import suppress

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
    abandoned: threading.Event | None = None,
) -> Iterator[Item]:
    """Pass the items on while they stay within the limits and somebody waits for them.

    Raises LimitError where there are too many of them, or where they are too large.
    """
    size = 0
    for number, item in enumerate(items, start=1):
        if abandoned is not None and abandoned.is_set():
            return
        if limits.rows is not None and number > limits.rows:
            raise limits.too_many()
        if limits.bytes is not None:
            size += sum(len(str(term).encode()) for term in terms(item) if term is not None)
            if size > limits.bytes:
                raise limits.too_large()
        yield item
