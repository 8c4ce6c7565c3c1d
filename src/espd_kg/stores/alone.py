"""A limited query in a process that ends with it: nothing is started that could be killed."""

from __future__ import annotations

import _thread
import time

from espd_kg.stores.limits import STACK_BYTES, let_go

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final, TypeVar

    from espd_kg.stores.limits import Limits

    T = TypeVar("T")

_LOOK_EVERY: Final = 0.02
_LONGEST_WAIT: Final = 1e6
_PAGE: Final = 4096


def run_alone(limits: Limits, work: Callable[[], T]) -> T:
    """Run the work in a thread of its own and return what it returns.

    The engine cannot be interrupted, so the caller waits beside it: Ctrl-C is heard at once.
    Raises LimitError where it takes more seconds, or more memory beyond what was taken before,
    than the limits allow; the thread is then left to itself. Memory is looked at every 20
    milliseconds, under Linux.
    """
    outcomes: list[tuple[T | None, BaseException | None]] = []
    done = _thread.allocate_lock()
    done.acquire()

    def run() -> None:
        try:
            outcomes.append((work(), None))
        except BaseException as error:
            let_go(error)
            outcomes.append((None, error))
        finally:
            done.release()

    # The engine recurses over long queries.
    usual = _thread.stack_size(STACK_BYTES)
    before = _resident() if limits.memory is not None else 0
    _thread.start_new_thread(run, ())
    _thread.stack_size(usual)
    until = time.monotonic() + (_LONGEST_WAIT if limits.seconds is None else limits.seconds)
    while not done.acquire(timeout=max(0.0, min(_LOOK_EVERY, until - time.monotonic()))):
        if time.monotonic() >= until:
            raise limits.too_slow()
        if limits.memory is not None and _resident() - before > limits.memory:
            raise limits.too_hungry()
    value, error = outcomes[0]
    if error is not None:
        raise error
    return value  # type: ignore[return-value]


def _resident() -> int:
    """Return how much memory this process holds, in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as sizes:
            return int(sizes.read().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0
