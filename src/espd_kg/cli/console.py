"""Results go to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from espd_kg.cli.progress_line import ProgressLine


class Console:
    """The two streams of a command; progress shows only where a person is watching."""

    def __init__(self, *, progress: bool) -> None:
        self._shows_progress = progress
        self._line: ProgressLine | None = None

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

    def progress(self, step: str, done: int = 0, total: int = 0) -> None:
        """Show what is being done and how far it is, on one line that the next one replaces.

        Nothing is shown before the work has taken about a second, nor where nobody watches.
        """
        if not self._shows_progress:
            return
        if self._line is None:
            # Threads are loaded only where there is something to wait for.
            from espd_kg.cli.progress_line import ProgressLine

            self._line = ProgressLine(sys.stderr)
        self._line.show(step, done, total)

    def finish(self) -> None:
        """Hand on all that was written; raises OSError where it finds no room."""
        self._clear()
        if sys.stdout is not None:
            sys.stdout.flush()

    def abandon(self) -> None:
        """Drop what standard output would not take, so that the end of the process is quiet."""
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
        except (OSError, ValueError, AttributeError):
            return

    def _clear(self) -> None:
        if self._line is not None:
            self._line.clear()
