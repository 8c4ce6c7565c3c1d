"""One document out of quads, in any of the RDF formats; the same bytes for the same quads."""

from __future__ import annotations

from collections.abc import Iterable

from espd_kg.export.context import Context, build_context
from espd_kg.export.grouping import by_graph, union
from espd_kg.export.jsonld import write_jsonld
from espd_kg.export.rdfxml import write_rdfxml
from espd_kg.export.turtle import write_trig, write_turtle
from espd_kg.formats import RdfFormat
from espd_kg.namespaces import PREFIXES
from espd_kg.quads import Quad, write_nquads, write_ntriples


def serialize(quads: Iterable[Quad], form: RdfFormat, *, context: Context | None = None) -> bytes:
    """Return the quads as one document; formats without graphs hold the union of them.

    `context` gives the short names of JSON-LD; without it, only prefixes shorten.

    Raises InputError where the format cannot carry a term (RDF/XML and control characters).
    """
    if form is RdfFormat.NQUADS:
        return write_nquads(quads)
    if form is RdfFormat.TRIG:
        return write_trig(by_graph(quads), PREFIXES).encode()
    triples = union(quads)
    if form is RdfFormat.NTRIPLES:
        return write_ntriples(triples)
    if form is RdfFormat.TURTLE:
        return write_turtle(triples, PREFIXES).encode()
    if form is RdfFormat.RDFXML:
        return write_rdfxml(triples, PREFIXES).encode()
    names = context if context is not None else build_context(())
    return write_jsonld(triples, names).encode()
