"""Validation of a workspace, and of files added to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from espd_kg.errors import InputError
from espd_kg.pipeline import check
from espd_kg.workspace import Workspace
from pipeline import small


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return small.write(tmp_path / "w")


def draft(folder: Path, text: str, name: str = "draft.ttl") -> Path:
    path = folder / name
    path.write_text(small.PREFIXES + text if path.suffix == ".ttl" else text)
    return path


def test_the_workspace_alone_conforms_and_nothing_is_written(workspace: Workspace) -> None:
    report = check(workspace)
    assert report.conforms
    assert report.findings == ()
    assert not workspace.build_dir.exists()


def test_every_shape_and_check_says_what_it_looked_at(workspace: Workspace) -> None:
    assert dict(check(workspace).examined) == {
        "https://w3id.org/espd/check/ordinals": 1,
        "https://w3id.org/espd/shapes#Event": 2,
        "https://w3id.org/espd/shapes#EventClosed": 2,
        "https://w3id.org/espd/shapes#Passage": 2,
        "https://w3id.org/espd/shapes#Style": 1,
    }


def test_a_file_of_the_workspace_takes_its_own_place(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.root)
    files = [Path("data/dialogues/one.ttl"), workspace.data / "sources" / "statement.ttl"]
    assert check(workspace, files) == check(workspace)


def test_a_draft_is_looked_at_together_with_the_workspace(
    workspace: Workspace, tmp_path: Path
) -> None:
    good = draft(tmp_path, 'dialogue:three a espd:Dialogue ; espd:startDate "2025"^^xsd:gYear .')
    assert check(workspace, [good]).conforms
    bad = draft(tmp_path, "dialogue:three a espd:Dialogue ;\n  espd:ordinal 5 .")
    report = check(workspace, [bad])
    assert {(one.rule.rpartition("/")[2], one.file, one.line) for one in report.findings} == {
        ("shapes#Event", str(bad), 15),
        ("ordinals", str(bad), 15),
        ("ordinals", "data/dialogues/one.ttl", 15),
    }


def test_a_draft_brings_the_text_beside_it(workspace: Workspace, tmp_path: Path) -> None:
    file = draft(
        tmp_path,
        "document:draft a espd:Document . "
        'passage:new a espd:Passage ; espd:source document:draft ; espd:quote "words" .',
    )
    assert not check(workspace, [file]).conforms
    draft(tmp_path, "Some words.", "draft.txt")
    assert check(workspace, [file]).conforms


def test_a_text_beside_a_draft_that_is_no_document_is_left_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    draft(tmp_path, "Notes.", "draft.txt")
    assert check(workspace, [draft(tmp_path, "person:lu a espd:Official .")]).conforms


def test_a_text_and_a_table_may_be_added(workspace: Workspace, tmp_path: Path) -> None:
    text = draft(tmp_path, "They will meet again.", "statement.txt")
    with pytest.raises(InputError, match="document/statement has two texts"):
        check(workspace, [text])
    table = draft(tmp_path, small.FILES["data/links/wikidata.sssom.tsv"], "more.sssom.tsv")
    assert check(workspace, [table]).conforms


@pytest.mark.parametrize("name", ["draft.json", "draft", "draft.tsv"])
def test_other_kinds_of_file_are_refused(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="this kind of file cannot be added"):
        check(workspace, [draft(tmp_path, "", name)])


def test_a_draft_that_cannot_be_read_is_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        check(workspace, [tmp_path / "none.ttl"])
    assert caught.value.file == str(tmp_path / "none.ttl")
    with pytest.raises(InputError, match=r"draft\.ttl:15: .*foo"):
        check(workspace, [draft(tmp_path, "foo:bar a espd:Dialogue .")])


def test_an_impossible_date_is_no_more_than_a_finding(
    workspace: Workspace, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = draft(
        tmp_path,
        'dialogue:x a espd:Dialogue ; espd:startDate "2024-02-30"^^xsd:date .',
    )
    check(workspace, [file])
    assert capfd.readouterr() == ("", "")
