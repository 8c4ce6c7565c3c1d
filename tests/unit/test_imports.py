"""What an answer from the compiled store may load: nothing that takes long."""

import subprocess
import sys
from pathlib import Path

import espd_kg

PROGRAM = """
import sys
import espd_kg.questions, espd_kg.queries.catalogue, espd_kg.stores.embedded
import espd_kg.results_formats, espd_kg.workspace
heavy = {"rdflib", "pyshacl", "owlrl", "rich", "SPARQLWrapper", "pyld", "requests", "pyparsing"}
print(*sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""


def test_asking_a_stored_query_loads_no_heavy_module() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(espd_kg.__file__).parent.parent)},
    )
    assert done.stdout.split() == []
