"""`espd link`: its subcommands, their help, and what the shell may complete."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from espd_kg.cli.link.commands import SUBCOMMANDS
from support import Espd


@pytest.fixture
def linked(linked_once: Path) -> Path:
    """The world itself: nothing here changes it."""
    return linked_once


@pytest.mark.parametrize("name", ["", *SUBCOMMANDS])
def test_help_shows_examples(espd: Espd, name: str) -> None:
    outcome = espd("link", *name.split(), "-h")
    assert outcome.code == 0
    assert "\nexamples:\n  espd link" in outcome.out


def test_the_help_lists_every_subcommand(espd: Espd) -> None:
    text = espd("link", "-h").out
    assert all(f"\n  {name} " in text for name in SUBCOMMANDS)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "no link command was given. See espd link -h"),
        (("revew",), "there is no link command 'revew'. Did you mean review?"),
        (("--dataset", "x"), "Write the command first"),
    ],
)
def test_what_is_no_subcommand_is_told(espd: Espd, words: tuple[str, ...], complaint: str) -> None:
    outcome = espd("link", *words)
    assert outcome.code == 2
    assert complaint in outcome.err


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("link", ""), set(SUBCOMMANDS)),
        (("link", "re"), {"review"}),
        (("link", "decide", "--s"), {"--same"}),
        (("link", "decide", "x", "Q1", "--relation", ""), {"exact", "close", "broad"}),
        (("link", "review", "--dataset", "w"), {"wikidata"}),
        (("link", "review", "--for", ""), {"person", "theme", "person/ana-vale", "theme/trade"}),
        (("link", "review", "--dataset", "wikidata", "--for", "th"), {"theme", "theme/trade"}),
        (("link", "decide", "person/"), {"person/ana-vale", "person/bo-stern"}),
        (("link", "decide", ""), {"state/ruritania", "theme/trade", "--same"}),
        (("link", "status", "--format", ""), {"table", "json", "csv"}),
        (("link", "check", "--dataset", ""), {"wikidata"}),
    ],
)
def test_what_may_come_next(espd: Espd, line: tuple[str, ...], expected: set[str]) -> None:
    assert expected <= set(espd("__complete", "--", *line).out.splitlines())


@pytest.mark.parametrize(
    "line",
    [
        ("link", "review", "--dataset", "nothing", "--for", ""),
        ("link", "decide", "ana-vale", "person/"),
    ],
)
def test_where_nothing_is_known_nothing_is_offered(espd: Espd, line: tuple[str, ...]) -> None:
    assert espd("__complete", "--", *line).out == ""


def test_only_the_subcommand_that_runs_is_loaded() -> None:
    program = (
        "import sys\nfrom espd_kg.cli.main import main\nmain(['link', 'status', '-h'])\n"
        "loaded = [name for name in sys.modules if name.startswith('espd_kg.cli.link.')]\n"
        "print(*loaded, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    names = {name.rpartition(".")[2] for name in done.stderr.split()}
    assert names == {"commands", "status", "tables"}
