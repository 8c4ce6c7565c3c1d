"""How much room there is in memory for a graph."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_SHARE: Final = 0.5
"""The share of the free memory that a build may take."""
_UNKNOWN: Final = 1_000_000_000
_TURTLE_TO_MEMORY: Final = 14
"""How many bytes a graph with its conclusions takes in memory for one byte of Turtle."""


def fits_in_memory(turtle: int) -> bool:
    """Whether a graph of so many bytes of Turtle can be built in memory."""
    return turtle * _TURTLE_TO_MEMORY < _free() * _SHARE


def _free() -> int:
    """Return the bytes of memory that are free for the asking."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        (line,) = (line for line in lines if line.startswith("MemAvailable:"))
        return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        try:
            return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            return _UNKNOWN
