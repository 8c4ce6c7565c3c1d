"""A generation appears whole or not at all, whatever happens on the way."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from espd_kg.build import generation as writing
from espd_kg.build.generation import prepare
from espd_kg.build.manifest import FILE, INTACT, STATE, STORE, Manifest, Written, current
from espd_kg.errors import InputError
from espd_kg.results import Truth
from espd_kg.stores.embedded import EmbeddedStore
from pipeline.generations import manifest, write_generation


def holds(build_dir: Path, word: str) -> bool:
    standing = current(build_dir)
    assert standing is not None
    with EmbeddedStore.open(standing.path(build_dir, STORE)) as store:
        return store.query(f'ASK {{ ?s ?p "{word} 0" }}') == Truth(True)


OLD, NEW, NEWER = "aaaa" * 4, "bbbb" * 4, "cccc" * 4


def names(build_dir: Path) -> set[str]:
    return {path.name for path in build_dir.iterdir()}


def started(code: str, build_dir: Path, *words: str) -> subprocess.Popen[str]:
    """Start a process of its own: the store's threads do not survive a fork."""
    head = (
        f"import os, signal, sys; from pathlib import Path; sys.path[:0] = {sys.path!r}\n"
        "from pipeline.generations import manifest, write_generation\n"
    )
    command = [sys.executable, "-c", head + code, str(build_dir), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a process and return its exit code and what it printed."""
    printed, _ = process.communicate(timeout=60)
    return process.returncode, printed


@pytest.fixture
def build_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "deep" / ".espd"
    write_generation(folder, manifest("aaaa"), "old")
    return folder


def test_a_generation_is_written_and_the_manifest_points_at_it(build_dir: Path) -> None:
    assert current(build_dir) == manifest("aaaa")
    assert holds(build_dir, "old")
    assert names(build_dir) == {OLD, FILE, INTACT, "lock"}


def test_the_next_one_replaces_it_and_the_last_one_stays_for_its_readers(build_dir: Path) -> None:
    write_generation(build_dir, manifest("bbbb"), "new")
    assert current(build_dir) == manifest("bbbb")
    assert holds(build_dir, "new")
    assert names(build_dir) == {OLD, NEW, FILE, INTACT, "lock"}
    write_generation(build_dir, manifest("cccc"), "newer")
    assert names(build_dir) == {NEW, NEWER, FILE, INTACT, "lock"}


def test_what_is_not_of_a_build_stays(build_dir: Path) -> None:
    for foreign in ("notes", "notes.passing", "0123456789abcdef-hand"):
        (build_dir / foreign).mkdir()
        (build_dir / foreign / "x.ttl").write_text("")
    write_generation(build_dir, manifest("bbbb"), "new")
    assert all((build_dir / name / "x.ttl").exists() for name in ("notes", "notes.passing"))
    assert (build_dir / "0123456789abcdef-hand" / "x.ttl").exists()


@pytest.mark.parametrize("kind", [STATE, "*.sst", "MANIFEST-*", "CURRENT"])
@pytest.mark.parametrize("removed", [False, True])
def test_a_damaged_file_is_noticed(build_dir: Path, kind: str, removed: bool) -> None:
    folder = build_dir / OLD if kind == STATE else build_dir / OLD / STORE
    file = next(folder.glob(kind))
    if removed:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1])
    assert current(build_dir) is None


def test_what_the_engine_writes_for_itself_may_change(build_dir: Path) -> None:
    store = build_dir / OLD / STORE
    (store / "LOG").write_text("")
    (store / "LOCK").unlink()
    (store / "LOG.old").write_text("more")
    assert current(build_dir) == manifest("aaaa")
    assert holds(build_dir, "old")


def test_a_damaged_one_of_the_same_name_is_replaced(build_dir: Path) -> None:
    write_generation(build_dir, manifest("aaaa"), "new")
    assert holds(build_dir, "new")
    assert names(build_dir) == {OLD, FILE, INTACT, "lock"}


def test_a_reader_of_the_old_one_is_not_disturbed(build_dir: Path) -> None:
    standing = current(build_dir)
    assert standing is not None
    with EmbeddedStore.open(standing.path(build_dir, STORE)) as store:
        write_generation(build_dir, manifest("bbbb"), "new")
        assert store.query('ASK { ?s ?p "old 0" }') == Truth(True)


def test_leavings_of_a_killed_build_are_removed(build_dir: Path) -> None:
    (build_dir / f"{NEWER}.passing" / STORE).mkdir(parents=True)
    (build_dir / f"{OLD}-damaged.passing" / STORE).mkdir(parents=True)
    (build_dir / f"{FILE}.passing").write_text("{")
    write_generation(build_dir, manifest("bbbb"), "new")
    assert names(build_dir) == {OLD, NEW, FILE, INTACT, "lock"}


@pytest.mark.parametrize("step", ["new_store", "_install", "replace_text", "_remove"])
def test_a_build_killed_at_any_step_leaves_one_that_answers(build_dir: Path, step: str) -> None:
    killed = f"""
from espd_kg.build import generation as writing
writing.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_generation(Path(sys.argv[1]), manifest("bbbb"), "new")
"""
    assert ended(started(killed, build_dir))[0] == -signal.SIGKILL
    assert holds(build_dir, "old")
    write_generation(build_dir, manifest("cccc"), "newer")
    assert holds(build_dir, "newer")
    assert names(build_dir) - {OLD, NEW} == {NEWER, FILE, INTACT, "lock"}
    assert len(names(build_dir)) == 5


@pytest.mark.parametrize(
    ("error", "fix"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "Free some space"),
        (OSError("IO error: No space left on device: While appending"), "Free some space"),
        (OSError(errno.EROFS, "Read-only file system"), "the right to write there"),
        (OSError(errno.EIO, "Input/output error"), "can be written"),
    ],
)
@pytest.mark.parametrize("step", ["new_store", "_install", "replace_text"])
def test_a_failing_disk_is_told_and_leaves_the_old_one(
    build_dir: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError, fix: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(writing, step, fail)
        with pytest.raises(InputError, match="the graph cannot be written") as caught:
            write_generation(build_dir, manifest("bbbb"), "new")
    assert caught.value.file == str(build_dir)
    assert fix in str(caught.value)
    assert holds(build_dir, "old")
    assert not any(name.endswith(".passing") for name in names(build_dir))


def test_a_disk_that_takes_no_more_is_told_and_leaves_the_old_one(build_dir: Path) -> None:
    limited = """
import resource
from espd_kg.errors import InputError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    write_generation(Path(sys.argv[1]), manifest("bbbb"), "new", 1000)
except InputError as error:
    print(error)
"""
    _, told = ended(started(limited, build_dir))
    assert "the graph cannot be written: File too large. Free some space" in told
    assert holds(build_dir, "old")
    assert names(build_dir) == {OLD, FILE, INTACT, "lock"}


def test_the_engines_words_on_a_full_disk_are_shortened(
    build_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("IO error: No space left on device: While appending to file: /a/000011.sst")

    monkeypatch.setattr(writing, "new_store", fail)
    with pytest.raises(InputError) as caught:
        write_generation(build_dir, manifest("bbbb"), "new")
    assert caught.value.message == "the graph cannot be written: No space left on device"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "this is no folder, where a folder of the build belongs"),
        (FILE, "this is a folder, where a file of the build belongs"),
        ("lock", "this is a folder, where a file of the build belongs"),
    ],
)
def test_what_stands_in_the_way_is_named(build_dir: Path, name: str, words: str) -> None:
    if name:
        (build_dir / name).unlink()
        (build_dir / name).mkdir()
    else:
        shutil.rmtree(build_dir)
        build_dir.write_text("")
    with pytest.raises(InputError, match=words) as caught:
        prepare(build_dir)
    assert caught.value.file == str(build_dir / name)
    assert "Remove it" in str(caught.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="the graph cannot be written"):
        write_generation(
            tmp_path / "file" / ".espd",
            manifest("aaaa"),
        )


def test_builds_at_the_same_time_take_turns(build_dir: Path) -> None:
    several = """
for _ in range(5):
    write_generation(Path(sys.argv[1]), manifest(sys.argv[2]), sys.argv[2])
"""
    builds = [started(several, build_dir, word) for word in ("1111", "2222", "3333")]
    assert [ended(one)[0] for one in builds] == [0, 0, 0]
    standing = current(build_dir)
    assert standing is not None
    assert holds(build_dir, standing.generation[:4])
    assert {standing.generation, FILE, INTACT, "lock"} <= names(build_dir)
    assert len(names(build_dir)) in (4, 5)


def test_a_manifest_comes_back_as_it_was_written() -> None:
    assert Manifest.from_json(manifest("aaaa").to_json()) == manifest("aaaa")
    assert '"share": 0.7' in manifest("aaaa").to_json()


def test_the_manifest_keeps_the_files(build_dir: Path) -> None:
    standing = current(build_dir)
    assert standing is not None
    content = (build_dir / OLD / STATE).read_bytes()
    assert standing.files[STATE] == Written(len(content), hashlib.sha256(content).hexdigest())
    assert standing.is_intact(build_dir)
    assert Manifest.from_json(standing.to_json()).files == standing.files
    assert not any(Path(name).name.startswith(("LOCK", "LOG")) for name in standing.files)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("counts", '{"triples": 1e400}'),
        ("counts", '{"triples": NaN}'),
        ("counts", '{"triples": 1.5}'),
        ("counts", '{"triples": true}'),
        ("counts", '{"triples": -1}'),
        ("counts", f'{{"triples": {10**300}}}'),
        ("counts", '{"\\ud800": 1}'),
        ("counts", "[" * 100_000),
        ("coverage", '{"d": {"characters": 1e400, "covered": 1, "listedAsNotCoded": 0}}'),
        ("generation", '".."'),
        ("generation", '"/tmp"'),
        ("generation", '"aaaa"'),
        ("generation", "1"),
        ("fingerprint", "null"),
        ("files", "{}"),
        ("files", '{"state.json": 1}'),
        ("files", '{"state.json": {"bytes": 1e400, "sha256": ""}}'),
    ],
)
def test_an_absurd_manifest_counts_as_none(build_dir: Path, field: str, value: str) -> None:
    content = json.loads((build_dir / FILE).read_text())
    content[field] = "HERE"
    (build_dir / FILE).write_text(json.dumps(content).replace('"HERE"', value))
    assert current(build_dir) is None
    write_generation(build_dir, manifest("bbbb"), "new")
    assert holds(build_dir, "new")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"fingerprint": 1}', '"x"'])
def test_what_is_no_manifest_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert current(tmp_path) is None


def test_a_manifest_without_its_generation_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(manifest("aaaa").to_json())
    assert current(tmp_path) is None
    assert current(tmp_path / "none") is None
