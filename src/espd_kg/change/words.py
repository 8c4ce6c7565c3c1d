"""A place in the words of a query, moved forwards while it is read."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from espd_kg.change.syntax import Term, Unread, Variable
from espd_kg.escapes import unescaped
from espd_kg.stores.lexer import Kind, Query, Token

_END: Final = Token(Kind.MARK, "", 0)
_ESCAPED: Final = re.compile(r"\\(.)")


class Words:
    """The words of a query and the next one to be read."""

    def __init__(self, query: Query) -> None:
        """Begin before the first word."""
        self._tokens = query.tokens
        self._prefixes = query.prefixes
        self._at = 0
        self._blanks = 0

    @property
    def next(self) -> Token:
        """The next word; an empty mark at the end."""
        return self.ahead(0)

    def ahead(self, steps: int) -> Token:
        """The word that many words after the next one."""
        at = self._at + steps
        return self._tokens[at] if at < len(self._tokens) else _END

    @property
    def before(self) -> Token:
        """The word read last."""
        return self._tokens[self._at - 1] if self._at else _END

    @property
    def done(self) -> bool:
        """Whether all words are read."""
        return self._at >= len(self._tokens)

    def take(self) -> Token:
        """Read one word."""
        token = self.next
        if token is _END:
            raise Unread("the query ends too early")
        self._at += 1
        return token

    def is_mark(self, *marks: str) -> bool:
        """Whether one of the marks is next."""
        return self.next.kind is Kind.MARK and self.next.text in marks

    def skip_mark(self, *marks: str) -> bool:
        """Read the mark if one of these is next, and say whether it was."""
        found = self.is_mark(*marks)
        self._at += found
        return found

    def skip_word(self, *words: str) -> bool:
        """Read the keyword if one of these is next, and say whether it was."""
        found = self.next.is_word(*words)
        self._at += found
        return found

    def expect(self, mark: str) -> None:
        """Read this mark."""
        if not self.skip_mark(mark):
            raise Unread(f"{mark} expected, not {self.next.text}")

    def variable(self) -> Variable:
        """Read a variable."""
        token = self.take()
        if token.kind is not Kind.VARIABLE:
            raise Unread(f"a variable expected, not {token.text}")
        return Variable("?" + token.text[1:])

    def fresh(self) -> Variable:
        """Return a variable for a node without a name."""
        self._blanks += 1
        return Variable(f"?[{self._blanks}")

    def iri(self, token: Token) -> str:
        """Return the IRI that a name or an IRI stands for, in angle brackets."""
        if token.kind is Kind.IRI and ":" in token.text:
            return f"<{unescaped(token.text[1:-1])}>"
        prefix, colon, local = token.text.partition(":")
        if token.kind is not Kind.NAME or not colon or prefix not in self._prefixes:
            raise Unread(f"{token.text} is no full IRI")
        return f"<{self._prefixes[prefix]}" + _ESCAPED.sub(r"\1", local) + ">"

    def term(self) -> Term:
        """Read a variable, an IRI, a literal or a blank node that is written as one word."""
        token = self.take()
        if token.kind is Kind.VARIABLE:
            return Variable("?" + token.text[1:])
        if token.kind in (Kind.IRI, Kind.NAME):
            return self.iri(token)
        if token.kind is Kind.BLANK:
            return Variable(f"?{token.text[1:]}")
        return self._literal(token)

    def _literal(self, token: Token) -> Term:
        sign = token.text if token.kind is Kind.MARK and token.text in "+-" else ""
        number = self.take() if sign else token
        if number.kind is Kind.NUMBER or (not sign and token.is_word("TRUE", "FALSE")):
            return _parsed(sign + number.text.lower())
        if sign or token.kind is not Kind.STRING:
            raise Unread(f"a term expected, not {token.text}")
        if self.next.kind is Kind.LANGUAGE:
            return _parsed(token.text + self.take().text)
        return _parsed(f"{token.text}^^{self.iri(self.take())}" if self._typed() else token.text)

    def _typed(self) -> bool:
        return self.skip_mark("^^")


def _parsed(text: str) -> Term:
    """Return the literal as the engine writes it."""
    try:
        (quad,) = ox.parse(f"<a:s> <a:p> {text} .", format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise Unread(str(error)) from None
    return str(quad.object)
