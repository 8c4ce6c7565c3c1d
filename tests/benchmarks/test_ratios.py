"""The benchmark runs and tells both sides; how fast anything is belongs to no assertion."""

from pathlib import Path

import pytest

from benchmarks import asking, builds
from benchmarks.measuring import machine, must, python
from benchmarks.rows import Asked, Row, table

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(ROOT, tmp_path, (2, 3), repetitions=1, real=False)


@pytest.mark.slow
def test_growth_and_queries_are_measured_at_each_size(asked: Asked) -> None:
    grown = list(builds.growth(asked))
    assert [row.over for row in grown] == ["2 dialogues", "3 dialogues"]
    measures = {row.measure for row in asking.queries(asked)}
    assert {path.stem for path in (ROOT / "queries").glob("*.rq")} <= measures


@pytest.mark.slow
def test_a_change_is_measured_and_taken_back(asked: Asked) -> None:
    files = sorted(path for path in builds.corpus(asked, 3).rglob("*.ttl"))
    before = [path.read_bytes() for path in files]
    rows = list(builds.one_change(asked))
    assert len(rows) == 5
    assert all(row.value.endswith(" %") for row in rows)
    assert [path.read_bytes() for path in files] == before


def test_a_process_is_measured_from_outside() -> None:
    run = must(python("-c", "print('done', sum(range(10**6)))"))
    assert run.cpu > 0
    assert run.peak > 1
    assert run.output.startswith(b"done")


def test_a_failed_process_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="exit code 3"):
        must(python("-c", "raise SystemExit(3)"))


def test_the_table_says_what_was_met() -> None:
    rows = [Row.ratio("one", "here", 0.3, 0.2, 2), Row.ratio("other", "there", 0.9, 0.2, 2)]
    lines = "".join(table(rows))
    assert "| one | here | 1.50 | at most 2 | PASS |" in lines
    assert "| other | there | 4.50 | at most 2 | short |" in lines


def test_the_versions_are_told() -> None:
    assert "pyoxigraph" in machine()
    assert "pyshacl" in machine()
