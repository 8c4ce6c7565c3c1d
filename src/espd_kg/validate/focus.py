"""Which nodes a shape looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib.namespace import SH
from rdflib.term import Node

from espd_kg.validate.ground import Ground
from espd_kg.validate.paths import lateral, pattern
from espd_kg.validate.scope import TYPE, UnsupportedError
from espd_kg.validate.shape_graph import term


@dataclass(frozen=True)
class Focus:
    """Nodes found by targets, or reached from these along paths."""

    atoms: frozenset[tuple[str, str]]
    """A kind of target with its term: class, node, subjects of a property, objects of one."""
    steps: tuple[Node, ...]

    def pattern(self, made: Ground, this: str, *, bound: bool = False) -> str:
        """Return a pattern that binds the variable to each node, some of them more than once.

        Where the variable is bound already, the engine wants no VALUES for it.
        """
        stops = [made.scope.variable("from") for _ in self.steps]
        stops.append(this)
        legs = zip(stops, self.steps, stops[1:], strict=False)
        walked = [pattern(made.shapes, made.scope, a, path, b) for a, path, b in legs]
        bound = bound and not self.steps
        start = self._start(made, stops[0], bound=bound)
        return " ".join([start, *(lateral(leg) for leg in walked)])

    def _start(self, made: Ground, this: str, *, bound: bool) -> str:
        ways = list(self._ways(made, this, bound=bound))
        return ways[0] if len(ways) == 1 else " UNION ".join(f"{{ {way} }}" for way in ways)

    def _ways(self, made: Ground, this: str, *, bound: bool) -> Iterator[str]:
        for name in self._terms("class"):
            yield made.scope.triple(this, TYPE, name)
        nodes = self._terms("node")
        if nodes and bound:
            yield f"FILTER({' || '.join(f'sameTerm({this}, {node})' for node in nodes)})"
        elif nodes:
            yield f"VALUES {this} {{ {' '.join(nodes)} }}"
        for name in self._terms("subjects"):
            yield made.scope.triple(this, name, made.scope.variable("any"))
        for name in self._terms("objects"):
            yield made.scope.triple(made.scope.variable("any"), name, this)

    def _terms(self, kind: str) -> list[str]:
        return sorted(name for found, name in self.atoms if found == kind)


def atoms(made: Ground, shape: Node) -> frozenset[tuple[str, str]]:
    """Return what the targets of a shape name; raises UnsupportedError for advanced targets."""
    shapes = made.shapes
    if shapes.objects(shape, SH.target):
        raise UnsupportedError("a target that is a query")
    classes = shapes.objects(shape, SH.targetClass)
    classes += [shape] if shapes.is_class(shape) else []
    found = {("class", name) for kind in classes for name in made.narrower(kind)}
    found |= {("node", term(node)) for node in shapes.objects(shape, SH.targetNode)}
    found |= {("subjects", term(node)) for node in shapes.objects(shape, SH.targetSubjectsOf)}
    found |= {("objects", term(node)) for node in shapes.objects(shape, SH.targetObjectsOf)}
    return frozenset(found)
