"""Whether the everyday path and the references come to the same graph and the same report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.builds import corpus
from benchmarks.measuring import espd, must
from benchmarks.rows import Asked, Row
from benchmarks.synthetic.writing import write_corpus

_SIZES: Final = (10, 100)
_SHARE: Final = 0.05
_SAMPLE: Final = 30


def identity(asked: Asked) -> Iterator[Row]:
    """Yield whether closure and reports are those of owlrl and pyshacl, graph by graph."""
    if asked.real:
        real = asked.folder / "real"
        shutil.rmtree(real, ignore_errors=True)
        shutil.copytree(asked.root / "data", real / "data")
        yield from _compared(asked, real, "the real graph")
    for size in (n for n in _SIZES if n <= max(asked.sizes)):
        yield from _compared(asked, corpus(asked, size), f"{size} dialogues")
    for turn in range(1 if max(asked.sizes) < 1000 else 3):
        yield from _compared(asked, _spoiled(asked, turn), f"sample {turn + 1} with mistakes")


def _spoiled(asked: Asked, turn: int) -> Path:
    """Return a small corpus in which some dialogues, or all, have a mistake."""
    size = min(_SAMPLE, max(asked.sizes)) + turn
    folder = asked.folder / f"spoiled-{size}"
    write_corpus(folder, size, 1.0 if turn else _SHARE)
    return folder


def _compared(asked: Asked, folder: Path, name: str) -> Iterator[Row]:
    everyday = espd(folder, "validate", "--format", "json", bytecode=asked.bytecode)
    checked = espd(folder, "validate", "--format", "json", "--validator", "pyshacl",
                   "--reasoner", "owlrl", bytecode=asked.bytecode)  # fmt: skip
    same = everyday.output == checked.output and everyday.code == checked.code in (0, 1)
    yield _row("report, both ways", name, same, everyday.output, checked.output)
    if everyday.code == 0:
        ours, theirs = (_closure(folder, name) for name in ("sparql", "owlrl"))
        yield _row("closure, both ways", name, ours == theirs, ours, theirs)


def _closure(folder: Path, reasoner: str) -> bytes:
    must(espd(folder, "build", "--reasoner", reasoner))
    return must(espd(folder, "export", "--format", "nquads", "--inferred")).output


def _row(measure: str, over: str, same: bool, ours: bytes, theirs: bytes) -> Row:
    one, other = (set(content.splitlines()) for content in (ours, theirs))
    detail = f"{len(one)} lines" if same else f"{len(one - other)} more, {len(other - one)} fewer"
    return Row(measure, over, "same" if same else "differs", "same", same, detail)
