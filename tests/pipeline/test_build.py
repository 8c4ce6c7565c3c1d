"""A build reads, reasons, validates and compiles; nothing changed means no work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from espd_kg.build.contents import Part, nquads
from espd_kg.build.inputs import SEEN, observe
from espd_kg.build.manifest import STATE, STORE, WRITTEN, Share, current
from espd_kg.errors import ConformanceError, InputError
from espd_kg.pipeline import build, check, ensure, open_store
from espd_kg.pipeline.options import Options, options
from espd_kg.pipeline.reaches import KEPT as REACHES
from espd_kg.pipeline.rulebook import KEPT
from espd_kg.results import text_value
from espd_kg.workspace import Workspace
from pipeline import small

MEMORY = (SEEN, KEPT, REACHES)
PREFIXES = """\
PREFIX code: <https://w3id.org/espd/code/>
PREFIX dialogue: <https://w3id.org/espd/id/dialogue/>
PREFIX espd: <https://w3id.org/espd/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX person: <https://w3id.org/espd/id/person/>
PREFIX provision: <https://w3id.org/espd/id/provision/>
PREFIX schema: <https://schema.org/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return small.write(tmp_path / "w")


def values(workspace: Workspace, where: str) -> list[str]:
    with open_store(workspace) as store:
        table = store.select(f"{PREFIXES}SELECT DISTINCT ?x WHERE {{ {where} }}")
        return sorted(text_value(cell) for row in table for cell in row)


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files of a build; what it remembers of its inputs may change at any time."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in MEMORY)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def times(folder: Path) -> dict[Path, int]:
    """Return when each file of a build was written."""
    return {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.name not in MEMORY}


