"""A store in a process that ends with its answer: the same answers, and limits that end it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from espd_kg.errors import InputError, LimitError
from espd_kg.stores.alone import run_alone
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import NO_LIMITS, Limits

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
CROSSED = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(?c, ?f, ?i) AS ?all) }"
only_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells how much memory a process holds"
)

# What goes on after its time is up would go on beside the other tests.
PROGRAM = """
import os, signal, sys
from espd_kg.errors import LimitError
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import Limits
# Who runs the tests in the background has them begin with Ctrl-C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
path, query, seconds, memory = sys.argv[1:]
store = EmbeddedStore.alone(path, limits=Limits(seconds=float(seconds), memory=int(memory)))
store.ready()
try:
    print("open", flush=True)
    store.query(query)
    code = 0
except LimitError as error:
    print(error, "threading" in sys.modules, flush=True)
    code = error.exit_code
except KeyboardInterrupt:
    code = 130
os._exit(code)
"""


def started(
    folder: Path, query: str, seconds: float = 60, memory: int = 4 * 1024**3
) -> "subprocess.Popen[str]":
    words = [str(folder), query, str(seconds), str(memory)]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], stdout=subprocess.PIPE, text=True
    )


def test_it_answers_as_a_store_with_a_process_does(folder: Path) -> None:
    text = "SELECT * { ?s ?p ?o } ORDER BY ?o"
    with EmbeddedStore.open(folder) as apart, EmbeddedStore.alone(folder) as alone:
        assert alone.select(text) == apart.select(text)
        assert alone.query("ASK { ?s ?p ?o }") == apart.query("ASK { ?s ?p ?o }")


def test_without_limits_it_answers_too(folder: Path) -> None:
    with EmbeddedStore.alone(folder, limits=NO_LIMITS) as store:
        assert len(store.select("SELECT * { ?s ?p ?o }")) == 1000


def test_what_is_no_store_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    with EmbeddedStore.alone(tmp_path) as store, pytest.raises(InputError, match="not a store"):
        store.ready()


def test_a_mistake_in_the_query_is_told_with_its_line(folder: Path) -> None:
    with EmbeddedStore.alone(folder) as store, pytest.raises(InputError, match="malformed"):
        store.query("SELECT * { ?s ?p }")


def test_a_query_that_takes_too_long_is_given_up(folder: Path) -> None:
    with started(folder, ENDLESS, seconds=0.2) as program:
        said, _ = program.communicate()
    assert program.returncode == 3
    assert said.splitlines()[1].startswith("the query ran longer than 0.2 seconds")


def test_waiting_loads_no_more_than_it_needs(folder: Path) -> None:
    with started(folder, ENDLESS, seconds=0.1) as program:
        said, _ = program.communicate()
    assert said.splitlines()[1].endswith("False")


@only_linux
def test_a_query_that_takes_too_much_memory_is_given_up(folder: Path) -> None:
    query = f"SELECT * {CROSSED} ORDER BY ?all"
    with started(folder, query, memory=50 * 1024**2) as program:
        said, _ = program.communicate()
    assert program.returncode == 3
    assert said.splitlines()[1].startswith("the query needed more memory than 50M")


def test_ctrl_c_is_heard_at_once(folder: Path) -> None:
    with started(folder, ENDLESS) as program:
        assert program.stdout is not None
        program.stdout.readline()
        os.kill(program.pid, signal.SIGINT)
        program.wait()
    assert program.returncode == 130


def test_work_hands_on_what_it_raises() -> None:
    def fail() -> None:
        raise ValueError("of its own")

    with pytest.raises(ValueError, match="of its own"):
        run_alone(Limits(), fail)


def test_too_many_rows_are_refused(folder: Path) -> None:
    few = Limits(rows=10)
    with (
        EmbeddedStore.alone(folder, limits=few) as store,
        pytest.raises(LimitError, match="10 row"),
    ):
        store.query("SELECT * { ?s ?p ?o }")
