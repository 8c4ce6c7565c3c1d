"""What a build left behind, and whether it still stands."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FILE: Final = "manifest.json"
STORE: Final = "store"
ASSERTED: Final = "asserted.nq"
INFERRED: Final = "inferred.nq"
ONTOLOGY: Final = "ontology.nq"
GENERATION: Final = re.compile(r"[0-9a-f]{16}(-owlrl)?")
_NQUADS: Final = (ASSERTED, INFERRED, ONTOLOGY)
_IN_USE: Final = ("LOCK", "LOG", "IDENTITY", "OPTIONS")
_MOST: Final = 2**63


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Written:
    """A file as it was written: its size in bytes and its SHA-256."""

    size: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """One generation of the compiled graph: where it lies, what it was made of, what it holds."""

    fingerprint: str
    generation: str
    reasoner: str
    counts: Mapping[str, int]
    coverage: Mapping[str, Share]
    files: Mapping[str, Written] = field(default_factory=dict, compare=False)
    """Each file of the generation, by its path in it."""

    def path(self, build_dir: Path, part: str) -> Path:
        """Return where a part of the generation lies."""
        return build_dir / self.generation / part

    def stands(self, build_dir: Path) -> bool:
        """Whether every file of the generation is there, as large as it was written."""
        folder = build_dir / self.generation
        if not all(part in self.files for part in _NQUADS):
            return False
        try:
            return all(
                (folder / name).stat().st_size == file.size for name, file in self.files.items()
            )
        except (OSError, ValueError):
            return False

    def is_intact(self, build_dir: Path) -> bool:
        """Whether every file of the generation holds what was written; reads them all."""
        folder = build_dir / self.generation
        try:
            return self.stands(build_dir) and all(
                _digest(folder / name) == file.digest for name, file in self.files.items()
            )
        except OSError:
            return False

    def to_json(self) -> str:
        """Return the manifest as JSON, without a date."""
        content = {
            "fingerprint": self.fingerprint,
            "generation": self.generation,
            "reasoner": self.reasoner,
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
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Return the manifest that `to_json` wrote; raises ValueError on anything else."""
        try:
            content = json.loads(text)
            if not GENERATION.fullmatch(content["generation"]):
                raise ValueError(f"this is no generation: {content['generation']!r}")
            return cls(
                _word(content["fingerprint"]),
                content["generation"],
                _word(content["reasoner"]),
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


def files_of(generation: Path) -> dict[str, Written]:
    """Return a generation's files, without those that the engine writes for itself."""
    return {
        path.relative_to(generation).as_posix(): Written(path.stat().st_size, _digest(path))
        for path in _lasting(generation)
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lasting(generation: Path) -> Iterator[Path]:
    yield from (generation / part for part in _NQUADS)
    for path in sorted((generation / STORE).iterdir()):
        if not path.name.startswith(_IN_USE):
            yield path


def generation_name(fingerprint: str, reasoner: str) -> str:
    """Return the folder of a build: the reference reasoner's stands apart from the everyday one."""
    return fingerprint[:16] if reasoner == "sparql" else f"{fingerprint[:16]}-{reasoner}"


def current(build_dir: Path) -> Manifest | None:
    """Return the manifest of the build that stands, or None where there is none that is whole."""
    manifest = written(build_dir)
    return manifest if manifest and manifest.stands(build_dir) else None


def written(build_dir: Path) -> Manifest | None:
    """Return the manifest as it was written, whether its generation stands or not."""
    try:
        return Manifest.from_json((build_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
