"""What tests share: where things are, a compiled world, and what a command left."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from espd_kg.build.manifest import Manifest
from espd_kg.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
MADE_UP_WORLD = Path(__file__).parent / "fixtures" / "workspace"


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class BuiltWorld:
    """A compiled workspace."""

    workspace: Workspace
    manifest: Manifest

    @property
    def root(self) -> Path:
        """The folder to name with --workspace."""
        return self.workspace.root

    @property
    def generation(self) -> Path:
        """The folder of the compiled graph."""
        return self.workspace.build_dir / self.manifest.generation


Espd: TypeAlias = Callable[..., Outcome]
