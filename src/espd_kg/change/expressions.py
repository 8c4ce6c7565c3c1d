"""Reads the expressions of a query as text in which the variables can be renamed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from espd_kg.change.syntax import Expression, Group
from espd_kg.change.words import Words
from espd_kg.stores.lexer import Kind, Token

ReadGroup: TypeAlias = Callable[[Words], Group]

_AGGREGATES: Final = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_FICKLE: Final = ("RAND", "NOW", "UUID", "STRUUID", "BNODE")
_VALUES: Final = (Kind.VARIABLE, Kind.NUMBER, Kind.STRING, Kind.IRI, Kind.NAME)


def read_expression(words: Words, read_group: ReadGroup) -> Expression:
    """Read an expression up to AS or to the bracket that it does not open."""
    pieces = _Pieces(words, read_group)
    pieces.rest()
    return pieces.whole()


def read_constraint(words: Words, read_group: ReadGroup) -> tuple[Expression, ...]:
    """Read what may follow FILTER: an expression in brackets, a call or EXISTS.

    What `&&` joins comes one by one, for each of them holds.
    """
    pieces = _Pieces(words, read_group)
    if words.skip_mark("("):
        pieces.rest()
        words.expect(")")
        return pieces.conjuncts()
    pieces.call()
    return (pieces.whole(),)


class _Pieces:
    """An expression while it is read: its pieces, and where `&&` stands outside all brackets."""

    def __init__(self, words: Words, read_group: ReadGroup) -> None:
        self._words = words
        self._read_group = read_group
        self._parts: list[list[str]] = [[]]
        self._exists: list[list[Group]] = [[]]
        self._opaque = [False]
        self._aggregates = False
        self._either = False
        self._depth = 0

    def rest(self) -> None:
        words = self._words
        while not words.done:
            if self._depth == 0 and (words.is_mark(")", ";", "}") or words.next.is_word("AS")):
                return
            self._one()

    def call(self) -> None:
        self._one()
        if self._exists[-1]:
            return
        while self._words.next.is_word("EXISTS"):
            self._one()
            return
        self._one()
        while self._depth:
            self._one()

    def whole(self) -> Expression:
        pieces: list[str] = []
        for part in self._parts:
            pieces += ["&&", *part] if pieces else part
        groups = tuple(group for groups in self._exists for group in groups)
        return Expression(tuple(pieces), groups, any(self._opaque), self._aggregates)

    def conjuncts(self) -> tuple[Expression, ...]:
        if self._either:
            return (self.whole(),)
        parts = zip(self._parts, self._exists, self._opaque, strict=True)
        return tuple(
            Expression(tuple(pieces), tuple(groups), opaque, self._aggregates)
            for pieces, groups, opaque in parts
        )

    def _one(self) -> None:
        words = self._words
        token = words.next
        if token.kind is Kind.MARK:
            self._mark()
        elif token.kind is Kind.WORD and not token.is_word("TRUE", "FALSE"):
            self._word(words.take())
        else:
            # `<` after a value compares, whatever the words that follow it look like.
            self._opaque[-1] |= token.kind is Kind.IRI and self._after_value()
            self._opaque[-1] |= token.kind in (Kind.BLANK, Kind.LANGUAGE)
            number = token.kind is Kind.NUMBER
            self._parts[-1].append(words.take().text if number else words.term())

    def _after_value(self) -> bool:
        before = self._words.before
        return before.kind in _VALUES or before.text == ")"

    def _mark(self) -> None:
        # The engine knows CONCAT( and not CONCAT with a space behind it.
        calls = self._words.before.kind is Kind.WORD and self._words.is_mark("(")
        token = self._words.take()
        self._depth += (token.text == "(") - (token.text == ")")
        if self._depth == 0 and token.text == "&&":
            self._parts.append([])
            self._exists.append([])
            self._opaque.append(False)
            return
        self._either |= self._depth == 0 and token.text == "||"
        self._opaque[-1] |= token.text in ("{", "}", "<<", "<<(")
        if calls:
            self._parts[-1][-1] += "("
        else:
            self._parts[-1].append(token.text)

    def _word(self, token: Token) -> None:
        self._parts[-1].append(token.text)
        if token.is_word("EXISTS"):
            self._opaque[-1] = True
            self._exists[-1].append(self._read_group(self._words))
        elif token.is_word(*_AGGREGATES):
            self._opaque[-1] = self._aggregates = True
        elif token.is_word(*_FICKLE):
            self._opaque[-1] = True
