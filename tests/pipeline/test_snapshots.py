"""A snapshot is asked with the graph and is no part of it: nothing follows, counts, complains."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from espd_kg.build.contents import Part, nquads
from espd_kg.build.manifest import EXAMINED, STORE
from espd_kg.errors import InputError
from espd_kg.exporting import document, rdflib_store
from espd_kg.formats import RdfFormat
from espd_kg.namespaces import WD
from espd_kg.pipeline import build, check, open_store
from espd_kg.workspace import Workspace
from pipeline import small

NAME: Final = "data/snapshots/wikidata.ttl"
FORMS: Final = sorted(RdfFormat)
ASK: Final = f"SELECT ?label {{ <{WD}Q1> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return small.write(tmp_path / "w")


def folder_of(workspace: Workspace) -> Path:
    return workspace.build_dir / build(workspace).generation


def write(workspace: Workspace, content: str = small.SNAPSHOT) -> None:
    path = workspace.root / NAME
    path.parent.mkdir(exist_ok=True)
    path.write_text(small.PREFIXES + content)


def test_what_is_known_stays_byte_for_byte(workspace: Workspace) -> None:
    bare = folder_of(workspace)
    parts = [part for part in Part if part is not Part.SNAPSHOT]
    known, report = nquads(bare, *parts), check(workspace).to_json()
    exports = {form: document(bare, form, inferred=True) for form in FORMS}
    write(workspace)
    laid_over = folder_of(workspace)
    assert nquads(laid_over, *parts) == known
    assert check(workspace).to_json() == report
    for form in FORMS:
        same = document(laid_over, form, inferred=True) == exports[form]
        assert same is (form not in (RdfFormat.NQUADS, RdfFormat.TRIG)), form


def test_formats_with_graphs_carry_it_under_its_own_name(workspace: Workspace) -> None:
    write(workspace)
    folder = folder_of(workspace)
    own = nquads(folder, Part.SNAPSHOT)
    assert b'"05"@en-GB' in own
    assert f"<{workspace.graph_iri(workspace.root / NAME)}>".encode() in own
    assert own in document(folder, RdfFormat.NQUADS, inferred=False)
    assert b"graph/data/snapshots/wikidata> {" in document(folder, RdfFormat.TRIG, inferred=False)


def test_every_engine_is_asked_with_it(workspace: Workspace) -> None:
    write(workspace)
    folder = folder_of(workspace)
    with open_store(workspace) as store, rdflib_store(folder) as other:
        assert len(store.select(ASK)) == len(other.select(ASK)) == 2


def test_it_comes_changes_and_goes_without_reasoning(workspace: Workspace) -> None:
    bare = folder_of(workspace)
    assert not (bare / EXAMINED).exists()
    steps: list[str] = []
    write(workspace)
    manifest = build(workspace, progress=lambda step, done=0, total=0: steps.append(step))
    assert "Reasoning across the files" not in steps
    assert any(name.startswith(f"{EXAMINED}/") for name in manifest.files)
    write(workspace, small.SNAPSHOT.replace("Lu", "Donald Lu"))
    assert b'"Donald Lu"@en' in nquads(folder_of(workspace), Part.SNAPSHOT)
    shutil.rmtree((workspace.root / NAME).parent)
    last = folder_of(workspace)
    assert not (last / EXAMINED).exists()
    assert nquads(last, Part.SNAPSHOT) == b""


def test_a_damaged_store_beneath_it_is_noticed(workspace: Workspace) -> None:
    write(workspace)
    folder = folder_of(workspace)
    (broken,) = (folder / EXAMINED).glob("CURRENT")
    broken.write_bytes(b"x" * broken.stat().st_size)
    write(workspace, small.SNAPSHOT.replace("Lu", "Donald Lu"))
    assert b'"Donald Lu"@en' in nquads(folder_of(workspace), Part.SNAPSHOT)


@pytest.mark.parametrize(
    "content",
    [
        'person:lu rdfs:label "Lu"@en .',
        "<http://www.wikidata.org/entity/Q1> owl:sameAs person:lu .",
        "<http://www.wikidata.org/entity/Q1> a espd:Official .",
        "<http://www.wikidata.org/entity/Q1> espd:ordinal 5 .",
    ],
)
def test_a_snapshot_that_speaks_of_ours_is_refused(workspace: Workspace, content: str) -> None:
    standing = folder_of(workspace)
    write(workspace, content)
    for work in (build, check):
        with pytest.raises(InputError, match="which is ours") as caught:
            work(workspace)
        assert caught.value.file == NAME
    assert (standing / STORE).is_dir()


def test_a_snapshot_that_cannot_be_read_is_said_with_its_line(workspace: Workspace) -> None:
    write(workspace, "wd:Q1 ( .")
    with pytest.raises(InputError) as caught:
        build(workspace)
    assert caught.value.file == NAME
    assert caught.value.line
    with pytest.raises(InputError, match=NAME):
        check(workspace, [workspace.root / NAME])
