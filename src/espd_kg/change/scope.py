"""Which variables a group shows to what stands around it."""

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
    Table,
    Triples,
    Union,
    Variable,
)


def shown(select: Select) -> tuple[Variable, ...]:
    """Return the variables that a SELECT has as columns."""
    if select.names is not None:
        return select.names
    return tuple(dict.fromkeys(in_scope(select.where)))


def in_scope(group: Group) -> Iterator[Variable]:
    """Yield the variables that a row of the group may have, some of them more than once."""
    for part in group.parts:
        yield from (name for name in _of(part) if name[1] not in "[:")


def _of(part: Part) -> Iterator[Variable]:
    if isinstance(part, Triples):
        for term in (part.subject, part.path, part.object):
            if isinstance(term, Variable):
                yield term
    elif isinstance(part, Bind):
        yield part.variable
    elif isinstance(part, Table):
        yield from part.variables
    elif isinstance(part, Select):
        yield from shown(part)
    elif isinstance(part, Union):
        for branch in part.branches:
            yield from in_scope(branch)
    elif isinstance(part, Optional | Lateral | Graph):
        if isinstance(part, Graph) and isinstance(part.term, Variable):
            yield part.term
        yield from in_scope(part.group)
    else:
        assert isinstance(part, Minus)
