"""A pool of processes, each with a pipe of its own: who dies takes one task along, no more."""

from __future__ import annotations

import pickle
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from espd_kg.pipes import interpreter, receive, send
from espd_kg.workers.pool import Pool, WorkerLost

P = ParamSpec("P")
T = TypeVar("T")

_Job: TypeAlias = tuple[Future[Any], Callable[[], Any]]

_SERVE: Final = "espd_kg.workers.serving:serve"


class Processes(Pool):
    """Tasks and what they return travel as pickles.

    The workers are fresh interpreters: a fork would copy this process's threads and open stores.
    The standard library's pool shares one pipe among its workers: one that is killed while it
    writes into it would leave the others, and the parent, waiting for ever.
    """

    def __init__(self, number: int) -> None:
        """Start no more than so many processes, as tasks come."""
        self._number = number
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._members: list[_Member] = []

    @property
    def window(self) -> int:
        """Enough that a worker finds its next task while the results wait for a slow one."""
        return 4 * self._number

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a task to the next worker that is free."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._jobs.put((future, partial(fn, *args, **kwargs)))
            if len(self._members) < self._number:
                self._members.append(_Member(self._jobs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; the workers end when those that were submitted are done."""
        self._close(cancel_futures)
        if wait:
            for member in self._members:
                member.thread.join()

    def abandon(self) -> None:
        """Kill the workers."""
        self._close(cancel=True)
        for member in self._members:
            member.kill()
        for member in self._members:
            member.thread.join()

    def _close(self, cancel: bool) -> None:
        with self._lock:
            first, self._closed = not self._closed, True
        if cancel:
            self._cancel()
        if first or cancel:
            for _ in self._members:
                self._jobs.put(None)

    def _cancel(self) -> None:
        with suppress(Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is not None:
                    job[0].cancel()
                    job[0].set_running_or_notify_cancel()


class _Member:
    """A thread that hands tasks to one process, and starts another where that one dies."""

    def __init__(self, jobs: SimpleQueue[_Job | None]) -> None:
        self._jobs = jobs
        self._lock = threading.Lock()
        self._killed = False
        self._process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._run, name="espd-worker", daemon=True)
        self.thread.start()

    def kill(self) -> None:
        with self._lock:
            self._killed = True
            if self._process is not None:
                self._process.kill()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, task = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = self._done(task)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            del job, future, task
        self._leave()

    def _done(self, task: Callable[[], Any]) -> Any:
        message = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        try:
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            send(process.stdin.fileno(), message)
            answer = receive(process.stdout.fileno())
        except (EOFError, OSError) as error:
            raise WorkerLost(self._leave() or str(error)) from None
        result, raised, trace = pickle.loads(answer)
        if raised is not None:
            raised.__cause__ = _Elsewhere(trace)
            raise raised
        return result

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._killed:
                raise OSError("the pool was given up")
            if self._process is None:
                # Ctrl-C is for the process that waits, and it ends the workers: in a session of
                # their own they do not hear it.
                self._process = subprocess.Popen(
                    interpreter(_SERVE),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    bufsize=0,
                    start_new_session=True,
                )
            return self._process

    def _leave(self) -> str:
        """Let go of the process, and return how it ended."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return ""
        with process:  # closes the pipes, and waits
            pass
        return f"it ended with code {process.returncode}"


class _Elsewhere(Exception):
    """Where in the worker an error arose, for who reads the traceback."""
