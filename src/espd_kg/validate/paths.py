"""Property paths as patterns of a query."""

from __future__ import annotations

from typing import Final

from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Node, URIRef

from espd_kg.validate.names import path_text
from espd_kg.validate.scope import Scope, UnsupportedError
from espd_kg.validate.shape_graph import ShapeGraph, term

_DEEPEST: Final = 9
_REPEATED: Final = (SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
_STEPS: Final = (RDF.first, SH.inversePath, SH.alternativePath, *_REPEATED)


def is_scannable(shapes: ShapeGraph, path: Node) -> bool:
    """Whether the values of a path are best found for all nodes at once: one property's triples."""
    inverse = shapes.one(path, SH.inversePath) if isinstance(path, BNode) else None
    return isinstance(path, URIRef) or isinstance(inverse, URIRef)


def pattern(shapes: ShapeGraph, scope: Scope, start: str, path: Node, end: str) -> str:
    """Return a pattern that leads from one variable or term to another along a path.

    Raises UnsupportedError for what is no path, and for what the reference reads in its own way.
    """
    check(shapes, path)
    return _stepwise(shapes, scope, start, path, end)


def text(shapes: ShapeGraph, path: Node) -> str:
    """Return a path as SPARQL writes it."""
    return f"<{path}>" if isinstance(path, URIRef) else path_text(shapes.graph, path)


def check(shapes: ShapeGraph, path: Node, *, inverse: bool = False, depth: int = 0) -> None:
    """Raise UnsupportedError for a path that is not compiled."""
    if isinstance(path, URIRef):
        term(path)
        return
    steps = [step for step in _STEPS if shapes.objects(path, step)]
    if not isinstance(path, BNode) or len(steps) != 1 or depth > _DEEPEST:
        raise UnsupportedError("no property path")
    (step,) = steps
    if step == RDF.first and inverse:
        # pyshacl takes the steps of an inverse sequence in the wrong order.
        raise UnsupportedError("the inverse of a sequence")
    if step in (RDF.first, SH.alternativePath):
        parts = _parts(shapes, path, step)
    else:
        parts = [shapes.one(path, step)]
    for part in parts:
        assert part is not None
        check(shapes, part, inverse=inverse or step == SH.inversePath, depth=depth + 1)


def _parts(shapes: ShapeGraph, path: Node, step: URIRef) -> list[Node | None]:
    head = path if step == RDF.first else shapes.one(path, step)
    assert head is not None
    parts = shapes.items(head)
    if len(parts) < 2:
        raise UnsupportedError("a list of paths with one member")
    return list(parts)


def _stepwise(shapes: ShapeGraph, scope: Scope, start: str, path: Node, end: str) -> str:
    """Return one pattern a step: a graph is named for each triple, and paths begin somewhere."""
    if isinstance(path, URIRef):
        return scope.triple(start, f"<{path}>", end)
    inverse = shapes.one(path, SH.inversePath)
    if inverse is not None:
        return _stepwise(shapes, scope, end, inverse, start)
    alternatives = shapes.one(path, SH.alternativePath)
    if alternatives is not None:
        ways = (_stepwise(shapes, scope, start, part, end) for part in shapes.items(alternatives))
        return " UNION ".join(f"{{ {way} }}" for way in ways)
    if shapes.objects(path, RDF.first):
        parts = shapes.items(path)
        stops = [start, *(scope.variable("step") for _ in parts[1:]), end]
        legs = zip(stops, parts, stops[1:], strict=False)
        first, *others = (_stepwise(shapes, scope, a, part, b) for a, part, b in legs)
        return " ".join([first, *(lateral(other) for other in others)])
    if not scope.plain:
        raise UnsupportedError("a repeated path over graphs that are named")
    return scope.walk(start, text(shapes, path), end)


def lateral(pattern: str) -> str:
    """Return a pattern that is asked for each row before it, never for all nodes at once."""
    return f"LATERAL {{ {pattern} }}"
