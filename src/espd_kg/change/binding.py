"""Whether a query may be given the values of its key beforehand.

LATERAL puts a value wherever the variable stands, at any depth. The rows are the same as those of
the whole query with that value only where nothing in it depends on the variable being free.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from espd_kg.change.atoms import atoms
from espd_kg.change.parts import everything
from espd_kg.change.reading import read_query
from espd_kg.change.scope import in_scope, shown
from espd_kg.change.syntax import (
    Bind,
    Expression,
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
    Unread,
    Variable,
)


def can_be_given(text: str, key: Iterable[str]) -> bool:
    """Whether the rows for given keys are those of the query with the keys put in place."""
    try:
        query = read_query(text)
        return all(_select(query, "?" + name) is _Use.BINDS for name in key)
    except (Unread, _Depends):
        return False


class _Depends(Exception):
    """Something depends on the variable being free."""


class _Use(Enum):
    """How a part uses the variable."""

    ABSENT = auto()
    TESTS = auto()
    """It only asks about a value that comes from elsewhere."""
    BINDS = auto()
    """It has a value in every row."""


def _select(select: Select, name: str) -> _Use:
    if name not in shown(select):
        return _Use.ABSENT
    use = _group(select.where, name)
    if use is _Use.ABSENT and not _written(select.computed, name):
        return use
    grouped = select.aggregates and name not in select.grouping
    if select.sliced or grouped or _written(select.computed, name):
        raise _Depends
    return _tested(use, [*(bind.expression for bind in select.computed), *select.having], name)


def _written(binds: Iterable[Bind], name: str) -> bool:
    return any(bind.variable == name for bind in binds)


def _group(group: Group, name: str) -> _Use:
    use = _Use.ABSENT
    for at, part in enumerate(group.parts):
        if not _subtracts_alike(Group(group.parts[:at]), part, name):
            use = _with(use, part, name)
    return _tested(use, group.filters, name)


def _with(use: _Use, part: Part, name: str) -> _Use:
    """Return how the variable is used once this part stands after what came before."""
    if isinstance(part, Optional | Minus):
        return _beside(use, part, name)
    if isinstance(part, Bind | Table):
        # The engine refuses to set again what is given.
        if any(each == name for each in in_scope(Group((part,)))):
            raise _Depends
        return use if isinstance(part, Table) else _tested(use, (part.expression,), name)
    if isinstance(part, Lateral) and use is _Use.BINDS:
        return use
    found = _part(part, name)
    return found if found.value > use.value else use


def _part(part: Part, name: str) -> _Use:
    if isinstance(part, Triples):
        return _triples(part, name)
    if isinstance(part, Select):
        return _select(part, name)
    if isinstance(part, Union):
        uses = {_group(branch, name) for branch in part.branches}
        if len(uses) > 1:
            raise _Depends
        return uses.pop()
    assert isinstance(part, Graph | Lateral)
    if isinstance(part, Graph) and part.term == name:
        raise _Depends
    return _group(part.group, name)


def _triples(part: Triples, name: str) -> _Use:
    numbers = iter(range(1_000_000))
    found = [
        atom
        for atom in atoms(
            part.subject, part.path, part.object, None, lambda: Variable(f"?#{next(numbers)}")
        )
        if name in atom.variables
    ]
    if not found:
        return _Use.ABSENT
    # A walk of no steps holds for a node that is given, wherever it comes from.
    return _Use.TESTS if all(atom.empty for atom in found) else _Use.BINDS


def _beside(use: _Use, part: Optional | Minus, name: str) -> _Use:
    if isinstance(part, Optional) and any(isinstance(p, Minus) for p in everything(part.group)):
        # Given something, the engine looks at the group for each row, and its MINUS sees the row.
        raise _Depends
    if isinstance(part, Optional) and not _mentioned(part.group, name):
        return use
    if use is not _Use.BINDS:
        raise _Depends
    if isinstance(part, Optional):
        # Its own filters see what stands before it.
        _group(Group(part.group.parts), name)
    elif _group(part.group, name) is not _Use.BINDS:
        # What is given would be shared by both sides, where before they may have shared nothing.
        raise _Depends
    return use


def _subtracts_alike(before: Group, part: Part, name: str) -> bool:
    """Whether it is a MINUS that shares a variable anyway, and to which this one is nothing."""
    if not isinstance(part, Minus) or _mentioned(part.group, name):
        return False
    return not _sure(before).isdisjoint(_sure(part.group))


def _sure(group: Group) -> set[str]:
    """Return variables that have a value in every row of the group."""
    found: set[str] = set()
    for part in group.parts:
        if isinstance(part, Triples):
            found.update(in_scope(Group((part,))))
        elif isinstance(part, Graph):
            found |= _sure(part.group)
        elif isinstance(part, Union) and len(part.branches) == 1:
            found |= _sure(part.branches[0])
    return found


def _tested(use: _Use, expressions: Iterable[Expression], name: str) -> _Use:
    if use is not _Use.BINDS and (_named(expressions, name) or _subtracts(expressions)):
        raise _Depends
    return use


def _subtracts(expressions: Iterable[Expression]) -> bool:
    return any("Minus(" in repr(expression.exists) for expression in expressions)


def _named(expressions: Iterable[Expression], name: str) -> bool:
    return any(
        name in expression.variables or any(_mentioned(group, name) for group in expression.exists)
        for expression in expressions
    )


def _mentioned(group: Group, name: str) -> bool:
    return repr(name) in repr(group)
