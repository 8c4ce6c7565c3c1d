"""Starting the process of an engine: as a copy of this one where that is safe, else afresh."""

from __future__ import annotations

import os

from espd_kg.errors import LimitError
from espd_kg.pipes import interpreter
from espd_kg.stores import engine_child as child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

_KILL: Final = 9  # loading the names of the signals takes longer than a query


def started(path: str) -> Process:
    """Start a process that opens the store in a folder; raises LimitError where none starts."""
    pipes = _Pipes()
    try:
        return _forked(path, pipes) if _is_single() else _spawned(path, pipes)
    except OSError as error:
        pipes.close()
        raise LimitError(f"no process can be started for the engine ({error})") from None


class Process:
    """A process and the two pipes to it."""

    def __init__(self, number: int, requests: int, answers: int, wait: Callable[[], int]) -> None:
        """Hold a process that has started; `wait` waits for its end and returns its code."""
        self.number = number
        self.requests = requests
        self.answers = answers
        self.owner = os.getpid()
        self.is_open = False
        self._wait = wait

    def kill(self) -> None:
        """Kill the process, and leave it to be buried."""
        try:
            os.kill(self.number, _KILL)
        except ProcessLookupError:
            return

    def end(self) -> int:
        """Kill the process, close the pipes, and return its code: below 0, a signal."""
        os.close(self.requests)
        os.close(self.answers)
        if self.owner != os.getpid():
            return 0
        self.kill()
        return self._wait()


def _is_single() -> bool:
    """Whether this process may be forked: no thread of it can hold a lock, and no fork warns."""
    if not hasattr(os, "fork"):
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _forked(path: str, pipes: _Pipes) -> Process:
    """Start a process as a copy of this one: in a millisecond or two."""
    number = os.fork()
    if number == 0:
        child.serve_as_copy(path, pipes.far_requests, pipes.far_answers)

    def wait() -> int:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        except ChildProcessError:
            return 0

    return pipes.to(number, wait)


def _spawned(path: str, pipes: _Pipes) -> Process:
    """Start a process as a fresh Python: slower, but safe beside other threads."""
    import subprocess

    process = subprocess.Popen(
        [*interpreter(f"{child.__name__}:main", "-I", "-S"), path],
        stdin=pipes.far_requests,
        stdout=pipes.far_answers,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    return pipes.to(process.pid, process.wait)


class _Pipes:
    """The pipes to a process that is about to start."""

    def __init__(self) -> None:
        self.far_requests, self._requests = os.pipe()
        self._answers, self.far_answers = os.pipe()

    def close(self) -> None:
        """Close all four ends: nothing has started."""
        for end in (self.far_requests, self._requests, self._answers, self.far_answers):
            os.close(end)

    def to(self, number: int, wait: Callable[[], int]) -> Process:
        """Keep this side of them for a process that has its own."""
        os.close(self.far_requests)
        os.close(self.far_answers)
        return Process(number, self._requests, self._answers, wait)
