"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from espd_kg.errors import InputError

PACKAGE_FILE: Final = "datapackage.json"


def write_file(path: Path, content: bytes) -> None:
    """Write the content to the path, replacing what is there only once all of it is on disk.

    Raises InputError where the path cannot be written; what was there before is then untouched.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a device takes the bytes as they come
        else:
            _replace_file(path.resolve(), content)
    except OSError as error:
        raise unwritable(path, error) from error


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into the folder, which then holds these files and no others.

    Raises InputError where the folder holds anything but an earlier export, or cannot be written.
    """
    target = path.resolve()
    _refuse_foreign(target, path)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        fresh.mkdir()
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        _swap(fresh, target)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def unwritable(path: Path, error: OSError) -> InputError:
    """Return the error in words for the person who named the path."""
    return InputError(
        f"cannot be written: {error.strerror or error}",
        file=str(path),
        fix="Name another place, or make room and allow writing there.",
    )


def _replace_file(target: Path, content: bytes) -> None:
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    earlier = target.with_name(f".{target.name}.{os.getpid()}.old")
    target.rename(earlier)
    try:
        fresh.rename(target)
    except OSError:
        earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _refuse_foreign(target: Path, named: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError("is a file, not a folder", file=str(named), fix="Name a folder.")
    foreign = sorted({entry.name for entry in target.iterdir()} - _exported_names(target))
    if foreign:
        raise InputError(
            f"the folder holds files that no export wrote, such as {foreign[0]}",
            file=str(named),
            fix="Name a folder that is empty or does not exist.",
        )


def _exported_names(folder: Path) -> set[str]:
    """Return the names that an earlier export lists as its own; none where there was none."""
    try:
        package = json.loads((folder / PACKAGE_FILE).read_bytes())
        listed = {str(resource["path"]) for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {PACKAGE_FILE, *listed}
