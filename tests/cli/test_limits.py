"""Limits from the command line: exit code 3, one sentence, and nothing left at work."""

import sys
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from espd_kg.cli.options import size
from support import Espd

EspdProcess = Callable[..., CompletedProcess[str]]

CROSSED = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_query_that_runs_for_ever_is_killed(espd_process: EspdProcess) -> None:
    # The engine would hold the pipes of a program that ended without it.
    query = f"SELECT (COUNT(*) AS ?n) {CROSSED}"
    outcome = espd_process("sparql", query, "--timeout", "1")
    assert (outcome.returncode, outcome.stdout) == (3, "")
    assert outcome.stderr == (
        "espd: error: the query ran longer than 1 seconds; narrow it, or allow it more time\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_query_that_needs_too_much_memory_is_ended(espd_process: EspdProcess) -> None:
    query = f"SELECT * {CROSSED} ORDER BY ?c ?f ?i"
    outcome = espd_process("sparql", query, "--memory", "48M")
    assert (outcome.returncode, outcome.stdout) == (3, "")
    assert outcome.stderr == (
        "espd: error: the query needed more memory than 48M; narrow it, or allow it more memory\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("query", "commitments", "--format", "csv"),
        ("sparql", "ASK { ?s ?p ?o }"),
        ("show", "ana-vale"),
    ],
    ids=lambda words: words[0],
)
def test_the_usual_needs_little_memory(espd: Espd, words: tuple[str, ...]) -> None:
    assert espd(*words, "--memory", "32M") == espd(*words)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2G", 2 * 1024**3), ("1.5m", 1_572_864), ("500K", 512_000), ("1T", 1024**4), ("4096", 4096)],
)
def test_a_size_is_a_number_and_a_unit(text: str, number: int) -> None:
    assert size(text) == number


@pytest.mark.parametrize("text", ["much", "2X", "-1G", "0", "", "G", "infG", "nan"])
def test_what_is_no_size_is_refused(espd: Espd, text: str) -> None:
    outcome = espd("sparql", "ASK {}", f"--memory={text}")
    assert outcome.code == 2
    assert f"{text!r} is no size; write it as in 500M or 2G" in outcome.err
