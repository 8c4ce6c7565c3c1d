"""Finds queries whose answer hangs on variables leaking into a group.

By the standard a group in braces (a branch of UNION above all) is answered on its own: a FILTER in
it does not see what is bound outside. rdflib hands the bindings in, and so does not answer as the
standard says. Such a query is left to the reference validator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from espd_kg.validate.scope import UnsupportedError
from espd_kg.validate.tokens import Token


@dataclass
class _Group:
    own: set[str] = field(default_factory=set)
    """Variables of its triples, and those that BIND gives."""
    in_filter: set[str] = field(default_factory=set)
    in_bind: set[str] = field(default_factory=set)
    exists: list[_Group] = field(default_factory=list)
    optional: list[_Group] = field(default_factory=list)
    plain: list[_Group] = field(default_factory=list)

    @property
    def bound(self) -> set[str]:
        return self.own.union(*(group.bound for group in self.plain))

    @property
    def named(self) -> set[str]:
        inner = (group.named for group in (*self.exists, *self.optional, *self.plain))
        return (self.own | self.in_filter | self.in_bind).union(*inner)

    @property
    def asked(self) -> set[str]:
        """What its conditions name, those of EXISTS with all that is in them."""
        return self.in_filter.union(*(group.named for group in self.exists))


def check_scopes(words: list[Token]) -> None:
    """Raise UnsupportedError where a group sees through its braces."""
    start = next(place for place, token in enumerate(words) if token.text == "{")
    group, _ = _read(words, start + 1)
    _check(group, set())


def _check(group: _Group, outer: set[str]) -> None:
    for kind in (group.plain, group.optional):
        for inner in kind:
            others = [one for one in (*group.plain, *group.optional) if one is not inner]
            around = outer | group.own.union(*(one.named for one in others))
            used = inner.in_bind.union(*(one.named for one in inner.optional))
            if kind is group.plain:
                used |= inner.asked
            if (used & around) - inner.bound - {"this"}:
                raise UnsupportedError("a variable from outside in a group of a query")
            _check(inner, around)
    for inner in group.exists:
        _check(inner, set())


def _read(words: list[Token], place: int) -> tuple[_Group, int]:
    """Read a group from behind its opening brace; return it and the place behind its end."""
    group = _Group()
    kind = "plain"
    while words[place].text != "}":
        word = words[place].text.upper()
        if word == "{":
            inner, place = _read(words, place + 1)
            (group.optional if kind == "optional" else group.plain).append(inner)
            kind = "plain"
            continue
        if word in ("FILTER", "BIND"):
            place = _read_expression(words, place, group)
            continue
        kind = "optional" if word == "OPTIONAL" else kind
        group.own |= set(_variables([words[place]]))
        place += 1
        _within(words, place)
    return group, place + 1


def _read_expression(words: list[Token], place: int, group: _Group) -> int:
    is_bind = words[place].text.upper() == "BIND"
    used = group.in_bind if is_bind else group.in_filter
    depth, place = 0, place + 1
    while True:
        _within(words, place)
        text = words[place].text
        if text == "{":
            inner, place = _read(words, place + 1)
            group.exists.append(inner)
        else:
            depth += {"(": 1, ")": -1}.get(text, 0)
            given = is_bind and depth == 1 and words[place - 1].text.upper() == "AS"
            (group.own if given else used).update(_variables([words[place]]))
            place += 1
        if depth == 0 and text in (")", "{"):
            return place


def _variables(words: list[Token]) -> Iterator[str]:
    return (token.text[1:] for token in words if token.kind == "variable")


def _within(words: list[Token], place: int) -> None:
    if place >= len(words):
        raise UnsupportedError("a query that breaks off")
