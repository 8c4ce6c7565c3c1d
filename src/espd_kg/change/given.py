"""A query in the order that suits where the values of its key are known."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import pyoxigraph as ox

from espd_kg.change.binding import can_be_given
from espd_kg.change.ordered import ordered
from espd_kg.change.parts import everything
from espd_kg.change.reading import read_query
from espd_kg.change.syntax import Group, Select, Unread
from espd_kg.stores.lexer import Query

_COUNTING: Final = ("COUNT", "SUM", "AVG", "GROUP_CONCAT", "SAMPLE", "LIMIT", "OFFSET")


def where_given(text: str, key: Iterable[str], *, many: bool = False) -> str | None:
    """Return the WHERE of a query, braces included, as it is best asked for given keys.

    `key` names variables without question marks. The rows are those of the query, but how often
    one comes is not kept. `many`: each key leads to many rows. None where that matters, and where
    the query had better stay as it is.
    """
    key = tuple(key)
    if loses_rows(text) or not can_be_given(text, key):
        return None
    where = read_query(text).where
    if _groups_groups(where):
        return None
    try:
        given = ordered(where, key, many=many)
    except Unread:
        return None
    return given if _can_be_read(given) else None


def loses_rows(text: str) -> bool:
    """Whether a query that is put in order would have other rows.

    How often a row comes is lost on the way to an order, and so are VALUES behind a query.
    """
    if any(token.is_word(*_COUNTING) for token in Query.read(text).tokens):
        return True
    try:
        query = read_query(text)
    except Unread:
        return True
    within = (part for part in everything(query.where) if isinstance(part, Select))
    return any(one.narrowed for one in (query, *within))


def _can_be_read(where: str) -> bool:
    # What it calls is known to those who will ask.
    with suppress(RuntimeError):
        try:
            ox.Store().query(f"SELECT * WHERE {where}")
        except SyntaxError:
            return False
    return True


def _groups_groups(where: Group) -> bool:
    """Whether groups are made of groups, which LATERAL would make anew for each row."""
    grouped = (one for one in everything(where) if isinstance(one, Select) and one.aggregates)
    return any(
        isinstance(inner, Select) and inner.aggregates
        for one in grouped
        for inner in everything(one.where)
    )
