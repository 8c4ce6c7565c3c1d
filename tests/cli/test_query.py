"""Stored queries from the command line: lists, parameters, formats, footnotes."""

import json
from pathlib import Path

import pytest

from espd_kg.formats import TableFormat
from support import MADE_UP_WORLD, Espd


def test_the_list_names_every_query_with_its_question(espd: Espd) -> None:
    outcome = espd("query", "--format", "csv")
    assert outcome.code == 0
    assert 'commitments,"What did the parties commit themselves to, and how firmly?"' in outcome.out
    assert "--dialogue --theme --state --obligation" in outcome.out


def test_the_list_speaks_three_languages(espd: Espd) -> None:
    assert "Какие обязательства" in espd("query", "--lang", "ru").out
    assert "міндеттемелер" in espd("query", "--lang", "kk").out


def test_help_of_one_query_tells_question_parameters_and_columns(espd: Espd) -> None:
    text = espd("query", "commitments", "-h").out
    for part in (
        "What did the parties commit",
        "--obligation CODE",
        "  quote ",
        "--cite: the evid",
    ):
        assert part in text


@pytest.mark.parametrize(
    "dialogue",
    [
        "talks-2001",
        "dialogue/talks-2001",
        "https://w3id.org/espd/id/dialogue/talks-2001",
        "First Talks, Strelsau, 7 May 2001",
    ],
)
def test_a_thing_may_be_named_in_any_way(espd: Espd, dialogue: str) -> None:
    outcome = espd("query", "commitments", "--dialogue", dialogue, "--format", "json")
    assert len(json.loads(outcome.out)["results"]["bindings"]) == 2


def test_nothing_found_is_said_beside_the_result(espd: Espd) -> None:
    outcome = espd("query", "commitments", "--theme", "sanctions-policy")
    assert outcome.code == 0
    assert "No rows match --theme sanctions-policy." in outcome.err


def test_tables_show_labels_and_other_formats_show_iris(espd: Espd) -> None:
    assert "Ruritania" in espd("query", "commitments").out
    assert (
        "https://w3id.org/espd/id/state/ruritania"
        in espd("query", "commitments", "--format", "csv").out
    )
    assert "Руритания" in espd("query", "commitments", "--lang", "ru").out


def test_labels_may_be_asked_for_in_every_format(espd: Espd) -> None:
    words = ("query", "commitments", "--format", "csv", "--labels")
    assert "https://w3id.org/espd/id/" not in espd(*words).out
    assert "Ruritania" in espd(*words).out
    assert "Руритания" in espd(*words, "--lang", "ru").out


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_tables_fit_the_terminal(espd: Espd, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = espd("query", "commitments").out.splitlines()
    assert max(map(len, lines)) <= int(width)


@pytest.mark.parametrize("form", list(TableFormat))
def test_both_engines_give_the_same_answer(espd: Espd, form: TableFormat) -> None:
    words = ("query", "provisions", "--format", form)
    assert espd(*words, "--engine", "rdflib").out == espd(*words).out


@pytest.mark.parametrize("size", ["1M", "4G"])
def test_a_limit_that_an_engine_cannot_hold_is_refused(espd: Espd, size: str) -> None:
    outcome = espd("query", "provisions", "--engine", "rdflib", "--memory", size)
    assert (outcome.code, outcome.out) == (2, "")
    assert "rdflib holds no limit on memory. Leave --memory or --engine out." in outcome.err
    assert "not with rdflib" in " ".join(espd("query", "provisions", "-h").out.split())


def test_footnotes_stand_below_a_table(espd: Espd) -> None:
    table, _, notes = espd("query", "commitments", "--cite").out.rpartition("\n\n")
    assert "[1]" in table
    assert notes.startswith("[1] “They agreed to open “two” new border crossings by 2002.” — ")
    assert "https://example.org/talks/2001" in notes
    assert max(map(len, notes.splitlines())) <= 100


def test_markdown_with_footnotes_is_ready_to_paste(espd: Espd) -> None:
    text = espd("query", "commitments", "--cite", "--format", "markdown").out
    rows, _, notes = text.partition("\n\n")
    assert all(line.startswith("| ") and line.endswith(" |") for line in rows.splitlines())
    assert len({line.replace("\\|", "").count("|") for line in rows.splitlines()}) == 1
    assert rows.splitlines()[2].endswith("| [^1] |")
    assert notes.startswith("[^1]: “They agreed")
    assert "<https://example.org/talks/2001>" in notes


def test_json_carries_the_citations_beside_the_results(espd: Espd) -> None:
    answer = json.loads(espd("query", "commitments", "--cite", "--format", "json").out)
    assert answer["head"]["vars"][-1] == "cited"
    assert answer["results"]["bindings"][0]["cited"]["value"] == "1"
    first = answer["citations"][0]
    text = (MADE_UP_WORLD / "data/sources/talks-2001-statement.txt").read_text()
    assert text[first["start"] : first["end"]] == first["quote"]
    assert first["quote"] == "They agreed to open “two” new border crossings by 2002."


@pytest.mark.parametrize("form", [TableFormat.CSV, TableFormat.TSV, TableFormat.XML])
def test_other_formats_spell_the_citations_out(espd: Espd, form: TableFormat) -> None:
    text = espd("query", "commitments", "--cite", "--format", form).out
    assert "Chancery of Ruritania, https://example.org/talks/2001" in text


def test_rows_about_the_collection_say_why_they_cite_nothing(espd: Espd) -> None:
    text = espd("query", "coverage", "--cite").out
    assert "nothing in a source bears them out" in text


def test_a_broken_file_is_named_and_hides_no_other(espd: Espd, copied_world: Path) -> None:
    (copied_world / "queries" / "broken.rq").write_text("#+ summary: [\nSELECT ?s { ?s ?p ?o }\n")
    at = ("--workspace", str(copied_world), "query")
    listed = espd(*at, "--format", "csv")
    assert (listed.code, "commitments," in listed.out) == (0, True)
    assert listed.err.startswith("espd: warning: queries/broken.rq:")
    assert espd(*at, "dialogues", "--format", "csv").code == 0
    asked = espd(*at, "broken")
    assert asked.code == 2
    assert "queries/broken.rq:" in asked.err
