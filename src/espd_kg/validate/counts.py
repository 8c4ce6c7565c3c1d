"""The constraint components that look at all values of a focus node together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from rdflib.namespace import SH
from rdflib.term import Literal, Node, URIRef

from espd_kg.validate.conditions import (
    Condition,
    absent,
    at_least,
    every,
    exists,
    expression,
    negated,
)
from espd_kg.validate.ground import Ground
from espd_kg.validate.paths import pattern
from espd_kg.validate.rules import Place, Rule
from espd_kg.validate.scope import UnsupportedError
from espd_kg.validate.shape_graph import term

_MOST: Final = 8
"""Counting compares the values in pairs."""


def counted(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    """Yield what sh:minCount or sh:maxCount asks."""
    number = made.shapes.number(shape, parameter)
    path = _path(made, shape)
    assert number is not None
    scan = made.is_scannable(shape)

    def value(variable: str) -> str:
        return pattern(made.shapes, made.scope, place.this, path, variable)

    if parameter == SH.minCount:
        yield from _fewest(made, SH.MinCountConstraintComponent, number, value, place, scan=scan)
    else:
        yield _most(made, SH.MaxCountConstraintComponent, number, value, place, scan=scan)


def _fewest(
    made: Ground,
    component: URIRef,
    number: int,
    value: Callable[[str], str],
    place: Place,
    *,
    scan: bool,
) -> Iterator[Rule]:
    if number == 0:
        return
    condition = exists(at_least(number, _several(made, number, value)))
    if number > 1 and scan:
        counts = _counting(value, place, f">= {number}")
        condition = Condition(condition.holds, pattern=counts)
    yield _on_focus(component, condition if scan else Condition(condition.holds))


def _most(
    made: Ground,
    component: URIRef,
    number: int,
    value: Callable[[str], str],
    place: Place,
    *,
    scan: bool,
) -> Rule:
    breach = value(place.value) if number == 0 else _counting(value, place, f"> {number}")
    found = at_least(number + 1, _several(made, number + 1, value))
    return _on_focus(component, absent(found, breach=breach if scan else None))


def _several(made: Ground, number: int, value: Callable[[str], str]) -> list[tuple[str, str]]:
    if number > _MOST:
        raise UnsupportedError("a large count")
    variables = [made.scope.variable("one") for _ in range(number)]
    return [(value(variable), variable) for variable in variables]


def _counting(value: Callable[[str], str], place: Place, test: str) -> str:
    counts = f"GROUP BY {place.this} HAVING (COUNT(DISTINCT {place.value}) {test})"
    return f"{{ SELECT {place.this} WHERE {{ {value(place.value)} }} {counts} }}"


def has_value(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    """Yield what sh:hasValue asks."""
    path = made.shapes.path(shape)
    for wanted in made.shapes.objects(shape, SH.hasValue):
        if path is None:
            condition = expression(f"sameTerm({place.this}, {term(wanted)})")
        elif made.is_scannable(shape):
            condition = exists(pattern(made.shapes, made.scope, place.this, path, term(wanted)))
        else:
            one = made.scope.variable("one")
            found = pattern(made.shapes, made.scope, place.this, path, one)
            there = exists(f"{found} FILTER(sameTerm({one}, {term(wanted)}))")
            condition = Condition(there.holds)
        yield _on_focus(SH.HasValueConstraintComponent, condition)


def unique_languages(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    """Yield what sh:uniqueLang asks."""
    path = _path(made, shape)
    if not made.shapes.flag(shape, SH.uniqueLang):
        return

    def value(variable: str) -> str:
        found = pattern(made.shapes, made.scope, place.this, path, variable)
        return f'{found} BIND(LANG({variable}) AS {variable}t) FILTER({variable}t != "")'

    two = _several(made, 2, value)
    (_, one), (_, other) = two
    same = f"FILTER({one}t = {other}t)"
    breach = (
        f"{{ SELECT {place.this} WHERE {{ {value(place.value)} }} "
        f"GROUP BY {place.this} {place.value}t HAVING (COUNT(DISTINCT {place.value}) > 1) }}"
    )
    condition = absent(
        f"{at_least(2, two)} {same}", breach=breach if made.is_scannable(shape) else None
    )
    yield _on_focus(SH.UniqueLangConstraintComponent, condition)


def qualified(
    made: Ground, shape: Node, parameter: URIRef, place: Place, above: tuple[Node, ...]
) -> Iterator[Rule]:
    """Yield what sh:qualifiedValueShape asks, with its counts and the shapes beside it."""
    if made.shapes.path(shape) is None:
        return  # The standard has no such constraint on a node shape: it is passed over.
    fewest = made.shapes.number(shape, SH.qualifiedMinCount)
    most = made.shapes.number(shape, SH.qualifiedMaxCount)
    if fewest is None and most is None:
        raise UnsupportedError("sh:qualifiedValueShape without a count")
    for wanted in made.shapes.objects(shape, SH.qualifiedValueShape):
        value = _qualified_value(made, shape, wanted, place, above)
        scan = made.is_scannable(shape)
        if fewest is not None:
            name = SH.QualifiedMinCountConstraintComponent
            yield from _fewest(made, name, fewest, value, place, scan=scan)
        if most is not None:
            name = SH.QualifiedMaxCountConstraintComponent
            yield _most(made, name, most, value, place, scan=scan)


def _qualified_value(
    made: Ground, shape: Node, wanted: Node, place: Place, above: tuple[Node, ...]
) -> Callable[[str], str]:
    path = _path(made, shape)
    beside = _siblings(made, shape, wanted)

    def value(variable: str) -> str:
        found = pattern(made.shapes, made.scope, place.this, path, variable)
        others = (negated(made.conforms(other, variable, above)) for other in beside)
        fits = every([made.conforms(wanted, variable, above), *others])
        return f"{found} FILTER({fits.holds})"

    return value


def _siblings(made: Ground, shape: Node, wanted: Node) -> list[Node]:
    shapes = made.shapes
    disjoint = (
        isinstance(value, Literal) and value.value is True
        for value in shapes.objects(shape, SH.qualifiedValueShapesDisjoint)
    )
    if not any(disjoint):
        return []
    found = {
        other
        for owner in shapes.graph.subjects(SH.property, shape)
        for sibling in shapes.objects(owner, SH.property)
        for other in shapes.objects(sibling, SH.qualifiedValueShape)
    }
    return sorted(found - {wanted}, key=str)


def _path(made: Ground, shape: Node) -> Node:
    path = made.shapes.path(shape)
    if path is None:
        raise UnsupportedError("a count without a path")
    return path


def _on_focus(component: URIRef, condition: Condition) -> Rule:
    return Rule(component, condition, tells_value=False)
