"""Text files, character by character as they are."""

from __future__ import annotations

from pathlib import Path

from espd_kg.errors import InputError


def refuse_byte_order_mark(text: str, name: str) -> None:
    """Raise InputError, calling the file `name`, where its text begins with a byte order mark."""
    if text.startswith("\ufeff"):
        raise InputError(
            "the file begins with a byte order mark", file=name, line=1, fix="Save it without one."
        )


def read_text(path: Path, name: str) -> str:
    """Return a file's characters untouched: no line ending or byte order mark is changed.

    Raises InputError, calling the file `name`, where it cannot be read or is not UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"the file cannot be read: {reason}", file=name) from None
    return decoded(content, name)


def decoded(content: bytes, name: str) -> str:
    """Return the characters of a file's bytes; raises InputError where they are not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {content[error.start]:#04x} is not UTF-8",
            file=name,
            line=content.count(b"\n", 0, error.start) + 1,
            fix="Save the file as UTF-8.",
        ) from None
