"""What a build left behind, and whether it still stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = "manifest.json"
STORE: Final = "store"
ASSERTED: Final = "asserted.nq"
INFERRED: Final = "inferred.nq"
ONTOLOGY: Final = "ontology.nq"
PARTS: Final = (STORE, ASSERTED, INFERRED, ONTOLOGY)


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
class Manifest:
    """One generation of the compiled graph: where it lies, what it was made of, what it holds."""

    fingerprint: str
    generation: str
    reasoner: str
    counts: Mapping[str, int]
    coverage: Mapping[str, Share]

    def path(self, build_dir: Path, part: str) -> Path:
        """Return where a part of the generation lies."""
        return build_dir / self.generation / part

    def stands(self, build_dir: Path) -> bool:
        """Whether every part of the generation is there."""
        return all(self.path(build_dir, part).exists() for part in PARTS)

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
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Return the manifest that `to_json` wrote; raises ValueError on anything else."""
        try:
            content = json.loads(text)
            return cls(
                str(content["fingerprint"]),
                str(content["generation"]),
                str(content["reasoner"]),
                {str(name): int(number) for name, number in content["counts"].items()},
                {
                    str(document): Share(
                        int(share["characters"]),
                        int(share["covered"]),
                        int(share["listedAsNotCoded"]),
                    )
                    for document, share in content["coverage"].items()
                },
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no manifest: {error}") from None


def generation_name(fingerprint: str, reasoner: str) -> str:
    """Return the folder of a build: the reference reasoner's stands apart from the everyday one."""
    return fingerprint[:16] if reasoner == "sparql" else f"{fingerprint[:16]}-{reasoner}"


def current(build_dir: Path) -> Manifest | None:
    """Return the manifest of the build that stands, or None where there is none that is whole."""
    try:
        manifest = Manifest.from_json((build_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if manifest.stands(build_dir) else None
