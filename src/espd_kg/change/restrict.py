"""The same query for some of its keys alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox

from espd_kg.change.binding import can_be_given
from espd_kg.change.given import where_given
from espd_kg.errors import InputError
from espd_kg.stores.lexer import Kind, Query, Token

Key: TypeAlias = tuple[ox.NamedNode | ox.Literal | ox.BlankNode, ...]


def restricted(
    text: str, key: Sequence[str], keys: Iterable[Key], portion: int = 1000
) -> Iterator[str]:
    """Yield query texts which together answer a SELECT or CONSTRUCT query for these keys alone.

    `key` names the variables of the key without question marks. A blank node has no name in a
    query: where one is asked for, the last text answers for all keys that hold a blank node.

    Raises InputError for a query that is neither, chooses its graphs, or lacks the key.
    """
    form = _form(text, tuple(key))
    blank = False
    cells: list[str] = []
    for each in keys:
        if any(isinstance(term, ox.BlankNode) for term in each):
            blank = True
            continue
        cells.append(f"({' '.join(map(str, each))})")
        if len(cells) == portion:
            yield form.given(cells)
            cells = []
    if cells:
        yield form.given(cells)
    if blank:
        yield form.blank()


class _Form:
    """A query taken apart: what stands before its rows, and the rows."""

    def __init__(
        self, head: str, rows: str, key: tuple[str, ...], lateral: bool, given: str | None = None
    ) -> None:
        self._head = head
        self._rows = rows
        self._key = key
        self._lateral = lateral
        self._given = given or rows

    def given(self, cells: list[str]) -> str:
        names = " ".join(f"?{name}" for name in self._key)
        values = f"VALUES ({names}) {{ {' '.join(cells)} }}"
        if self._lateral:
            return f"{self._head} WHERE {{ {values} LATERAL {{ {self._given} }} }}"
        bound = " && ".join(f"BOUND(?{name})" for name in self._key)
        rows = f"{{ {{ {self._rows} }} FILTER({bound}) }}"
        return f"{self._head} WHERE {{ {rows} {values} }}"

    def blank(self) -> str:
        blank = " || ".join(f"isBlank(?{name})" for name in self._key)
        return f"{self._head} WHERE {{ {{ {self._rows} }} FILTER({blank}) }}"


@lru_cache(maxsize=1024)
def _form(text: str, key: tuple[str, ...]) -> _Form:
    query = Query.read(text)
    verb = query.verb
    if query.names_dataset or verb is None or not verb.is_word("SELECT", "CONSTRUCT"):
        raise InputError(
            "only a SELECT or CONSTRUCT query over all graphs can be asked for some keys",
            fix="Leave FROM out.",
        )
    prologue = text[: verb.start]
    lateral = can_be_given(text, key)
    if verb.is_word("CONSTRUCT"):
        template, rows = _constructed(query, verb)
        names = " ".join(dict.fromkeys([*(f"?{name}" for name in key), *_variables(template)]))
        rows = f"SELECT {names} WHERE {rows}\n"
        head = f"{prologue}CONSTRUCT {template}"
        return _Form(head, rows, key, lateral)
    shown = query.projection
    if shown is not None and not set(key) <= set(shown):
        raise InputError(f"the query does not return its key: {', '.join(key)}")
    columns = "*" if shown is None else " ".join(f"?{name}" for name in shown)
    head, rows = f"{prologue}SELECT {columns}", text[verb.start :] + "\n"
    return _Form(head, rows, key, lateral, in_order(text, key)[verb.start :] + "\n")


@lru_cache(maxsize=1024)
def in_order(text: str, key: tuple[str, ...]) -> str:
    """Return a SELECT such that whatever it holds is asked for given keys alone.

    `key` names variables without question marks. It is the query itself where nothing is gained,
    and where it matters how often it has a row.
    """
    query = Query.read(text)
    if query.verb is None or sum(word.is_word("SELECT", "MINUS") for word in query.tokens) < 2:
        return text
    first = query.tokens.index(query.verb) + 1
    opening = query.tokens.index(_opening(query.tokens[first:]))
    closing = _closing(query, opening)
    is_grouped = any(word.is_word("GROUP") for word in query.tokens[closing:])
    if not (is_grouped or query.tokens[first].is_word("DISTINCT")):
        return text
    where = where_given(text, key)
    if where is None:
        return text
    start, end = query.tokens[opening].start, query.tokens[closing].end
    return f"{text[:start]}{where}{text[end:]}"


def _opening(words: Sequence[Token]) -> Token:
    """Return the brace that opens a query's WHERE: none within the brackets of its columns."""
    depth = 0
    for word in words:
        depth += (word.text == "(") - (word.text == ")")
        if word.text == "{" and depth == 0:
            return word
    raise InputError("the query has no WHERE")


def _constructed(query: Query, verb: Token) -> tuple[str, str]:
    """Return the template of a CONSTRUCT and its group with all that follows."""
    at = query.tokens.index(verb) + 1
    if query.tokens[at].is_word("WHERE"):
        start = query.tokens[at + 1]
        end = query.tokens[_closing(query, at + 1)].end
        return query.text[start.start : end], query.text[start.start :]
    close = _closing(query, at)
    template = query.text[query.tokens[at].start : query.tokens[close].end]
    after = query.tokens[close + 1]
    return template, query.text[after.end if after.is_word("WHERE") else after.start :]


def _closing(query: Query, at: int) -> int:
    depth = 0
    for number in range(at, len(query.tokens)):
        token = query.tokens[number]
        if token.kind is Kind.MARK:
            depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return number
    raise InputError("the query ends within a group")


def _variables(template: str) -> Iterator[str]:
    return (f"?{name}" for name in Query.read(template).variables)
