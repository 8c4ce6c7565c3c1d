"""Shapes, checks and reasoning over a workspace's graph, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from espd_kg.build.compile import Parts
from espd_kg.checks import run_checks
from espd_kg.findings import Finding, Report, Severity
from espd_kg.infer import Inconsistency, Inference
from espd_kg.iris import shorten
from espd_kg.locate import Locator
from espd_kg.namespaces import CHECK
from espd_kg.pipeline.material import Material, read_shapes
from espd_kg.quads import Quad, Triple
from espd_kg.queries.reading import read_check
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.validate import validate
from espd_kg.workspace import Workspace


def examine(
    workspace: Workspace,
    material: Material,
    inference: Inference,
    parts: Parts,
    progress: Callable[[str], None],
) -> Report:
    """Return all that is wrong with the graph.

    Closed shapes look at what was typed, with the class tree; the other shapes at that with links,
    evidence, codes, themes and what was inferred; the style shapes at the ontology; the checks at
    everything together. A run that looked at no data does not conform.
    """
    locator = material.locator
    tree = list(material.class_tree)
    typed = [triple for file in material.data for triple in file.triples]
    known = [*_triples(material.asserted), *tree, *inference.triples]
    terms = [*_triples(material.axioms), *(t for f in material.vocabulary for t in f.triples)]
    asserted_shapes = read_shapes(workspace, workspace.asserted_shape_files())
    shapes = read_shapes(workspace, workspace.shape_files())
    style = read_shapes(workspace, workspace.style_shape_files())
    progress("Validating what was typed")
    of_data = validate([*typed, *tree], asserted_shapes, locator)
    progress("Validating what is known")
    of_data += validate(known, shapes, locator)
    progress("Validating the style of the ontology")
    others = validate(terms, style, locator)
    progress("Running the checks")
    with EmbeddedStore.from_nquads(parts.asserted, parts.inferred, parts.ontology) as store:
        checks = [read_check(path, workspace.relative(path)) for path in workspace.check_files()]
        others += run_checks(store, checks, locator)
    problems = [*_contradictions(inference.inconsistencies, locator), *_emptiness(of_data)]
    return of_data + others + Report.of(problems, {})


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    return ((s, p, o) for s, p, o, _ in quads)


def _contradictions(found: Iterable[Inconsistency], locator: Locator) -> Iterator[Finding]:
    for one in found:
        places = (locator.find(node) for node in one.nodes)
        place = next((place for place in places if place.file), locator.find(None))
        message = one.message
        for node in sorted(one.nodes, key=len, reverse=True):
            message = message.replace(node, shorten(node))
        yield Finding(
            severity=Severity.VIOLATION,
            rule=one.iri,
            rule_name=f"OWL 2 RL, {one.rule}",
            focus=one.nodes[0] if one.nodes else None,
            path=None,
            value=None,
            message=f"This cannot be true: {message}. Correct one of the two statements.",
            file=place.file,
            line=place.line,
        )


def _emptiness(report: Report) -> Iterator[Finding]:
    if report.looked_at == 0:
        yield Finding(
            severity=Severity.VIOLATION,
            rule=CHECK + "something-examined",
            rule_name="something-examined",
            focus=None,
            path=None,
            value=None,
            message="No shape found anything to look at: data/ or the shapes are empty.",
        )
