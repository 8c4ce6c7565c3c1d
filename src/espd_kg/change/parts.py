"""The parts of a group, at any depth."""

from __future__ import annotations

from collections.abc import Iterator

from espd_kg.change.syntax import (
    Bind,
    Graph,
    Group,
    Lateral,
    Minus,
    Optional,
    Part,
    Select,
    Union,
)


def groups_of(part: Part) -> tuple[Group, ...]:
    """Return the groups of which a part is made."""
    if isinstance(part, Union):
        return part.branches
    if isinstance(part, Select):
        return (part.where,)
    if isinstance(part, Optional | Minus | Lateral | Graph):
        return (part.group,)
    return ()


def everything(group: Group) -> Iterator[Part]:
    """Yield all parts of a group and of the groups within it, those in expressions included."""
    expressions = list(group.filters)
    for part in group.parts:
        yield part
        if isinstance(part, Bind):
            expressions.append(part.expression)
        elif isinstance(part, Select):
            expressions += [*(bind.expression for bind in part.computed), *part.having]
        for inner in groups_of(part):
            yield from everything(inner)
    for expression in expressions:
        for inner in expression.exists:
            yield from everything(inner)
