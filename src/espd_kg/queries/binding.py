"""Putting typed terms in the place of a query's parameters, word by word."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.queries.model import StoredQuery
from espd_kg.results import Term
from espd_kg.stores.lexer import Kind, Query, Token
from espd_kg.stores.writing import sparql_term

_MARKER: Final = "_"


def bind(query: StoredQuery, values: Mapping[str, Term]) -> str:
    """Return the query's text with each value as the only one of its parameter.

    A parameter without a value stays open. Raises InputError for a name that the query does not
    know, and for a term that cannot be named in a query.
    """
    names = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in names:
            fix = nearest(name, names) if names else None
            raise InputError(f"the query {query.name} has no parameter {name!r}", fix=fix)
    return bind_text(query.text, values)


def bind_text(text: str, values: Mapping[str, Term]) -> str:
    """Return the text with each `VALUES ?_name { UNDEF }` filled for which there is a value."""
    parts: list[str] = []
    at = 0
    for name, open_place in _places(Query.read(text)):
        if name in values:
            parts += [text[at : open_place.start], sparql_term(values[name])]
            at = open_place.end
    return "".join([*parts, text[at:]])


def parameters_in(query: Query) -> set[str]:
    """Return the names of the parameters for which the query holds a place."""
    return {name for name, _ in _places(query)}


def _places(query: Query) -> Iterator[tuple[str, Token]]:
    """Yield each parameter's name with the UNDEF that stands for it."""
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
            yield name.removeprefix(_MARKER), undefined
