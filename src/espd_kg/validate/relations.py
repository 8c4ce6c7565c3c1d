"""The constraint components that look at other shapes or other properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from rdflib.namespace import RDFS, SH, XSD
from rdflib.term import Node, URIRef

from espd_kg.validate import conditions as so
from espd_kg.validate.conditions import Condition
from espd_kg.validate.counts import counted, has_value, qualified, unique_languages
from espd_kg.validate.functions import PRECEDES
from espd_kg.validate.ground import Ground
from espd_kg.validate.paths import lateral
from espd_kg.validate.rules import Place, Rule
from espd_kg.validate.scope import TYPE, UnsupportedError
from espd_kg.validate.shape_graph import term


def _node(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    for other in made.shapes.objects(shape, SH.node):
        if made.shapes.path(other) is not None:
            raise UnsupportedError("sh:node with a property shape")
        condition = made.conforms(other, made.target(shape, place), above)
        yield made.on_values(shape, SH.NodeConstraintComponent, condition, place)


def _not(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    for other in made.shapes.objects(shape, SH["not"]):
        condition = so.negated(made.conforms(other, made.target(shape, place), above))
        yield made.on_values(shape, SH.NotConstraintComponent, condition, place)


def _joined(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    component, join = {
        SH["and"]: (SH.AndConstraintComponent, so.every),
        SH["or"]: (SH.OrConstraintComponent, so.some),
        SH.xone: (SH.XoneConstraintComponent, so.exactly_one),
    }[parameter]
    for head in made.shapes.objects(shape, parameter):
        members = [
            made.conforms(other, made.target(shape, place), above)
            for other in made.shapes.items(head)
        ]
        yield made.on_values(shape, component, join(members), place)


def _closed(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    if not made.shapes.flag(shape, SH.closed):
        return
    allowed = {
        term(member)
        for head in made.shapes.objects(shape, SH.ignoredProperties)
        for member in made.shapes.items(head)
    }
    paths = (made.shapes.path(inner) for inner in made.shapes.objects(shape, SH.property))
    allowed |= {term(path) for path in paths if isinstance(path, URIRef)}
    node = made.scope.variable("node") if made.shapes.path(shape) else place.this
    found = made.scope.triple(node, place.path, place.value)
    reached = made.found(shape, Place(place.this, node, place.path))
    if reached is not None:
        found = f"{reached} {lateral(found)}"
    condition = _allowed(sorted(allowed), place)
    yield Rule(SH.ClosedConstraintComponent, condition, found, tells_path=True)


def _allowed(allowed: list[str], place: Place) -> Condition:
    listed = f"{place.path} IN ({', '.join(allowed)})" if allowed else "false"
    if TYPE in allowed:
        pattern = f"VALUES {place.path} {{ {' '.join(allowed)} }}"
        return Condition(f"({listed})", pattern=pattern)
    resource = f"sameTerm({place.path}, {TYPE}) && sameTerm({place.value}, <{RDFS.Resource}>)"
    return so.expression(f"{listed} || ({resource})")


def _paired(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    value = made.target(shape, place)
    for other in made.shapes.objects(shape, parameter):
        if not isinstance(other, URIRef):
            raise UnsupportedError("a pair with what is no property")
        there = made.scope.triple(place.this, term(other), value)
        if parameter == SH.disjoint:
            rule = (SH.DisjointConstraintComponent, so.absent(there))
            yield made.on_values(shape, *rule, place)
            continue
        component = SH.EqualsConstraintComponent
        yield made.on_values(shape, component, so.exists(there), place)
        found = made.scope.triple(place.this, term(other), place.value)
        back = so.expression(f"sameTerm({place.this}, {place.value})")
        if value != place.this:
            back = so.exists(made.found(shape, place) or "")
        yield Rule(component, back, found, scannable=True)


def _ordered(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    component, sign = {
        SH.lessThan: (SH.LessThanConstraintComponent, "<"),
        SH.lessThanOrEquals: (SH.LessThanOrEqualsConstraintComponent, "<="),
    }[parameter]
    if made.shapes.path(shape) is None:
        raise UnsupportedError("an order of values without a path")
    for other in made.shapes.objects(shape, parameter):
        if not isinstance(other, URIRef):
            raise UnsupportedError("a pair with what is no property")
        bound = made.scope.variable("bound")
        there = made.scope.triple(place.this, term(other), bound)
        condition = so.absent(f"{there} FILTER(!{_in_order(place.value, sign, bound)})")
        yield made.on_values(shape, component, condition, place)


def _in_order(value: str, sign: str, bound: str) -> str:
    whole = f"<{XSD.integer}>"
    integers = f"DATATYPE({value}) = {whole} && DATATYPE({bound}) = {whole}"
    quick = f"COALESCE({integers} && {value} {sign} {bound}, false)"
    return f'(IF({quick}, true, <{PRECEDES}>({value}, "{sign}", {bound})))'


_Special: TypeAlias = "Callable[[Ground, Node, URIRef, Place, tuple[Node, ...]], Iterator[Rule]]"
SPECIAL: Final[Mapping[URIRef, _Special]] = {
    SH.node: _node,
    SH["not"]: _not,
    SH["and"]: _joined,
    SH["or"]: _joined,
    SH.xone: _joined,
    SH.closed: _closed,
    SH.equals: _paired,
    SH.disjoint: _paired,
    SH.lessThan: _ordered,
    SH.lessThanOrEquals: _ordered,
    SH.minCount: counted,
    SH.maxCount: counted,
    SH.hasValue: has_value,
    SH.uniqueLang: unique_languages,
    SH.qualifiedValueShape: qualified,
}
