"""On the graph as it is, the everyday reasoner and the reference give the same triples.

Neither finds a contradiction.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from espd_kg.infer import Inference, Reasoner, infer
from espd_kg.pipeline.material import gather
from espd_kg.text_files import read_text
from espd_kg.workspace import Workspace

ROOT = Path(__file__).parents[2]


def inferred(reasoner: Reasoner, cache: Path) -> Inference:
    workspace = Workspace.find(None, ROOT, cache)
    material = gather(workspace)
    known = [(s, p, o) for quads in (material.asserted, material.axioms) for s, p, o, _ in quads]
    rules = [(path.name, read_text(path, path.name)) for path in workspace.rule_files()]
    return infer(known, rules, reasoner)


@pytest.mark.slow
def test_the_two_reasoners_agree_triple_by_triple(tmp_path: Path) -> None:
    ours, reference = inferred("sparql", tmp_path), inferred("owlrl", tmp_path)
    assert set(ours.triples) == set(reference.triples)
    assert ours.triples
    assert ours.inconsistencies == reference.inconsistencies == ()
