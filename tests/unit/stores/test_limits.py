"""Limits: on time, on rows, on size; and what becomes of the thread."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

import espd_kg
from espd_kg.errors import LimitError
from espd_kg.stores.limits import DEFAULT_LIMITS, NO_LIMITS, Limits, counted, run_within


def test_the_work_runs_in_a_thread_of_its_own_and_returns() -> None:
    assert run_within(None, lambda _: threading.current_thread().daemon)


@pytest.mark.parametrize("seconds", [float("inf"), 1e11])
def test_more_time_than_a_thread_can_wait_is_no_limit(seconds: float) -> None:
    assert run_within(seconds, lambda _: True)


def test_an_error_in_the_work_is_raised_here() -> None:
    def fail(_: threading.Event) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        run_within(5, fail)


def test_work_that_takes_too_long_is_given_up_and_told_so() -> None:
    noticed = threading.Event()

    def wait(abandoned: threading.Event) -> None:
        if abandoned.wait(5):
            noticed.set()

    started = time.monotonic()
    with pytest.raises(LimitError, match=r"longer than 0\.01 seconds"):
        run_within(0.01, wait)
    assert time.monotonic() - started < 4
    assert noticed.wait(4)


def test_items_pass_while_they_stay_within_the_limits() -> None:
    rows = [(ox.Literal("a"), None)] * 5

    def pass_on(limits: Limits) -> int:
        return len(list(counted(rows, lambda row: row, limits, threading.Event())))

    assert pass_on(NO_LIMITS) == pass_on(DEFAULT_LIMITS) == pass_on(Limits(rows=5)) == 5
    assert pass_on(Limits(bytes=15)) == 5
    with pytest.raises(LimitError):
        pass_on(Limits(rows=4))
    with pytest.raises(LimitError):
        pass_on(Limits(bytes=14))


def test_nothing_passes_once_nobody_waits() -> None:
    abandoned = threading.Event()
    abandoned.set()
    assert list(counted([(None,)] * 3, lambda row: row, NO_LIMITS, abandoned)) == []


PROGRAM = """
import sys
import pyoxigraph as ox
from espd_kg.errors import LimitError
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import Limits
engine = ox.Store()
for n in range(300):
    engine.add(ox.Quad(ox.NamedNode(f"http://x/{n}"), ox.NamedNode("http://p"), ox.Literal(n)))
try:
    EmbeddedStore(engine, Limits(seconds=0.1)).query(sys.argv[1])
except LimitError as error:
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("head", ["SELECT (COUNT(*) AS ?n)", "SELECT *", "CONSTRUCT WHERE"])
def test_a_process_ends_in_good_order_though_the_engine_is_still_at_work(head: str) -> None:
    query = f"{head} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, query],
        capture_output=True,
        timeout=60,
        text=True,
        env={"PYTHONPATH": str(Path(espd_kg.__file__).parent.parent)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
