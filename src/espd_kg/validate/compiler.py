"""From the parameters of a shape to what must hold of its focus nodes and values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib.namespace import SH
from rdflib.term import Node, URIRef

from espd_kg.validate import conditions as so
from espd_kg.validate.components import VALUE_COMPONENTS, conditions
from espd_kg.validate.conditions import Condition
from espd_kg.validate.ground import Ground
from espd_kg.validate.paths import check, pattern
from espd_kg.validate.relations import SPECIAL
from espd_kg.validate.rules import Place, Rule, on_focus
from espd_kg.validate.scope import UnsupportedError

_DEEPEST: Final = 6


class Compiler(Ground):
    """Puts the constraint components together, each of which may ask for other shapes again."""

    def rules(self, shape: Node, place: Place, *, above: tuple[Node, ...] = ()) -> list[Rule]:
        """Return what a shape itself asks; sh:property and sh:sparql are left to the caller.

        Raises UnsupportedError for what is not compiled.
        """
        if shape in above or len(above) > _DEEPEST:
            raise UnsupportedError("a shape that needs itself")
        path = self.shapes.path(shape)
        if path is not None:
            check(self.shapes, path)
        made: list[Rule] = []
        for parameter in self.shapes.parameters(shape):
            if parameter in VALUE_COMPONENTS:
                made += self._value_rules(shape, parameter, place)
            elif parameter in SPECIAL:
                made += SPECIAL[parameter](self, shape, parameter, place, (*above, shape))
            elif parameter not in (SH.property, SH.sparql):
                raise UnsupportedError(f"{parameter}")
        return made

    def conforms(self, shape: Node, node: str, above: tuple[Node, ...]) -> Condition:
        """Return the condition that a node, named by a variable, conforms to a shape."""
        if self.shapes.is_deactivated(shape):
            return so.TRUE
        if self.shapes.objects(shape, SH.sparql):
            raise UnsupportedError("a query inside a shape that others use")
        place = Place(node, *(self.scope.variable(stem) for stem in ("value", "path")))
        parts = [on_focus(rule) for rule in self.rules(shape, place, above=above)]
        path = self.shapes.path(shape)
        for inner in self.shapes.objects(shape, SH.property):
            self.expect_property(inner)
            value = node if path is None else self.scope.variable("value")
            condition = self.conforms(inner, value, (*above, shape))
            found = None if path is None else pattern(self.shapes, self.scope, node, path, value)
            parts.append(on_focus(Rule(SH.PropertyConstraintComponent, condition, found)))
        return so.every(parts)

    def _value_rules(self, shape: Node, parameter: URIRef, place: Place) -> Iterator[Rule]:
        component, _ = VALUE_COMPONENTS[parameter]
        for condition in conditions(self, shape, parameter, self.target(shape, place)):
            yield self.on_values(shape, component, condition, place)
