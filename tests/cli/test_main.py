"""What holds for every command: help, mistakes, exit codes, streams."""

import pytest

from espd_kg.cli.main import shown_commands
from espd_kg.version import VERSION
from support import Espd


def test_version(espd: Espd) -> None:
    outcome = espd("--version")
    assert (outcome.code, outcome.out, outcome.err) == (0, f"espd {VERSION}\n", "")


def test_help_lists_every_command(espd: Espd) -> None:
    outcome = espd("-h")
    assert outcome.code == 0
    assert all(f"\n  {name} " in outcome.out for name in shown_commands())


@pytest.mark.parametrize("command", shown_commands())
def test_help_of_every_command_shows_an_example_of_it(espd: Espd, command: str) -> None:
    outcome = espd(command, "-h")
    assert outcome.code == 0
    assert "examples:" in outcome.out
    assert f"espd {command}" in outcome.out.partition("examples:")[2]


@pytest.mark.parametrize("command", ["build", "validate", "query", "sparql", "export", "show"])
def test_every_command_with_a_result_has_formats(espd: Espd, command: str) -> None:
    assert "--format" in espd(command, "-h").out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "no command was given"),
        (("qurey",), "Did you mean query?"),
        (("build", "--formt", "json"), "Did you mean --format?"),
        (("build", "--format", "jsn"), "Did you mean json?"),
        (("export",), "no format was given"),
        (("export", "--format", "csv"), "Add --output FOLDER."),
        (("export", "--format", "turtle", "--frame", "dialogue"), "only JSON-LD can be framed"),
        (("query", "commitmens"), "Did you mean commitments?"),
        (("query", "commitments", "--dialog", "talks-2001"), "Did you mean --dialogue?"),
        (("query", "commitments", "--dialogue", "talks-2002"), "Did you mean talks-2001?"),
        (("query", "commitments", "--obligation", "O9"), "parameter obligation"),
        (("query", "dialogues", "--year", "soon"), "Write four digits"),
        (("query", "commitments", "--timeout", "long"), "'long' is not a number"),
        (("show", "talks-2001-trade"), "passage/talks-2001-trade, provision/talks-2001-trade"),
        (("show", "talkz"), "Did you mean"),
        (("show", "ana-vael"), "person/ana-vale"),
        (("sparql", "SELCT ?s WHERE { ?s ?p ?o }"), "Did you mean SELECT?"),
        (("sparql", "SELECT ?s WHERE {\n?s ?p }"), "line 2"),
        (("sparql", "SELECT * { ?s a espdd:Dialogue }"), "espdd:"),
        (("sparql", "DELETE WHERE { ?s ?p ?o }"), "would change the data"),
        (("sparql", "@missing.rq"), "missing.rq"),
        (("sparql", "@"), "@ needs a file name"),
        (("sparql", "ASK {}", "--timeout", "nan"), "nan is not 0 or more"),
        (("export", "--context", "--format", "turtle"), "only JSON-LD has a context"),
        (
            ("query", "commitments", "--dialogue", "a", "--dialogue=b"),
            "--dialogue is given twice",
        ),
        (("query", "commitments", "--dialogue", "state/ruritania"), "a state, not a dialogue"),
        (("query", "commitments", "--dialogue", ""), "the value is empty"),
        (("show", "dialogue/"), "a slug is missing after 'dialogue/'"),
        (("query", "brief", "--since", "2025", "--until", "2020"), "since is later than until"),
        (("show", ""), "the name is empty"),
        (("show", "Anna Vale"), "person/ana-vale"),
        (("sparql", "SELECT ?s { ?s ?p ?o }", "--format", "turtle"), "cannot be written as turtle"),
        (("--workspace", "nowhere", "build"), "nowhere"),
        (("completion", "tcsh"), "tcsh"),
    ],
)
def test_a_mistake_gives_one_clear_line(espd: Espd, words: tuple[str, ...], complaint: str) -> None:
    outcome = espd(*words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("espd: error: ")
    assert outcome.err.count("\n") == 1
    assert complaint in outcome.err


def test_the_workspace_option_goes_before_the_command(espd: Espd, tmp_path: object) -> None:
    outcome = espd("--workspace", str(tmp_path), "query")
    assert outcome.code == 2
    assert "holds no data/" in outcome.err
