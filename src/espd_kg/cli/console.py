"""Results go to standard output, everything else to standard error."""

import os
import sys
from contextlib import suppress
from typing import Final

_CLEAR_LINE: Final = "\r\x1b[K"


class Console:
    """The two streams of a command; progress shows only where a person is watching."""

    def __init__(self, *, progress: bool) -> None:
        self._shows_progress = progress
        self._line_is_busy = False

    def out(self, content: str | bytes) -> None:
        """Write a part of the result, in UTF-8, exactly as it is."""
        self._clear()
        if sys.stdout is None:
            raise OSError("standard output is closed")
        encoded = content.encode("utf-8", "replace") if isinstance(content, str) else content
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None:
            sys.stdout.write(encoded.decode())
        else:
            binary.write(encoded)

    def note(self, text: str) -> None:
        """Write a line beside the result, where standard error is open."""
        self._clear()
        if sys.stderr is not None:
            print(text, file=sys.stderr)

    def progress(self, text: str) -> None:
        """Show what is being done, on one line that the next one replaces."""
        if self._shows_progress:
            print(f"{_CLEAR_LINE}{text} ...", end="", file=sys.stderr, flush=True)
            self._line_is_busy = True

    def finish(self) -> None:
        """Hand on all that was written; raises OSError where it finds no room."""
        self._clear()
        if sys.stdout is not None:
            sys.stdout.flush()

    def abandon(self) -> None:
        """Drop what standard output would not take, so that the end of the process is quiet."""
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)

    def _clear(self) -> None:
        if self._line_is_busy:
            print(_CLEAR_LINE, end="", file=sys.stderr, flush=True)
            self._line_is_busy = False
