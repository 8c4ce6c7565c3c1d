"""What commands cost beside the least that could do the same, both measured in one run.

    python tests/benchmarks/ratios.py [REPETITIONS]

CPU seconds of whole processes, the smallest of the repetitions, with bytecode compiled before. Only
the ratios mean something on another machine.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph

from espd_kg.build.manifest import STORE
from espd_kg.pipeline import ensure, open_store
from espd_kg.queries.catalogue import find_query
from espd_kg.questions import bound_text
from espd_kg.workspace import Workspace

ROOT: Final = Path(__file__).resolve().parents[2]
_QUERY: Final = ("query", "commitments", "--dialogue", "espd-2024", "--format", "json")
_BARE_QUERY: Final = """
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
for row in store.query(sys.argv[2], use_default_graph_as_union=True):
    print(*row)
"""


@dataclass(frozen=True)
class Pair:
    """Something of ours, and the least that could do the same, as arguments of Python."""

    measure: str
    ours: tuple[str, ...]
    least: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """CPU seconds of both sides."""

    measure: str
    ours: float
    least: float

    @property
    def ratio(self) -> float:
        """How many times the least ours costs."""
        return self.ours / self.least


def pairs(workspace: Workspace) -> tuple[Pair, ...]:
    """Return what is measured on a workspace, which is built first where that is needed."""
    store = ensure(workspace).path(workspace.build_dir, STORE)
    espd = ("-m", "espd_kg", "--workspace", str(workspace.root))
    with open_store(workspace) as opened:
        query = find_query(workspace.query_files(), "commitments")
        text = bound_text(opened, query, {"dialogue": "espd-2024"})
    bare = ("-c", _BARE_QUERY, str(store), text)
    return (
        Pair("espd --version / python -c pass", (*espd, "--version"), ("-c", "pass")),
        Pair("espd query / pyoxigraph, same store and text", (*espd, *_QUERY), bare),
        Pair("the same, drawn as a table", (*espd, *_QUERY[:-1], "table"), bare),
        Pair("the same, in rdflib", (*espd, *_QUERY, "--engine", "rdflib"), bare),
        Pair("espd build, nothing changed / import pyoxigraph", (*espd, "build"),
             ("-c", "import pyoxigraph")),
    )  # fmt: skip


def measured(pair: Pair, repetitions: int, bytecode: Path) -> Measured:
    """Return the CPU seconds of both sides, taken in turn after one run that does not count."""
    ours, least = [], []
    for _ in range(repetitions + 1):
        ours.append(_cpu_seconds(pair.ours, bytecode))
        least.append(_cpu_seconds(pair.least, bytecode))
    return Measured(pair.measure, min(ours[1:]), min(least[1:]))


def table(results: Sequence[Measured]) -> str:
    """Return the results as Markdown, with what they were measured on."""
    rows = [f"| {r.measure} | {r.ratio:.1f} | {r.ours:.3f} | {r.least:.3f} |\n" for r in results]
    return (
        f"Python {platform.python_version()}, pyoxigraph {pyoxigraph.__version__}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores\n\n"
        "| measure | ratio | ours, CPU s | least, CPU s |\n| --- | ---: | ---: | ---: |\n"
        + "".join(rows)
    )


def _cpu_seconds(arguments: Sequence[str], bytecode: Path) -> float:
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    surroundings["PYTHONPYCACHEPREFIX"] = str(bytecode)
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], env=surroundings, stdout=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main(repetitions: int) -> str:
    """Measure every pair on the checkout and return the table."""
    workspace = Workspace.find(None, ROOT, ROOT)
    with tempfile.TemporaryDirectory() as bytecode:
        return table([measured(p, repetitions, Path(bytecode)) for p in pairs(workspace)])


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
