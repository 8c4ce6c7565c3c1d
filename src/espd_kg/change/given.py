"""A query in the order that suits where the values of its key are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from espd_kg.change.binding import can_be_given
from espd_kg.change.ordered import ordered
from espd_kg.change.parts import everything
from espd_kg.change.reading import read_query
from espd_kg.change.syntax import Group, Minus, Select, Unread
from espd_kg.stores.lexer import Query

_COUNTING: Final = ("COUNT", "SUM", "AVG", "GROUP_CONCAT", "SAMPLE", "LIMIT", "OFFSET")


def where_given(text: str, key: Iterable[str]) -> str | None:
    """Return the WHERE of a query, braces included, as it is best asked for given keys.

    `key` names variables without question marks. The rows are those of the query, but how often
    one comes is not kept. None where that matters, and where the query had better stay as it is.
    """
    key = tuple(key)
    if counts(text) or not can_be_given(text, key):
        return None
    try:
        query = read_query(text)
        if _is_narrowed(query) or _groups_groups(query.where):
            return None
        given = ordered(query.where, key)
    except Unread:
        return None
    return given if _can_be_read(given) else None


def _can_be_read(where: str) -> bool:
    try:
        ox.Store().query(f"SELECT * WHERE {where}")
    except SyntaxError:
        return False
    except RuntimeError:
        # It was read: what it calls is known to those who will ask.
        return True
    return True


def counts(text: str) -> bool:
    """Whether it matters how often a row stands there, which is lost on the way to an order."""
    return any(token.is_word(*_COUNTING) for token in Query.read(text).tokens)


def asks_as_a_whole(text: str) -> bool:
    """Whether something in a query is asked as a whole for each key: a query, or a MINUS."""
    try:
        return any(isinstance(part, Select | Minus) for part in everything(read_query(text).where))
    except Unread:
        return False


def _is_narrowed(query: Select) -> bool:
    """Whether VALUES stand behind the query, or one that it holds: they are lost in reading."""
    return query.narrowed or any(
        isinstance(part, Select) and part.narrowed for part in everything(query.where)
    )


def _groups_groups(where: Group) -> bool:
    """Whether groups are made of groups, which LATERAL would make anew for each row."""
    grouped = (one for one in everything(where) if isinstance(one, Select) and one.aggregates)
    return any(
        isinstance(inner, Select) and inner.aggregates
        for one in grouped
        for inner in everything(one.where)
    )
