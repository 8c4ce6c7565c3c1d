"""Every complete export, read back, gives the same triples."""

import pytest
from hypothesis import given, settings
from rdflib import XSD, URIRef

from espd_kg.export.context import build_context
from espd_kg.export.rdf import serialize
from espd_kg.formats import RdfFormat
from espd_kg.namespaces import ESPD, OWL, RDF
from espd_kg.quads import Quad, read_nquads
from export.reading import (
    keys_of_quads,
    read_with_oxigraph,
    read_with_pyld,
    read_with_rdflib,
)
from export.strategies import datasets

_CONTEXT = build_context(
    [
        (URIRef(f"{ESPD}place"), URIRef(f"{RDF}type"), URIRef(f"{OWL}ObjectProperty")),
        (URIRef(f"{ESPD}theme"), URIRef(f"{RDF}type"), URIRef(f"{OWL}ObjectProperty")),
        (URIRef(f"{ESPD}startDate"), URIRef(f"{RDF}type"), URIRef(f"{OWL}DatatypeProperty")),
    ]
)
_ANY_TEXT = [form for form in RdfFormat if form is not RdfFormat.RDFXML]


@pytest.mark.parametrize("form", _ANY_TEXT)
@given(quads=datasets())
@settings(deadline=None, max_examples=40)
def test_oxigraph_reads_back_what_was_written(form: RdfFormat, quads: list[Quad]) -> None:
    content = serialize(quads, form, context=_CONTEXT)
    expected = keys_of_quads(quads, graphs=form.keeps_graphs, lower=True)
    assert read_with_oxigraph(content, form) == expected


@given(quads=datasets(control=False))
@settings(deadline=None, max_examples=40)
def test_oxigraph_reads_back_rdfxml(quads: list[Quad]) -> None:
    content = serialize(quads, RdfFormat.RDFXML)
    expected = keys_of_quads(quads, graphs=False, lower=True)
    assert read_with_oxigraph(content, RdfFormat.RDFXML) == expected


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDFXML])
@given(quads=datasets(control=False))
@settings(deadline=None, max_examples=40)
def test_rdflib_reads_back_what_was_written(form: RdfFormat, quads: list[Quad]) -> None:
    content = serialize(quads, form)
    expected = keys_of_quads(quads, graphs=form.keeps_graphs, lower=False)
    assert read_with_rdflib(content, form) == expected


@given(quads=datasets())
@settings(deadline=None, max_examples=40)
def test_pyld_reads_back_jsonld(quads: list[Quad]) -> None:
    # PyLD's reader puts doubles in a form of its own, whatever the document says.
    kept = [quad for quad in quads if getattr(quad[2], "datatype", None) != XSD.double]
    content = serialize(kept, RdfFormat.JSONLD, context=_CONTEXT)
    assert read_with_pyld(content) == keys_of_quads(kept, graphs=False, lower=True)


@given(quads=datasets())
@settings(deadline=None, max_examples=40)
def test_own_reader_keeps_language_tags(quads: list[Quad]) -> None:
    content = serialize(quads, RdfFormat.NQUADS)
    expected = keys_of_quads(quads, graphs=True, lower=False)
    assert keys_of_quads(read_nquads(content), graphs=True, lower=False) == expected
