"""Where a query leaves its parameters open, or what it is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from espd_kg.queries.model import Place
from espd_kg.stores.lexer import Kind, Query

MARKER: Final = "_"
"""How the names of parameters begin."""


def places_in(query: Query, marker: str = MARKER) -> Iterator[Place]:
    """Yield the place of each `VALUES ?_name { UNDEF }`, in the order of the text.

    `marker` is what the names begin with; a place is called by what follows it.
    """
    tokens = query.tokens
    for at, token in enumerate(tokens):
        if not token.is_word("VALUES"):
            continue
        following = tuple(islice(tokens, at + 1, at + 5))
        if len(following) < 4 or following[0].kind is not Kind.VARIABLE:
            continue
        variable, opening, undefined, closing = following
        name = variable.text[1:]
        if not name.startswith(marker) or not undefined.is_word("UNDEF"):
            continue
        if opening.text == "{" and closing.text == "}":
            yield Place(name.removeprefix(marker), undefined.start, undefined.end)
