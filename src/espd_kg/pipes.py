"""Messages through a pipe, each after its length, and how to start this package's own children."""

from __future__ import annotations

import os
import select
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_WIDTH: Final = 8
# Python can miss a Ctrl-C that comes just as it begins to wait.
_LISTENS_EVERY: Final = 0.2


def send(pipe: int, message: bytes) -> None:
    """Write one message; raises OSError where nobody reads any more."""
    rest = memoryview(len(message).to_bytes(_WIDTH, "big") + message)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def receive(pipe: int, until: float | None = None) -> bytes:
    """Wait for one message and return it.

    Raises EOFError where nobody writes any more, TimeoutError where time.monotonic() passes
    `until`.
    """
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _WIDTH, until), "big"), until)


def _exactly(pipe: int, size: int, until: float | None) -> bytes:
    parts = []
    while size:
        if until is not None:
            _wait(pipe, until)
        part = os.read(pipe, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _wait(pipe: int, until: float) -> None:
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while True:
        seconds = until - time.monotonic()
        if poll.poll(max(0.0, min(seconds, _LISTENS_EVERY)) * 1000):
            return
        if seconds <= 0:
            raise TimeoutError


def end_when_closed(pipe: int) -> None:
    """Wait until nobody can write to the pipe any more; then end this process at once."""
    poll = select.poll()
    poll.register(pipe, 0)
    poll.poll()
    os._exit(0)


def interpreter(call: str, *flags: str) -> list[str]:
    """Return the command that makes a call, as in `package.module:function`, in a fresh Python.

    It imports from where this process does. Unlike a child of `multiprocessing`, it does not run
    the main program again, which may be a script that never thought of that.
    """
    module, _, function = call.partition(":")
    program = f"import sys; sys.path[:] = {sys.path!r}; import {module} as m; m.{function}()"
    return [sys.executable, *flags, "-c", program]
