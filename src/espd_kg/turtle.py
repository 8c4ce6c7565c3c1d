"""The words of a Turtle file and the lines on which they stand.

A parser gives triples without places, and the embedded engine's lower-cases language tags. This
reads a file that the parser has accepted once more, for what the parser does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from espd_kg.escapes import unescaped
from espd_kg.namespaces import RDF


class Token(NamedTuple):
    """One word of a file: its kind, its text and its line (the first is 1)."""

    kind: str
    text: str
    line: int


class Statement(NamedTuple):
    """A predicate of a subject with an IRI, or one of its values, and the lines of both."""

    subject: str
    predicate: str
    subject_line: int
    line: int
    value: str | None = None
    """An IRI or the text of a literal; None: the predicate."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a well-formed Turtle text, without spaces and comments."""
    line = 1
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "", match[0]
        if kind not in ("space", "comment"):
            yield Token(kind, word, line)
        line += word.count("\n")


def language_tags(text: str) -> list[str]:
    """Return the language tags of the file's literals in the order in which they stand."""
    words = list(tokens(text))
    return [
        word.text[1:]
        for before, word in pairwise(words)
        if word.kind == "language" and before.kind == "string"
    ]


def first_blank_node(text: str) -> int | None:
    """Return the line of the first blank node or collection, or None where there is none."""
    return next((word.line for word in tokens(text) if word.text[:2] == "_:" or _opens(word)), None)


def statements(text: str) -> Iterator[Statement]:
    """Yield every predicate of every subject that has an IRI, each before its values."""
    reader = _Reader()
    for word in tokens(text):
        statement = reader.read(word)
        if statement is not None:
            yield statement


class _Reader:
    """Follows the grammar far enough to know subjects and predicates; brackets are skipped."""

    def __init__(self) -> None:
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._expects = "subject"
        self._depth = 0
        self._subject: tuple[str | None, int] = (None, 0)
        self._predicate: str | None = None
        self._types = False
        self._directive: list[str] = []

    def read(self, word: Token) -> Statement | None:
        if self._directive:
            self._declare(word)
        elif word.kind == "mark" and word.text in "[](){}":
            self._bracket(word.text)
        elif self._depth == 0:
            return self._outside(word)
        return None

    def _outside(self, word: Token) -> Statement | None:
        if word.kind == "mark":
            self._types = word.text == "^^"
            self._expects = {".": "subject", ";": "predicate"}.get(word.text, self._expects)
        elif self._expects == "subject":
            if word.text.lstrip("@").lower() in ("prefix", "base"):
                self._directive = [word.text.lower()]
            else:
                self._subject = (self._resolve(word), word.line)
                self._expects = "predicate"
        elif self._expects == "predicate":
            self._expects, self._predicate = "object", self._resolve(word)
            return self._statement(word)
        elif not self._types and word.kind != "language":
            return self._statement(word, self._value(word))
        return None

    def _statement(self, word: Token, value: str | None = None) -> Statement | None:
        subject, line = self._subject
        if subject is None or self._predicate is None:
            return None
        return Statement(subject, self._predicate, line, word.line, value)

    def _value(self, word: Token) -> str:
        if word.kind == "string":
            quotes = 3 if word.text[:3] in ('"""', "'''") else 1
            return unescaped(word.text[quotes:-quotes])
        return self._resolve(word) or word.text

    def _bracket(self, mark: str) -> None:
        self._depth += 1 if mark in "[({" else -1
        if self._depth == 0 and self._expects == "subject":
            self._subject, self._expects = (None, 0), "predicate"

    def _declare(self, word: Token) -> None:
        self._directive.append(word.text)
        name = self._directive[0]
        if name.lstrip("@") == "base" and len(self._directive) == 2:
            self._base = word.text[1:-1]
        elif name.lstrip("@") == "prefix" and len(self._directive) == 3:
            self._prefixes[self._directive[1]] = self._base_joined(word.text[1:-1])
        ends_with_dot = name.startswith("@")
        full = 3 if name.lstrip("@") == "prefix" else 2
        if len(self._directive) == full + ends_with_dot:
            self._directive = []

    def _base_joined(self, iri: str) -> str:
        iri = _unescape(iri)
        return iri if ":" in iri else self._base + iri

    def _resolve(self, word: Token) -> str | None:
        if word.kind == "iri":
            return self._base_joined(word.text[1:-1])
        if word.kind == "name":
            prefix, _, local = word.text.partition(":")
            return self._prefixes.get(f"{prefix}:", "") + _LOCAL_ESCAPE.sub(r"\1", local)
        return RDF + "type" if word.text == "a" else None


def _opens(word: Token) -> bool:
    return word.kind == "mark" and word.text in "[("


def _unescape(iri: str) -> str:
    return _CODE_POINT.sub(lambda match: chr(int(match[0][2:], 16)), iri)


_CODE_POINT: Final = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_LOCAL_ESCAPE: Final = re.compile(r"\\(.)")
_PART: Final = r"(?:[\w:\-·‿⁀]|%[0-9A-Fa-f]{2}|\\.)"
_STRING: Final = "|".join(
    (
        r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""',
        r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''",
        r'"(?:[^"\\\n\r]|\\.)*"',
        r"'(?:[^'\\\n\r]|\\.)*'",
    )
)
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<string>{_STRING})
    | (?P<iri><[^<>"\s]*>)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[\w](?:[\w.\-·]*[\w\-·])?)
    | (?P<name>(?:[^\W\d_][\w.\-·]*)?:(?:{_PART}(?:\.*{_PART})*)?)
    | (?P<number>[+-]?(?:[0-9]+\.[0-9]*(?=[eE])|[0-9]*\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[A-Za-z]+)
    | (?P<mark>\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)
