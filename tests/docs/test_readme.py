"""The README tells the truth: its examples print what it shows, and nothing is left out."""

import doctest
from pathlib import Path

import pytest

import espd_kg
from docs.readme import README, Example, examples, printed, python_examples, query_table
from espd_kg.cli.main import shown_commands
from espd_kg.formats import RdfFormat, TableFormat
from support import ROOT, BuiltWorld

TEXT = README.read_text()


@pytest.mark.parametrize("example", list(examples(TEXT)), ids=lambda example: example.command)
def test_commands_print_what_is_shown(
    checkout: BuiltWorld, example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ESPD_WORKSPACE", raising=False)
    output = printed(example.command, tmp_path)
    if example.is_cut:
        output = output[: len(example.shown) - len("...\n")] + "...\n"
    assert output == example.shown, "run: make readme"


@pytest.mark.parametrize("session", python_examples(TEXT), ids=lambda session: session.lineno)
def test_python_prints_what_is_shown(
    checkout: BuiltWorld, session: doctest.DocTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert session.examples
    assert doctest.DocTestRunner().run(session).failed == 0


@pytest.mark.parametrize("command", shown_commands())
def test_every_command_is_documented(command: str) -> None:
    assert f"espd {command}" in TEXT or f"espd --workspace DIR {command}" in TEXT


def test_every_stored_query_is_documented_with_its_question() -> None:
    rows = query_table()
    assert rows.count("\n") == len(list((ROOT / "queries").glob("*.rq")))
    assert rows in TEXT, "run: make readme"


@pytest.mark.parametrize("name", espd_kg.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("form", [*RdfFormat, *TableFormat])
def test_every_format_is_documented(form: str) -> None:
    assert f"`{form}`" in TEXT


def test_every_link_leads_to_a_file() -> None:
    for target in ("LICENSE", "CITATION.cff", "CHANGELOG.md", "ontology/codes.ttl"):
        assert target in TEXT
        assert (ROOT / target).is_file()
