"""What is kept between builds is read as plain values, and never runs anything."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from espd_kg.build.manifest import QUERIES
from espd_kg.change.reach import Reach
from espd_kg.pipeline import build
from espd_kg.pipeline.keeping import keep, kept
from espd_kg.pipeline.options import Options
from espd_kg.pipeline.reaches import KEPT as REACHES
from espd_kg.pipeline.reaches import Reaches
from espd_kg.pipeline.rulebook import KEPT, Compiled
from pipeline import small
from support import ROOT

TEXT = "SELECT ?s WHERE { ?s <http://x/p> ?o }"


class Harmful:
    """What a pickle from elsewhere may hold."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("harm",)


def test_what_was_kept_comes_back_under_its_digest_alone(tmp_path: Path) -> None:
    value = {(TEXT, ("s",)): Reach.of(TEXT, ("s",))}
    keep(tmp_path / "kept", "one", value)
    assert kept(tmp_path / "kept", "one") == value
    assert kept(tmp_path / "kept", "two") is None
    assert kept(tmp_path / "none", "one") is None


@pytest.mark.parametrize("content", [b"", b"nonsense", pickle.dumps(("3.11", "one"))])
def test_what_cannot_be_read_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept").write_bytes(content)
    assert kept(tmp_path / "kept", "one") is None


@pytest.mark.parametrize("value", [Harmful(), os.system, Path("x"), print])
def test_nothing_but_plain_values_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(tmp_path / "kept", "one", value)
    assert kept(tmp_path / "kept", "one") is None
    assert not (tmp_path / "harm").exists()


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    keep(tmp_path / "none" / "kept", "one", {})
    assert not (tmp_path / "none").exists()


def test_a_build_keeps_the_compiled_rulebook_and_what_changes_reach(tmp_path: Path) -> None:
    workspace = small.write(tmp_path)
    build(workspace)
    build(small.write(tmp_path, **{"data/people/lu.ttl": "person:lu a espd:Official ."}))
    content = (workspace.build_dir / KEPT).read_bytes()
    _, digest, _ = _opened(content)
    assert isinstance(kept(workspace.build_dir / KEPT, digest), Compiled)
    reaches = Reaches.kept(digest, workspace.build_dir / REACHES)
    assert reaches.of(TEXT, ("s",)) == Reach.of(TEXT, ("s",))
    assert kept(workspace.build_dir / REACHES, digest)


def test_the_queries_of_a_change_are_those_of_a_build_from_nothing(tmp_path: Path) -> None:
    """What is the same in the build before is not read again; what is not, is."""
    for name in ("links", "documents", "frameworks"):
        (tmp_path / "queries").mkdir(exist_ok=True)
        shutil.copy(ROOT / "queries" / f"{name}.rq", tmp_path / "queries")
    workspace = small.write(tmp_path)
    build(workspace)
    (tmp_path / "queries" / "links.rq").unlink()
    edited = tmp_path / "queries" / "documents.rq"
    edited.write_text(
        edited.read_text("utf-8").replace("#+ summary: ", "#+ summary: Now, "), "utf-8"
    )
    followed = build(workspace)
    catalogue = workspace.build_dir / followed.generation / QUERIES
    written = catalogue.read_bytes()
    assert b"Now, " in written
    assert b'"frameworks"' in written
    assert b'"links"' not in written
    assert build(workspace, Options(force=True)).generation == followed.generation
    assert catalogue.read_bytes() == written


def test_a_damaged_catalogue_is_not_built_upon(tmp_path: Path) -> None:
    workspace = small.write(tmp_path)
    shutil.copy(ROOT / "queries" / "links.rq", tmp_path / "queries")
    first = build(workspace)
    catalogue = workspace.build_dir / first.generation / QUERIES
    written = catalogue.read_text("utf-8")
    damaged = written.replace('"summary": "', '"summary": "Not: ', 1)
    assert damaged != written
    catalogue.write_text(damaged, "utf-8")
    second = build(small.write(tmp_path, **{"data/people/lu.ttl": "person:lu a espd:Official ."}))
    assert (workspace.build_dir / second.generation / QUERIES).read_text("utf-8") == written


def _opened(content: bytes) -> tuple[str, str, object]:
    form, digest, value = pickle.loads(content)
    return form, digest, value
