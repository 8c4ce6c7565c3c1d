"""All stored queries: one broken file is told by name and never hides the others."""

from pathlib import Path

import pytest

from espd_kg.errors import InputError
from espd_kg.queries.catalogue import Catalogue, find_query
from unit.graphs import QUERY


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name, text in (("provisions", QUERY), ("threads", QUERY), ("broken", "SELECT * {}")):
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
    return sorted(tmp_path.glob("*.rq"))


def test_the_others_stand_beside_a_broken_one(files: list[Path]) -> None:
    catalogue = Catalogue.load(files, lambda path: f"queries/{path.name}")
    assert list(catalogue.queries) == ["provisions", "threads"]
    assert catalogue.broken == {
        "broken": "queries/broken.rq:1: there is no front matter. Begin the file with #+ lines."
    }


@pytest.mark.parametrize("lazily", [False, True])
def test_finding_a_query(files: list[Path], lazily: bool) -> None:
    def find(name: str) -> str:
        query = find_query(files, name) if lazily else Catalogue.load(files).find(name)
        return query.name

    assert find("provisions") == "provisions"
    with pytest.raises(InputError, match="Did you mean provisions"):
        find("provision")
    with pytest.raises(InputError, match=r"broken\.rq:1: there is no front matter"):
        find("broken")
    with pytest.raises(InputError, match="no stored query named 'xyz'"):
        find("xyz")
