"""The engine in a process of its own: it answers as the engine here does, and it can be killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import espd_kg
from espd_kg.errors import InputError, LimitError
from espd_kg.results import Table, Triples
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.engine_process import EngineProcess
from espd_kg.stores.limits import DEFAULT_LIMITS, NO_LIMITS, Limits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes cannot be waited for there")
needs_memory_limit = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux limits the memory of a process"
)

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
CROSSED = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(?c, ?f, ?i) AS ?all) }"
LONG = "SELECT ?a ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MEGABYTE = 1024**2


@pytest.fixture(params=["single", "threads"])
def store(request: pytest.FixtureRequest, folder: Path) -> Iterator[EmbeddedStore]:
    """The store, asked from a process with one thread, if the test runner allows, and with more."""
    stop = threading.Event()
    if request.param == "threads":
        threading.Thread(target=stop.wait, daemon=True).start()
    with EmbeddedStore.open(folder) as opened:
        yield opened
    stop.set()


def number_of(store: EmbeddedStore) -> int:
    """Return the number of the store's process."""
    number = store._process.number if store._process else None
    assert number is not None
    return number


def is_gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


TERMS = r"""
    "x"@en "x"@en--ltr "x"@en-GB "" "tab\tline\nreturn\r quote\" back\\slash \u0001 \u2028 \uFFFD"
    5 "05"^^<http://www.w3.org/2001/XMLSchema#integer> "five"^^<http://www.w3.org/2001/XMLSchema#int>
    1.50 "5."^^<http://www.w3.org/2001/XMLSchema#decimal> 1e3 "INF"^^<http://www.w3.org/2001/XMLSchema#double>
    true "1"^^<http://www.w3.org/2001/XMLSchema#boolean> "2024"^^<http://www.w3.org/2001/XMLSchema#gYear>
    "a b"^^<http://x/type> <http://x/é%20> <<( <http://a> <http://b> "c"@en )>> UNDEF
"""


def test_every_term_arrives_as_it_is(store: EmbeddedStore) -> None:
    text = f"SELECT ?a ?b {{ VALUES ?a {{ {TERMS} }} OPTIONAL {{ ?a <http://none> ?b }} }}"
    here = EmbeddedStore(ox.Store(), NO_LIMITS).query(text)
    assert store.query(text) == here
    texts = "SELECT ?x { VALUES ?x { UNDEF UNDEF } }", "SELECT * {}", "SELECT ?x ?y {}"
    assert [len(store.select(text)) for text in texts] == [2, 1, 1]


def test_triples_arrive_as_they_are(store: EmbeddedStore) -> None:
    text = f"CONSTRUCT {{ <http://s> <http://p> ?a }} WHERE {{ VALUES ?a {{ {TERMS} }} }}"
    here = EmbeddedStore(ox.Store(), NO_LIMITS).query(text)
    answer = store.query(text)
    assert isinstance(answer, Triples)
    assert isinstance(here, Triples)
    assert set(answer) == set(here)


def test_a_blank_node_keeps_its_name_within_an_answer(store: EmbeddedStore) -> None:
    table = store.select("SELECT ?a ?b { { SELECT (BNODE() AS ?a) {} } BIND(?a AS ?b) }")
    assert table.rows[0][0] == table.rows[0][1]
    assert isinstance(table.rows[0][0], ox.BlankNode)


def test_many_queries_are_answered_by_one_process(store: EmbeddedStore) -> None:
    number = number_of(store)
    for n in range(200):
        assert store.query(f"ASK {{ <http://x/{n}> ?p ?o }}")
    with pytest.raises(InputError, match="malformed"):
        store.query("SELECT ?a { ?a ?b }")
    assert number_of(store) == number


def test_threads_take_turns(store: EmbeddedStore) -> None:
    def ask(n: int) -> str:
        rows = store.select(f"SELECT ?o {{ <http://x/{n}> ?p ?o }}").rows
        return str(rows[0][0])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(100))) == [f'"{n} of many"@en' for n in range(100)]


def test_a_query_that_runs_for_ever_is_killed(store: EmbeddedStore) -> None:
    number = number_of(store)
    store.limits = Limits(seconds=0.2)
    with pytest.raises(LimitError, match=r"longer than 0\.2 seconds"):
        store.query(ENDLESS)
    assert is_gone(number)
    assert store.query("ASK { ?s ?p ?o }")


def test_an_endless_answer_is_cut_short_in_time_too(store: EmbeddedStore) -> None:
    store.limits = Limits(seconds=0.3, rows=None, bytes=None)
    with pytest.raises(LimitError, match="seconds"):
        store.query(LONG)


@needs_memory_limit
@pytest.mark.parametrize(
    "head",
    [
        "SELECT ?c ?f ?i",
        "SELECT (COUNT(DISTINCT ?all) AS ?n)",
        "SELECT (GROUP_CONCAT(?all) AS ?n)",
    ],
)
def test_a_query_that_needs_too_much_memory_is_ended(store: EmbeddedStore, head: str) -> None:
    text = f"{head} {CROSSED}" + (" ORDER BY ?all" if "?c" in head else "")
    number = number_of(store)
    store.limits = replace(DEFAULT_LIMITS, memory=24 * MEGABYTE)
    with pytest.raises(LimitError, match="needed more memory than 24M"):
        store.query(text)
    assert is_gone(number)
    assert store.query("ASK { ?s ?p ?o }")


