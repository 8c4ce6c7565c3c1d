"""`espd build` and `espd validate`: counts, reports, exit codes, and data that is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from support import Espd

_STATEMENT = Path("data/sources/talks-2001-statement.ttl")
_DIALOGUE = Path("data/dialogues/talks-2001.ttl")


def test_build_prints_what_the_graph_holds(espd: Espd) -> None:
    outcome = espd("build")
    assert outcome.code == 0
    assert "      3  provisions\n" in outcome.out
    assert "of talks-2001-statement coded or listed with a reason" in outcome.out


def test_build_counts_as_json(espd: Espd) -> None:
    counts = json.loads(espd("build", "--format", "json").out)["counts"]
    assert (counts["dialogues"], counts["officials"], counts["passages"]) == (1, 2, 4)


def test_validate_reports_for_programs(espd: Espd) -> None:
    assert json.loads(espd("validate", "--format", "json").out)["conforms"] is True
    report = espd("validate", "--format", "turtle").out
    assert any(
        "ValidationReport" in str(quad) for quad in ox.parse(report, format=ox.RdfFormat.TURTLE)
    )


Change = Callable[[Path], None]


def _replaced(file: Path, old: str, new: str) -> Change:
    def change(world: Path) -> None:
        text = (world / file).read_text()
        assert old in text
        (world / file).write_text(text.replace(old, new))

    return change


def _overwritten(file: Path, content: bytes) -> Change:
    def change(world: Path) -> None:
        (world / file).write_bytes(content)

    return change


@pytest.mark.parametrize(
    ("change", "code", "complaint"),
    [
        (_replaced(_DIALOGUE, "espd:ordinal 1 ;", "espd:ordinal 1"), 2, "talks-2001.ttl:2"),
        (_replaced(_DIALOGUE, "@prefix code:", "@prefix coda:"), 2, "@prefix"),
        (_overwritten(_DIALOGUE, b"# caf\xe9\n"), 2, "talks-2001.ttl:1: byte 0xe9 is not UTF-8"),
        (_replaced(_STATEMENT, "“two”", "“2”"), 1, "passage/talks-2001-crossings"),
        (_replaced(_DIALOGUE, "2001-05-07", "2001-02-30"), 1, "dialogue/talks-2001"),
        (
            _replaced(_STATEMENT, "theme:education-exchange", "theme:educaton"),
            1,
            "talks-2001-students",
        ),
    ],
    ids=["syntax", "prefix", "encoding", "quote", "date", "theme"],
)
def test_wrong_data_is_refused_and_the_graph_before_stays(
    espd: Espd, copied_world: Path, change: Change, code: int, complaint: str
) -> None:
    manifest = (copied_world / ".espd" / "manifest.json").read_bytes()
    change(copied_world)
    outcome = espd("--workspace", str(copied_world), "build")
    assert (outcome.code, outcome.out) == (code, "")
    assert complaint in outcome.err
    assert outcome.err.splitlines()[-1].startswith("espd: error: ")
    assert (copied_world / ".espd" / "manifest.json").read_bytes() == manifest


def test_validate_fails_with_its_report_on_standard_output(espd: Espd, copied_world: Path) -> None:
    _replaced(_STATEMENT, "“two”", "“2”")(copied_world)
    outcome = espd("--workspace", str(copied_world), "validate")
    assert (outcome.code, outcome.err) == (1, "")
    assert "does not conform" in outcome.out


def test_validate_takes_files_beside_the_workspace(espd: Espd, tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"
    draft.write_text(
        "<https://w3id.org/espd/id/state/nowhere> a <https://w3id.org/espd/ontology#State> .\n"
    )
    outcome = espd("validate", str(draft))
    assert outcome.code == 1
    assert "draft.ttl:1: violation:" in outcome.out


def test_a_query_builds_first_where_that_is_needed(espd: Espd, copied_world: Path) -> None:
    _replaced(_DIALOGUE, "First Talks, Strelsau, 7 May 2001", "The Talks of Strelsau")(copied_world)
    outcome = espd("--workspace", str(copied_world), "query", "dialogues", "--format", "csv")
    assert "The Talks of Strelsau" in outcome.out
