"""On the graph as it is, the compiled program, the general rules and the reference agree.

None finds a contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.synthetic.writing import write_corpus
from espd_kg.infer import Inference, Reasoner, infer
from espd_kg.infer.program import Program
from espd_kg.infer.terms import stored
from espd_kg.text_files import read_text
from espd_kg.workspace import Workspace
from graphs import asserted, axioms, triples_of
from infer.compiled import built, concluded, in_store

ROOT = Path(__file__).parents[2]


DIALOGUES = 2
"""How many of a generated corpus the reference takes in its stride."""


def inferred(reasoner: Reasoner, workspace: Workspace) -> Inference:
    known = triples_of([*asserted(workspace), *axioms(workspace)])
    rules = [(path.name, read_text(path, path.name)) for path in workspace.rule_files()]
    return infer(known, rules, reasoner)


def test_the_compiled_program_says_what_the_whole_graph_says(tmp_path: Path) -> None:
    workspace = Workspace.find(None, ROOT, tmp_path)
    files: dict[str, set[ox.Triple]] = defaultdict(set)
    for subject, predicate, value, graph in (*asserted(workspace), *axioms(workspace)):
        about = "ontology" if "/ontology/" in graph else str(graph)
        files[about].add(in_store((subject, predicate, value)))
    rules = [(path.name, read_text(path, path.name)) for path in workspace.rule_files()]
    program = Program.of(files["ontology"], rules)
    stored_files = {name: set(stored(triples)) for name, triples in files.items()}
    store = built(program, stored_files)
    assert not any(program.needs_whole(t) for name, t in stored_files.items() if name != "ontology")
    general = {in_store(t) for t in inferred("sparql", workspace).triples}
    assert concluded(store) == set(stored(general))
    for clash in program.clashes:
        found = store.query(clash.text, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        assert not list(found)


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["real", "generated"])
def test_the_two_reasoners_agree_triple_by_triple(corpus: str, tmp_path: Path) -> None:
    workspace = Workspace.find(None, ROOT, tmp_path)
    if corpus == "generated":
        write_corpus(tmp_path, DIALOGUES)
        workspace = Workspace.find(tmp_path, tmp_path, tmp_path)
    ours, reference = inferred("sparql", workspace), inferred("owlrl", workspace)
    assert set(ours.triples) == set(reference.triples)
    assert ours.triples
    assert ours.inconsistencies == reference.inconsistencies == ()
