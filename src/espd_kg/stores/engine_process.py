"""The engine in a process of its own, seen from outside: asked, waited for, and killed."""

from __future__ import annotations

import _thread
import os
import sys
import time

import pyoxigraph as ox

from espd_kg.errors import LimitError
from espd_kg.pipes import receive, send
from espd_kg.results import Table, Triples, Truth
from espd_kg.stores import engine_child as child
from espd_kg.stores.engine_start import started
from espd_kg.stores.limits import Limits, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

    from espd_kg.results import Result, Term
    from espd_kg.stores.engine_start import Process
    from espd_kg.workspace import StrPath

AVAILABLE: Final = sys.platform != "win32"
"""Whether a process can be started, and waited for beside a clock."""

# By how much a number grows where N-Triples writes it out.
_WRITTEN_OUT: Final = len('""^^<http://www.w3.org/2001/XMLSchema#integer>')
_ABORTED: Final = "ended (signal 6)"
_KILLED: Final = "ended (signal 9)"
_FOR_EVER: Final = float("inf")


class EngineProcess:
    """A process that has opened the store of a folder and answers one query after the other.

    It ends when this process ends, however that happens. Where it was killed, another is started
    for the next query. Threads may share it; they take turns.
    """

    def __init__(self, path: StrPath) -> None:
        """Stand for a process; `start` starts it."""
        self._path = os.path.abspath(path)
        self._process: Process | None = None
        self._ended = False
        self._turn = _thread.allocate_lock()

    @property
    def number(self) -> int | None:
        """The number by which the system knows the process, while it lives."""
        return None if self._process is None else self._process.number

    def begin(self) -> None:
        """Start the process if it does not live, and do not wait until the store is open."""
        with self._turn:
            self._begun()

    def start(self) -> None:
        """Start the process if it does not live.

        Raises OSError where the store does not open, LimitError where the system starts none.
        """
        with self._turn:
            self._started()

    def ask(self, text: str, union: bool, limits: Limits) -> Result:
        """Answer a query.

        Raises SyntaxError, LimitError, and RuntimeError for what else the engine says. Where it
        took too long, or the waiting was broken off, the process has ended.
        """
        with self._turn:
            kind, content = self._exchanged(text, union, limits)
        if kind in _LIMITS:
            raise _LIMITS[kind](limits)
        if kind == child.MALFORMED:
            raise SyntaxError(content.decode())
        if kind == child.FAILED:
            raise RuntimeError(content.decode())
        return _read(kind, content, limits)

    def end(self) -> None:
        """Kill the process, if it lives, and start no other; nothing is lost, for it only reads."""
        self._ended = True
        if self._turn.acquire(blocking=False):
            try:
                self._bury()
            finally:
                self._turn.release()
        elif self._process is not None:
            # Who waits for its answer buries it.
            self._process.kill()

    def __del__(self) -> None:
        """End the process with who owned it."""
        try:
            self.end()
        except Exception:  # at the very end of a program, whatever it needs may be gone
            return

    def _begun(self) -> Process:
        if self._ended:
            raise ValueError("the store is closed")
        if self._process is not None and self._process.owner != os.getpid():
            self._bury()
        if self._process is None:
            self._process = started(self._path)
        return self._process

    def _started(self) -> Process:
        process = self._begun()
        if process.is_open:
            return process
        try:
            opened = receive(process.answers, _FOR_EVER)
        except EOFError:
            ending = self._bury()
            if ending == _KILLED:
                raise LimitError(f"the engine {ending} while it opened the store") from None
            raise OSError(f"the engine {ending}") from None
        except BaseException:
            self._bury()
            raise
        if opened != child.OPENED:
            self._bury()
            raise OSError(opened[1:].decode())
        process.is_open = True
        return process

    def _bury(self) -> str:
        """End the process and return how it ended."""
        process, self._process = self._process, None
        code = 0 if process is None else process.end()
        return f"ended (signal {-code})" if code < 0 else f"ended (code {code})"

    def _exchanged(self, text: str, union: bool, limits: Limits) -> tuple[bytes, bytes]:
        process = self._started()
        message = child.request(text, union, limits.rows, limits.bytes, limits.memory)
        until = _FOR_EVER if limits.seconds is None else time.monotonic() + limits.seconds
        try:
            send(process.requests, message)
            return _received(process.answers, until)
        except TimeoutError:
            self._bury()
            raise limits.too_slow() from None
        except (EOFError, OSError):
            raise _died(self._bury(), limits) from None
        except BaseException:
            self._bury()
            raise


def _received(pipe: int, until: float) -> tuple[bytes, bytes]:
    """Wait for an answer and return its kind and what it holds."""
    parts: list[bytes] = []
    while True:
        answer = receive(pipe, until)
        kind = answer[:1]
        if kind != child.PART:
            return kind, b"".join(parts) or answer[1:]
        parts.append(answer[1:])


def _died(ending: str, limits: Limits) -> LimitError:
    # The engine aborts where it is refused memory.
    if ending == _ABORTED:
        return limits.too_hungry()
    return LimitError(
        f"the engine {ending} in the middle of the query; the machine may be short of memory: "
        "ask again, or narrow the query"
    )


_LIMITS: Final[dict[bytes, Callable[[Limits], LimitError]]] = {
    child.TOO_MANY: Limits.too_many,
    child.TOO_LARGE: Limits.too_large,
    child.NO_MEMORY: Limits.too_hungry,
}


def _read(kind: bytes, content: bytes, limits: Limits) -> Result:
    if kind == child.TRUTH:
        return Truth(content == b"1")
    if kind == child.GRAPH:
        quads = ox.parse(content, ox.RdfFormat.N_TRIPLES)
        triples = tuple(quad.triple for quad in quads)
        _check_size(len(content), triples, limits)
        return Triples(triples)
    answer = ox.parse_query_results(content, ox.QueryResultsFormat.TSV)
    assert isinstance(answer, ox.QuerySolutions)
    columns = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(solution) for solution in answer)
    _check_size(len(content) + len(rows) * len(columns) * _WRITTEN_OUT, rows, limits)
    return Table(columns, rows)


def _check_size(most: int, rows: Iterable[Iterable[Term | None]], limits: Limits) -> None:
    """Count the bytes of an answer where they might be too many; raises LimitError."""
    if limits.bytes is not None and most > limits.bytes:
        for _ in counted(rows, lambda row: row, limits):
            pass
