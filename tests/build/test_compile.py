"""A generation appears whole or not at all, whatever happens on the way."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from espd_kg.build import compile as compiling
from espd_kg.build.compile import write_generation
from espd_kg.build.manifest import FILE, STORE, Manifest, current, generation_name
from espd_kg.errors import InputError
from espd_kg.results import Truth
from espd_kg.stores.embedded import EmbeddedStore
from pipeline.generations import manifest, parts


def holds(build_dir: Path, word: str) -> bool:
    standing = current(build_dir)
    assert standing is not None
    with EmbeddedStore.open(standing.path(build_dir, STORE)) as store:
        return store.query(f'ASK {{ ?s ?p "{word} 0" }}') == Truth(True)


def names(build_dir: Path) -> set[str]:
    return {path.name for path in build_dir.iterdir()}


def started(code: str, build_dir: Path, *words: str) -> subprocess.Popen[str]:
    """Start a process of its own: the store's threads do not survive a fork."""
    head = (
        f"import os, signal, sys; from pathlib import Path; sys.path[:0] = {sys.path!r}\n"
        "from espd_kg.build.compile import write_generation\n"
        "from pipeline.generations import manifest, parts\n"
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
    write_generation(folder, parts("old"), manifest("aaaa"))
    return folder


def test_a_generation_is_written_and_the_manifest_points_at_it(build_dir: Path) -> None:
    assert current(build_dir) == manifest("aaaa")
    assert holds(build_dir, "old")
    assert names(build_dir) == {"aaaa", FILE, "lock"}


def test_the_next_one_replaces_it(build_dir: Path) -> None:
    write_generation(build_dir, parts("new"), manifest("bbbb"))
    assert current(build_dir) == manifest("bbbb")
    assert holds(build_dir, "new")
    assert names(build_dir) == {"bbbb", FILE, "lock"}


def test_a_damaged_one_of_the_same_name_is_replaced(build_dir: Path) -> None:
    write_generation(build_dir, parts("new"), manifest("aaaa"))
    assert holds(build_dir, "new")
    assert names(build_dir) == {"aaaa", FILE, "lock"}


def test_a_reader_of_the_old_one_is_not_disturbed(build_dir: Path) -> None:
    standing = current(build_dir)
    assert standing is not None
    with EmbeddedStore.open(standing.path(build_dir, STORE)) as store:
        write_generation(build_dir, parts("new"), manifest("bbbb"))
        assert store.query('ASK { ?s ?p "old 0" }') == Truth(True)


def test_leavings_of_a_killed_build_are_removed(build_dir: Path) -> None:
    (build_dir / "cccc.passing" / STORE).mkdir(parents=True)
    (build_dir / f"{FILE}.passing").write_text("{")
    write_generation(build_dir, parts("new"), manifest("bbbb"))
    assert names(build_dir) == {"bbbb", FILE, "lock"}


@pytest.mark.parametrize("step", ["_write_parts", "_install", "_replace_text", "_remove"])
def test_a_build_killed_at_any_step_leaves_one_that_answers(build_dir: Path, step: str) -> None:
    killed = f"""
from espd_kg.build import compile as compiling
compiling.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_generation(Path(sys.argv[1]), parts("new"), manifest("bbbb"))
"""
    assert ended(started(killed, build_dir))[0] == -signal.SIGKILL
    assert holds(build_dir, "old")
    write_generation(build_dir, parts("newer"), manifest("cccc"))
    assert holds(build_dir, "newer")
    assert names(build_dir) == {"cccc", FILE, "lock"}


@pytest.mark.parametrize(
    ("error", "fix"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "Free some space"),
        (OSError("IO error: No space left on device: While appending"), "Free some space"),
        (OSError(errno.EROFS, "Read-only file system"), "the right to write there"),
        (OSError(errno.EIO, "Input/output error"), "can be written"),
    ],
)
@pytest.mark.parametrize("step", ["_write_parts", "_install", "_replace_text"])
def test_a_failing_disk_is_told_and_leaves_the_old_one(
    build_dir: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError, fix: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(compiling, step, fail)
        with pytest.raises(InputError, match="the graph cannot be written") as caught:
            write_generation(build_dir, parts("new"), manifest("bbbb"))
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
    write_generation(Path(sys.argv[1]), parts("new", 1000), manifest("bbbb"))
except InputError as error:
    print(error)
"""
    _, told = ended(started(limited, build_dir))
    assert "the graph cannot be written: File too large. Free some space" in told
    assert holds(build_dir, "old")
    assert names(build_dir) == {"aaaa", FILE, "lock"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="the graph cannot be written"):
        write_generation(tmp_path / "file" / ".espd", parts(), manifest("aaaa"))


def test_builds_at_the_same_time_take_turns(build_dir: Path) -> None:
    several = """
for _ in range(5):
    write_generation(Path(sys.argv[1]), parts(sys.argv[2]), manifest(sys.argv[2]))
"""
    builds = [started(several, build_dir, word) for word in ("one", "two", "three")]
    assert [ended(one)[0] for one in builds] == [0, 0, 0]
    standing = current(build_dir)
    assert standing is not None
    assert holds(build_dir, standing.generation)
    assert names(build_dir) == {standing.generation, FILE, "lock"}


def test_a_manifest_comes_back_as_it_was_written() -> None:
    assert Manifest.from_json(manifest("aaaa").to_json()) == manifest("aaaa")
    assert '"share": 0.7' in manifest("aaaa").to_json()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"fingerprint": 1}', '"x"'])
def test_what_is_no_manifest_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert current(tmp_path) is None


def test_a_manifest_without_its_generation_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(manifest("aaaa").to_json())
    assert current(tmp_path) is None
    assert current(tmp_path / "none") is None


def test_the_reference_has_a_generation_of_its_own() -> None:
    assert generation_name("0123456789abcdefff", "sparql") == "0123456789abcdef"
    assert generation_name("0123456789abcdefff", "owlrl") == "0123456789abcdef-owlrl"
