"""Reads exports back with other people's readers, each literal in the characters it came in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

import pyoxigraph as ox
import rdflib
from pyld import jsonld
from rdflib.term import Literal, Node

from espd_kg.formats import RdfFormat
from espd_kg.quads import Quad

Key: TypeAlias = tuple[str, ...]

_OX = {
    RdfFormat.TURTLE: ox.RdfFormat.TURTLE,
    RdfFormat.TRIG: ox.RdfFormat.TRIG,
    RdfFormat.NQUADS: ox.RdfFormat.N_QUADS,
    RdfFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    RdfFormat.RDFXML: ox.RdfFormat.RDF_XML,
    RdfFormat.JSONLD: ox.RdfFormat.JSON_LD,
}
_RDFLIB = {RdfFormat.TURTLE: "turtle", RdfFormat.TRIG: "trig", RdfFormat.RDFXML: "xml"}


def keys_of_quads(quads: list[Quad], *, graphs: bool, lower: bool) -> set[Key]:
    """Return what must come back; `lower` for readers that put language tags in lower case."""
    return {
        (*(_key(term, lower=lower) for term in (s, p, o)), str(g) if graphs else "")
        for s, p, o, g in quads
    }


def read_with_oxigraph(content: bytes, form: RdfFormat) -> set[Key]:
    """Return the quads of a document as pyoxigraph reads them."""
    quads = ox.parse(content, format=_OX[form])
    return {
        (*(_ox_key(term) for term in (q.subject, q.predicate, q.object)), _graph(q.graph_name))
        for q in quads
    }


def read_with_rdflib(content: bytes, form: RdfFormat) -> set[Key]:
    """Return the quads of a document as rdflib reads them, told to leave literals alone."""
    with literals_as_written():
        if not form.keeps_graphs:
            graph = rdflib.Graph().parse(data=content, format=_RDFLIB[form], publicID="file:///x")
            return {(*(_key(term, lower=False) for term in triple), "") for triple in graph}
        dataset = rdflib.Dataset()
        dataset.parse(data=content, format=_RDFLIB[form], publicID="file:///x")
        return {
            (*(_key(term, lower=False) for term in (s, p, o)), str(g))
            for s, p, o, g in dataset.quads()
        }


def read_with_pyld(content: bytes) -> set[Key]:
    """Return the triples of a JSON-LD document as PyLD reads them."""
    dataset = jsonld.to_rdf(json.loads(content))
    return {
        (*(_pyld_key(triple[part]) for part in ("subject", "predicate", "object")), "")
        for triple in dataset.get("@default", [])
    }


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals while it reads."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _key(term: Node | None, *, lower: bool) -> str:
    if not isinstance(term, Literal):
        return f"<{term}>"
    language = term.language or ""
    return _literal_key(
        str(term), language.lower() if lower else language, str(term.datatype or "")
    )


def _literal_key(text: str, language: str, datatype: str) -> str:
    plain = "http://www.w3.org/2001/XMLSchema#string"
    tag = f"@{language}" if language else f"^^{datatype or plain}"
    return f"{text!r}{tag}"


def _ox_key(term: object) -> str:
    if isinstance(term, ox.Literal):
        return _literal_key(term.value, term.language or "", term.datatype.value)
    assert isinstance(term, ox.NamedNode)
    return f"<{term.value}>"


def _graph(name: object) -> str:
    return name.value if isinstance(name, ox.NamedNode) else ""


def _pyld_key(term: dict[str, str]) -> str:
    if term["type"] != "literal":
        return f"<{term['value']}>"
    return _literal_key(term["value"], term.get("language", ""), term.get("datatype", ""))
