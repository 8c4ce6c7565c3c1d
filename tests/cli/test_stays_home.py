"""Nothing goes out without being asked: no command opens a socket, links and snapshot in place."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from espd_kg.reconciling.enriching import enrich
from reconciling.enriched import ITEMS, answers_of, table_of, workspace
from wikidata.serving import served

# Python's own sockets raise an audit event, which no module can take back. Those that the engine
# might open for itself are seen by the kernel alone: with this filter, the first one ends the
# process (seccomp(2); the number of the system call is that of the machine). PyLD asks for a UUID,
# for which libuuid reads the machine's own address off a socket: it is given one here.
_WATCHED: Final = """
import ctypes, platform, struct, sys, uuid
uuid._generate_time_safe, uuid._node = None, 1
def watch(event, arguments):
    if event.startswith("socket.") or event == "urllib.Request":
        sys.stderr.write(f"WENT OUT: {event} {arguments}\\n")
        raise SystemExit(99)
number = {"x86_64": 41, "aarch64": 198}.get(platform.machine())
if sys.platform == "linux" and number is not None:
    steps = ((0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 1 << 31), (0x06, 0, 0, 0x7FFF0000))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None)
    watched = not libc.prctl(38, 1, 0, 0, 0) and not libc.prctl(22, 2, program, 0, 0)
    if not watched:
        sys.stderr.write("NOT WATCHED")
if sys.argv[1] == "socket":
    libc.socket(2, 1, 0)
sys.addaudithook(watch)
from espd_kg.cli import main
sys.exit(main(sys.argv[1:]))
"""
_COMMANDS: Final = (
    ("build",),
    ("build", "--force"),
    ("validate",),
    ("query",),
    ("query", "links"),
    ("query", "titles-at-the-time"),
    ("query", "officials-online"),
    ("sparql", "SELECT ?s { ?s ?p ?o } LIMIT 1"),
    ("sparql", "--store", "memory", "SELECT ?s { ?s ?p ?o } LIMIT 1"),
    ("show", "person/lu"),
    ("show", "http://www.wikidata.org/entity/Q1"),
    *(("export", "--format", form) for form in ("turtle", "trig", "nquads", "rdfxml", "jsonld")),
    ("link", "status"),
    ("link", "check"),
    ("link", "enrich", "--dry-run"),
    ("link", "propose", "--dry-run"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with links, a snapshot, and the queries of the checkout."""
    folder = tmp_path_factory.mktemp("home")
    own = workspace(folder / "w")
    (folder / "served").mkdir()
    with served(ITEMS, folder / "served") as address:
        enrich(own, table_of(own), answers_of(own, address))
    for query in ("links", "titles-at-the-time", "officials-online"):
        source = Path(__file__).parents[2] / "queries" / f"{query}.rq"
        (own.queries / source.name).write_bytes(source.read_bytes())
    return own.root


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    surroundings = {
        **os.environ,
        "ESPD_WORKSPACE": str(home),
        "ESPD_CONTACT": "https://example.org/espd",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.run(
        [sys.executable, "-c", _WATCHED, *words],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("words", _COMMANDS, ids=" ".join)
def test_a_command_stays_at_home(home: Path, words: tuple[str, ...]) -> None:
    outcome = run(home, *words)
    assert "WATCHED" not in outcome.stderr
    assert "WENT OUT" not in outcome.stderr
    assert outcome.returncode in ((0, 1) if words == ("link", "check") else (0,)), outcome.stderr


@pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="the filter is written for Linux on two machines",
)
def test_the_kernel_ends_a_process_that_opens_a_socket_behind_python(home: Path) -> None:
    assert run(home, "socket").returncode == -signal.SIGSYS


@pytest.mark.parametrize("words", [("link", "enrich", "--refresh"), ("link", "check", "--online")])
def test_the_watch_sees_what_goes_out_where_that_is_asked_for(
    home: Path, words: tuple[str, ...]
) -> None:
    outcome = run(home, *words, "--endpoint", "http://127.0.0.1:9/sparql")
    assert "WENT OUT" in outcome.stderr
