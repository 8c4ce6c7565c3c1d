"""A command loads what it needs and no more: loading takes longer than most answers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from espd_kg.build.manifest import QUERIES, written
from espd_kg.queries.catalogue import Catalogue
from espd_kg.queries.compiled import to_text
from espd_kg.workspace import Workspace

HEAVY = {
    *("rdflib", "pyshacl", "owlrl", "SPARQLWrapper", "pyparsing", "pyld", "requests", "rich"),
    *("yaml", "asyncio", "inspect", "dataclasses", "argparse", "gettext", "difflib", "textwrap"),
    *("urllib.request", "shutil", "subprocess", "logging", "tempfile", "decimal", "datetime"),
    *("hashlib", "threading", "pathlib", "typing"),
    *("re", "enum", "json", "functools", "contextlib", "collections"),
    *("espd_kg.stores.lexer", "espd_kg.queries.front_matter", "espd_kg.pipeline.steps"),
    *("espd_kg.linking", "espd_kg.reconciling", "espd_kg.stores.remote"),
}
PROGRAM = """
import sys
from espd_kg.cli import main
code = main(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def compiled_world(copied_world: Path) -> Path:
    """A world whose last build compiled the stored queries, and whose files were seen."""
    workspace = Workspace.find(copied_world, copied_world, copied_world)
    manifest = written(workspace.build_dir)
    assert manifest is not None
    queries = Catalogue.load(workspace.query_files(), workspace.relative).queries
    manifest.path(workspace.build_dir, QUERIES).write_text(to_text(queries.values()), "utf-8")
    # Files that have just been written are not trusted to stand, and hashed again.
    time.sleep(2.1)
    loaded(copied_world, "build")
    return copied_world


def loaded(world: Path, *words: str) -> set[str]:
    """The modules that a command loads in a fresh process."""
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PROGRAM, "--workspace", str(world), *words]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "words",
    [
        ("commitments", "--format", "json"),
        ("commitments", "--format", "csv"),
        ("provisions", "--theme", "trade", "--format=json", "--timeout", "9"),
    ],
    ids=" ".join,
)
def test_a_stored_query_loads_nothing_heavy(compiled_world: Path, words: tuple[str, ...]) -> None:
    assert loaded(compiled_world, "query", *words) & HEAVY == set()


def test_a_query_that_could_ask_outside_loads_no_client_where_it_does_not(
    compiled_world: Path,
) -> None:
    assert loaded(compiled_world, "query", "officials-online", "--format", "json") & HEAVY == set()


def test_an_ordinary_query_knows_nothing_of_what_lies_outside(compiled_world: Path) -> None:
    found = loaded(compiled_world, "query", "commitments", "--format", "json")
    assert "espd_kg.cli.query_online" not in found


def test_a_build_with_nothing_changed_loads_nothing_heavy(compiled_world: Path) -> None:
    assert loaded(compiled_world, "build") & HEAVY == set()


def test_the_version_loads_no_engine() -> None:
    assert loaded(Path("missing"), "--version") & (HEAVY | {"pyoxigraph"}) == set()
