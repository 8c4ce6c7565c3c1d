"""What commands cost on the real graph, beside the least that could do the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from benchmarks.measuring import espd, least, must, python
from benchmarks.rows import Asked, Row
from espd_kg.queries.binding import bind
from espd_kg.queries.reading import read_query

_QUERY: Final = ("query", "commitments", "--dialogue", "espd-2024", "--format", "json")
_DIALOGUE: Final = NamedNode("https://w3id.org/espd/id/dialogue/espd-2024")
_BARE_QUERY: Final = """
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
for row in store.query(sys.argv[2], use_default_graph_as_union=True):
    print(*row)
"""


def store_of(workspace: Path) -> Path:
    """Return where the compiled store of a built workspace lies."""
    build = workspace / ".espd"
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    return Path(build, manifest["generation"], "store")


def cold_query(asked: Asked) -> Iterator[Row]:
    """Yield what a cold query costs against a bare interpreter with the same store and text."""
    must(espd(asked.root, "build"))
    query = read_query(asked.root / "queries" / "commitments.rq")
    text = bind(query, {"dialogue": _DIALOGUE})
    bare = ("-c", _BARE_QUERY, str(store_of(asked.root)), text)
    ours, other = [], []
    for _ in range(asked.repetitions + 1):
        ours.append(must(espd(asked.root, *_QUERY, bytecode=asked.bytecode)))
        other.append(must(python(*bare, bytecode=asked.bytecode)))
    yield Row.ratio("cold query / bare pyoxigraph", "the real graph", least(ours[1:]),
                    least(other[1:]), 1.5)  # fmt: skip


def idle_build(asked: Asked) -> Iterator[Row]:
    """Yield what a build with nothing changed costs against importing pyoxigraph."""
    must(espd(asked.root, "build"))
    ours, other = [], []
    for _ in range(asked.repetitions + 1):
        ours.append(must(espd(asked.root, "build", bytecode=asked.bytecode)))
        other.append(must(python("-c", "import pyoxigraph", bytecode=asked.bytecode)))
    yield Row.ratio("build, nothing changed / import pyoxigraph", "the real graph",
                    least(ours[1:]), least(other[1:]), 3)  # fmt: skip
