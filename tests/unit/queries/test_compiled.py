"""A compiled query is what reading its file gives; where the file has changed, there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from espd_kg.queries import compiled as module
from espd_kg.queries.compiled import find, to_text
from espd_kg.queries.model import StoredQuery
from espd_kg.queries.reading import read_query
from support import ROOT
from unit.graphs import QUERY

QUERIES = ROOT / "queries"


@pytest.fixture(scope="module")
def queries() -> list[StoredQuery]:
    return [read_query(path, path.name) for path in sorted(QUERIES.glob("*.rq"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "by-theme.rq").write_text(QUERY, encoding="utf-8")
    query = read_query(tmp_path / "by-theme.rq", "queries/by-theme.rq")
    (tmp_path / "queries.json").write_text(to_text([query]), encoding="utf-8")
    return tmp_path


def found(folder: Path, name: str = "by-theme") -> StoredQuery | None:
    return find(str(folder / "queries.json"), str(folder), name)


def test_every_query_comes_back_as_it_was(queries: list[StoredQuery], tmp_path: Path) -> None:
    catalogue = tmp_path / "queries.json"
    catalogue.write_text(to_text(queries), encoding="utf-8")
    assert [find(str(catalogue), str(QUERIES), query.name) for query in queries] == queries


def test_the_catalogue_is_the_same_for_the_same_queries(queries: list[StoredQuery]) -> None:
    assert to_text(queries) == to_text(reversed(queries))


def test_a_query_whose_file_changed_is_not_taken(folder: Path) -> None:
    assert found(folder) is not None
    (folder / "by-theme.rq").write_text(QUERY + "\n", encoding="utf-8")
    assert found(folder) is None


def test_a_query_whose_file_is_gone_is_not_taken(folder: Path) -> None:
    (folder / "by-theme.rq").unlink()
    assert found(folder) is None


@pytest.mark.parametrize("name", ["by", "theme", "", "by-theme ", "../by-theme", 'by-theme":'])
def test_no_other_name_will_do(folder: Path, name: str) -> None:
    assert found(folder, name) is None


def test_a_catalogue_of_another_version_is_not_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "VERSION", "99")
    assert found(folder) is None


@pytest.mark.parametrize("cut", [0, 1, 20, 300, 900])
def test_a_damaged_catalogue_is_not_taken(folder: Path, cut: int) -> None:
    catalogue = folder / "queries.json"
    catalogue.write_bytes(catalogue.read_bytes()[:cut])
    assert found(folder) is None


def test_a_catalogue_with_other_fields_is_not_taken(folder: Path) -> None:
    catalogue = folder / "queries.json"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('"summary"', '"title"'), encoding="utf-8")
    assert found(folder) is None


def test_without_a_catalogue_there_is_none(tmp_path: Path) -> None:
    assert found(tmp_path) is None
