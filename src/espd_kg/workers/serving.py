"""A worker process: it does tasks that come through its standard input."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import traceback

from espd_kg.pipes import end_when_closed, receive, send


def serve() -> None:
    """Do tasks and write what came of them, until the process at the other end is gone."""
    answers = os.dup(1)
    # What a task prints must not get between the answers.
    os.dup2(2, 1)
    if sys.platform != "win32":
        # In the middle of a task too.
        threading.Thread(target=end_when_closed, args=(0,), daemon=True).start()
    try:
        while True:
            send(answers, _answer(receive(0)))
    except (EOFError, OSError):
        os._exit(0)


def _answer(message: bytes) -> bytes:
    try:
        return pickle.dumps((pickle.loads(message)(), None, ""), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        return _failure(error)


def _failure(error: BaseException) -> bytes:
    trace = traceback.format_exc()
    try:
        content = pickle.dumps((None, error, trace))
        pickle.loads(content)
        return content
    except Exception:
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}"), trace))
