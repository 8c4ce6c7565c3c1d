"""Progress is one line on a terminal: what is done, how far it is, and how long still."""

from __future__ import annotations

import io
import os
import pty
import termios
import threading
from collections.abc import Iterator
from typing import TextIO

import pytest

from espd_kg.cli.console import Console
from espd_kg.cli.progress_line import CLEAR, Pace, ProgressLine
from espd_kg.progress import Progress, silent


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal:
    """A terminal of 40 columns, and what is seen on it."""

    def __init__(self) -> None:
        self._seen, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 40))
        self.stream: TextIO = os.fdopen(theirs, "w")

    def seen(self) -> str:
        self.stream.write("$")
        self.stream.flush()
        text = ""
        while not text.endswith("$"):
            text += os.read(self._seen, 4096).decode()
        return text[:-1]

    def close(self) -> None:
        self.stream.close()
        os.close(self._seen)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    terminal = Terminal()
    yield terminal
    terminal.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize(
    ("done", "total", "now", "line"),
    [
        (0, 0, 5, "Reading ..."),
        (0, 1000, 5, "Reading: 0 of 1,000"),
        (340, 1000, 0.5, "Reading: 340 of 1,000"),
        (340, 1000, 3.4, "Reading: 340 of 1,000, about 7 s left"),
        (999, 1000, 3.4, "Reading: 999 of 1,000, about 1 s left"),
        (340, 1000, 340, "Reading: 340 of 1,000, about 11 min left"),
        (1000, 1000, 9, "Reading: 1,000 of 1,000"),
    ],
)
def test_a_line_says_how_far_and_how_long_still(
    done: int, total: int, now: float, line: str
) -> None:
    assert Pace("Reading", 0, 0.0).line(done, total, now) == line


def test_what_was_done_before_does_not_count_for_the_pace() -> None:
    assert Pace("Reading", 500, 0.0).line(600, 1000, 10.0).endswith("about 40 s left")


def test_work_of_less_than_a_second_shows_nothing(terminal: Terminal, clock: Clock) -> None:
    line = ProgressLine(terminal.stream, clock=clock)
    line.show("Reading", 1, 9)
    clock.now = 0.9
    line.show("Reading", 9, 9)
    line.clear()
    assert terminal.seen() == ""


def test_each_word_replaces_the_one_before_and_nothing_stays(
    terminal: Terminal, clock: Clock
) -> None:
    line = ProgressLine(terminal.stream, clock=clock)
    clock.now = 1
    line.show("Reading", 1, 9)
    clock.now = 2
    line.show("Reasoning")
    line.clear()
    line.clear()
    assert terminal.seen() == f"{CLEAR}Reading: 1 of 9{CLEAR}Reasoning ...{CLEAR}"


def test_it_is_drawn_ten_times_a_second_at_most(terminal: Terminal, clock: Clock) -> None:
    line = ProgressLine(terminal.stream, patience=0, clock=clock)
    for done in range(100):
        clock.now = done / 100
        line.show("Reading", done, 100)
    line.clear()
    assert 9 <= terminal.seen().count("Reading") <= 11


def test_a_step_that_is_silent_for_long_is_shown_all_the_same(terminal: Terminal) -> None:
    line = ProgressLine(terminal.stream, patience=0.01)
    line.show("Reasoning")
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert terminal.seen() == f"{CLEAR}Reasoning ..."


def test_the_line_fits_the_terminal(terminal: Terminal, clock: Clock) -> None:
    ProgressLine(terminal.stream, patience=0, clock=clock).show("Reading " * 9)
    assert len(terminal.seen().removeprefix(CLEAR)) == 39


def test_a_terminal_that_goes_away_does_not_end_the_work(clock: Clock) -> None:
    stream = io.StringIO()
    line = ProgressLine(stream, patience=0, clock=clock)
    line.show("Reading")
    stream.close()
    clock.now = 1
    line.show("Reasoning")
    line.clear()


def test_nothing_is_shown_where_nobody_watches(capfd: pytest.CaptureFixture[str]) -> None:
    console = Console(progress=False)
    console.progress("Reading", 1, 2)
    console.finish()
    assert capfd.readouterr() == ("", "")


def test_the_console_and_silence_both_take_progress() -> None:
    listeners: list[Progress] = [Console(progress=False).progress, silent]
    for tell in listeners:
        tell("Reading", 1, 2)
        tell("Reading")
