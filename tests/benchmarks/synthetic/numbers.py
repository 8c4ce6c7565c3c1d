"""Choices that look arbitrary and follow from numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")
_MASK: Final = (1 << 64) - 1


def mixed(*seeds: int) -> int:
    """Return a number that the seeds determine and nothing else does."""
    value = 0x9E3779B97F4A7C15
    for seed in seeds:
        value = ((value ^ (seed + 0x632BE59BD9B4E019)) * 0xBF58476D1CE4E5B9) & _MASK
        value = ((value ^ (value >> 29)) * 0x94D049BB133111EB) & _MASK
        value ^= value >> 32
    return value


def pick(choices: Sequence[T], *seeds: int) -> T:
    """Return one of the choices."""
    return choices[mixed(*seeds) % len(choices)]


def shuffled(choices: Sequence[T], *seeds: int) -> list[T]:
    """Return the choices in another order."""
    return [choices[place] for place in sorted(range(len(choices)), key=lambda n: mixed(n, *seeds))]
