"""A WHERE in which every pattern is looked up with what the ones before it have bound.

The engine may join two patterns by reading each as a whole. Where LATERAL gives the same rows, it
stands between them instead; but a query within, where it asks about what was given, is asked once.
Patterns that follow each other are put into the order in which the fewest of their variables are
open. How often a row comes is not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from espd_kg.change.parts import groups_of
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
    path_text,
)

Known = frozenset[Variable]


def ordered(group: Group, known: Iterable[str] = ()) -> str:
    """Return the text of a group, braces included, where the named variables have values.

    Raises Unread for a group that holds what cannot be written again.
    """
    return _group(group, frozenset(Variable(f"?{name}") for name in known))


def _group(group: Group, known: Known) -> str:
    steps = _Steps(known, frozenset(in_scope(group)))
    for part in group.parts:
        steps.take(part)
    steps.settle()
    filters = (f"FILTER({_expression(each, steps.known)})" for each in group.filters)
    return f"{{ {' '.join((*steps.text, *steps.filters, *filters))} }}"


class _Steps:
    """The parts of one group, written one after the other."""

    def __init__(self, known: Known, scope: Known) -> None:
        self.known = known
        self._given = known
        self._scope = known | scope
        self._bound: Known = frozenset()
        self.text: list[str] = []
        self.filters: list[str] = []
        self._waiting: list[Part] = []

    def take(self, part: Part) -> None:
        if isinstance(part, Triples | Select | Union | Graph | Table):
            self._waiting.append(part)
            return
        self.settle()
        if isinstance(part, Bind):
            value = _expression(part.expression, self.known)
            self.text.append(f"BIND({value} AS {part.variable})")
        elif isinstance(part, Optional):
            self.text.append(f"OPTIONAL {_group(part.group, self.known)}")
        elif isinstance(part, Minus):
            self._subtract(part)
        else:
            assert isinstance(part, Lateral)
            self.text.append(f"LATERAL {_group(part.group, self.known)}")
            self._bind(part)

    def _subtract(self, part: Minus) -> None:
        """Write a MINUS as a filter where it asks about nothing but what every row has.

        A filter looks up what belongs to each row; a MINUS reads the whole of its group.
        """
        lone = Union((part.group,))
        shared = self._scope & frozenset(_mentioned(lone))
        if shared and shared <= self._bound & _certain(lone) and _may_be_given(lone, shared):
            self.filters.append(f"FILTER(NOT EXISTS {_group(part.group, self.known)})")
        else:
            self.text.append(f"MINUS {_group(part.group, self._given)}")

    def _bind(self, part: Part) -> None:
        self.known |= _certain(part)
        self._bound |= _certain(part)

    def settle(self) -> None:
        """Write the patterns that wait, the most narrowly bound first."""
        while self._waiting:
            best = min(self._waiting, key=lambda part: _openness(part, self.known))
            self._waiting.remove(best)
            self._join(best)

    def _join(self, part: Part) -> None:
        if self._asks_about_given(part):
            self.text.append(_part(part, self._given))
        else:
            # The engine's grammar has no LATERAL in front of VALUES alone.
            is_given = not isinstance(part, Table) and _may_be_given(part, self.known)
            text = _part(part, self.known if is_given else frozenset())
            if self.text:
                text = f"LATERAL {{ {text} }}" if is_given else f"{{ {text} }}"
            self.text.append(text)
        self._bind(part)

    def _asks_about_given(self, part: Part) -> bool:
        """Whether a part is a query that what was given narrows: once is enough for all rows."""
        is_query = isinstance(_alone(part), Select)
        return is_query and bool(self._given & _certain(part)) and _may_be_given(part, self._given)


def _part(part: Part, known: Known) -> str:
    if isinstance(part, Triples):
        return f"{_term(part.subject)} {path_text(part.path)} {_term(part.object)}"
    if isinstance(part, Union):
        return " UNION ".join(_group(branch, known) for branch in part.branches)
    if isinstance(part, Graph):
        return f"GRAPH {part.term} {_group(part.group, known)}"
    if isinstance(part, Table):
        rows = " ".join(f"({' '.join(row)})" for row in part.rows)
        return f"VALUES ({' '.join(part.variables)}) {{ {rows} }}"
    if isinstance(part, Select):
        return f"{{ {_select(part, known)} }}"
    raise Unread(str(part))


def _select(select: Select, known: Known) -> str:
    if select.sliced or select.names is None:
        raise Unread("which rows are taken is not kept")
    computed = {bind.variable: bind.expression for bind in select.computed}
    inner = known & frozenset(shown(select))
    names = (
        f"({_expression(computed[name], inner)} AS {name})" if name in computed else name
        for name in select.names
    )
    once = "" if select.aggregates else "DISTINCT "
    text = f"SELECT {once}{' '.join(names)} WHERE {_group(select.where, inner)}"
    if select.grouping:
        text += f" GROUP BY {' '.join(map(_grouped, select.grouping))}"
    if select.having:
        text += " HAVING " + " ".join(f"({_expression(each, inner)})" for each in select.having)
    return text


def _grouped(by: Bind | Variable | Expression) -> str:
    if isinstance(by, Bind):
        return f"({_expression(by.expression, frozenset())} AS {by.variable})"
    return by if isinstance(by, Variable) else f"({_expression(by, frozenset())})"


def _expression(expression: Expression, known: Known) -> str:
    groups = iter(expression.exists)
    words: list[str] = []
    for piece in expression.pieces:
        words.append(piece)
        if piece.upper() == "EXISTS":
            words.append(_group(next(groups), known))
    return " ".join(words)


def _term(term: str) -> str:
    if isinstance(term, Variable) and not term[1:].isidentifier():
        return "?blank_" + "".join(letter for letter in term if letter.isalnum())
    return term


def _openness(part: Part, known: Known) -> tuple[bool, int, bool, int]:
    """Tell how much a lookup leaves open: no tie to what is known, then the variables left.

    Of two that leave the same open, a plain pattern is better than a path or a group. What a row
    computes from its own values adds no row, and is not counted.
    """
    ends = frozenset(in_scope(Group((part,)))) - _computed(part)
    unknown = ends - known
    is_plain = isinstance(part, Triples) and isinstance(part.path, str)
    return bool(known and unknown == ends and ends), len(unknown), not is_plain, len(ends)


def _computed(part: Part) -> Known:
    query = _alone(part)
    made = query.computed if isinstance(query, Select) and not query.aggregates else ()
    return frozenset(bind.variable for bind in made)


def _alone(part: Part) -> Part:
    """Return the one part of braces that hold no more."""
    while isinstance(part, Union) and len(part.branches) == 1:
        [group] = part.branches
        if len(group.parts) != 1 or group.filters:
            break
        [part] = group.parts
    return part


def _is_open(term: object) -> bool:
    return isinstance(term, Variable)


def _may_be_given(part: Part, known: Known) -> bool:
    """Whether the part has the same rows where it is given the values of its known variables."""
    if isinstance(part, Triples):
        return True
    shared = known & frozenset(_mentioned(part))
    if not shared <= _certain(part):
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
        if isinstance(part, Minus) and shared & frozenset(_mentioned(part)):
            return False
    return not (named & shared) - own


def _groups_by(select: Select, shared: Known) -> bool:
    inner = shared & frozenset(_mentioned(select))
    if not inner <= frozenset(shown(select)) or select.sliced:
        return False
    if any(bind.variable in inner for bind in select.computed):
        return False
    return not select.aggregates or inner <= {by for by in select.grouping if _is_open(by)}


def _groups(part: Part) -> Iterator[Group]:
    """Yield the part as a group of its own, and all groups in it."""
    waiting = [Group((part,))]
    while waiting:
        group = waiting.pop()
        yield group
        for each in group.parts:
            waiting += groups_of(each)


def _mentioned(part: Part) -> Iterator[Variable]:
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
                yield from (name for one in inner.parts for name in _mentioned(one))


def _certain(part: Part) -> Known:
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
    return frozenset(name for part in group.parts for name in _certain(part))
