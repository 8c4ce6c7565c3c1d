"""The corpus is the same for the same numbers, conforms, and has only the mistakes it tells of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.synthetic.defects import MISTAKES
from benchmarks.synthetic.plan import frameworks
from benchmarks.synthetic.writing import themes, write_corpus
from espd_kg.findings import Report, Severity
from espd_kg.pipeline import check
from espd_kg.workspace import Workspace

EVERY_MISTAKE = 45
"""Dialogues enough for nearly every mistake to find its place."""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def report(folder: Path) -> Report:
    return check(Workspace.find(folder, folder, folder))


def told(folder: Path) -> Iterator[tuple[str, str, str]]:
    lines = (folder / "defects.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        file, focus, rule, _ = line.split("\t")
        yield file, focus, rule


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_corpus(tmp_path / name, 12, defects=0.5)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_a_larger_corpus_holds_the_editions_of_a_smaller_one(tmp_path: Path) -> None:
    for size in (20, 40):
        write_corpus(tmp_path / str(size), size)
    large = contents(tmp_path / "40")
    known = (path for path in contents(tmp_path / "20") if path.endswith("statement.txt"))
    assert all(path in large for path in known)


@pytest.mark.parametrize("size", [1, 10, 1000, 25_000])
def test_there_are_as_many_dialogues_as_asked_for(size: int) -> None:
    found = list(frameworks(size, themes()))
    assert sum(framework.size for framework in found) == size
    assert len({framework.label for framework in found}) == len(found)


@pytest.mark.slow
@pytest.mark.parametrize("size", [3, 10])
def test_a_corpus_conforms_without_a_warning(tmp_path: Path, size: int) -> None:
    write_corpus(tmp_path, size)
    assert report(tmp_path).findings == ()


@pytest.mark.slow
def test_each_mistake_is_found_under_its_rule_and_nothing_else(tmp_path: Path) -> None:
    assert write_corpus(tmp_path, EVERY_MISTAKE, defects=1.0) == EVERY_MISTAKE
    expected = set(told(tmp_path))
    found = {
        (finding.file, finding.focus, finding.rule.replace("#", "/").rpartition("/")[2])
        for finding in report(tmp_path).findings
        if finding.severity is Severity.VIOLATION
    }
    assert found == expected
    known = {rule for _, rule, _ in MISTAKES}
    assert {rule for _, _, rule in expected} <= known
    assert len(known) - len({rule for _, _, rule in expected}) <= 3
