"""One line on the terminal that says what is being done, how far it is, and how long still."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Final, TextIO

CLEAR: Final = "\r\x1b[K"
_PATIENCE: Final = 1.0
_BETWEEN: Final = 0.1
_ENOUGH_TO_JUDGE: Final = 1.0
_MINUTE: Final = 60
_USUAL_WIDTH: Final = 80


class ProgressLine:
    """A line that each word of progress replaces; short work never shows it.

    It is drawn by whoever tells of progress or, where that is too soon, by a thread a little later:
    so it is neither drawn too often nor left behind by a step that is silent for long.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        patience: float = _PATIENCE,
        between: float = _BETWEEN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Draw on the stream `patience` seconds from now on, every `between` seconds at most."""
        self._stream, self._between, self._clock = stream, between, clock
        self._due = clock() + patience
        self._pace = Pace("", 0, 0.0)
        self._text = ""
        self._is_drawn = False
        self._later: threading.Timer | None = None
        self._lock = threading.Lock()

    def show(self, step: str, done: int = 0, total: int = 0) -> None:
        """Show what is being done, now or as soon as it is time."""
        with self._lock:
            now = self._clock()
            if step != self._pace.step or done < self._pace.first:
                self._pace = Pace(step, done, now)
            self._text = self._pace.line(done, total, now)
            if now >= self._due:
                self._draw()
            elif self._later is None:
                self._later = threading.Timer(self._due - now, self._draw_late)
                self._later.daemon = True
                self._later.start()

    def clear(self) -> None:
        """Take the line away: something else is written, or the work is done."""
        with self._lock:
            if self._later is not None:
                self._later.cancel()
            self._later, self._text = None, ""
            if self._is_drawn:
                self._write(CLEAR)
                self._is_drawn = False

    def _draw_late(self) -> None:
        with self._lock:
            self._later = None
            if self._text:
                self._draw()

    def _draw(self) -> None:
        self._write(CLEAR + self._text[: _width(self._stream) - 1])
        self._is_drawn = True
        self._due = self._clock() + self._between

    def _write(self, text: str) -> None:
        # Whoever watches may have closed the terminal; the work goes on.
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._is_drawn = False


class Pace:
    """How fast a step goes, from where it was when it was first heard of."""

    def __init__(self, step: str, first: int, began: float) -> None:
        """Remember the step, how much of it was done already, and when that was."""
        self.step, self.first, self._began = step, first, began

    def line(self, done: int, total: int, now: float) -> str:
        """Return the line for this much of the step."""
        if total <= 0:
            return f"{self.step} ..."
        left = self._left(done, total, now)
        return f"{self.step}: {done:,} of {total:,}{f', about {left} left' if left else ''}"

    def _left(self, done: int, total: int, now: float) -> str:
        """Return how long the rest takes at this pace; nothing while that cannot be told."""
        taken = now - self._began
        if taken < _ENOUGH_TO_JUDGE or done <= self.first or done >= total:
            return ""
        seconds = round(taken / (done - self.first) * (total - done)) or 1
        return f"{seconds} s" if seconds < 2 * _MINUTE else f"{round(seconds / _MINUTE)} min"


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        return _USUAL_WIDTH
