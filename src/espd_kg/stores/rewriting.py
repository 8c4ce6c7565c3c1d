"""Queries as SPARQL text that every engine reads in the same way."""

from __future__ import annotations

import re
from typing import Final

from espd_kg.errors import InputError
from espd_kg.escapes import unescaped
from espd_kg.stores.lexer import Kind, Query, Token, position
from espd_kg.stores.writing import sparql_string


def rewritten(query: Query, backslash: str = "\\\\") -> str:
    r"""Return the query without comments and without escapes for code points.

    SPARQL 1.1 lets an engine replace `\uXXXX` anywhere, even in a comment, before it looks for
    words; so none is left to replace. Lines stay where they are.
    """
    parts: list[str] = []
    at = 0
    for token in query.tokens:
        parts += [_gap(query.text[at : token.start]), _plain(token, query.text, backslash)]
        at = token.end
    return "".join(parts)


def decoded(token: Token) -> str:
    """Return what a string or IRI token stands for, without quotes and escapes."""
    quotes = 3 if token.kind is Kind.STRING and token.text[:3] in ("'''", '"""') else 1
    if len(token.text) < 2 * quotes:
        quotes = 1
    try:
        return unescaped(token.text[quotes:-quotes])
    except ValueError as error:
        raise InputError(str(error)) from None


def _plain(token: Token, text: str, backslash: str) -> str:
    if token.kind is Kind.STRING:
        return sparql_string(decoded(token), backslash)
    if token.kind is Kind.IRI:
        iri = decoded(token)
        if re.search(_NOT_IRI, iri):
            line, _ = position(text, token.start)
            raise InputError(f"{token.text} is not an IRI", line=line)
        return f"<{iri}>"
    return token.text


def _gap(between: str) -> str:
    """Return the space between two tokens, without the comments in it."""
    lines = between.count("\n")
    return "\n" * lines if lines else between and " "


_NOT_IRI: Final = r'[\x00-\x20<>"{}|^`\\]'
