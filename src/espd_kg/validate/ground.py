"""What all constraint components are compiled from: shapes, graphs and the tree of classes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib.term import Node, URIRef

from espd_kg.validate.conditions import Condition
from espd_kg.validate.paths import is_scannable, pattern
from espd_kg.validate.rules import Place, Rule
from espd_kg.validate.scope import Scope, UnsupportedError
from espd_kg.validate.shape_graph import ShapeGraph, term


@dataclass
class Ground(ABC):
    """Shapes, the graphs that they see, and the tree of classes."""

    shapes: ShapeGraph
    scope: Scope
    wider: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each class the classes right above it."""

    @abstractmethod
    def conforms(self, shape: Node, node: str, above: tuple[Node, ...]) -> Condition:
        """Return the condition that a node, named by a variable, conforms to a shape."""

    def narrower(self, kind: Node) -> list[str]:
        """Return a class with all below it, as SPARQL writes them."""
        top = term(kind)
        found, reached = {top}, [top]
        while reached:
            above = reached.pop()
            below = {name for name, wider in self.wider.items() if above in wider} - found
            found |= below
            reached += below
        return sorted(found)

    def expect_property(self, shape: Node) -> None:
        """Raise UnsupportedError where sh:property names no property shape."""
        if self.shapes.path(shape) is None:
            raise UnsupportedError("sh:property without a property shape")

    def found(self, shape: Node, place: Place) -> str | None:
        """Return how the values of a property shape are reached; None for a node shape."""
        path = self.shapes.path(shape)
        if path is None:
            return None
        return pattern(self.shapes, self.scope, place.this, path, place.value)

    def is_scannable(self, shape: Node) -> bool:
        """Whether the values of a property shape are best found for all nodes at once."""
        path = self.shapes.path(shape)
        return path is not None and is_scannable(self.shapes, path)

    def on_values(self, shape: Node, component: URIRef, condition: Condition, at: Place) -> Rule:
        """Return a rule on each value of a shape."""
        return Rule(component, condition, self.found(shape, at), self.is_scannable(shape))

    def target(self, shape: Node, place: Place) -> str:
        """Return the variable of what a shape looks at: the values, or the node itself."""
        return place.this if self.shapes.path(shape) is None else place.value
