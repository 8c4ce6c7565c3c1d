"""Writing a generation: whole or not at all, and never under the feet of a reader.

A generation is a folder of its own. It is written under a passing name, renamed when it is whole,
and the manifest, replaced in one step, then points at it. What a killed build leaves is a folder
with a passing name, which the next one removes. The generation before the last stays, for the
reader that looked at the manifest just before it was replaced.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from espd_kg.build.manifest import (
    ASSERTED,
    FILE,
    GENERATION,
    INFERRED,
    ONTOLOGY,
    STORE,
    Manifest,
    files_of,
    written,
)
from espd_kg.errors import InputError

_PASSING: Final = ".passing"
_DAMAGED: Final = "-damaged"
_LOCK: Final = "lock"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True)
class Parts:
    """The N-Quads of a generation; together they are what the store holds."""

    asserted: bytes
    inferred: bytes
    ontology: bytes


def prepare(build_dir: Path) -> None:
    """Make the folder and try to write there, so that a long build does not fail at its end.

    Raises InputError where the folder cannot be written.
    """
    with _told_to_people(build_dir):
        _clear_of_others(build_dir)
        build_dir.mkdir(parents=True, exist_ok=True)
        (build_dir / _LOCK).touch()
        with tempfile.TemporaryFile(dir=build_dir):
            pass


def write_generation(build_dir: Path, parts: Parts, manifest: Manifest) -> Manifest:
    """Write the parts and their store, make the manifest point at them, remove older ones.

    Builds at the same time take turns here; the last one wins. Returns the manifest as written,
    with the files.

    Raises InputError where the folder cannot be written or the disk is full; what was there
    before is then still there.
    """
    prepare(build_dir)
    with _told_to_people(build_dir), _turn(build_dir):
        _remove(path for path in build_dir.iterdir() if _is_passing(path.name))
        before = written(build_dir)
        passing = build_dir / f"{manifest.generation}{_PASSING}"
        try:
            _write_parts(passing, parts)
            manifest = replace(manifest, files=files_of(passing))
            _install(passing, build_dir / manifest.generation)
            _replace_text(build_dir / FILE, manifest.to_json())
        finally:
            shutil.rmtree(passing, ignore_errors=True)
        kept = {one.generation for one in (before, manifest) if one}
        _remove(
            path
            for path in build_dir.iterdir()
            if GENERATION.fullmatch(path.name) and path.name not in kept
        )
    return manifest


def _is_passing(name: str) -> bool:
    stem = name.removesuffix(_PASSING)
    known = stem == FILE or GENERATION.fullmatch(stem.removesuffix(_DAMAGED)) is not None
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


def _write_parts(folder: Path, parts: Parts) -> None:
    folder.mkdir()
    for name, content in (
        (ASSERTED, parts.asserted),
        (INFERRED, parts.inferred),
        (ONTOLOGY, parts.ontology),
    ):
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    store = ox.Store(str(folder / STORE))
    for content in (parts.asserted, parts.inferred, parts.ontology):
        store.bulk_load(content, ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store


def _install(passing: Path, place: Path) -> None:
    """Give the folder its name; a damaged one of the same name makes way first."""
    if os.path.lexists(place):
        aside = place.with_name(f"{place.name}{_DAMAGED}{_PASSING}")
        place.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
    passing.rename(place)


def _replace_text(path: Path, text: str) -> None:
    passing = path.with_name(path.name + _PASSING)
    try:
        with passing.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _turn(build_dir: Path) -> Iterator[None]:
    """Wait until no other build writes here; the system ends the turn of a killed one."""
    with (build_dir / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _told_to_people(build_dir: Path) -> Iterator[None]:
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
