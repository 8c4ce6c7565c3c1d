"""Property paths as they are written in a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from espd_kg.namespaces import RDF
from espd_kg.validate.scope import UnsupportedError
from espd_kg.validate.tokens import Token

Path: TypeAlias = "str | tuple[str, tuple[Path, ...]]"
"""A variable or an IRI, or a mark (^ / | * + ?) with the paths that it stands by."""

_REPEATS: Final = ("*", "+", "?")


def is_repeated(path: Path) -> bool:
    """Whether a path has a repetition in it."""
    if isinstance(path, str):
        return False
    mark, parts = path
    return mark in _REPEATS or any(is_repeated(part) for part in parts)


def path_words(path: Path) -> str:
    """Return a path as SPARQL writes it."""
    if isinstance(path, str):
        return path
    mark, parts = path
    words = [path_words(part) for part in parts]
    if mark == "^":
        return f"^{words[0]}"
    if mark in _REPEATS:
        return f"({words[0]}){mark}"
    return f"({mark.join(words)})"


class PathReader:
    """Reads the words of a query one after another, and paths among them."""

    def __init__(self, tokens: list[Token], prefixes: Mapping[str, str]) -> None:
        self.tokens = tokens
        self.prefixes = prefixes
        self.place = 0

    @property
    def text(self) -> str:
        """The next word in capitals; nothing at the end."""
        return self.tokens[self.place].text.upper() if self.place < len(self.tokens) else ""

    def take(self) -> Token:
        """Return the next word and go past it."""
        if not self.text:
            raise UnsupportedError("a query that breaks off")
        self.place += 1
        return self.tokens[self.place - 1]

    def path(self) -> Path:
        """Read a path, or a variable in its place."""
        if self.tokens[self.place].kind == "variable":
            return f"?{self.take().text[1:]}"
        return self._joined("|")

    def _joined(self, mark: str) -> Path:
        parts = [self._joined("/") if mark == "|" else self._element()]
        while self.text == mark:
            self.take()
            parts.append(self._joined("/") if mark == "|" else self._element())
        return parts[0] if len(parts) == 1 else (mark, tuple(parts))

    def _element(self) -> Path:
        if self.text == "^":
            self.take()
            return ("^", (self._element(),))
        path = self._primary()
        if self.text in _REPEATS:
            return (self.take().text, (path,))
        return path

    def _primary(self) -> Path:
        token = self.take()
        if token.text == "(":
            path = self._joined("|")
            if self.take().text != ")":
                raise UnsupportedError("a path that is not followed")
            return path
        return self._predicate(token)

    def _predicate(self, token: Token) -> str:
        if token.text == "a":
            return f"<{RDF}type>"
        if token.kind == "iri":
            return token.text
        prefix, _, local = token.text.partition(":")
        if token.kind != "name" or prefix not in self.prefixes or "\\" in local:
            raise UnsupportedError("a path that is not followed")
        return f"<{self.prefixes[prefix]}{local}>"
