"""A build that follows changes gives what a build from nothing gives, byte by byte."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.synthetic.writing import write_corpus
from espd_kg.build.contents import Part, nquads
from espd_kg.build.manifest import STATE, STORE, Manifest, current
from espd_kg.errors import ConformanceError
from espd_kg.namespaces import ESPD, GRAPH_INFERRED, ID, RDF
from espd_kg.pipeline import build, check
from espd_kg.pipeline.options import Options
from espd_kg.workspace import Workspace
from pipeline import small

Content: TypeAlias = str | None

STATEMENT: Final = small.FILES["data/sources/statement.ttl"]
VARIANTS: Final[dict[str, tuple[Content, ...]]] = {
    "data/dialogues/one.ttl": (
        small.DIALOGUE,
        small.DIALOGUE.replace("2023-11-06", "2025-01-01"),
        small.DIALOGUE.replace("05", "7"),
        small.DIALOGUE.replace('"First"@en', '"First"@en-GB'),
        "dialogue:one a espd:Dialogue ; espd:ordinl 3 .",
        "dialogue:one a espd:Event .",
        None,
    ),
    "data/dialogues/two.ttl": (
        small.FILES["data/dialogues/two.ttl"],
        'dialogue:two a espd:Event ; espd:startDate "2023"^^xsd:gYear ; espd:ordinal 5 .',
        'dialogue:one espd:startDate "2023-11-06"^^xsd:date . dialogue:two a espd:Official .',
        None,
    ),
    "data/people/lu.ttl": (
        small.FILES["data/people/lu.ttl"],
        "person:lu a espd:Official . dialogue:one a espd:Official .",
        "dialogue:two espd:ordinal 5 .",
        "person:lu a espd:Dialogue .",
        None,
    ),
    "data/sources/statement.ttl": (
        STATEMENT,
        STATEMENT.replace("will meet again", "will"),
        STATEMENT.replace('"Statement"@en', '"The statement"@en'),
        STATEMENT.replace('"Banner"@en', '"The banner"@en'),
        STATEMENT.replace("espd:quote", 'espd:prefix "They " ; espd:quote'),
        STATEMENT.replace("code:undertook", "code:discussed"),
        STATEMENT + "document:post a espd:Document ; espd:embeddedIn passage:promise .\n"
        'passage:post a espd:Passage ; espd:source document:post ; espd:quote "meet" .',
    ),
    "data/sources/statement.txt": (
        small.FILES["data/sources/statement.txt"],
        "An official site. They will not meet again.",
        "Nothing of the kind.",
        None,
    ),
    "data/links/wikidata.sssom.tsv": (
        small.FILES["data/links/wikidata.sssom.tsv"],
        small.FILES["data/links/wikidata.sssom.tsv"].replace("wd:Q1", "wd:Q2"),
        None,
    ),
    "data/snapshots/wikidata.ttl": (
        small.SNAPSHOT,
        small.SNAPSHOT.replace("Lu", "Donald Lu") + "wd:Q2 wdt:P31 wd:Q5 .",
        None,
    ),
    "ontology/codes.ttl": (
        small.FILES["ontology/codes.ttl"],
        'code:undertook a skos:Concept ; skos:prefLabel "undertook"@en , "05"@en-GB .',
    ),
    "ontology/shapes/events.ttl": (
        small.FILES["ontology/shapes/events.ttl"],
        small.FILES["ontology/shapes/events.ttl"].replace("Say when.", "When?"),
    ),
}
edits = st.lists(
    st.sampled_from(sorted(VARIANTS)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(VARIANTS[name]))
    ),
    min_size=1,
    max_size=3,
)


def written(workspace: Workspace, name: str, content: Content) -> None:
    path = workspace.root / name
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(small.PREFIXES * (path.suffix == ".ttl") + content)


def everything(workspace: Workspace, manifest: Manifest) -> tuple[object, ...]:
    folder = workspace.build_dir / manifest.generation
    state = (folder / STATE).read_text()
    return nquads(folder, *Part), state, manifest.counts, manifest.coverage


def outcome(workspace: Workspace, options: Options) -> tuple[object, ...]:
    try:
        return everything(workspace, build(workspace, options))
    except ConformanceError as error:
        return (error.report.to_json(),)


def from_nothing(workspace: Workspace) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as folder:
        return outcome(apart(workspace, folder), Options(force=True))


def apart(workspace: Workspace, folder: str) -> Workspace:
    """Return the same workspace, built elsewhere."""
    parts = (workspace.root, workspace.ontology, workspace.data, workspace.queries)
    return Workspace(*parts, Path(folder) / "apart")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return small.write(tmp_path / "w")


@given(steps=st.lists(edits, min_size=1, max_size=4))
@settings(deadline=None, max_examples=12)
def test_following_random_edits_is_building_from_nothing(
    steps: list[list[tuple[str, Content]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = small.write(Path(folder))
        build(workspace)
        for step in steps:
            for name, content in step:
                written(workspace, name, content)
            expected = from_nothing(workspace)
            assert check(workspace).to_json() == checked_from_nothing(workspace)
            assert outcome(workspace, Options()) == expected


def checked_from_nothing(workspace: Workspace) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return check(apart(workspace, folder)).to_json()


def test_a_change_is_followed_and_not_built_from_nothing(workspace: Workspace) -> None:
    first = build(workspace)
    steps: list[str] = []
    written(workspace, "data/dialogues/two.ttl", None)
    second = build(workspace, progress=lambda step, done=0, total=0: steps.append(step))
    assert "Reasoning over what changed" in steps
    assert "Reasoning across the files" not in steps
    shared = {
        name
        for name in first.files.keys() & second.files.keys()
        if name.endswith(".sst")
        and first.path(workspace.build_dir, name).samefile(second.path(workspace.build_dir, name))
    }
    assert shared


@pytest.mark.parametrize("label", ["Statement", "Promise", "Banner"])
def test_another_label_leaves_text_and_places_alone(workspace: Workspace, label: str) -> None:
    build(workspace)
    renamed = STATEMENT.replace(f'"{label}"@en', f'"Another {label}"@en')
    written(workspace, "data/sources/statement.ttl", renamed)
    expected = from_nothing(workspace)
    assert outcome(workspace, Options()) == expected


@pytest.mark.parametrize("part", [STATE, f"{STORE}/CURRENT"])
def test_a_base_that_cannot_be_read_is_not_built_upon(workspace: Workspace, part: str) -> None:
    path = build(workspace).path(workspace.build_dir, part)
    path.write_bytes(b"x" * path.stat().st_size)
    written(workspace, "data/dialogues/two.ttl", None)
    assert outcome(workspace, Options()) == from_nothing(workspace)


def test_axioms_among_the_data_close_the_graph_as_a_whole(workspace: Workspace) -> None:
    build(workspace)
    written(
        workspace,
        "data/people/lu.ttl",
        "person:lu a espd:Official ; owl:sameAs person:donald-lu . espd:Forum a owl:Class ;"
        ' rdfs:label "Forum"@en ; rdfs:subClassOf espd:Event .'
        'dialogue:new a espd:Forum ; espd:startDate "2020"^^xsd:gYear .',
    )
    found = outcome(workspace, Options())
    assert found == from_nothing(workspace)
    assert isinstance(found[0], bytes)
    assert f"<{ID}dialogue/new> <{RDF}type> <{ESPD}Event> <{GRAPH_INFERRED}>".encode() in found[0]
    written(workspace, "data/people/lu.ttl", small.FILES["data/people/lu.ttl"])
    assert outcome(workspace, Options()) == from_nothing(workspace)


def test_a_refused_change_leaves_the_base_for_the_next(workspace: Workspace) -> None:
    standing = build(workspace)
    written(workspace, "data/dialogues/one.ttl", "dialogue:one a espd:Dialogue .")
    with pytest.raises(ConformanceError):
        build(workspace)
    assert current(workspace.build_dir) == standing
    written(workspace, "data/dialogues/one.ttl", small.DIALOGUE.replace("05", "8"))
    assert outcome(workspace, Options()) == from_nothing(workspace)


def test_a_generation_outlives_the_one_it_was_made_from(workspace: Workspace) -> None:
    for ordinal in ("6", "7", "8"):
        written(workspace, "data/dialogues/one.ttl", small.DIALOGUE.replace("05", ordinal))
        manifest = build(workspace)
    others = [
        p for p in workspace.build_dir.iterdir() if p.is_dir() and p.name != manifest.generation
    ]
    for other in others:
        shutil.rmtree(other)
    assert everything(workspace, manifest) == from_nothing(workspace)


def test_several_workers_make_the_same_graph(workspace: Workspace) -> None:
    expected = from_nothing(workspace)
    assert outcome(workspace, Options(workers=2, force=True)) == expected


@pytest.mark.slow
def test_silences_begin_and_end_with_what_is_said(tmp_path: Path) -> None:
    write_corpus(tmp_path, 8)
    workspace = Workspace.find(tmp_path, tmp_path, tmp_path)
    statements = [
        path
        for path in sorted((tmp_path / "data" / "sources").glob("*.ttl"))
        if "espd:fullyCoded true" in path.read_text()
    ]
    path = statements[len(statements) // 2]
    as_it_was = path.read_text()
    theme = re.search(r"espd:theme (theme:[a-z-]+)", as_it_was)
    assert theme is not None
    build(workspace)
    for content in (
        as_it_was.replace(theme[1], "theme:media-freedom"),
        as_it_was.replace("espd:fullyCoded true", "espd:fullyCoded false"),
        as_it_was,
    ):
        path.write_text(content)
        found = outcome(workspace, Options())
        assert found == from_nothing(workspace)
        assert isinstance(found[0], bytes)
        assert f"<{ESPD}silentAt>".encode() in found[0]
