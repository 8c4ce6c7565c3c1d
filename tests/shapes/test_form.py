"""The shapes are written as shapes should be, and speak of the ontology that there is."""

import re

import pytest
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS
from rdflib.term import Node

from espd_kg.namespaces import ESPD, SCHEMA, SHAPES
from shapes import bench

MODULES = [bench.ONTOLOGY / "espd.ttl", *sorted((bench.ONTOLOGY / "modules").glob("*.ttl"))]
DOMAIN = URIRef(SCHEMA + "domainIncludes")
ON_EVERYTHING = {
    str(term)
    for term in (
        RDF.type,
        RDFS.label,
        RDFS.comment,
        SKOS.altLabel,
        SKOS.note,
        SKOS.scopeNote,
    )
}
INFERRED_THERE = {"Session": "inFramework", "Tenure": "onBehalfOf"}
"""What the ontology allows on a class, and reasoning always gives it."""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for path in MODULES:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module", params=bench.SETS)
def shapes(request: pytest.FixtureRequest) -> Graph:
    return bench.shapes_graph(request.param)


def test_shapes_have_names_and_are_no_blank_nodes(shapes: Graph) -> None:
    kinds = {
        SH.NodeShape: RDFS.label,
        SH.PropertyShape: SH.name,
    }
    for kind, name in kinds.items():
        for shape in shapes.subjects(RDF.type, kind):
            assert isinstance(shape, URIRef), shape
            assert str(shape).startswith(SHAPES)
            assert shapes.value(shape, name) or is_part(shapes, shape), shape
    for property_shape in shapes.objects(None, SH.property):
        assert (property_shape, RDF.type, SH.PropertyShape) in shapes


def test_whatever_may_fire_has_a_severity_and_tells_what_to_do(shapes: Graph) -> None:
    messages = 0
    for shape in {*shapes.subjects(SH.severity, None), *shapes.subjects(SH.message, None)}:
        if (shape, RDF.type, SH.SPARQLConstraint) in shapes:
            continue
        # What the domain model does not demand is a warning: it is told and stops nothing.
        assert shapes.value(shape, SH.severity) in (SH.Violation, SH.Warning), shape
        speaker = shapes.value(shape, SH.sparql) or shape
        (message,) = shapes.objects(speaker, SH.message)
        assert isinstance(message, Literal)
        assert message.language == "en"
        assert message.endswith((".", ".”")), message
        assert re.search(r"[:;]", message), f"says what is wrong and not what to do: {message}"
        messages += 1
    assert messages > 20


def test_variables_of_a_message_are_selected(shapes: Graph) -> None:
    for constraint, message in shapes.subject_objects(SH.message):
        wanted = set(re.findall(r"\{\?(\w+)\}", str(message)))
        head = str(shapes.value(constraint, SH.select)).partition("WHERE")[0]
        assert wanted <= set(re.findall(r"\?(\w+)", head)), constraint


def test_no_query_uses_what_validators_do_not_share(shapes: Graph) -> None:
    assert not set(shapes.subjects(RDF.type, SH.ConstraintComponent))
    for select in shapes.objects(None, SH.select):
        assert not re.search(r"\b(MINUS|VALUES|SERVICE|GRAPH)\b", str(select)), select


def test_shapes_speak_of_terms_that_exist(shapes: Graph, ontology: Graph) -> None:
    known = {str(term) for term in ontology.subjects(RDFS.isDefinedBy, None)}
    named = {str(node) for triple in shapes for node in triple if str(node).startswith(ESPD)}
    words = " ".join(str(select) for select in shapes.objects(None, SH.select))
    named |= {ESPD + name for name in re.findall(r"\bespd:(\w+)", words)}
    assert sorted(named - known - {ESPD}) == []


def test_every_class_has_a_shape(ontology: Graph) -> None:
    targeted = {
        target
        for chosen in ("inferred", "style")
        for target in bench.shapes_graph(chosen).objects(None, SH.targetClass)
    }
    for term in ontology.subjects(RDF.type, OWL.Class):
        if str(term).startswith(ESPD):
            wider = set(ontology.transitive_objects(term, RDFS.subClassOf))
            assert wider & targeted, f"no shape looks at {term}"


def test_closed_shapes_list_what_the_ontology_allows(ontology: Graph) -> None:
    graph = bench.shapes_graph("asserted")
    closed = list(graph.subjects(SH.closed, None))
    assert len(closed) > 15
    for shape in closed:
        (target,) = graph.objects(shape, SH.targetClass)
        head = graph.value(shape, SH.ignoredProperties)
        assert head is not None
        listed = {str(term) for term in Collection(graph, head)}
        assert listed == ON_EVERYTHING | typed_on(ontology, target), shape


def test_the_closed_shape_of_events_lists_what_the_ontology_allows(ontology: Graph) -> None:
    query = str(
        bench.shapes_graph("asserted").value(URIRef(f"{SHAPES}EventClosedShape-query"), SH.select)
    )
    listed = {bench.expanded(name) for name in re.findall(r"(?:espd|rdf|rdfs|skos):\w+", query)}
    allowed = ON_EVERYTHING | typed_on(ontology, URIRef(f"{ESPD}Event")) | {f"{ESPD}Event"}
    assert {str(term) for term in listed} == allowed


def typed_on(ontology: Graph, kind: Node) -> set[str]:
    """Return the properties that the ontology allows on a class and nobody derives."""
    classes = set(ontology.transitive_objects(kind, RDFS.subClassOf))
    found = {
        str(term)
        for term, domain in ontology.subject_objects(DOMAIN)
        if domain in classes and not ontology.value(term, SKOS.editorialNote)
    }
    return found - {ESPD + INFERRED_THERE.get(str(kind).removeprefix(ESPD), "")}


def is_part(shapes: Graph, shape: Node) -> bool:
    """Say whether a shape only serves others, by sh:node or in a list."""
    return (None, SH.node, shape) in shapes or any(
        isinstance(user, BNode) or (None, SH.node, user) in shapes
        for user in shapes.subjects(None, shape)
    )
