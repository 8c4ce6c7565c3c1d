"""Which files a build reads, and what is in them, without reading again what did not change.

A file counts as unchanged while its size, its times and its inode are those that it had when it
was hashed. One that was written to shortly before that is hashed again each time: a second change
within one tick of the clock would leave no trace. Git guards its index in the same way.
"""

from __future__ import annotations

import os
from _thread import get_ident

from espd_kg.errors import InputError
from espd_kg.records import read_json
from espd_kg.version import VERSION
from espd_kg.workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final, TypeAlias

    from espd_kg.workspace import StrPath

SEEN: Final = "inputs.json"
"""The name of the file, in the folder of builds, that remembers what was seen."""

PASSING: Final = ".passing"
"""How the name of a file ends while it is written."""

_TOO_YOUNG: Final = 2_000_000_000
"""Nanoseconds; the coarsest clock of a file system ticks every two seconds."""

_PRIME: Final = 1_000_000_007

_Look: TypeAlias = "list[int]"
"""A file from outside: its size, when it and its entry last changed, and its inode."""


class Inputs:
    """All files that a build reads."""

    __slots__ = ("fingerprint", "hashes")

    def __init__(self, fingerprint: str, hashes: Mapping[str, str]) -> None:
        """Hold one hash over everything, the version included, and each file's SHA-256 by name."""
        self.fingerprint = fingerprint
        self.hashes = hashes


def observe(workspace: Workspace, seen: StrPath | None) -> Inputs:
    """Return the workspace's files as they are, hashing only those that may have changed.

    `seen` is a file that remembers the hashes from one time to the next; it is replaced as a
    whole. Where it is damaged it is ignored, and where it cannot be written nothing is remembered.

    Raises InputError for what cannot be read, and for what would be passed over in silence.
    """
    try:
        return _observed(workspace, seen)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"the file cannot be read: {reason}", file=error.filename) from None


def _observed(workspace: Workspace, seen: StrPath | None) -> Inputs:
    memory = _remembered(seen)
    looks: dict[str, _Look] = {}
    doubtful: dict[str, str] = {}
    for name, entry in workspace.inputs():
        stat = entry.stat()
        changed, entry_changed = stat.st_mtime_ns, stat.st_ctime_ns
        look = looks[name] = [stat.st_size, changed, entry_changed, stat.st_ino]
        known = memory.looks.get(name) == look
        if not known or changed >= memory.trusted_until or entry_changed >= memory.trusted_until:
            doubtful[name] = entry.path
    if memory.fingerprint and not doubtful and len(looks) == len(memory.looks):
        return Inputs(memory.fingerprint, memory.hashes)
    with _Writing(seen) as writing:
        hashes = {
            name: _digest(doubtful[name]) if name in doubtful else memory.hashes[name]
            for name in sorted(looks)
        }
        found = Inputs(_fingerprint(hashes), hashes)
        writing.write(_Memory(looks, found, writing.began))
    return found


class _Memory:
    """What was seen last time, and the moment from which on a change may have left no trace."""

    def __init__(self, looks: Mapping[str, _Look], found: Inputs, began: int) -> None:
        self.looks, self.began = looks, began
        self.fingerprint, self.hashes = found.fingerprint, found.hashes
        self.trusted_until = began - _TOO_YOUNG

    def to_text(self) -> str:
        """Return the memory as JSON, behind the sum by which damage is noticed."""
        import json  # mostly there is nothing to write

        content = [VERSION, self.fingerprint, self.began, self.looks, self.hashes]
        body = json.dumps(content, separators=(",", ":"))
        return f"[{_sum(body)},\n{body}]\n"


_NOTHING: Final = _Memory({}, Inputs("", {}), 0)


def _remembered(seen: StrPath | None) -> _Memory:
    """Return what the file remembers: nothing where it is damaged or of another version."""
    if seen is None:
        return _NOTHING
    try:
        with open(seen, encoding="utf-8") as file:
            head, _, rest = file.read().partition("\n")
        body = rest[:-2]
        if head != f"[{_sum(body)}," or rest[-2:] != "]\n":
            return _NOTHING
        version, fingerprint, began, looks, hashes = read_json(body)
    except (OSError, ValueError):
        return _NOTHING
    return _Memory(looks, Inputs(fingerprint, hashes), began) if version == VERSION else _NOTHING


def _sum(text: str) -> int:
    """Return a sum that tells a damaged text: its bytes as one number, modulo a prime."""
    return int.from_bytes(text.encode(), "big") % _PRIME


class _Writing:
    """A memory that is being written, beside the old one; where that is not possible, none is."""

    def __init__(self, seen: StrPath | None) -> None:
        # Several processes and threads may write at the same time; the last one wins.
        self._seen = seen
        self._passing = f"{seen}.{os.getpid()}.{get_ident()}{PASSING}"
        self._is_open = False
        self.began = 0
        """When the file system's own clock says that this began."""

    def __enter__(self) -> _Writing:
        if self._seen is not None:
            try:
                with open(self._passing, "xb") as file:
                    self._is_open = True
                    self.began = os.fstat(file.fileno()).st_mtime_ns
            except OSError:
                pass
        return self

    def write(self, memory: _Memory) -> None:
        """Put the memory in the place of the old one, where it can be written."""
        if not self._is_open or self._seen is None:
            return
        try:
            with open(self._passing, "w", encoding="utf-8") as file:
                file.write(memory.to_text())
            os.replace(self._passing, self._seen)
            self._is_open = False
        except OSError:
            pass

    def __exit__(self, *_: object) -> None:
        if self._is_open:
            try:
                os.unlink(self._passing)
            except OSError:
                self._is_open = False


def _fingerprint(hashes: Mapping[str, str]) -> str:
    # No name of a file holds a zero.
    lines = "".join(f"{digest} {name}\0" for name, digest in hashes.items())
    return _sha256(f"espd-kg {VERSION}\n{lines}".encode("utf-8", "surrogateescape"))


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return _sha256(file.read())


def _sha256(content: bytes) -> str:
    # Loading OpenSSL takes longer than all else here, and mostly there is nothing to hash.
    from hashlib import sha256

    return sha256(content).hexdigest()
