"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

PASSING: Final = ".passing"
"""How the name of a file or folder ends while it is written."""


def write_part(path: str | os.PathLike[str], text: str) -> None:
    """Write a part of a generation so that it outlives a loss of power."""
    _write(path, text.encode())


def replace_text(path: str | os.PathLike[str], text: str) -> None:
    """Put the text in the place of a file, in one step."""
    replace_bytes(path, text.encode())


def replace_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Put the bytes in the place of a file, in one step."""
    passing = f"{os.fspath(path)}{PASSING}"
    try:
        _write(passing, content)
        os.replace(passing, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(passing)


def _write(path: str | os.PathLike[str], content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
