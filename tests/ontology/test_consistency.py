"""The ontology, and the data with it, can be true: by owlrl's own checks and by HermiT."""

import io
import shutil
from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef

from ontology.files import (
    ONTOLOGY,
    ROOT,
    alignment_files,
    axioms,
    closure,
    errors,
    facts,
    load,
    module_files,
)

DATA = sorted((ROOT / "data").rglob("*.ttl"))
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs a Java runtime")
needs_data = pytest.mark.skipif(not DATA, reason="there is no data beside the ontology")

OUTSIDE_OWL_MAP = {XSD.date, XSD.gYear, XSD.gYearMonth}
BUILT_IN = (str(OWL), str(RDFS), str(RDF))
DECLARATIONS = (OWL.ObjectProperty, OWL.DatatypeProperty)
TWO_KINDS = ":p a espd:Provision ; espd:speechAct code:consulted ; espd:obligation code:O3 ."
UNSATISFIABLE = ":Odd a owl:Class ; rdfs:subClassOf espd:Event , espd:Place ."


@cache
def ontology() -> Graph:
    return axioms(load([*module_files(), *alignment_files()]))


@cache
def data() -> Graph:
    concepts = [path for path in (ONTOLOGY / "codes.ttl", ONTOLOGY / "themes.ttl") if path.exists()]
    return load([*concepts, *DATA])


def for_hermit(*graphs: Graph) -> Graph:
    """Keep what OWL 2 DL speaks of: declared properties, and literals of its datatype map."""
    everything = Graph()
    for graph in graphs:
        everything += graph
    declared = {name for kind in DECLARATIONS for name in everything.subjects(RDF.type, kind)}
    kept = Graph()
    for subject, name, value in everything:
        foreign = isinstance(value, Literal) and value.datatype in OUTSIDE_OWL_MAP
        spoken = name in declared or str(name).startswith(BUILT_IN)
        if spoken and not foreign and name not in {OWL.imports, OWL.versionIRI, RDFS.label}:
            kept.add((subject, name, value))
    return kept


def unsatisfiable_classes(graph: Graph) -> list[str]:
    """Run HermiT; raises OwlReadyInconsistentOntologyError where the graph cannot be true."""
    owlready2 = pytest.importorskip("owlready2", reason="owlready2 brings HermiT")
    world = owlready2.World()
    text = graph.serialize(format="nt", encoding="utf-8")
    world.get_ontology("https://w3id.org/espd/test").load(fileobj=io.BytesIO(text))
    owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return sorted(str(cls) for cls in world.inconsistent_classes())


def test_owlrl_finds_nothing_wrong_with_the_ontology() -> None:
    assert errors(closure(ontology())) == []


@pytest.mark.java
@needs_java
def test_hermit_finds_nothing_wrong_with_the_ontology() -> None:
    assert unsatisfiable_classes(for_hermit(ontology())) == []


@pytest.mark.java
@pytest.mark.slow
@needs_java
@needs_data
def test_hermit_finds_nothing_wrong_with_the_data() -> None:
    graph = for_hermit(ontology(), data())
    assert (None, RDF.type, URIRef("https://w3id.org/espd/ontology#Provision")) in graph
    assert unsatisfiable_classes(graph) == []


@pytest.mark.java
@needs_java
def test_hermit_would_find_an_impossible_provision() -> None:
    owlready2 = pytest.importorskip("owlready2", reason="owlready2 brings HermiT")
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable_classes(for_hermit(ontology(), facts(TWO_KINDS)))


@pytest.mark.java
@needs_java
def test_hermit_would_find_a_class_that_cannot_have_members() -> None:
    odd = facts("@prefix owl: <http://www.w3.org/2002/07/owl#> . " + UNSATISFIABLE)
    assert "example.org.Odd" in unsatisfiable_classes(for_hermit(ontology(), odd))
