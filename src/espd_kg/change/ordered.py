"""A WHERE in which every pattern is looked up with what the ones before it have bound.

The engine may join two patterns by reading each as a whole. Where LATERAL gives the same rows, it
stands between them instead; but a query within, where it asks about what was given, is asked once.
Patterns that follow each other are put into the order in which the fewest of their variables are
open. How often a row comes is not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from espd_kg.change.certain import Known, certain, may_be_given, mentioned
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


def ordered(group: Group, known: Iterable[str] = (), *, many: bool = False) -> str:
    """Return the text of a group, braces included, where the named variables have values.

    `many`: these few values lead to many rows, so that asking for each of them costs more than
    asking for all.

    Raises Unread for a group that holds what cannot be written again.
    """
    return _Writer(many).group(group, frozenset(Variable(f"?{name}") for name in known))


@dataclass(frozen=True)
class _Writer:
    """Writes the parts of a group, each as it is best asked where some variables are known."""

    many: bool

    def group(self, group: Group, known: Known) -> str:
        steps = _Steps(self, known, frozenset(in_scope(group)))
        for part in group.parts:
            steps.take(part)
        steps.settle()
        filters = (f"FILTER({self.expression(each, steps.known)})" for each in group.filters)
        return f"{{ {' '.join((*steps.text, *steps.filters, *filters))} }}"

    def part(self, part: Part, known: Known) -> str:
        if isinstance(part, Triples):
            return f"{_term(part.subject)} {path_text(part.path)} {_term(part.object)}"
        if isinstance(part, Union):
            return " UNION ".join(self.group(branch, known) for branch in part.branches)
        if isinstance(part, Graph):
            return f"GRAPH {part.term} {self.group(part.group, known)}"
        if isinstance(part, Table):
            rows = " ".join(f"({' '.join(row)})" for row in part.rows)
            return f"VALUES ({' '.join(part.variables)}) {{ {rows} }}"
        if isinstance(part, Select):
            return f"{{ {self.select(part, known)} }}"
        raise Unread(str(part))

    def select(self, select: Select, known: Known) -> str:
        if select.sliced or select.names is None:
            raise Unread("which rows are taken is not kept")
        computed = {bind.variable: bind.expression for bind in select.computed}
        inner = known & frozenset(shown(select))
        names = (
            f"({self.expression(computed[name], inner)} AS {name})" if name in computed else name
            for name in select.names
        )
        once = "" if select.aggregates else "DISTINCT "
        text = f"SELECT {once}{' '.join(names)} WHERE {self.group(select.where, inner)}"
        if select.grouping:
            text += f" GROUP BY {' '.join(map(self._grouped, select.grouping))}"
        if select.having:
            having = (f"({self.expression(each, inner)})" for each in select.having)
            text += f" HAVING {' '.join(having)}"
        return text

    def _grouped(self, by: Bind | Variable | Expression) -> str:
        if isinstance(by, Bind):
            return f"({self.expression(by.expression, frozenset())} AS {by.variable})"
        return by if isinstance(by, Variable) else f"({self.expression(by, frozenset())})"

    def expression(self, expression: Expression, known: Known) -> str:
        groups = iter(expression.exists)
        words: list[str] = []
        for piece in expression.pieces:
            words.append(piece)
            if piece.upper() == "EXISTS":
                words.append(self.group(next(groups), known))
        return " ".join(words)


class _Steps:
    """The parts of one group, written one after the other."""

    def __init__(self, writer: _Writer, known: Known, scope: Known) -> None:
        self._writer = writer
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
            value = self._writer.expression(part.expression, self.known)
            self.text.append(f"BIND({value} AS {part.variable})")
        elif isinstance(part, Optional):
            self.text.append(f"OPTIONAL {self._writer.group(part.group, self.known)}")
        elif isinstance(part, Minus):
            self._subtract(part)
        else:
            assert isinstance(part, Lateral)
            self.text.append(f"LATERAL {self._writer.group(part.group, self.known)}")
            self._bind(part)

    def _subtract(self, part: Minus) -> None:
        """Write a MINUS as a filter where it asks about nothing but what every row has.

        A filter looks up what belongs to each row; a MINUS reads the whole of its group.
        """
        lone = Union((part.group,))
        shared = self._scope & frozenset(mentioned(lone))
        if shared and shared <= self._bound & certain(lone) and may_be_given(lone, shared):
            self.filters.append(f"FILTER(NOT EXISTS {self._writer.group(part.group, self.known)})")
        else:
            self.text.append(f"MINUS {self._writer.group(part.group, self._given)}")

    def _bind(self, part: Part) -> None:
        self.known |= certain(part)
        self._bound |= certain(part)

    def settle(self) -> None:
        """Write the patterns that wait, the most narrowly bound first."""
        while self._waiting:
            best = min(self._waiting, key=lambda part: _openness(part, self.known))
            self._waiting.remove(best)
            self._join(best)

    def _join(self, part: Part) -> None:
        if self._asks_about_given(part):
            self.text.append(self._writer.part(part, self._given))
        else:
            # The engine's grammar has no LATERAL in front of VALUES alone.
            is_given = not isinstance(part, Table) and may_be_given(part, self.known)
            text = self._writer.part(part, self.known if is_given else frozenset())
            if self.text:
                text = f"LATERAL {{ {text} }}" if is_given else f"{{ {text} }}"
            self.text.append(text)
        self._bind(part)

    def _asks_about_given(self, part: Part) -> bool:
        """Whether a part is a query that what was given narrows as far as all that is known."""
        known = self.known & certain(part)
        given = known & self._given
        is_narrowed = bool(given) and (self._writer.many or given == known)
        is_query = isinstance(_alone(part), Select)
        return is_query and is_narrowed and may_be_given(part, self._given)


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
