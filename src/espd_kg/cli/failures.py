"""Every failure becomes one clear message and the right exit code; never a traceback."""

from __future__ import annotations

import os
import sys

from espd_kg.cli.console import Console
from espd_kg.cli.settings import Settings
from espd_kg.errors import ConformanceError, EspdError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

INTERRUPTED: Final = 130
_BAD_INPUT: Final = 2
_SERVICE_OR_LIMIT: Final = 3


def guarded(work: Callable[[], int], console: Console, settings: Settings) -> int:
    """Run the work and return its exit code, or the code that fits its failure."""
    try:
        return _finished(work, console)
    except BrokenPipeError:
        # Whoever read the answer has seen enough.
        console.abandon()
        return 0
    except KeyboardInterrupt:
        console.abandon()
        return INTERRUPTED
    except Exception as error:
        if settings.tracebacks:
            raise
        code, message = _explained(error)
        _tell(error, message, console)
        if isinstance(error, OSError):
            console.abandon()
        return code


def _tell(error: Exception, message: str, console: Console) -> None:
    """Write what went wrong, where somebody may still read it."""
    try:
        if isinstance(error, ConformanceError):
            console.note(error.report.to_text().rstrip("\n"))
        console.note(f"espd: error: {message}")
    except OSError:
        return


def leave(code: int) -> None:
    """End the process here and now, unless something that was loaded has work to do at its end.

    Python takes longer to take everything apart than some answers take to find.
    """
    if sys.modules.keys() & {"atexit", "threading"}:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
    os._exit(code)


def _finished(work: Callable[[], int], console: Console) -> int:
    try:
        code = work()
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else 0
    console.finish()
    return code


def _explained(error: Exception) -> tuple[int, str]:
    if isinstance(error, EspdError):
        return error.exit_code, str(error)
    if isinstance(error, OSError):
        return _BAD_INPUT, _os_message(error)
    if isinstance(error, MemoryError):
        return _SERVICE_OR_LIMIT, "there is not enough memory for this."
    return _BAD_INPUT, (
        f"something unforeseen happened ({type(error).__name__}: {error}). "
        "Set ESPD_TRACEBACK=1 to see where, and report it."
    )


def _os_message(error: OSError) -> str:
    reason = error.strerror or str(error)
    where = f"{error.filename}: " if error.filename else "the result cannot be written: "
    return f"{where}{reason}."
