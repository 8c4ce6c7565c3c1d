"""Graphs read plainly, in rdflib's terms, beside the ways of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib.term import URIRef

from espd_kg import coverage as coverages
from espd_kg import evidence
from espd_kg.build.parse import parse_file
from espd_kg.coverage import Coverage
from espd_kg.evidence import DOCUMENT, Passages
from espd_kg.linking.table.mappings import read_links
from espd_kg.quads import Quad, Triple, read_nquads, write_ntriples
from espd_kg.text_files import read_text
from espd_kg.workspace import Workspace

VOCABULARIES = ("codes.ttl", "themes.ttl")


def engine_store(triples: Iterable[Triple]) -> ox.Store:
    """Return a store in memory that holds the triples."""
    store = ox.Store()
    store.bulk_load(write_ntriples(triples), ox.RdfFormat.N_TRIPLES)
    return store


def derived(triples: Iterable[Triple], texts: Mapping[str, str]) -> tuple[Quad, ...]:
    """Return the evidence graph of the triples, given the documents' texts by their slugs."""
    passages = Passages.read(engine_store(triples))
    held = {DOCUMENT + slug: text for slug, text in texts.items()}
    quads = evidence.derive(passages.facts, evidence.whole_texts(passages, held))
    return tuple(read_nquads(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""))


def covered(triples: Iterable[Triple]) -> tuple[Coverage, ...]:
    """Return the coverage of every document that has a text."""
    store = engine_store(triples)
    return coverages.coverage(store, coverages.documents_with_text(store))


def asserted(workspace: Workspace) -> list[Quad]:
    """Return data, links, codes, themes and evidence."""
    stated = [*_turtle(workspace, "data"), *_vocabularies(workspace)]
    for path in workspace.link_files():
        table = read_links(path, workspace.relative(path), workspace.graph_iri(path))
        stated += table.file.quads
    texts = {path.stem: read_text(path, path.name) for path in workspace.text_files()}
    return [*stated, *derived(((s, p, o) for s, p, o, _ in stated), texts)]


def axioms(workspace: Workspace) -> list[Quad]:
    """Return the ontology's own statements."""
    return [quad for quad in _turtle(workspace, "ontology") if not _is_vocabulary(quad[3])]


def triples_of(quads: Iterable[Quad]) -> list[Triple]:
    """Return the quads without their graphs."""
    return [(s, p, o) for s, p, o, _ in quads]


def _vocabularies(workspace: Workspace) -> Iterator[Quad]:
    return (quad for quad in _turtle(workspace, "ontology") if _is_vocabulary(quad[3]))


def _turtle(workspace: Workspace, part: str) -> Iterator[Quad]:
    for path in workspace.turtle_files("ontology" if part == "ontology" else "data"):
        name, iri = workspace.relative(path), workspace.graph_iri(path)
        yield from parse_file(path, name, iri, blank_nodes=part == "ontology").quads


def _is_vocabulary(graph: URIRef) -> bool:
    return str(graph).endswith(("/ontology/codes", "/ontology/themes"))
