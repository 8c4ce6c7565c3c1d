import errno
import os
from pathlib import Path

import pytest

import espd_kg.workspace as module
from espd_kg.errors import InputError, WorkspaceError
from espd_kg.workspace import Workspace


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    for name in (
        "ontology/espd.ttl",
        "ontology/codes.ttl",
        "ontology/modules/actors.ttl",
        "ontology/shapes/actors.ttl",
        "ontology/shapes/style.ttl",
        "ontology/shapes/asserted/actors.ttl",
        "ontology/rules/20-b.rq",
        "ontology/rules/10-a.rq",
        "data/places.ttl",
        "data/.hidden.ttl",
        "data/sources/statement.ttl",
        "data/sources/statement.txt",
        "data/links/wikidata.sssom.tsv",
        "queries/provisions.rq",
        "queries/checks/ordinals.rq",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")
    return root


@pytest.fixture
def workspace(checkout: Path, tmp_path: Path) -> Workspace:
    return Workspace.find(None, checkout / "data" / "sources", tmp_path / "cache")


def names(workspace: Workspace, files: list[Path]) -> list[str]:
    return [workspace.relative(path) for path in files]


def test_a_checkout_is_found_from_any_folder_in_it(workspace: Workspace, checkout: Path) -> None:
    assert workspace.root == checkout.resolve()
    assert workspace.build_dir == checkout.resolve() / ".espd"


def test_files_by_part_sorted_and_without_shapes(workspace: Workspace) -> None:
    assert names(workspace, workspace.turtle_files("ontology")) == [
        "ontology/codes.ttl",
        "ontology/espd.ttl",
        "ontology/modules/actors.ttl",
    ]
    assert names(workspace, workspace.turtle_files("data")) == [
        "data/places.ttl",
        "data/sources/statement.ttl",
    ]


def test_files_by_role(workspace: Workspace) -> None:
    assert names(workspace, workspace.shape_files()) == ["ontology/shapes/actors.ttl"]
    assert names(workspace, workspace.style_shape_files()) == ["ontology/shapes/style.ttl"]
    assert names(workspace, workspace.asserted_shape_files()) == [
        "ontology/shapes/asserted/actors.ttl"
    ]
    assert names(workspace, workspace.rule_files()) == [
        "ontology/rules/10-a.rq",
        "ontology/rules/20-b.rq",
    ]
    assert names(workspace, workspace.query_files()) == ["queries/provisions.rq"]
    assert names(workspace, workspace.check_files()) == ["queries/checks/ordinals.rq"]
    assert names(workspace, workspace.link_files()) == ["data/links/wikidata.sssom.tsv"]
    assert names(workspace, workspace.text_files()) == ["data/sources/statement.txt"]


@pytest.mark.parametrize(
    ("name", "graph"),
    [
        ("data/places.ttl", "data/places"),
        ("data/links/wikidata.sssom.tsv", "data/links/wikidata"),
        ("data/a b/ü.ttl", "data/a%20b/%C3%BC"),
        ("data/v1.2.ttl", "data/v1.2"),
    ],
)
def test_a_graph_is_named_after_its_file(workspace: Workspace, name: str, graph: str) -> None:
    iri = workspace.graph_iri(workspace.root / name)
    assert iri == f"https://w3id.org/espd/graph/{graph}"


def test_a_file_outside_keeps_its_own_path(workspace: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "other.ttl"
    assert workspace.relative(outside) == outside.as_posix()
    assert workspace.graph_iri(outside).endswith("/other")


def test_a_named_folder_borrows_what_it_lacks(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "packaged_root", lambda: checkout)
    own = tmp_path / "own"
    (own / "data").mkdir(parents=True)
    found = Workspace.find(own, tmp_path, tmp_path / "cache")
    assert (found.data, found.build_dir) == (own / "data", own / ".espd")
    assert names(found, found.turtle_files("ontology"))[0] == "ontology/codes.ttl"
    assert names(found, found.query_files()) == ["queries/provisions.rq"]


@pytest.mark.parametrize("made", [False, True])
def test_a_named_folder_without_data_is_refused(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "empty"
    if made:
        folder.mkdir()
    with pytest.raises(WorkspaceError) as caught:
        Workspace.find(folder, tmp_path, tmp_path)
    assert str(folder) in str(caught.value)


def test_outside_any_checkout_the_packaged_copy_is_used(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "packaged_root", lambda: checkout)
    found = Workspace.find(None, tmp_path, tmp_path / "cache")
    assert (found.root, found.build_dir) == (checkout, tmp_path / "cache")


def test_a_package_without_a_copy_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "lib" / "espd_kg")
    with pytest.raises(WorkspaceError, match="holds no ontology"):
        Workspace.find(None, tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("gone.ttl", "nowhere", "the link leads nowhere"),
        ("gone", "nowhere", "the link leads nowhere"),
        ("circle.ttl", "circle.ttl", "the link leads back to itself"),
        ("circle", "circle", "the link leads back to itself"),
        ("sources/up", "..", "links to folders are not followed"),
        ("folder.ttl", None, r"this is a folder with the name of a \.ttl file"),
    ],
)
def test_what_would_be_passed_over_is_told(
    workspace: Workspace, name: str, target: str | None, words: str
) -> None:
    path = workspace.data / name
    if target is None:
        path.mkdir()
    else:
        path.symlink_to(target)
    with pytest.raises(InputError, match=words) as caught:
        workspace.turtle_files("data")
    assert caught.value.file == str(path)
    with pytest.raises(InputError, match=words):
        list(workspace.inputs())


def test_a_link_to_a_file_is_followed_and_hidden_ones_are_passed_over(workspace: Workspace) -> None:
    (workspace.data / "towns.ttl").symlink_to("places.ttl")
    (workspace.data / ".#towns.ttl").symlink_to("someone@somewhere")
    assert workspace.data / "towns.ttl" in workspace.turtle_files("data")


def test_a_folder_that_cannot_be_read_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = workspace.data / "sources"
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match="it cannot be read: Permission denied") as caught:
        workspace.turtle_files("data")
    assert caught.value.file == str(closed)


def test_a_part_that_is_not_there_holds_no_files(workspace: Workspace) -> None:
    (workspace.data / "links" / "wikidata.sssom.tsv").unlink()
    (workspace.data / "links").rmdir()
    assert workspace.link_files() == []
