"""The other end of a terminal at which a command asks and is answered."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

PATIENCE = 60.0
"""After how many seconds of waiting for words a test fails instead of hanging."""


class Terminal:
    """What a process writes to its terminal, read as far as it is asked for, and what is typed."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._unread = b""

    def until(self, words: str) -> str:
        """Return what is written up to these words and with them; what follows stays unread."""
        wanted, end = words.encode(), time.monotonic() + PATIENCE
        while wanted not in self._unread:
            ready = select.select([self._number], [], [], max(0, end - time.monotonic()))[0]
            assert ready, f"{words!r} did not come, only {self._unread!r}"
            self._unread += os.read(self._number, 4096)
        seen, found, self._unread = self._unread.partition(wanted)
        return (seen + found).decode(errors="replace")

    def type(self, text: str) -> None:
        """Type what is given, with the line's end where it is meant."""
        os.write(self._number, text.encode())


@contextmanager
def at_terminal(
    command: Sequence[str], surroundings: Mapping[str, str]
) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    """Run a command at a terminal of 40 lines of 100; it is killed where it outlives the block."""
    mine, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    process = subprocess.Popen(
        command,
        env={**surroundings, "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )
    os.close(theirs)
    try:
        yield Terminal(mine), process
    finally:
        os.close(mine)
        process.kill()
        process.wait()


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
