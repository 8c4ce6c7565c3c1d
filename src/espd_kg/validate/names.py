"""What shapes and paths are called."""

from __future__ import annotations

from typing import Final

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Literal, Node, URIRef

from espd_kg.iris import slug_of

_REPEATS: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def nearest_named(shapes: Graph, node: Node) -> Node:
    """Return the shape itself where it has an IRI, else the nearest one that it belongs to."""
    reached, seen = [node], {node}
    while reached:
        named = sorted(shape for shape in reached if isinstance(shape, URIRef))
        if named:
            return named[0]
        owners = {owner for shape in reached for owner in shapes.subjects(None, shape)}
        reached = [owner for owner in owners if owner not in seen]
        seen |= owners
    return node


def name_of(shapes: Graph, shape: Node) -> str:
    """Return a shape's name in English, followed by the last part of its IRI."""
    words = [*shapes.objects(shape, SH.name), *shapes.objects(shape, RDFS.label)]
    english = [w for w in words if isinstance(w, Literal) and w.language in ("en", None)]
    local = slug_of(str(shape))
    return f"{english[0]}, {local}" if english else local


def path_text(shapes: Graph, path: Node) -> str:
    """Return a property path as SPARQL writes it; a plain property is its bare IRI."""
    return str(path) if isinstance(path, URIRef) else _path(shapes, path)


def _path(shapes: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return f"<{path}>"
    if shapes.value(path, RDF.first) is not None:
        return _joined(shapes, path, "/")
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_path(shapes, inverse)}"
    alternatives = shapes.value(path, SH.alternativePath)
    if alternatives is not None:
        return _joined(shapes, alternatives, "|")
    for predicate, mark in _REPEATS.items():
        repeated = shapes.value(path, predicate)
        if repeated is not None:
            return f"{_path(shapes, repeated)}{mark}"
    return str(path)


def _joined(shapes: Graph, head: Node, mark: str) -> str:
    return f"({mark.join(_path(shapes, part) for part in Collection(shapes, head))})"
