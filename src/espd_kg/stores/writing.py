"""Terms and queries as SPARQL text that every engine reads in the same way."""

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from espd_kg.errors import InputError
from espd_kg.escapes import ESCAPES, unescaped
from espd_kg.namespaces import XSD
from espd_kg.results import Term
from espd_kg.stores.lexer import Kind, Query, Token, position


def sparql_term(term: Term) -> str:
    """Return an IRI or a literal as SPARQL writes it.

    Raises InputError for a blank node or a triple: they cannot be named in a query.
    """
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if isinstance(term, (BlankNode, Triple)):
        raise InputError(f"{term} cannot be named in a query")
    return sparql_literal(term)


def sparql_literal(term: Literal) -> str:
    """Return a literal with its language tag or datatype, escaped so that it stays one token."""
    quoted = sparql_string(term.value)
    if term.language:
        direction = f"--{term.direction.value}" if term.direction else ""
        return f"{quoted}@{term.language}{direction}"
    if term.datatype.value == XSD + "string":
        return quoted
    return f"{quoted}^^<{term.datatype.value}>"


def sparql_string(text: str, backslash: str = "\\\\") -> str:
    """Return the text in double quotes; `backslash` is what stands for one backslash."""
    escapes = {**ESCAPES, "\\": backslash}
    return '"' + _ESCAPED.sub(lambda match: escapes[match[0]], text) + '"'


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
        if _NOT_IRI.search(iri):
            line, _ = position(text, token.start)
            raise InputError(f"{token.text} is not an IRI", line=line)
        return f"<{iri}>"
    return token.text


def _gap(between: str) -> str:
    """Return the space between two tokens, without the comments in it."""
    lines = between.count("\n")
    return "\n" * lines if lines else between and " "


def values_block(variable: str, iris: Iterable[str]) -> str:
    """Return `VALUES ?variable { <iri> ... }` for a query over many things."""
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def portions(iris: Iterable[str], most: int = 500) -> list[list[str]]:
    """Return the IRIs, sorted and each once, in lists that no query is too long for."""
    ordered = sorted(set(iris))
    return [ordered[at : at + most] for at in range(0, len(ordered), most)]


_ESCAPED: Final = re.compile('[\b\t\n\f\r"\\\\]')
_NOT_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
