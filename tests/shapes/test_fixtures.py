"""Every shape refuses what it should, names the thing, and lets the rest pass."""

from collections.abc import Iterable, Iterator

import pytest
from rdflib import RDF, SH, URIRef
from rdflib.term import Node

from espd_kg.namespaces import SHAPES
from shapes import bench

ALL = bench.fixtures()
REFUSED = [fixture for fixture in ALL if fixture.refused]
ACCEPTED = [fixture for fixture in ALL if not fixture.refused]
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
NOT_RULES = {RDF.type, SH.property, SH.severity, SH.message, *TARGETS}


@pytest.mark.parametrize("chosen", bench.SETS)
def test_the_base_is_without_fault(chosen: str) -> None:
    report = bench.validated(chosen, bench.base(chosen))
    assert not report.findings, report.to_text()
    assert report.looked_at > 0


@pytest.mark.parametrize("batch", bench.batches(REFUSED), ids=lambda batch: batch[0].name)
def test_refused_fixtures_fire_what_they_name_and_no_more(batch: list[bench.Fixture]) -> None:
    report = bench.run(batch)
    expected = {place for fixture in batch for place in fixture.fires}
    assert {(f.rule, f.focus) for f in report.findings} == expected, report.to_text()
    assert not report.conforms
    for finding in report.findings:
        assert "{?" not in finding.message, finding.message


@pytest.mark.parametrize("fixture", REFUSED, ids=lambda fixture: fixture.name)
def test_a_refused_fixture_names_a_rule_of_its_shape(fixture: bench.Fixture) -> None:
    assert {str(rule) for rule in rules_of(fixture.shape)} & {rule for rule, _ in fixture.fires}


@pytest.mark.parametrize("batch", bench.batches(ACCEPTED), ids=lambda batch: batch[0].name)
def test_accepted_fixtures_pass(batch: list[bench.Fixture]) -> None:
    report = bench.run(batch)
    assert not report.findings, f"{[fixture.name for fixture in batch]}\n{report.to_text()}"


def test_every_shape_has_both_kinds_of_fixture() -> None:
    shapes = {shape for chosen in bench.SETS for shape in targeted(chosen)}
    assert len(shapes) > 90
    assert {fixture.shape for fixture in ACCEPTED} == shapes
    assert {fixture.shape for fixture in REFUSED} == shapes


def test_every_rule_is_seen_to_fire() -> None:
    fired = {rule for fixture in REFUSED for rule, _ in fixture.fires}
    rules = {str(rule) for c in bench.SETS for shape in targeted(c) for rule in rules_of(shape)}
    assert sorted(rules - fired) == []


def targeted(chosen: str) -> set[str]:
    """Return the names of the shapes that look for things on their own."""
    graph = bench.shapes_graph(chosen)
    nodes = {node for target in TARGETS for node in graph.subjects(target, None)}
    return {str(node).removeprefix(SHAPES) for node in nodes}


def rules_of(shape: str) -> Iterator[Node]:
    """Yield what may fire for a shape: its property shapes, and itself where it asks something."""
    graph = bench.shapes_graph(bench.set_of(shape))
    node = URIRef(SHAPES + shape)
    yield from graph.objects(node, SH.property)
    if any(asks(graph.predicates(node, None))):
        yield node


def asks(predicates: Iterable[Node]) -> Iterator[bool]:
    return (str(p).startswith(str(SH)) and p not in NOT_RULES for p in predicates)
