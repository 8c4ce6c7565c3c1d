"""What the surroundings say, read once: the environment is looked at nowhere else."""

from __future__ import annotations

import os
import sys
import time

from espd_kg.records import record
from espd_kg.surroundings import cache_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final, Self

PLAIN_WIDTH: Final = 120
"""How wide text for people is where there is no terminal to fit."""

_USUAL_WIDTH: Final = 80


@record(frozen=True)
class Settings:
    """The folder to work in, where to keep a packaged graph's build, and what the terminal can."""

    workspace: str | None
    start: str
    cache: str
    width: int | None
    color: bool
    progress: bool
    tracebacks: bool
    user: str | None = None
    password: str | None = None
    author: str | None = None
    today: str = ""
    contact: str = ""
    endpoints: tuple[str, ...] = ()

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the settings out of the environment and the standard streams.

        ESPD_WORKSPACE names the workspace, NO_COLOR takes the colour away, ESPD_TRACEBACK=1 shows
        where an unforeseen failure came from, ESPD_USER and ESPD_PASSWORD are for the endpoint that
        a command names, ESPD_AUTHOR signs decisions on links and ESPD_TODAY dates them instead of
        the clock; ESPD_CONTACT is told to the data sets that are asked, and ESPD_ENDPOINTS names
        further query services that may be, separated by spaces; COLUMNS and XDG_CACHE_HOME mean
        what they always do.
        """
        named = environment.get("ESPD_WORKSPACE")
        terminal = _is_terminal(sys.stdout)
        return cls(
            workspace=named or None,
            start=os.getcwd(),
            cache=cache_folder(environment),
            width=_width(environment) if terminal or "COLUMNS" in environment else None,
            color=terminal and "NO_COLOR" not in environment and environment.get("TERM") != "dumb",
            progress=_is_terminal(sys.stderr) and environment.get("TERM") != "dumb",
            tracebacks=bool(environment.get("ESPD_TRACEBACK")),
            user=environment.get("ESPD_USER") or None,
            password=environment.get("ESPD_PASSWORD"),
            author=environment.get("ESPD_AUTHOR") or None,
            today=environment.get("ESPD_TODAY") or time.strftime("%Y-%m-%d"),
            contact=environment.get("ESPD_CONTACT", "").strip(),
            endpoints=tuple(environment.get("ESPD_ENDPOINTS", "").split()),
        )

    def at(self, folder: str) -> Settings:
        """Return the same settings with another workspace."""
        return Settings(**{**vars(self), "workspace": folder})

    def __repr__(self) -> str:
        """Name the folders; nothing of what is secret."""
        return f"Settings(workspace={self.workspace!r}, start={self.start!r}, cache={self.cache!r})"


def _width(environment: Mapping[str, str]) -> int:
    """Return the width that COLUMNS names, else that of the terminal, as `shutil` finds it."""
    named = environment.get("COLUMNS", "")
    if named.isdecimal() and int(named) > 0:
        return int(named)
    if sys.__stdout__ is None:
        return _USUAL_WIDTH
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        return _USUAL_WIDTH


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())
