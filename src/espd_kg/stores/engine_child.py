"""The process in which the engine answers the queries of a store on disk.

It can be killed, which a query cannot, and it has a limit of its own on memory. It loads the
engine and little else, for it may be started for one query.
"""

from __future__ import annotations

import _thread
import os
import sys
from io import BytesIO

import pyoxigraph as ox

from espd_kg.pipes import end_when_closed, receive, send

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, NoReturn

# The first byte of a message says what the rest is.
OPENED: Final = b"+"
PART: Final = b"."
ROWS: Final = b"r"
GRAPH: Final = b"g"
TRUTH: Final = b"t"
MALFORMED: Final = b"m"
TOO_MANY: Final = b"n"
TOO_LARGE: Final = b"l"
NO_MEMORY: Final = b"o"
FAILED: Final = b"f"

NO_LIMIT: Final = -1
_STACK_BYTES: Final = 256 * 1024 * 1024  # of addresses: memory is taken as it is used
_PART_BYTES: Final = 1 << 16


def main() -> None:
    """Serve as a program: requests come on standard input, answers go to standard output."""
    serve(sys.argv[1], 0, 1)


def serve_as_copy(path: str, requests: int, answers: int) -> NoReturn:
    """Serve in a process that has been forked: keep nothing of what it was before."""
    try:
        # Ctrl-C is for the process that waits.
        os.setsid()
        os.dup2(requests, 0)
        os.dup2(answers, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        for number in os.listdir("/proc/self/fd"):
            if int(number) > 2:
                _close(int(number))
        serve(path, 0, 1)
    finally:
        os._exit(1)


def _close(number: int) -> None:
    try:
        os.close(number)
    except OSError:
        return  # it was the one through which they were listed


def serve(path: str, requests: int, answers: int) -> None:
    """Open a store and answer until nobody can ask any more; then the process ends."""
    try:
        engine = ox.Store.read_only(path)
    except (OSError, RuntimeError) as error:
        send(answers, FAILED + _text(error))
        os._exit(0)
    send(answers, OPENED)
    # The engine recurses over long queries.
    _thread.stack_size(_STACK_BYTES)
    _thread.start_new_thread(_answer_all, (engine, requests, answers))
    end_when_closed(requests)


def request(
    text: str, union: bool, rows: int | None, size: int | None, memory: int | None
) -> bytes:
    """Return the message that asks a query within limits."""
    numbers = [NO_LIMIT if number is None else number for number in (rows, size, memory)]
    head = " ".join(map(str, [int(union), *numbers]))
    return f"{head}\n{text}".encode()


def _answer_all(engine: ox.Store, requests: int, answers: int) -> None:
    try:
        memory = _Memory()
        while True:
            head, _, text = receive(requests).partition(b"\n")
            union, rows, size, most = map(int, head.split())
            memory.limit(most)
            _Answer(answers, rows, size).give(engine, text.decode(), bool(union))
    except MemoryError:
        # As the engine itself does.
        os.abort()
    finally:
        os._exit(0)


class _Answer(BytesIO):
    """One answer on its way: a file that the engine writes to, a message for each part."""

    def __init__(self, pipe: int, rows: int, size: int) -> None:
        super().__init__()
        self._pipe = pipe
        self._most_rows = rows
        self._most_bytes = size
        self._rows = -1
        self._size = 0
        self._marks_per_row = 0
        self._part = bytearray()

    def give(self, engine: ox.Store, text: str, union: bool) -> None:
        try:
            kind = self._evaluated(engine, text, union)
        except _Enough as enough:
            kind = enough.args[0]
        except SyntaxError as error:
            kind = MALFORMED + str(error.msg).encode()
        except MemoryError:
            kind = NO_MEMORY
        except BaseException as error:
            starved = b"Cannot allocate memory" in _text(error)
            kind = NO_MEMORY if starved else FAILED + _text(error)
        send(self._pipe, kind)

    def _evaluated(self, engine: ox.Store, text: str, union: bool) -> bytes:
        answer = engine.query(text, use_default_graph_as_union=union)
        if isinstance(answer, ox.QueryBoolean):
            return TRUTH + str(int(bool(answer))).encode()
        if isinstance(answer, ox.QueryTriples):
            self._rows, self._marks_per_row = 0, 5
            answer.serialize(self, format=ox.RdfFormat.N_TRIPLES)
            kind = GRAPH
        else:
            self._marks_per_row = max(1, len(answer.variables))
            self._size = -sum(len(name.value.encode()) + 2 for name in answer.variables)
            answer.serialize(self, format=ox.QueryResultsFormat.TSV)
            kind = ROWS
        self._flush()
        return kind

    def write(self, content: Any, /) -> int:
        """Take what the engine has written; raises _Enough where it is too much."""
        self._rows += content.count(b"\n")
        self._size += len(content)
        if 0 <= self._most_rows < self._rows:
            raise _Enough(TOO_MANY)
        # Tabs and line breaks are no part of the terms. Abbreviated numbers are counted by who
        # reads them.
        if 0 <= self._most_bytes < self._size - max(0, self._rows + 1) * self._marks_per_row:
            raise _Enough(TOO_LARGE)
        self._part += content
        if len(self._part) >= _PART_BYTES:
            self._flush()
        return len(content)

    def _flush(self) -> None:
        if self._part:
            send(self._pipe, PART + self._part)
            self._part.clear()


class _Enough(Exception):
    """The answer has gone beyond a limit: which one."""


class _Memory:
    """The limit on this process's memory, where the system knows of one."""

    def __init__(self) -> None:
        self._most = NO_LIMIT
        self._at_start = _private_memory()
        if self._at_start:
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def limit(self, most: int) -> None:
        """Allow so much more than was taken at the start."""
        if most == self._most or not self._at_start:
            return
        import resource

        _, highest = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = resource.RLIM_INFINITY if most == NO_LIMIT else self._at_start + most
        if highest != resource.RLIM_INFINITY:
            wanted = highest if most == NO_LIMIT else min(wanted, highest)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, highest))
        self._most = most


def _private_memory() -> int:
    """Return how much memory the limit counts now, or 0 where the system does not tell."""
    try:
        with open("/proc/self/status", "rb") as status:
            found = [line for line in status if line.startswith(b"VmData:")]
    except OSError:
        return 0
    return int(found[0].split()[1]) * 1024 if found else 0


def _text(error: BaseException) -> bytes:
    return (str(error).strip() or type(error).__name__).partition("\n")[0].encode()
