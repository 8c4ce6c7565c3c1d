"""Every shape of the project is compiled, and finds in a spoilt graph what the reference finds.

That both find the same in each fixture is looked at wherever a fixture runs.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
import pytest
from rdflib.term import URIRef

from espd_kg.findings import Severity
from espd_kg.infer import infer
from espd_kg.namespaces import GRAPH_INFERRED, ID, RDFS, XSD
from espd_kg.quads import write_nquads
from espd_kg.validate.scope import Kind
from espd_kg.validate.whole import Validation
from espd_kg.workspace import Workspace
from graphs import asserted, axioms, triples_of
from shapes import bench
from support import ROOT

SCOPES: dict[str, Kind] = {"asserted": "asserted", "inferred": "known", "style": "ontology"}
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
ODD: tuple[ox.Literal, ...] = (
    *(ox.Literal(" x "), ox.Literal("x", language="fr"), ox.Literal("Ünï\n"), ox.Literal(7)),
    *(ox.Literal(True), ox.Literal("2023", datatype=ox.NamedNode(XSD + "gYear"))),
    *(
        ox.Literal(words, datatype=ox.NamedNode(XSD + name))
        for words, name in (
            *(("2023-02-30", "date"), ("abc", "date"), ("abc", "integer"), ("a b", "anyURI")),
        )
    ),
)


@pytest.mark.parametrize("chosen", SCOPES)
def test_no_shape_of_the_project_is_left_to_the_reference(chosen: str) -> None:
    plan = bench.validation(chosen).plan
    assert list(zip(plan.unsupported, plan.reasons, strict=True)) == []
    assert plan.targets


@pytest.mark.parametrize("chosen", SCOPES)
def test_the_graph_as_it_is_breaks_no_shape(chosen: str) -> None:
    found = compiled(chosen).whole(stored(real()))
    assert not [one for one in found.results if one.severity is Severity.VIOLATION]
    assert sum(found.examined.values()) > 100


# rdflib compares literals that have no order by what Python is about to forbid.
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
@pytest.mark.parametrize("chosen", SCOPES)
def test_a_graph_spoilt_in_many_ways_is_reported_alike(chosen: str) -> None:
    store = stored(spoilt(real(), changes=800))
    found, expected = compiled(chosen).whole(store), compiled(chosen).reference(store)
    assert found.results == expected.results, found.results ^ expected.results
    assert found.examined == expected.examined
    assert len({result.rule for result in found.results}) > 10


@cache
def real() -> tuple[ox.Quad, ...]:
    """Return the project's own graph: what is written, and what is inferred from it."""
    workspace = Workspace.find(ROOT, ROOT, ROOT)
    stated = [*asserted(workspace), *axioms(workspace)]
    rules = [(path.stem, path.read_text()) for path in workspace.rule_files()]
    added = infer(triples_of(stated), rules).triples
    quads = [*stated, *((s, p, o, URIRef(GRAPH_INFERRED)) for s, p, o in added)]
    return tuple(ox.parse(write_nquads(quads), format=ox.RdfFormat.N_QUADS))


@cache
def compiled(chosen: str) -> Validation:
    """Return a set of shapes as it looks at the project's own graph."""
    graphs = sorted({str(quad.graph_name)[1:-1] for quad in real()})
    terms = [graph for graph in graphs if "/graph/ontology/" in graph]
    foreign = [graph for graph in graphs if "/graph/data/" not in graph or "/links/" in graph]
    names = ((), terms) if chosen == "style" else (foreign, ())
    both = bench.validation(chosen)
    return Validation(both.shapes, both.class_tree, SCOPES[chosen], *names)


def stored(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def spoilt(quads: Iterable[ox.Quad], changes: int) -> set[ox.Quad]:
    """Return the graph with changes to every property: values lost, wrong, elsewhere or twice."""
    # With other seeds rdflib or pyshacl break off over "abc"^^xsd:integer and its like.
    chance = random.Random(3)
    ordered = sorted(quads, key=str)
    things = sorted({q.subject for q in ordered if str(q.subject).startswith(f"<{ID}")}, key=str)
    graphs = sorted({quad.graph_name for quad in ordered}, key=str)
    by_property = defaultdict(list)
    for quad in ordered:
        if quad.predicate != SUBCLASS:
            by_property[quad.predicate].append(quad)
    made = set(ordered)
    properties = sorted(by_property, key=str)
    for number in range(changes):
        about = by_property[properties[number % len(properties)]]
        s, p, o, g = chance.choice(about)
        other = chance.choice([chance.choice(about).object, *ODD, chance.choice(things)])
        thing = chance.choice(things)
        if number % 7 < 3:
            made.discard(ox.Quad(s, p, o, g))
        made.add(
            (
                *(ox.Quad(s, p, other, g), ox.Quad(thing, p, o, g), ox.Quad(s, p, other, g)),
                *(ox.Quad(s, p, o, chance.choice(graphs)), ox.Quad(thing, p, other, g)),
            )[number % 5]
        )
    return made
