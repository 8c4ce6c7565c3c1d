"""The rows of the benchmark: what is compared, the bound, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """What a run of the benchmark is to measure, and where it may write."""

    root: Path
    """The checkout with the real graph."""
    folder: Path
    """Where corpora, their builds and bytecode are kept."""
    sizes: tuple[int, ...]
    """Numbers of dialogues, the smallest first."""
    repetitions: int
    real: bool = True
    """Whether the real graph is measured too."""

    @property
    def bytecode(self) -> Path:
        """The folder for bytecode."""
        return self.folder / "bytecode"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    measure: str
    over: str
    value: str
    bound: str
    met: bool
    detail: str

    @classmethod
    def ratio(cls, measure: str, over: str, ours: float, other: float, most: float) -> Row:
        """Return a row for a ratio that must not be larger than a bound."""
        ratio = ours / other
        detail = f"{ours:.3f} s against {other:.3f} s"
        return cls(measure, over, f"{ratio:.2f}", f"at most {most:g}", ratio <= most, detail)


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a Markdown table, each as its row comes."""
    yield "| measure | over | value | bound | | measured |\n"
    yield "| --- | --- | ---: | --- | --- | --- |\n"
    for row in rows:
        yield (
            f"| {row.measure} | {row.over} | {row.value} | {row.bound} | "
            f"{'PASS' if row.met else 'short'} | {row.detail} |\n"
        )
