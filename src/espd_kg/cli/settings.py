"""What the surroundings say, read once: the environment is looked at nowhere else."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from typing import Final, Self

from espd_kg.surroundings import cache_folder

PLAIN_WIDTH: Final = 120
"""How wide text for people is where there is no terminal to fit."""


@dataclass(frozen=True)
class Settings:
    """The folder to work in, where to keep a packaged graph's build, and what the terminal can."""

    workspace: Path | None
    start: Path
    cache: Path
    width: int | None
    color: bool
    progress: bool
    tracebacks: bool

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the settings out of the environment and the standard streams.

        ESPD_WORKSPACE names the workspace, NO_COLOR takes the colour away, ESPD_TRACEBACK=1 shows
        where an unforeseen failure came from; COLUMNS and XDG_CACHE_HOME mean what they always do.
        """
        named = environment.get("ESPD_WORKSPACE")
        terminal = _is_terminal(sys.stdout)
        return cls(
            workspace=Path(named) if named else None,
            start=Path.cwd(),
            cache=cache_folder(environment),
            width=get_terminal_size().columns if terminal or "COLUMNS" in environment else None,
            color=terminal and "NO_COLOR" not in environment and environment.get("TERM") != "dumb",
            progress=_is_terminal(sys.stderr) and environment.get("TERM") != "dumb",
            tracebacks=bool(environment.get("ESPD_TRACEBACK")),
        )


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())
