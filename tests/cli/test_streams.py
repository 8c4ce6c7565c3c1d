"""Streams and surroundings that fail: a full disk, a closed pipe, an interrupt, a locked folder."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from espd_kg.cli.failures import INTERRUPTED
from support import BuiltWorld, Espd

EspdProcess = Callable[..., CompletedProcess[str]]
_LONG_ANSWER = ("sparql", "SELECT * { ?s ?p ?o }", "--format", "csv")

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@full_disk
@pytest.mark.parametrize(
    "words",
    [("query", "commitments"), _LONG_ANSWER, ("export", "--format", "nquads"), ("-h",)],
    ids=lambda words: words[0],
)
def test_a_full_disk_is_told_in_one_line(espd_process: EspdProcess, words: tuple[str, ...]) -> None:
    outcome = espd_process(*words, shell="> /dev/full")
    assert outcome.returncode == 2
    assert outcome.stderr == "espd: error: the result cannot be written: No space left on device.\n"


def test_a_reader_who_leaves_early_hears_no_complaint(espd_process: EspdProcess) -> None:
    outcome = espd_process(*_LONG_ANSWER, shell="| head -n 1; exit ${PIPESTATUS[0]}")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout == "s,p,o\n"


def _wait_until_it_asks(process: subprocess.Popen[str]) -> None:
    """Wait until the query runs: in a process of its own."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(600):
        time.sleep(0.1)
        if children.read_text():
            return
    pytest.fail("the query never began")


INTERRUPTED_EARLY = """
import signal, sys

class Finder:
    def find_spec(self, name, path, target=None):
        if name == "espd_kg.cli.main":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Finder())
from espd_kg.__main__ import start
sys.exit(start())
"""


@needs_proc
def test_an_interrupt_is_quiet(world: BuiltWorld) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "espd_kg", "--workspace", str(world.root), "sparql", slow]
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        _wait_until_it_asks(process)
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
    assert (process.returncode, complaint) == (INTERRUPTED, "")


def test_an_interrupt_while_the_program_is_loading_is_quiet_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_EARLY],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


def test_results_and_messages_do_not_mix(espd_process: EspdProcess) -> None:
    outcome = espd_process("query", "commitments", "--format", "json")
    assert outcome.stderr == ""
    assert outcome.stdout.startswith("{")


@pytest.mark.parametrize("words", [("query", "commitments"), ("-h",), ("--version",)])
def test_a_closed_output_is_told(espd_process: EspdProcess, words: tuple[str, ...]) -> None:
    outcome = espd_process(*words, shell=">&-")
    assert outcome.returncode == 2
    assert (
        outcome.stderr == "espd: error: the result cannot be written: standard output is closed.\n"
    )


def _seen(terminal: int) -> str:
    """Return all that was written to a terminal which has been closed on the other side."""
    text = b""
    # A terminal does not end: reading beyond its end is an error.
    with suppress(OSError):
        while part := os.read(terminal, 100_000):
            text += part
    os.close(terminal)
    return text.decode()


def test_a_person_who_watches_sees_progress(copied_world: Path) -> None:
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"}
    words = ("--workspace", str(copied_world), "build", "--force")
    command = [sys.executable, "-m", "espd_kg", *words]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=theirs) as run:
        counts, _ = run.communicate(timeout=120)
    os.close(theirs)
    seen = _seen(ours)
    # Which step takes long enough to be seen depends on the machine.
    assert re.search(r"\r\x1b\[K[A-Z]\w+ing\b", seen)
    assert seen.endswith("\r\x1b[K")
    assert b"provisions" in counts


def test_no_progress_where_nobody_watches(espd: Espd, copied_world: Path) -> None:
    (copied_world / "data" / "more.ttl").write_text("# nothing in here\n")
    outcome = espd("--workspace", str(copied_world), "build")
    assert (outcome.code, outcome.err) == (0, "")


def test_an_answer_is_the_same_in_another_locale(espd_process: EspdProcess) -> None:
    words = ("query", "commitments", "--lang", "ru")
    plain = espd_process(*words, LC_ALL="C", COLUMNS="100")
    assert "Руритания" in plain.stdout
    assert plain.stdout == espd_process(*words, LC_ALL="C.UTF-8", COLUMNS="100").stdout


@needs_proc
@pytest.mark.parametrize("form", ["turtle", "csv"])
def test_a_place_that_cannot_be_written_is_named(espd: Espd, form: str) -> None:
    # Even the superuser cannot make a file there.
    outcome = espd("export", "--format", form, "--output", "/proc/self/espd-export")
    assert outcome.code == 2
    assert outcome.err.startswith("espd: error: /proc/self/espd-export: cannot be written")
    assert outcome.err.count("\n") == 1


def test_an_unforeseen_failure_shows_no_traceback(
    espd: Espd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the moon is missing")

    monkeypatch.setattr("espd_kg.cli.show.find", fail)
    outcome = espd("show", "ana-vale")
    assert outcome.code == 2
    assert "the moon is missing" in outcome.err
    assert "Traceback" not in outcome.err
    monkeypatch.setenv("ESPD_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        espd("show", "ana-vale")