class Steps:
    """Progress that remembers what it was told, each step once."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        if step not in self.told:
            self.told.append(step)


def test_the_manifest_says_what_was_built(workspace: Workspace) -> None:
    manifest = build(workspace)
    assert manifest.fingerprint == observe(workspace, None).fingerprint
    counts = dict(manifest.counts)
    assert counts.pop("triples") > 50
    assert counts == {
        "dialogues": 2,
        "officials": 1,
        "provisions": 1,
        "commitments": 1,
        "passages": 2,
    }
    document = "https://w3id.org/espd/id/document/statement"
    assert manifest.coverage == {document: Share(43, 15, 18)}
    assert current(workspace.build_dir) == manifest


def test_the_store_holds_data_links_evidence_and_what_follows(workspace: Workspace) -> None:
    assert values(workspace, "person:lu skos:exactMatch ?x") == [
        "http://www.wikidata.org/entity/Q1"
    ]
    assert values(workspace, "?p espd:quote 'will meet again' ; espd:start ?x") == ["25"]
    assert values(workspace, "?x a espd:Commitment") == [
        "https://w3id.org/espd/id/provision/promise"
    ]
    assert values(workspace, "dialogue:one espd:next ?x") == [
        "https://w3id.org/espd/id/dialogue/two"
    ]
    assert values(workspace, "dialogue:one schema:startDate ?x") == ["2023-11-06"]


def test_every_part_stands_in_its_own_graph_and_shapes_in_none(workspace: Workspace) -> None:
    graph = "https://w3id.org/espd/graph/"
    assert values(workspace, "GRAPH ?x { ?s ?p ?o }") == [
        graph + name
        for name in (
            "data/dialogues/one",
            "data/dialogues/two",
            "data/links/wikidata",
            "data/people/lu",
            "data/sources/statement",
            "evidence",
            "inferred",
            "ontology/codes",
            "ontology/espd",
            "ontology/modules/all",
        )
    ]
    assert values(workspace, "?x a sh:NodeShape") == []


def test_the_compiled_files_keep_literals_as_they_were_written(workspace: Workspace) -> None:
    manifest = build(workspace)
    asserted, inferred, ontology, snapshots = (
        nquads(workspace.build_dir / manifest.generation, part).decode() for part in Part
    )
    assert not snapshots
    integer = '"05"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert f"<https://w3id.org/espd/ontology#ordinal> {integer}" in asserted
    assert f"<https://schema.org/position> {integer}" in inferred
    assert '"Lu"@en-US' in asserted
    assert "\\r\\n" in asserted
    assert "_:" not in asserted + inferred
    assert "http://www.w3.org/ns/shacl#" not in asserted + inferred + ontology


def test_a_second_build_with_nothing_changed_does_no_work(workspace: Workspace) -> None:
    first = build(workspace)
    before = times(workspace.build_dir)
    steps = Steps()
    assert build(workspace, progress=steps) == first
    assert steps.told == []
    assert times(workspace.build_dir) == before


def test_a_change_makes_a_new_generation_beside_the_old(workspace: Workspace) -> None:
    first = build(workspace)
    small.write(workspace.root, **{"data/people/lu.ttl": "person:lu a espd:Official ."})
    steps = Steps()
    second = build(workspace, progress=steps)
    assert steps.told == [
        "Reading the ontology",
        "Reading the changed files",
        "Placing the quotes",
        "Reasoning over what changed",
        "Validating what changed",
        "Writing the graph",
    ]
    assert second.generation != first.generation
    folders = {p.name for p in workspace.build_dir.iterdir() if p.is_dir()}
    assert folders == {first.generation, second.generation}


def test_the_reference_builds_the_same_graph_apart(workspace: Workspace) -> None:
    ours = build(workspace)
    reference = build(workspace, Options("owlrl", "pyshacl"))
    assert reference.generation == f"{ours.generation}-owlrl-pyshacl"
    assert ensure(workspace) == reference
    folders = [workspace.build_dir / one.generation for one in (ours, reference)]
    assert nquads(folders[0], *Part) == nquads(folders[1], *Part)


@pytest.mark.parametrize(
    ("file", "content", "focus", "words", "line"),
    [
        (
            "data/dialogues/one.ttl",
            "dialogue:one a espd:Dialogue .",
            "dialogue/one",
            "Say when.",
            15,
        ),
        (
            "data/dialogues/one.ttl",
            small.DIALOGUE.replace("ordinal 05", "ordinl 05"),
            "dialogue/one",
            "Take this out.",
            18,
        ),
        (
            "data/sources/statement.txt",
            "An official site. They will not meet again.",
            "passage/promise",
            "The words do not stand once in the text.",
            16,
        ),
        (
            "data/people/lu.ttl",
            "dialogue:one a espd:Official .",
            "dialogue/one",
            "This cannot be true: dialogue:one is both espd:Official and espd:Event, "
            "which are disjoint.",
            15,
        ),
        (
            "data/people/lu.ttl",
            "dialogue:two espd:ordinal 5 .",
            "dialogue/two",
            "dialogue:two has the number of another.",
            15,
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_built(
    workspace: Workspace, file: str, content: str, focus: str, words: str, line: int
) -> None:
    build(workspace)
    before = everything(workspace.build_dir)
    small.write(workspace.root, **{file: content})
    with pytest.raises(ConformanceError) as caught:
        build(workspace)
    report = caught.value.report
    assert f"/id/{focus}>" in report.to_text()
    assert words in report.to_text()
    assert f".ttl:{line}: " in report.to_text()
    assert everything(workspace.build_dir) == before


def test_an_ontology_against_its_own_style_is_refused(tmp_path: Path) -> None:
    unlabelled = {"ontology/espd.ttl": "<https://w3id.org/espd/ontology> a owl:Ontology ."}
    with pytest.raises(ConformanceError) as caught:
        build(small.write(tmp_path, **unlabelled))
    assert "ontology/espd.ttl:15: violation" in caught.value.report.to_text()


def test_a_workspace_without_data_is_refused(tmp_path: Path) -> None:
    empty = {name: "" for name in small.FILES if name.startswith("data/") and name.endswith("ttl")}
    workspace = small.write(tmp_path, **empty)
    (workspace.data / "sources" / "statement.txt").unlink()
    with pytest.raises(ConformanceError) as caught:
        build(workspace)
    assert "No shape found anything to look at" in caught.value.report.to_text()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("data/people/lu.ttl", "person:lu a", r"data/people/lu\.ttl:\d+: .*[Ee]nd"),
        ("data/people/lu.ttl", "person:lu a [ ] .", r"data/people/lu\.ttl:15: blank nodes"),
        ("data/people/lu.ttl", "peson:lu a espd:Official .", r"lu\.ttl:15: .*peson"),
        ("data/sources/other.txt", "text", r"data/sources/other\.txt: no file describes"),
        ("data/people/statement.txt", "text", r"statement\.txt: document/statement has two texts"),
        ("ontology/rules/10-next.rq", "SELECT", r"ontology/rules/10-next\.rq"),
        ("queries/checks/ordinals.rq", "SELECT", r"queries/checks/ordinals\.rq"),
        ("ontology/shapes/events.ttl", "espdsh:Event a", r"ontology/shapes/events\.ttl:\d+:"),
        ("data/links/wikidata.sssom.tsv", "a\tb\n", r"data/links/wikidata\.sssom\.tsv:1: "),
    ],
)
def test_what_cannot_be_read_is_named_and_the_old_graph_stays(
    workspace: Workspace, file: str, content: str, message: str
) -> None:
    build(workspace)
    before = everything(workspace.build_dir)
    small.write(workspace.root, **{file: content})
    with pytest.raises(InputError, match=message):
        build(workspace)
    assert everything(workspace.build_dir) == before


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(InputError, match=r"no reasoner named 'hermit'\. Use sparql or owlrl"):
        options(reasoner="hermit")
    with pytest.raises(InputError, match=r"no validator named 'jena'\. Use sparql or pyshacl"):
        options(validator="jena")


def test_a_damaged_build_is_made_again(workspace: Workspace) -> None:
    manifest = build(workspace)
    manifest.path(workspace.build_dir, WRITTEN).unlink()
    assert current(workspace.build_dir) is None
    assert build(workspace) == manifest
    assert current(workspace.build_dir) == manifest


@pytest.mark.parametrize("part", [STATE, f"{STORE}/CURRENT"])
def test_a_truncated_part_is_made_again(workspace: Workspace, part: str) -> None:
    path = build(workspace).path(workspace.build_dir, part)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    ensure(workspace)
    assert path.read_bytes() == whole


def _flipped(file: Path) -> None:
    """Damage a file without changing its size."""
    file.write_bytes(bytes(byte ^ 255 for byte in file.read_bytes()))


def test_a_store_that_does_not_open_is_made_again(workspace: Workspace) -> None:
    manifest = build(workspace)
    _flipped(manifest.path(workspace.build_dir, STORE) / "CURRENT")
    assert ensure(workspace) == manifest
    assert values(workspace, "dialogue:one espd:ordinal ?x") == ["5"]


@pytest.mark.parametrize("name", [STATE, f"{STORE}/CURRENT"])
def test_a_build_sees_damage_that_sizes_do_not_show(workspace: Workspace, name: str) -> None:
    path = build(workspace).path(workspace.build_dir, name)
    whole = path.read_bytes()
    _flipped(path)
    build(workspace)
    assert path.read_bytes() == whole


def test_a_reader_between_manifest_and_parts_survives_a_build(workspace: Workspace) -> None:
    first = ensure(workspace)
    small.write(workspace.root, **{"data/people/lu.ttl": "person:lu a espd:Official ."})
    build(workspace)
    assert first.stands(workspace.build_dir)


def test_a_folder_that_cannot_be_written_is_told_before_the_work(workspace: Workspace) -> None:
    workspace.build_dir.write_text("")
    steps = Steps()
    with pytest.raises(InputError, match=r"the graph cannot be written.*Remove it"):
        build(workspace, progress=steps)
    assert steps.told == []


def test_data_without_a_turtle_file_is_refused(workspace: Workspace) -> None:
    for path in workspace.turtle_files("data"):
        path.unlink()
    for act in (build, check):
        with pytest.raises(InputError, match="data/ holds no Turtle file"):
            act(workspace)


def test_the_same_data_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    found = []
    for seed in ("0", "1"):
        workspace = small.write(tmp_path / seed)
        code = f"import sys; from pathlib import Path; sys.path[:0] = {sys.path!r}\n" + (
            "from pipeline import small; from espd_kg.pipeline import build\n"
            "build(small.at(Path(sys.argv[1])))"
        )
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(workspace.root)]
        subprocess.run(command, env=environment, check=True)
        manifest = current(workspace.build_dir)
        assert manifest is not None
        folder = workspace.build_dir / manifest.generation
        found.append((nquads(folder, *Part), (folder / STATE).read_bytes()))
    assert found[0] == found[1]


def test_opening_a_store_that_stands_loads_nothing_heavy(workspace: Workspace) -> None:
    build(workspace)
    code = f"import sys; from pathlib import Path; sys.path[:0] = {sys.path!r}\n" + (
        "from pipeline import small; from espd_kg.pipeline import open_store\n"
        "open_store(small.at(Path(sys.argv[1]))).query('ASK {}')\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", code, str(workspace.root)]
    loaded = set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    assert "pyoxigraph" in loaded
    assert not loaded & {"rdflib", "pyshacl", "owlrl", "rich", "yaml", "SPARQLWrapper", "requests"}
