"""The steps of a build, with all that they load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, cast, get_args

from rdflib.namespace import RDF
from rdflib.term import URIRef

from espd_kg.build.compile import Parts, prepare, write_generation
from espd_kg.build.manifest import Manifest, Share, generation_name
from espd_kg.coverage import coverage
from espd_kg.errors import ConformanceError, InputError
from espd_kg.findings import Report
from espd_kg.infer import Inference, Reasoner, infer
from espd_kg.literals import silent_literals
from espd_kg.namespaces import ESPD, GRAPH_INFERRED
from espd_kg.pipeline.examination import examine
from espd_kg.pipeline.material import Material, gather
from espd_kg.quads import Quad, write_nquads
from espd_kg.text_files import read_text
from espd_kg.workspace import Workspace

_COUNTED: Final = {
    "dialogues": "Dialogue",
    "officials": "Official",
    "provisions": "Provision",
    "commitments": "Commitment",
    "passages": "Passage",
}


def build_generation(
    workspace: Workspace, fingerprint: str, reasoner: str, progress: Callable[[str], None]
) -> Manifest:
    """Read, reason, validate and compile; raises as `pipeline.build` does."""
    prepare(workspace.build_dir)
    with silent_literals():
        material, inference, parts, report = _run(workspace, (), reasoner, progress)
    if not report.conforms:
        raise ConformanceError("the data does not conform, nothing was built", report)
    progress("Compiling the store")
    manifest = _manifest(material, inference, parts, fingerprint, reasoner)
    return write_generation(workspace.build_dir, parts, manifest)


def examine_workspace(
    workspace: Workspace,
    extra_files: Sequence[Path],
    reasoner: str,
    progress: Callable[[str], None],
) -> Report:
    """Read, reason and validate; raises as `pipeline.check` does."""
    with silent_literals():
        return _run(workspace, extra_files, reasoner, progress)[-1]


def _run(
    workspace: Workspace,
    extra_files: Sequence[Path],
    reasoner: str,
    progress: Callable[[str], None],
) -> tuple[Material, Inference, Parts, Report]:
    progress("Reading the files")
    material = gather(workspace, extra_files)
    progress("Reasoning")
    known = ((s, p, o) for quads in (material.asserted, material.axioms) for s, p, o, _ in quads)
    inference = infer(known, _rules(workspace), _reasoner(reasoner))
    parts = Parts(
        asserted=write_nquads(material.asserted),
        inferred=write_nquads(_inferred_quads(inference)),
        ontology=write_nquads(material.axioms),
    )
    return material, inference, parts, examine(workspace, material, inference, parts, progress)


def _rules(workspace: Workspace) -> list[tuple[str, str]]:
    paths = workspace.rule_files()
    names = [workspace.relative(path) for path in paths]
    return [(name, read_text(path, name)) for path, name in zip(paths, names, strict=True)]


def _reasoner(name: str) -> Reasoner:
    for known in get_args(Reasoner):
        if name == known:
            return cast(Reasoner, known)
    raise InputError(f"there is no reasoner named {name!r}", fix="Use sparql or owlrl.")


def _inferred_quads(inference: Inference) -> Iterable[Quad]:
    graph = URIRef(GRAPH_INFERRED)
    return ((s, p, o, graph) for s, p, o in inference.triples)


def _manifest(
    material: Material, inference: Inference, parts: Parts, fingerprint: str, reasoner: str
) -> Manifest:
    asserted = [(s, p, o) for s, p, o, _ in material.asserted]
    types = {(s, o) for s, p, o in (*asserted, *inference.triples) if p == RDF.type}
    counts = {
        name: sum(kind == URIRef(ESPD + of) for _, kind in types) for name, of in _COUNTED.items()
    }
    counts["triples"] = parts.asserted.count(b"\n") + parts.inferred.count(b"\n")
    shares = {
        one.document: Share(one.characters, one.covered, one.listed_as_not_coded)
        for one in coverage(asserted)
    }
    generation = generation_name(fingerprint, reasoner)
    return Manifest(fingerprint, generation, reasoner, counts, shares)
