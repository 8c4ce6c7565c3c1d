"""`espd link check`: findings with file, line and rule, and an exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.link.linked import BO, FILE, link, row, snapshot
from espd_kg.workspace import Workspace
from support import Espd


def test_a_sound_table_conforms(espd: Espd) -> None:
    outcome = espd("link", "check")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("conforms: 0 violations")


def test_a_finding_names_file_line_and_rule_and_says_what_to_do(espd: Espd, linked: Path) -> None:
    link(linked, row(), row(object_id="wd:Q1"))
    outcome = espd("link", "check")
    assert outcome.code == 1
    first = outcome.out.splitlines()[0]
    assert first.startswith(f"{FILE}:17: violation: ")
    assert "add a row that refuses the wrong one. [two-objects]" in first


def test_findings_may_be_read_as_json(espd: Espd, linked: Path) -> None:
    link(linked, row(object_id="wd:Q0"))
    outcome = espd("link", "check", "--format", "json")
    report = json.loads(outcome.out)
    assert (outcome.code, report["conforms"]) == (1, False)
    (found,) = report["findings"]
    assert (found["ruleName"], found["file"], found["line"]) == ("object-form", FILE, 16)


def test_a_subject_that_the_graph_does_not_state_is_unknown_although_it_is_linked(
    espd: Espd, linked: Path
) -> None:
    link(linked, row(subject_id="espd-id:state/atlantis"))
    outcome = espd("link", "check")
    assert outcome.code == 1
    assert f"{FILE}:16: violation: <https://w3id.org/espd/id/state/atlantis>" in outcome.out
    assert "[unknown-subject]" in outcome.out
    assert "nothing was built. What stood before was looked at" in outcome.err


def test_without_a_graph_the_tables_are_held_against_each_other_alone(
    espd: Espd, linked: Path
) -> None:
    link(linked, row(subject_id="espd-id:state/atlantis"), row(object_id="wd:Q0"))
    shutil.rmtree(Workspace.find(linked, linked, linked).build_dir)
    outcome = espd("link", "check")
    assert outcome.code == 1
    assert "[object-form]" in outcome.out
    assert "[unknown-subject]" not in outcome.out
    assert "no graph stands" in outcome.err


@pytest.mark.parametrize("content", ["", "#license: x\n", "\x00"])
def test_a_damaged_table_is_a_finding_beside_those_of_the_others(
    espd: Espd, linked: Path, content: str
) -> None:
    (linked / "data" / "links" / "broken.sssom.tsv").write_text(content)
    link(linked, row(comment=""))
    outcome = espd("link", "check")
    assert outcome.code == 1
    assert "data/links/broken.sssom.tsv" in outcome.out
    assert "[form]" in outcome.out
    assert f"{FILE}:16: " in outcome.out
    assert "[reason]" in outcome.out


def test_a_table_that_is_not_there_is_a_mistake_not_a_finding(espd: Espd) -> None:
    outcome = espd("link", "check", "--dataset", "wikdata")
    assert (outcome.code, outcome.out) == (2, "")
    assert "Did you mean wikidata?" in outcome.err


def test_an_item_whose_fetched_type_cannot_be_right_is_found(espd: Espd, linked: Path) -> None:
    snapshot(linked)
    link(linked, row(), row(subject_id=BO, object_id="wd:Q13"))
    outcome = espd("link", "check")
    assert outcome.code == 1
    assert f"{FILE}:17: violation: " in outcome.out
    assert "is a person, but wd:Q13 is not a human, but of type Q515" in outcome.out
    assert "[object-kind]" in outcome.out
