"""What a build left behind, and whether it still stands."""

from __future__ import annotations

import os
from types import MappingProxyType

from espd_kg.records import read_json, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Final

    from espd_kg.workspace import StrPath

# Whoever asks a graph that stands comes by here: nothing is loaded that takes longer than asking.

FILE: Final = "manifest.json"
STORE: Final = "store"
EXAMINED: Final = "examined"
"""The store without snapshots, where there are any: what was reasoned upon and validated."""

STATE: Final = "state.json"
WRITTEN: Final = "written.tsv"
QUERIES: Final = "queries.json"
INTACT: Final = "intact.json"
_PARTS: Final = (STATE, WRITTEN, QUERIES)
_IN_USE: Final = ("LOCK", "LOG", "IDENTITY", "OPTIONS")
_MOST: Final = 2**63
_DIGITS: Final = frozenset("0123456789abcdef")
_ENGINES: Final = ("", "-owlrl", "-pyshacl", "-owlrl-pyshacl")


def is_generation(name: str) -> bool:
    """Whether a folder of builds may hold a generation under this name."""
    return len(name) >= 16 and _DIGITS.issuperset(name[:16]) and name[16:] in _ENGINES


@record(frozen=True)
class Share:
    """How much of one document is coded."""

    characters: int
    covered: int
    listed_as_not_coded: int

    @property
    def share(self) -> float:
        """What is covered or listed, as a share of the whole, 0 to 1."""
        accounted = self.covered + self.listed_as_not_coded
        return accounted / self.characters if self.characters else 1.0


@record(frozen=True)
class Written:
    """A file as it was written: its size in bytes and its SHA-256."""

    size: int
    digest: str


@record(frozen=True)
class Manifest:
    """One generation of the compiled graph: where it lies, what it was made of, what it holds."""

    fingerprint: str
    generation: str
    reasoner: str
    validator: str
    counts: Mapping[str, int]
    coverage: Mapping[str, Share]
    files: Mapping[str, Written] = MappingProxyType({})
    """Each file of the generation, by its path in it."""

    def __eq__(self, other: object) -> bool:
        """Whether both say the same of the graph; the engine never writes the same files twice."""
        return isinstance(other, Manifest) and self._said() == other._said()

    def __hash__(self) -> int:
        """The same for the same generation."""
        return hash(self.generation)

    def _said(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "files"}

    def path(self, build_dir: Path, part: str) -> Path:
        """Return where a part of the generation lies."""
        return build_dir / self.generation / part

    def stands(self, build_dir: StrPath) -> bool:
        """Whether every file of the generation is there, as large as it was written."""
        return self._looks(build_dir) is not None

    def is_intact(self, build_dir: StrPath) -> bool:
        """Whether every file of the generation holds what was written.

        They are read only where one of them was touched since they were last read.
        """
        looks = self._looks(build_dir)
        if looks is None:
            return False
        if looks == _remembered(build_dir):
            return True
        folder = os.path.join(build_dir, self.generation)
        try:
            whole = all(
                _digest(os.path.join(folder, name)) == file.digest
                for name, file in self.files.items()
            )
        except OSError:
            return False
        if whole:
            self.remember(build_dir)
        return whole

    def remember(self, build_dir: StrPath) -> None:
        """Note how the files look that hold what was written, where that is possible."""
        import json

        from espd_kg.replacing import replace_text

        try:
            replace_text(os.path.join(build_dir, INTACT), json.dumps(self._looks(build_dir)))
        except OSError:
            return

    def _looks(self, build_dir: StrPath) -> dict[str, list[int]] | None:
        """Return size, time and inode of each file; None where one is missing or of another size.

        The time is that of the content: sharing a file with another generation changes the other.
        """
        folder = f"{build_dir}/{self.generation}/"
        looks = {}
        if not all(part in self.files for part in _PARTS):
            return None
        try:
            for name, file in self.files.items():
                stat = os.stat(folder + name)
                if stat.st_size != file.size:
                    return None
                looks[name] = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        except (OSError, ValueError):
            return None
        return looks

    def to_json(self) -> str:
        """Return the manifest as JSON, without a date."""
        content = {
            "fingerprint": self.fingerprint,
            "generation": self.generation,
            "reasoner": self.reasoner,
            "validator": self.validator,
            "counts": dict(self.counts),
            "coverage": {
                document: {
                    "characters": share.characters,
                    "covered": share.covered,
                    "listedAsNotCoded": share.listed_as_not_coded,
                    "share": round(share.share, 4),
                }
                for document, share in self.coverage.items()
            },
            "files": {
                name: {"bytes": file.size, "sha256": file.digest}
                for name, file in self.files.items()
            },
        }
        import json  # loaded by who writes, and not by those who ask

        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Return the manifest that `to_json` wrote; raises ValueError on anything else."""
        try:
            content = read_json(text)
            if not is_generation(content["generation"]):
                raise ValueError(f"this is no generation: {content['generation']!r}")
            return cls(
                _word(content["fingerprint"]),
                content["generation"],
                _word(content["reasoner"]),
                _word(content["validator"]),
                {_word(name): _number(number) for name, number in content["counts"].items()},
                {
                    _word(document): Share(
                        _number(share["characters"]),
                        _number(share["covered"]),
                        _number(share["listedAsNotCoded"]),
                    )
                    for document, share in content["coverage"].items()
                },
                {
                    _word(name): Written(_number(file["bytes"]), _word(file["sha256"]))
                    for name, file in content["files"].items()
                },
            )
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"this is no manifest: {error}") from None


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"this is no text: {value!r}")
    value.encode()  # refuses half a character
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST:
        raise ValueError(f"this is no count: {value!r}")
    return value


def files_of(
    generation: Path, shared: tuple[Path, Mapping[str, Written]] | None = None
) -> dict[str, Written]:
    """Return a generation's files, without those that the engine writes for itself.

    `shared` is another generation with its files: those that are the same file are not read again.
    """
    return {
        name: _known(path, name, shared) or Written(path.stat().st_size, _digest(path))
        for name, path in _lasting(generation)
    }


def _known(
    path: Path, name: str, shared: tuple[Path, Mapping[str, Written]] | None
) -> Written | None:
    if shared is None or name not in shared[1]:
        return None
    try:
        same = path.samefile(shared[0] / name)
    except OSError:
        return None
    return shared[1][name] if same else None


def _remembered(build_dir: StrPath) -> object:
    try:
        with open(os.path.join(build_dir, INTACT), encoding="utf-8") as file:
            return read_json(file.read())
    except (OSError, ValueError, RecursionError):
        return None


def _digest(path: StrPath) -> str:
    import hashlib

    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lasting(generation: Path) -> Iterator[tuple[str, Path]]:
    yield from ((part, generation / part) for part in _PARTS)
    stores = [name for name in (EXAMINED, STORE) if name == STORE or (generation / name).is_dir()]
    for name in stores:
        for path in sorted((generation / name).iterdir()):
            if not path.name.startswith(_IN_USE):
                yield f"{name}/{path.name}", path


def current(build_dir: StrPath) -> Manifest | None:
    """Return the manifest of the build that stands, or None where there is none that is whole."""
    manifest = written(build_dir)
    return manifest if manifest and manifest.stands(build_dir) else None


def written(build_dir: StrPath) -> Manifest | None:
    """Return the manifest as it was written, whether its generation stands or not."""
    try:
        with open(os.path.join(build_dir, FILE), encoding="utf-8") as file:
            return Manifest.from_json(file.read())
    except (OSError, ValueError):
        return None