@needs_memory_limit
def test_a_usual_query_needs_little_memory(store: EmbeddedStore) -> None:
    store.limits = replace(DEFAULT_LIMITS, memory=32 * MEGABYTE)
    assert len(store.select("SELECT * { ?s ?p ?o } ORDER BY ?o")) == 1000


@pytest.mark.parametrize("head", ["SELECT ?a ?f", "CONSTRUCT { ?a <http://of> ?f }"])
def test_a_huge_answer_is_never_held(store: EmbeddedStore, head: str) -> None:
    text = f"{head} WHERE {{ ?a ?b ?c . ?d ?e ?f }}"
    number = number_of(store)
    store.limits = replace(DEFAULT_LIMITS, rows=5000)
    with pytest.raises(LimitError, match="more than 5,000 rows"):
        store.query(text)
    store.limits = replace(DEFAULT_LIMITS, bytes=100_000)
    with pytest.raises(LimitError, match="larger than 100,000 bytes"):
        store.query(text)
    assert number_of(store) == number


def test_bytes_are_counted_as_n_triples_writes_them(store: EmbeddedStore) -> None:
    text = "SELECT ?n ?s { VALUES (?n ?s) { (1 'a') (2 'é') (UNDEF 'c') } }"
    table = store.query(text)
    assert isinstance(table, Table)
    size = sum(len(str(term).encode()) for row in table for term in row if term is not None)
    store.limits = Limits(bytes=size)
    assert store.query(text) == table
    store.limits = Limits(bytes=size - 1)
    with pytest.raises(LimitError, match="bytes"):
        store.query(text)


def test_after_a_process_was_killed_from_outside_the_next_query_is_answered(
    store: EmbeddedStore,
) -> None:
    threading.Timer(0.2, os.kill, (number_of(store), signal.SIGKILL)).start()
    with pytest.raises(LimitError, match=r"the engine ended \(signal 9\)"):
        store.query(ENDLESS)
    assert store.query("ASK { ?s ?p ?o }")


def test_a_store_that_is_closed_leaves_no_process_and_no_pipe(store: EmbeddedStore) -> None:
    number = number_of(store)
    store.close()
    assert is_gone(number)
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.query("ASK {}")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_nothing_is_left_open(folder: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        with EmbeddedStore.open(folder, limits=Limits(seconds=0.05)) as store:
            assert store.query("ASK { ?s ?p ?o }")
            with pytest.raises(LimitError):
                store.query(ENDLESS)
        EngineProcess(folder).start()
    assert len(os.listdir("/proc/self/fd")) == before


def test_closing_a_store_breaks_off_what_another_thread_asks(store: EmbeddedStore) -> None:
    threading.Timer(0.2, store.close).start()
    with pytest.raises(LimitError, match="signal 9"):
        store.query(ENDLESS)


def test_a_store_may_be_begun_before_it_is_needed(folder: Path, tmp_path: Path) -> None:
    with EmbeddedStore.begin(folder) as store:
        assert store.query("ASK { ?s ?p ?o }")
    with EmbeddedStore.begin(tmp_path) as store, pytest.raises(InputError, match="not a store"):
        store.ready()
    with EmbeddedStore.begin(folder):
        """A store that nobody asks is closed like any other."""


def test_without_limits_the_engine_is_in_this_process(folder: Path) -> None:
    with EmbeddedStore.open(folder, limits=NO_LIMITS) as store:
        assert len(store.select("SELECT * { ?s ?p ?o }")) == 1000
        assert store._process is None


PROGRAM = """
import os, sys, threading
from pathlib import Path
from espd_kg.errors import LimitError
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import Limits
store = EmbeddedStore.open(Path(sys.argv[1]), limits=Limits(seconds=float(sys.argv[3])))
alone = "subprocess" not in sys.modules
print(store._process.number, alone, flush=True)
try:
    store.query(sys.argv[2])
except LimitError as error:
    sys.exit(error.exit_code)
except KeyboardInterrupt:
    sys.exit(130)
"""


def _program(folder: Path, query: str, seconds: float) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(folder), query, str(seconds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(Path(espd_kg.__file__).parents[1])},
    )


@pytest.mark.parametrize(("how", "code"), [(None, 3), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_the_engine_ends_with_the_program(
    folder: Path, how: signal.Signals | None, code: int
) -> None:
    with _program(folder, ENDLESS, 60.0 if how else 0.3) as program:
        assert program.stdout is not None
        number, alone = program.stdout.readline().split()
        if how is not None:
            time.sleep(0.3)
            program.send_signal(how)
        _, errors = program.communicate(timeout=50)
    assert (program.returncode, errors) == (code, "")
    # A program of one thread forks, which takes a millisecond.
    assert alone == str(sys.platform == "linux")
    while not is_gone(int(number)):
        time.sleep(0.01)
