"""A workspace is observed by looking at its files; only what may have changed is read."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from pathlib import Path

import pytest

from espd_kg.build import inputs as module
from espd_kg.build.inputs import SEEN, Inputs, observe
from espd_kg.errors import InputError
from espd_kg.workspace import Workspace

FILES = {
    "ontology/espd.ttl": "# the header\n",
    "ontology/shapes/actors.ttl": "# shapes\n",
    "ontology/rules/10-a.rq": "CONSTRUCT {} {}\n",
    "data/people/lu.ttl": "# Lu\n",
    "data/sources/statement.txt": "We met.\n",
    "data/links/wikidata.sssom.tsv": "subject_id\n",
    "queries/provisions.rq": "SELECT * {}\n",
    "queries/checks/ordinals.rq": "SELECT * {}\n",
}
LONG_AGO = 1_000_000_000


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name, text in FILES.items():
        path = tmp_path / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "w" / "README.md").write_text("is no input")
    (tmp_path / "w" / ".espd").mkdir()
    return Workspace.find(None, tmp_path / "w", tmp_path)


@pytest.fixture
def seen(workspace: Workspace) -> Path:
    return workspace.build_dir / SEEN


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust files from long before the test: as if all of them were."""
    monkeypatch.setattr(module, "_TOO_YOUNG", -(10**18))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are hashed, as they are."""
    names: list[str] = []
    digest = module._digest

    def listed(path: str) -> str:
        names.append(Path(path).name)
        return digest(path)

    monkeypatch.setattr(module, "_digest", listed)
    return names


def test_every_file_that_a_build_reads_is_hashed(workspace: Workspace) -> None:
    assert dict(observe(workspace, None).hashes) == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(FILES.items())
    }


def test_the_names_come_in_order(workspace: Workspace) -> None:
    assert list(observe(workspace, None).hashes) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_the_fingerprint_changes_with_every_input(workspace: Workspace, name: str) -> None:
    before = observe(workspace, None).fingerprint
    assert before == observe(workspace, None).fingerprint
    (workspace.root / name).write_text("changed")
    assert observe(workspace, None).fingerprint != before


def test_the_fingerprint_changes_with_a_name(workspace: Workspace) -> None:
    before = observe(workspace, None).fingerprint
    (workspace.data / "people" / "lu.ttl").rename(workspace.data / "people" / "lee.ttl")
    assert observe(workspace, None).fingerprint != before


def test_the_fingerprint_changes_with_the_version(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = observe(workspace, None).fingerprint
    monkeypatch.setattr(module, "VERSION", "99")
    assert observe(workspace, None).fingerprint != before


def test_the_fingerprint_leaves_out_what_is_no_input(workspace: Workspace) -> None:
    before = observe(workspace, None).fingerprint
    (workspace.build_dir / "x.ttl").write_text("built")
    (workspace.data / ".hidden.ttl").write_text("hidden")
    (workspace.root / "README.md").write_text("changed")
    assert observe(workspace, None).fingerprint == before


@pytest.mark.usefixtures("patient")
def test_what_did_not_change_is_not_read_again(
    workspace: Workspace, seen: Path, read: list[str]
) -> None:
    first = observe(workspace, seen)
    assert len(read) == len(FILES)
    read.clear()
    assert same(observe(workspace, seen), first)
    assert read == []


@pytest.mark.usefixtures("patient")
def test_only_what_changed_is_read_again(workspace: Workspace, seen: Path, read: list[str]) -> None:
    observe(workspace, seen)
    read.clear()
    (workspace.data / "people" / "lu.ttl").write_text("# Lee\n")
    (workspace.data / "people" / "new.ttl").write_text("# New\n")
    (workspace.queries / "provisions.rq").unlink()
    found = observe(workspace, seen)
    assert sorted(read) == ["lu.ttl", "new.ttl"]
    assert same(found, observe(workspace, None))


@pytest.mark.usefixtures("patient")
def test_a_change_that_keeps_size_and_time_is_seen(workspace: Workspace, seen: Path) -> None:
    path = workspace.data / "people" / "lu.ttl"
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    before = observe(workspace, seen)
    other = path.with_suffix(".passing")
    other.write_text(path.read_text().replace("Lu", "Xi"))
    os.utime(other, ns=(LONG_AGO, LONG_AGO))
    other.replace(path)
    assert observe(workspace, seen).hashes != before.hashes


def test_what_is_too_young_to_trust_is_read_again(
    workspace: Workspace, seen: Path, read: list[str]
) -> None:
    observe(workspace, seen)
    read.clear()
    observe(workspace, seen)
    assert len(read) == len(FILES)


def test_what_is_old_enough_is_trusted(
    workspace: Workspace, seen: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TOO_YOUNG", 10_000_000)
    time.sleep(0.1)
    observe(workspace, seen)
    read.clear()
    observe(workspace, seen)
    assert read == []


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b"[0,\n[]]\n",
        b"[[[[",
    ],
)
def test_a_damaged_memory_is_ignored_and_replaced(
    workspace: Workspace, seen: Path, read: list[str], damage: bytes
) -> None:
    expected = observe(workspace, seen)
    seen.write_bytes(damage)
    assert same(observe(workspace, seen), expected)
    read.clear()
    assert same(observe(workspace, seen), expected)
    assert read == []


@pytest.mark.usefixtures("patient")
def test_a_memory_with_one_letter_wrong_is_ignored(workspace: Workspace, seen: Path) -> None:
    expected = observe(workspace, seen)
    text = seen.read_text()
    digest = expected.hashes["data/people/lu.ttl"]
    seen.write_text(text.replace(digest, digest[::-1]))
    assert same(observe(workspace, seen), expected)


@pytest.mark.usefixtures("patient")
def test_the_memory_of_another_version_is_ignored(
    workspace: Workspace, seen: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    observe(workspace, seen)
    read.clear()
    monkeypatch.setattr(module, "VERSION", "99")
    observe(workspace, seen)
    assert len(read) == len(FILES)


def test_where_nothing_can_be_remembered_nothing_is_left_behind(workspace: Workspace) -> None:
    nowhere = workspace.build_dir / "missing" / SEEN
    assert same(observe(workspace, nowhere), observe(workspace, None))
    folder = workspace.build_dir / SEEN
    folder.mkdir()
    assert same(observe(workspace, folder), observe(workspace, None))
    assert sorted(path.name for path in workspace.build_dir.iterdir()) == [SEEN]


def test_a_file_that_cannot_be_read_is_told_and_leaves_nothing_behind(
    workspace: Workspace, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(module, "_digest", refuse)
    with pytest.raises(InputError, match="the file cannot be read: Permission denied") as caught:
        observe(workspace, seen)
    assert str(caught.value.file).startswith(str(workspace.root))
    assert list(workspace.build_dir.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("data/gone.ttl", "nowhere", "the link leads nowhere"),
        ("data/circle.txt", "circle.txt", "the link leads back to itself"),
        ("data/people/up", "..", "links to folders are not followed"),
        ("data/folder.txt", None, r"this is a folder with the name of a \.txt file"),
        ("queries/folder.rq", None, r"this is a folder with the name of a \.rq file"),
    ],
)
def test_what_would_be_passed_over_is_told(
    workspace: Workspace, name: str, target: str | None, words: str
) -> None:
    path = workspace.root / name
    if target is None:
        path.mkdir()
    else:
        path.symlink_to(target)
    with pytest.raises(InputError, match=words) as caught:
        observe(workspace, None)
    assert caught.value.file == str(path)


def test_a_link_has_the_name_of_its_file(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.data / "people" / "lee.ttl").symlink_to("lu.ttl")
    outside = tmp_path / "outside.ttl"
    outside.write_text("# elsewhere")
    link = workspace.data / "outside.ttl"
    link.symlink_to(outside)
    assert set(observe(workspace, None).hashes) == {*FILES, workspace.relative(link)}


def test_a_part_that_is_a_link_is_named_as_its_graphs_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    (workspace.root / "data").rename(tmp_path / "elsewhere")
    (workspace.root / "data").symlink_to(tmp_path / "elsewhere")
    found = observe(workspace, None).hashes
    assert {workspace.relative(path) for path in workspace.turtle_files("data")} <= set(found)


def test_odd_names_are_remembered(workspace: Workspace, seen: Path) -> None:
    for name in (b"a\nb.ttl", "ü.ttl".encode(), b"half\xff.ttl"):
        Path(os.fsdecode(os.path.join(os.fsencode(workspace.data), name))).write_text(str(name))
    expected = observe(workspace, None)
    assert same(observe(workspace, seen), expected)
    assert same(observe(workspace, seen), expected)


def test_a_workspace_without_files_has_a_fingerprint(tmp_path: Path) -> None:
    empty = Workspace(tmp_path, tmp_path / "o", tmp_path / "d", tmp_path / "q", tmp_path / "b")
    assert observe(empty, None).fingerprint
    assert observe(empty, None).hashes == {}


def same(one: Inputs, other: Inputs) -> bool:
    return (one.fingerprint, dict(one.hashes)) == (other.fingerprint, dict(other.hashes))
