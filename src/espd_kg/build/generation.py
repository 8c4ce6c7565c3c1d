"""Writing a generation: whole or not at all, and never under the feet of a reader.

A generation is a folder of its own. It is written under a passing name, renamed when it is whole,
and the manifest, replaced in one step, then points at it. What a killed build leaves is a folder
with a passing name, which the next one removes. The generation before the last stays, for the
reader that looked at the manifest just before it was replaced.
"""

from __future__ import annotations

import errno
import fcntl
import gc
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from espd_kg.build.manifest import FILE, STORE, Manifest, files_of, is_generation, written
from espd_kg.errors import InputError
from espd_kg.replacing import PASSING, replace_text

_DAMAGED: Final = "-damaged"
_CHECK: Final = "check"
_LOCK: Final = "lock"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True)
class Site:
    """The folder of a workspace's builds while it is one process's turn to write there."""

    build_dir: Path

    def standing(self) -> Manifest | None:
        """Return the manifest of the build that stands whole, or None where there is none."""
        manifest = written(self.build_dir)
        return manifest if manifest and manifest.is_intact(self.build_dir) else None

    @contextmanager
    def passing(self, name: str = _CHECK) -> Iterator[Path]:
        """Make a folder under a passing name; it is gone afterwards, unless it was installed."""
        folder = self.build_dir / f"{name}{PASSING}"
        try:
            folder.mkdir()
            yield folder
        except BaseException as error:
            # A store that a frame still holds would go on writing there.
            traceback.clear_frames(error.__traceback__)
            raise
        finally:
            gc.collect()
            shutil.rmtree(folder, ignore_errors=True)

    def install(self, folder: Path, manifest: Manifest, base: Manifest | None) -> Manifest:
        """Give the folder its name and make the manifest point at it; remove older generations.

        Returns the manifest as written, with the files. What `base` shares with it is not read
        again.
        """
        shared = None if base is None else (self.build_dir / base.generation, base.files)
        # A store is closed when nothing holds it any more; until then its files may change.
        gc.collect()
        manifest = replace(manifest, files=files_of(folder, shared))
        before = written(self.build_dir)
        _install(folder, self.build_dir / manifest.generation)
        replace_text(self.build_dir / FILE, manifest.to_json())
        manifest.remember(self.build_dir)
        kept = {one.generation for one in (before, manifest) if one}
        _remove(
            path
            for path in self.build_dir.iterdir()
            if is_generation(path.name) and path.name not in kept
        )
        return manifest


@contextmanager
def turn(build_dir: Path, waiting: Callable[[], None]) -> Iterator[Site]:
    """Wait until no other build writes here, and clear away what a killed one left.

    `waiting` is called where another build has its turn; the system ends the turn of a killed one.

    Raises InputError where the folder cannot be written or the disk is full; what was there
    before is then still there.
    """
    prepare(build_dir)
    with told_to_people(build_dir), (build_dir / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        _remove(path for path in build_dir.iterdir() if _is_passing(path.name))
        yield Site(build_dir)


def prepare(build_dir: Path) -> None:
    """Make the folder and try to write there, so that a long build does not fail at its end.

    Raises InputError where the folder cannot be written.
    """
    with told_to_people(build_dir):
        _clear_of_others(build_dir)
        build_dir.mkdir(parents=True, exist_ok=True)
        (build_dir / _LOCK).touch()
        with tempfile.TemporaryFile(dir=build_dir):
            pass


def new_store(folder: Path) -> ox.Store:
    """Make an empty store in a generation's folder, open for writing."""
    return ox.Store(str(folder / STORE))


def branch(base: Path, folder: Path) -> ox.Store:
    """Make a store in a generation's folder that begins as `base`, sharing its files; to write.

    Raises OSError or RuntimeError where the base cannot be read.
    """
    ox.Store.read_only(str(base)).backup(str(folder / STORE))
    return ox.Store(str(folder / STORE))


@contextmanager
def told_to_people(build_dir: Path) -> Iterator[None]:
    """Raise InputError, with what to do, in the place of the system's errors."""
    try:
        yield
    except OSError as error:
        # The engine's errors have no number, only a long text.
        full = next((code for code in _FULL if os.strerror(code) in str(error)), None)
        reason = error.strerror or (os.strerror(full) if full else str(error))
        if error.errno in _FULL or full:
            fix = "Free some space, then run espd build again."
        elif error.errno in _REFUSED:
            fix = "Give yourself the right to write there, or copy the workspace elsewhere."
        else:
            fix = "See that the folder can be written, then run espd build again."
        raise InputError(
            f"the graph cannot be written: {reason}", file=str(build_dir), fix=fix
        ) from None


def _is_passing(name: str) -> bool:
    stem = name.removesuffix(PASSING)
    whole = stem.removesuffix(_DAMAGED)
    known = stem in (FILE, _CHECK) or is_generation(whole)
    return known and stem != name


def _clear_of_others(build_dir: Path) -> None:
    """Raise InputError where something else stands in the place of a folder or file of a build."""
    wrong = [build_dir] if os.path.lexists(build_dir) and not build_dir.is_dir() else []
    wrong += [path for path in (build_dir / FILE, build_dir / _LOCK) if path.is_dir()]
    for path in wrong:
        place, found = ("folder", "no folder") if path == build_dir else ("file", "a folder")
        raise InputError(
            f"the graph cannot be written: this is {found}, where a {place} of the build belongs",
            file=str(path),
            fix="Remove it, then run espd build again.",
        )


def _install(passing: Path, place: Path) -> None:
    """Give the folder its name; a damaged one of the same name makes way first."""
    if os.path.lexists(place):
        aside = place.with_name(f"{place.name}{_DAMAGED}{PASSING}")
        place.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
    passing.rename(place)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
