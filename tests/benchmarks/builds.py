"""What full and partial builds cost, against the plain way and against other sizes."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.measuring import Run, espd, must, python
from benchmarks.rows import Asked, Row
from benchmarks.synthetic.writing import write_corpus

_PLAIN: Final = Path(__file__).with_name("plain.py")
_PLAIN_SIZES: Final = (10, 100)
_CHANGED_SIZE: Final = 1000
_MOST_MEMORY: Final = 6000.0
_AIM: Final = 30.0
_ENOUGH: Final = 33.0


def corpus(asked: Asked, size: int) -> Path:
    """Return a workspace with so many dialogues, written first where it is missing."""
    folder = asked.folder / f"corpus-{size}"
    if not (folder / "data" / "dataset.ttl").exists():
        write_corpus(folder, size)
    return folder


def built(asked: Asked, size: int) -> Path:
    """Return a workspace with so many dialogues, built."""
    folder = corpus(asked, size)
    must(espd(folder, "build", bytecode=asked.bytecode))
    return folder


def full(asked: Asked, size: int, *options: str) -> Run:
    """Build a workspace from nothing, and return what it took."""
    folder = corpus(asked, size)
    shutil.rmtree(folder / ".espd", ignore_errors=True)
    return must(espd(folder, "build", *options, bytecode=asked.bytecode))


def against_plain(asked: Asked) -> Iterator[Row]:
    """Yield how many times faster the full build is than rdflib, owlrl and pyshacl.

    Where the plain way has taken enough to show it, it is stopped: it would go on for hours.
    """
    for size in (n for n in _PLAIN_SIZES if n <= max(asked.sizes)):
        ours = full(asked, size)
        words = (str(_PLAIN), str(corpus(asked, size)))
        other = python(*words, bytecode=asked.bytecode, most=_ENOUGH * ours.cpu)
        stopped = other.code == -signal.SIGXCPU
        if not stopped:
            must(other)
        times = other.cpu / ours.cpu
        bound = f"at least {_AIM:g}" if size == max(_PLAIN_SIZES) else "-"
        ending = ", stopped there" if stopped else ""
        detail = f"{ours.cpu:.1f} s against {other.cpu:.1f} s{ending}, {ours.peak:.0f} MB"
        detail += f" against {other.peak:.0f} MB"
        met = bound == "-" or times >= _AIM
        value = f"over {times:.1f}" if stopped else f"{times:.1f}"
        yield Row("plain way / full build", f"{size} dialogues", value, bound, met, detail)


def growth(asked: Asked) -> Iterator[Row]:
    """Yield what a dialogue costs in larger builds against the smallest one.

    One worker does it all at every size: a small build has no use for more, and workers that share
    a core or a cache cost each other time.
    """
    first: float | None = None
    for size in asked.sizes:
        run = full(asked, size, "--workers", "1")
        each = run.cpu / size
        first = each if first is None else first
        met = each <= 1.3 * first and run.peak < _MOST_MEMORY
        detail = f"{run.cpu:.1f} s, {each * 1000:.1f} ms a dialogue, {run.peak:.0f} MB"
        yield Row("cost of a dialogue / at the smallest", f"{size} dialogues",
                  f"{each / first:.2f}", "at most 1.3, under 6 GB", met, detail)  # fmt: skip


def one_change(asked: Asked) -> Iterator[Row]:
    """Yield what a build costs after one file has changed, against a full build."""
    size = min(_CHANGED_SIZE, max(asked.sizes))
    whole = full(asked, size)
    for name, (path, text) in _changes(corpus(asked, size)).items():
        before = path.read_text(encoding="utf-8")
        try:
            path.write_text(text, encoding="utf-8")
            change = must(espd(corpus(asked, size), "build", bytecode=asked.bytecode))
        finally:
            path.write_text(before, encoding="utf-8")
        built(asked, size)
        share = 100 * change.cpu / whole.cpu
        detail = f"{change.cpu:.3f} s against {whole.cpu:.1f} s"
        yield Row(f"one changed file ({name}) / full build", f"{size} dialogues",
                  f"{share:.2f} %", "at most 2 %", share <= 2, detail)  # fmt: skip


def _changes(folder: Path) -> dict[str, tuple[Path, str]]:
    """Return files with another text: small changes, and one on which much hangs."""
    data = folder / "data"
    unclaimed = {path.stem for path in (data / "dialogues").glob("*.ttl")}
    unclaimed -= {path.stem for path in (data / "claims").glob("*.ttl")}
    dialogues = [data / "dialogues" / f"{stem}.ttl" for stem in sorted(unclaimed)]
    sources = sorted((data / "sources").glob("*.ttl"))
    return {
        "a code": _changed(sources, "code:P0", "code:P1"),
        "a theme": _changed(
            sources, r"espd:theme (?!.*\btheme:trade\b)", "espd:theme theme:trade, "
        ),
        "a person": _changed(sorted((data / "people").glob("*.ttl")), 'label "', 'label "Dr '),
        "an initiative": _changed(
            sorted((data / "initiatives").glob("*.ttl")), 'label "', 'label "The '
        ),
        "an edition's date": _changed(
            dialogues, r'startDate "(\d+-\d+)-\d\d"', r'startDate "\1-07"'
        ),
    }


def _changed(files: Sequence[Path], pattern: str, other: str) -> tuple[Path, str]:
    """Return the file amid these that has the pattern, with another text in the first place."""
    for path in files[len(files) // 2 :]:
        text = path.read_text(encoding="utf-8")
        changed = re.sub(pattern, other, text, count=1)
        if changed != text:
            return path, changed
    raise LookupError(f"no file has {pattern}")
