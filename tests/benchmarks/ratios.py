"""What commands and builds cost beside the least, or the plain way, that does the same.

    python tests/benchmarks/ratios.py [--only ROW ...] [--sizes 100,1000,10000] [--into FOLDER]

Both sides of a ratio are measured in the same run, as CPU seconds of whole processes with their
children, the smallest of the repetitions where a run is short. Only the ratios mean something on
another machine. 10,000 dialogues take long: leave them out with --sizes 100,1000.
"""

import argparse
import sys
import tempfile
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.rows import Asked, Row

ROOT = Path(__file__).resolve().parents[2]
ROWS = ("cold", "idle", "plain", "growth", "change", "queries", "identity")


def main(arguments: list[str] | None = None) -> int:
    """Measure the rows that are asked for, print each as it comes, return 1 where one is short."""
    sys.path.insert(0, str(ROOT / "tests"))
    from benchmarks.measuring import machine
    from benchmarks.rows import Asked, table

    options = _parser().parse_args(arguments)
    print(machine(), flush=True)
    short = False
    with tempfile.TemporaryDirectory() as passing:
        folder = options.into or Path(passing)
        asked = Asked(ROOT, folder, tuple(sorted(options.sizes)), options.repetitions)
        for name in options.only or ROWS:
            print(flush=True)
            rows: list[Row] = []
            for line in table(_kept(_measures()[name](asked), rows)):
                print(line, end="", flush=True)
            short = short or not all(row.met for row in rows)
    return int(short)


def _kept(rows: "Iterator[Row]", kept: "list[Row]") -> "Iterator[Row]":
    for row in rows:
        kept.append(row)
        yield row


def _measures() -> "dict[str, Callable[[Asked], Iterator[Row]]]":
    from benchmarks.asking import queries
    from benchmarks.builds import against_plain, growth, one_change
    from benchmarks.commands import cold_query, idle_build
    from benchmarks.identity import identity

    found = (cold_query, idle_build, against_plain, growth, one_change, queries, identity)
    return dict(zip(ROWS, found, strict=True))


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the graph beside the least that works.")
    parser.add_argument("--only", choices=ROWS, action="append", help="measure these rows alone")
    parser.add_argument("--sizes", type=_sizes, default=[100, 1000, 10000], help="dialogues")
    parser.add_argument("--repetitions", type=int, default=7, help="of short runs")
    parser.add_argument("--into", type=Path, help="keep corpora and builds in this folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
