"""What a part of a query surely binds, and whether it may be given values beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from espd_kg.change.parts import groups_of
from espd_kg.change.scope import in_scope, shown
from espd_kg.change.syntax import (
    Bind,
    Graph,
    Group,
    Lateral,
    Minus,
    Part,
    Select,
    Table,
    Triples,
    Union,
    Variable,
)

Known: TypeAlias = frozenset[Variable]


def may_be_given(part: Part, known: Known) -> bool:
    """Whether a part has the same rows where it is given the values of its known variables."""
    if isinstance(part, Triples):
        return True
    shared = known & frozenset(mentioned(part))
    if not shared <= certain(part):
        return False
    groups = list(_groups(part))
    return all(_keeps_to_itself(group, shared) for group in groups)


def _keeps_to_itself(group: Group, shared: Known) -> bool:
    """Whether nothing in the group hangs on a shared variable that the group does not bind."""
    own = frozenset(in_scope(group))
    named = {name for each in group.filters for name in each.variables}
    for part in group.parts:
        if isinstance(part, Bind):
            named |= part.expression.variables
            if part.variable in shared:
                return False
        if isinstance(part, Select) and not _groups_by(part, shared):
            return False
        if isinstance(part, Minus) and shared & frozenset(mentioned(part)):
            return False
    return not (named & shared) - own


def _groups_by(select: Select, shared: Known) -> bool:
    inner = shared & frozenset(mentioned(select))
    if not inner <= frozenset(shown(select)) or select.sliced:
        return False
    if any(bind.variable in inner for bind in select.computed):
        return False
    return not select.aggregates or inner <= {
        by for by in select.grouping if isinstance(by, Variable)
    }


def _groups(part: Part) -> Iterator[Group]:
    """Yield the part as a group of its own, and all groups in it."""
    waiting = [Group((part,))]
    while waiting:
        group = waiting.pop()
        yield group
        for each in group.parts:
            waiting += groups_of(each)


def mentioned(part: Part) -> Iterator[Variable]:
    """Yield the variables that a part names, wherever it does."""
    for group in _groups(part):
        yield from in_scope(group)
        expressions = list(group.filters)
        for each in group.parts:
            if isinstance(each, Bind):
                expressions.append(each.expression)
            if isinstance(each, Select):
                expressions += [bind.expression for bind in each.computed]
                expressions += each.having
        for expression in expressions:
            yield from expression.variables
            for inner in expression.exists:
                yield from (name for one in inner.parts for name in mentioned(one))


def certain(part: Part) -> Known:
    """Return the variables that have a value in every row of the part."""
    if isinstance(part, Triples):
        ends = (part.subject, part.path, part.object)
        return frozenset(end for end in ends if isinstance(end, Variable))
    if isinstance(part, Table):
        return (
            frozenset() if any("UNDEF" in row for row in part.rows) else frozenset(part.variables)
        )
    if isinstance(part, Union):
        return frozenset.intersection(*map(_certainly, part.branches))
    if isinstance(part, Select):
        inner = _certainly(part.where) & frozenset(shown(part))
        return inner & frozenset(part.grouping) if part.aggregates else inner
    if isinstance(part, Lateral | Graph):
        return _certainly(part.group)
    return frozenset()


def _certainly(group: Group) -> Known:
    return frozenset(name for part in group.parts for name in certain(part))
