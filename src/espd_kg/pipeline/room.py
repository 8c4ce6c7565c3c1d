"""How much room there is in memory for a graph, and how to get by with it."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_SHARE: Final = 0.5
"""The share of the free memory that a build may take."""
_UNKNOWN: Final = 1_000_000_000
_ARENAS: Final = -8
"""M_ARENA_MAX of malloc.h."""
_COLLAPSE: Final = 25
"""MADV_COLLAPSE of mman.h, which Linux has since 6.1."""
_HUGE_PAGE: Final = 2 << 20
_TURTLE_TO_MEMORY: Final = 14
"""How many bytes a graph with its conclusions takes in memory for one byte of Turtle."""


def fits_in_memory(turtle: int) -> bool:
    """Whether a graph of so many bytes of Turtle can be built in memory."""
    return turtle * _TURTLE_TO_MEMORY < _free() * _SHARE


def share_heap() -> None:
    """Let the threads of this process that come take memory from one heap, where glibc gives it.

    Else each has its own, and what one of them gives back is of no use to the others.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENAS, 1)


def gather_heap() -> None:
    """Have the heap that is there lie in huge pages, where Linux knows how.

    Who looks things up all over gigabytes of small pages waits for the addresses of the pages.
    """
    with suppress(OSError, AttributeError, ValueError):
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for start, end in _heap():
            first, last = -(-start // _HUGE_PAGE) * _HUGE_PAGE, end // _HUGE_PAGE * _HUGE_PAGE
            if first < last:
                advise(first, last - first, _COLLAPSE)


def trim_heap() -> None:
    """Give back to the machine what is free in the heap, where glibc can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _heap() -> list[tuple[int, int]]:
    """Return where the heap of this process begins and ends."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    ranges = (line.split()[0].split("-") for line in lines if line.endswith("[heap]"))
    return [(int(start, 16), int(end, 16)) for start, end in ranges]


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
