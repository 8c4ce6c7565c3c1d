"""An answer loads nothing heavy: what each command imports, seen from outside."""

import os
import subprocess
import sys

import pytest

from support import BuiltWorld

HEAVY = (
    "rdflib",
    "pyshacl",
    "owlrl",
    "pyld",
    "rich",
    "requests",
    "SPARQLWrapper",
    "pandas",
    "lxml",
    "rapidfuzz",
    "iuliia",
)
_PROBE = """
import sys
from espd_kg.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\nLOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(code)
"""


def _loaded(world: BuiltWorld, *words: str) -> set[str]:
    surroundings = {
        **os.environ,
        "ESPD_WORKSPACE": str(world.root),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    outcome = subprocess.run(
        [sys.executable, "-c", _PROBE, *words],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(outcome.stdout.rpartition("LOADED ")[2].split())


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("-h",),
        ("query", "--format", "json"),
        ("query", "commitments", "-h"),
        ("query", "commitments", "--dialogue", "talks-2001", "--cite", "--format", "json"),
        ("query", "commitments", "--cite", "--format", "markdown"),
        ("sparql", "SELECT * { ?s a espd:Dialogue }", "--format", "csv"),
        ("sparql", "DESCRIBE state:ruritania"),
        ("show", "ana-vale"),
        ("export", "-h"),
        ("build",),
        ("__complete", "--", "query", ""),
    ],
    ids=" ".join,
)
def test_an_answer_loads_nothing_heavy(world: BuiltWorld, words: tuple[str, ...]) -> None:
    assert _loaded(world, *words).isdisjoint(HEAVY)


def test_only_a_drawn_table_loads_rich(world: BuiltWorld) -> None:
    assert _loaded(world, "query", "commitments").intersection(HEAVY) == {"rich"}


def test_the_version_loads_no_engine(world: BuiltWorld) -> None:
    assert _loaded(world, "--version").isdisjoint({"pyoxigraph", "yaml"})
