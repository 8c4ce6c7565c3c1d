"""Reading a long answer piece by piece, from servers that cut answers short and do not say so.

A SELECT is asked as it stands: most servers give the whole answer, in one piece and of one
moment. Only an answer that may have been cut (a round number of rows, or very many) is counted by
the server, with COUNT; only where rows are missing is the query asked again in pages.

LIMIT and OFFSET mean nothing without an order, so every page is ordered: as the query says, then
by all columns. Each page begins with the last row of the one before it, and in the end the rows
must be as many as were counted: otherwise the order was not kept or the data changed in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from espd_kg.stores.lexer import Kind, Query, Token

PAGE: Final = 10_000
"""How many rows a page has, unless the server gives fewer at a time."""

_MANY: Final = 1_000
_ROUND: Final = 100
_COUNT: Final = "espd_rows"


def may_be_cut(rows: int) -> bool:
    """Whether an answer of so many rows may be the beginning of a longer one."""
    return rows > 0 and (rows >= _MANY or rows % _ROUND == 0)


@dataclass(frozen=True)
class Pages:
    """A SELECT taken apart where the modifiers of a page belong."""

    prologue: str
    body: str
    values: str
    is_ordered: bool
    is_limited: bool

    @classmethod
    def of(cls, text: str) -> Pages:
        """Take apart the text of a SELECT."""
        query = Query.read(text)
        assert query.verb is not None
        tail = _after_pattern(query)
        values = next((token.start for token in tail if token.is_word("VALUES")), len(text))
        own = [token for token in tail if token.start < values]
        start = query.verb.start
        return cls(
            prologue=text[:start],
            body=text[start:values],
            values=text[values:],
            is_ordered=any(token.is_word("ORDER") for token in own),
            is_limited=any(token.is_word("LIMIT", "OFFSET") for token in own),
        )

    def counting(self) -> str:
        """Return the query that counts the rows of this one."""
        inner = f"{self.body} {self.values}"
        return f"{self.prologue}SELECT (COUNT(*) AS ?{_COUNT}) WHERE {{ {{ {inner} }} }}"

    def page(self, columns: Sequence[str], rows: int, offset: int) -> str:
        """Return the query for so many rows from the offset on."""
        window = f"LIMIT {rows} OFFSET {offset}"
        return f"{self.prologue}{self._ordered(columns)} {window} {self.values}"

    def scrolled(self, columns: Sequence[str], rows: int, offset: int) -> str:
        """Return the same for servers that sort only so far: they count off what they sorted."""
        inner = f"{self._ordered(columns)} {self.values}"
        return f"{self.prologue}SELECT * WHERE {{ {{ {inner} }} }} LIMIT {rows} OFFSET {offset}"

    def _ordered(self, columns: Sequence[str]) -> str:
        names = " ".join(f"?{name}" for name in columns)
        return f"{self.body} {names}" if self.is_ordered else f"{self.body} ORDER BY {names}"


def _after_pattern(query: Query) -> list[Token]:
    """Return the tokens outside of all brackets that follow the query's own graph pattern."""
    depth = 0
    passed = False
    tail: list[Token] = []
    for token in query.tokens:
        if token.kind is Kind.MARK and token.text in _BRACKETS:
            depth += _BRACKETS[token.text]
            passed = passed or (depth == 0 and token.text == "}")
        elif passed and depth == 0:
            tail.append(token)
    return tail


_BRACKETS: Final = {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}
