"""Where a query leaves its parameters open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from espd_kg.queries.model import Place
from espd_kg.stores.lexer import Kind, Query

_MARKER: Final = "_"


def places_in(query: Query) -> Iterator[Place]:
    """Yield the place of each `VALUES ?_name { UNDEF }`, in the order of the text."""
    tokens = query.tokens
    for at, token in enumerate(tokens):
        if not token.is_word("VALUES"):
            continue
        following = tuple(islice(tokens, at + 1, at + 5))
        if len(following) < 4 or following[0].kind is not Kind.VARIABLE:
            continue
        variable, opening, undefined, closing = following
        name = variable.text[1:]
        if not name.startswith(_MARKER) or not undefined.is_word("UNDEF"):
            continue
        if opening.text == "{" and closing.text == "}":
            yield Place(name.removeprefix(_MARKER), undefined.start, undefined.end)
