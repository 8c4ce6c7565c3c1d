"""From a compiled graph to what leaves it: one document, one tree, or a folder of tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Dataset, Graph

from espd_kg.build.contents import Part, nquads
from espd_kg.export.context import Context, build_context, context_document
from espd_kg.export.frames import FRAMES, context_of, with_same
from espd_kg.export.grouping import union
from espd_kg.export.jsonld import write_framed
from espd_kg.export.rdf import serialize
from espd_kg.export.tables import write_tables
from espd_kg.formats import RdfFormat
from espd_kg.literals import silent_literals
from espd_kg.namespaces import ESPD, PREFIXES
from espd_kg.quads import Quad, read_nquads
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits
from espd_kg.stores.rdflib_store import RdflibStore
from espd_kg.stores.terms import to_rdflib

_WITH_GRAPHS = (RdfFormat.NQUADS, RdfFormat.TRIG)


def compiled_quads(generation: Path, *, inferred: bool) -> list[Quad]:
    """Return data, links, themes and codes as they were written; with `inferred`, what follows."""
    return _read(generation, Part.ASSERTED, *([Part.INFERRED] if inferred else []))


def dataset(generation: Path, *, inferred: bool, ontology: bool = False) -> Dataset:
    """Return the graph as an rdflib Dataset whose default graph is the union of all."""
    filled = Dataset(default_union=True)
    quads = compiled_quads(generation, inferred=inferred)
    axioms = _read(generation, Part.ONTOLOGY) if ontology else []
    _add(filled, (*quads, *axioms))
    _bind(filled)
    return filled


def graph_of(triples: Iterable[ox.Triple]) -> Graph:
    """Return the triples of an answer as an rdflib Graph."""
    graph = Graph()
    with silent_literals():
        for triple in triples:
            parts = (triple.subject, triple.predicate, triple.object)
            subject, predicate, value = map(to_rdflib, parts)
            graph.add((subject, predicate, value))
    _bind(graph)
    return graph


def rdflib_store(generation: Path, limits: Limits = DEFAULT_LIMITS) -> RdflibStore:
    """Return a store over rdflib that holds what the compiled one holds."""
    filled = dataset(generation, inferred=True, ontology=True)
    _add(filled, _read(generation, Part.SNAPSHOT))
    return RdflibStore(filled, limits)


def document(generation: Path, form: RdfFormat, *, inferred: bool) -> bytes:
    """Return the graph as one RDF document.

    What outside data sets said comes along where graphs keep their names; where all is one graph
    it would mix with what the sources say.
    """
    context = jsonld_context(generation) if form is RdfFormat.JSONLD else None
    quads = compiled_quads(generation, inferred=inferred)
    if form in _WITH_GRAPHS:
        quads += _read(generation, Part.SNAPSHOT)
    return serialize(quads, form, context=context)


def tree(generation: Path, frame: str) -> bytes:
    """Return the things that a frame asks for as JSON-LD trees, links in both directions.

    What follows in other vocabularies is left out: a tree is for reading. Exact matches stand in
    it as schema.org's sameAs.
    """
    inferred = _read(generation, Part.INFERRED)
    quads = [*_read(generation, Part.ASSERTED), *(quad for quad in inferred if _is_own(quad))]
    context = context_of(jsonld_context(generation))
    return write_framed(with_same(union(quads)), context, FRAMES[frame]).encode()


def tables(generation: Path) -> dict[str, bytes]:
    """Return the files of a data package: flat tables and their description."""
    data = union(compiled_quads(generation, inferred=True))
    return write_tables(data, union(_read(generation, Part.ONTOLOGY)))


def subject(generation: Path, iri: str) -> bytes:
    """Return as Turtle what the files and the rules say of one thing, every literal as written."""
    with silent_literals():
        return serialize(read_nquads(nquads(generation, *Part, subject=iri)), RdfFormat.TURTLE)


def jsonld_context(generation: Path) -> Context:
    """Return the JSON-LD context of the ontology that the graph was built with."""
    return build_context(union(_read(generation, Part.ONTOLOGY)))


def jsonld_context_document(generation: Path) -> bytes:
    """Return the JSON-LD context as a document of its own."""
    return context_document(jsonld_context(generation)).encode()


def _read(generation: Path, *parts: Part) -> list[Quad]:
    with silent_literals():
        return read_nquads(nquads(generation, *parts))


def _add(filled: Dataset, quads: Iterable[Quad]) -> None:
    for subject, predicate, value, name in quads:
        filled.store.add((subject, predicate, value), filled.graph(name))


def _bind(graph: Graph) -> None:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)


def _is_own(quad: Quad) -> bool:
    named = quad[2] if quad[1] == RDF.type else quad[1]
    return str(named).startswith(ESPD)
