"""Messages through a pipe: whole, in order, and waited for as long as is allowed."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from espd_kg.pipes import interpreter, receive, send

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes cannot be waited for there")


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe's two ends: one to read from, one to write to."""
    read, write = os.pipe()
    yield read, write
    for end in (read, write):
        try:
            os.close(end)
        except OSError:
            continue


@pytest.mark.parametrize("message", [b"", b"a", b"\n\x00" * 500_000], ids=len)
def test_messages_arrive_whole_and_in_order(pipe: tuple[int, int], message: bytes) -> None:
    def write() -> None:
        send(pipe[1], message)
        send(pipe[1], b"next")

    writer = threading.Thread(target=write)
    writer.start()
    assert receive(pipe[0]) == message
    assert receive(pipe[0], time.monotonic() + 60) == b"next"
    writer.join()


def test_a_pipe_that_nobody_writes_to_has_ended(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], b"\x00\x00")
    os.close(pipe[1])
    with pytest.raises(EOFError):
        receive(pipe[0], float("inf"))


def test_what_does_not_come_in_time_is_given_up(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], b"\x00\x00")
    with pytest.raises(TimeoutError):
        receive(pipe[0], time.monotonic() + 0.05)


def test_a_fresh_interpreter_imports_from_where_this_one_does() -> None:
    command = interpreter("espd_kg.version:__doc__.upper", "-I", "-S")
    assert subprocess.run(command, check=True, capture_output=True).stdout == b""
