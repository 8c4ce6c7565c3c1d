"""The triple patterns of a query in a shape, put so that the engine finds them quickly and there.

Over graphs that are named, each triple says where it looks. And each is asked for the rows found
before it: the engine does not know that $this is bound, and would begin at any of them, from all
nodes that there are. What is found stays the same, for no group sees through its braces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from espd_kg.namespaces import RDFS
from espd_kg.validate.paths import lateral
from espd_kg.validate.scope import Scope, UnsupportedError
from espd_kg.validate.steps import Path, PathReader, is_repeated, path_words
from espd_kg.validate.tokens import Token

_TERMS: Final = frozenset({"variable", "iri", "name", "string", "number"})


def rescoped(tokens: list[Token], scope: Scope, prefixes: Mapping[str, str]) -> Iterator[Token]:
    """Yield the query with its triple patterns put as the scope puts them.

    Raises UnsupportedError for blank nodes and lists in a pattern, and for what is not followed.
    """
    reader = _Reader(tokens, scope, prefixes)
    while reader.text != "{":
        yield reader.take()
    yield from reader.group({"?this"})
    while reader.text:
        yield reader.take()


@dataclass(frozen=True)
class _Pattern:
    text: str
    variables: frozenset[str]

    def rank(self, bound: set[str]) -> tuple[bool, int]:
        """Order by how little of the pattern is open; one that begins nowhere comes last."""
        return bool(self.variables) and not self.variables & bound, len(self.variables - bound)


class _Reader(PathReader):
    def __init__(self, tokens: list[Token], scope: Scope, prefixes: Mapping[str, str]) -> None:
        super().__init__(tokens, prefixes)
        self.scope = scope

    def group(self, bound: set[str]) -> Iterator[Token]:
        """Yield a group, in which these variables are bound from outside; it adds its own."""
        yield self.take()
        first = True
        while self.text != "}":
            if self.text in ("{", "OPTIONAL"):
                yield from self._asked_for_each_row(bound)
            elif self.text in ("FILTER", "BIND"):
                yield from self._expression(bound)
            else:
                yield from self._block(bound, first=first)
            first = False
        yield self.take()

    def _asked_for_each_row(self, bound: set[str]) -> Iterator[Token]:
        """Yield OPTIONAL, or groups with UNION between them."""
        yield from (Token("word", "LATERAL"), Token("mark", "{"))
        if self.text == "OPTIONAL":
            yield self.take()
        inner = set(bound)
        yield from self.group(inner)
        while self.text == "UNION":
            yield self.take()
            branch = set(bound)
            yield from self.group(branch)
            inner |= branch
        bound |= inner
        yield Token("mark", "}")

    def _expression(self, bound: set[str]) -> Iterator[Token]:
        """Yield a FILTER or BIND: words up to a group or to brackets, and these."""
        yield self.take()
        while self.text not in ("(", "{"):
            yield self.take()
        if self.text == "{":
            yield from self.group(set(bound))
            return
        depth = 0
        while True:
            if self.text == "{":
                yield from self.group(set(bound))
                continue
            depth += {"(": 1, ")": -1}.get(self.text, 0)
            yield self.take()
            if depth == 0:
                return

    def _block(self, bound: set[str], *, first: bool) -> Iterator[Token]:
        """Yield triples that stand together, each after those that it can start from."""
        patterns: list[_Pattern] = []
        while self.text not in ("}", "{", "FILTER", "BIND", "OPTIONAL"):
            if self.text == ".":
                self.take()
            else:
                patterns += self._triples()
        while patterns:
            chosen = min(patterns, key=lambda pattern: pattern.rank(bound))
            patterns.remove(chosen)
            bound |= chosen.variables
            yield Token("pattern", chosen.text if first else lateral(chosen.text))
            first = False

    def _triples(self) -> Iterator[_Pattern]:
        subject = self._term()
        while True:
            path = self.path()
            while True:
                yield from self._walked(subject, path, self._term())
                if self.text != ",":
                    break
                self.take()
            if self.text != ";":
                return
            while self.text == ";":
                self.take()
            if self.text in (".", "}", "{", "FILTER", "BIND", "OPTIONAL"):
                return

    def _walked(self, start: str, path: Path, end: str) -> Iterator[_Pattern]:
        if isinstance(path, str):
            if path.startswith(f"<{RDFS}subClassOf") and not self.scope.plain:
                raise UnsupportedError("the class tree in a query over graphs that are named")
            yield _pattern(self.scope.triple(start, path, end), start, path, end)
            return
        mark, parts = path
        if mark == "^":
            yield from self._walked(end, parts[0], start)
        elif mark == "/":
            stops = [start, *(self.scope.variable("step") for _ in parts[1:]), end]
            for a, part, b in zip(stops, parts, stops[1:], strict=False):
                yield from self._walked(a, part, b)
        elif mark == "|" and (is_repeated(path) or not self.scope.plain):
            yield _pattern(self._either(start, parts, end), start, end)
        elif self.scope.plain:
            yield _pattern(self.scope.walk(start, path_words(path), end), start, end)
        else:
            raise UnsupportedError("a repeated path over graphs that are named")

    def _either(self, start: str, parts: Iterable[Path], end: str) -> str:
        ways = []
        for part in parts:
            legs = [pattern.text for pattern in self._walked(start, part, end)]
            ways.append(" ".join([legs[0], *(lateral(leg) for leg in legs[1:])]))
        return " UNION ".join(f"{{ {way} }}" for way in ways)

    def _term(self) -> str:
        token = self.take()
        if token.kind not in _TERMS and token.text.upper() not in ("TRUE", "FALSE"):
            raise UnsupportedError("a pattern that is not followed")
        found = f"?{token.text[1:]}" if token.kind == "variable" else token.text
        if token.kind == "string" and self.text.startswith("@"):
            found += self.take().text
        elif token.kind == "string" and self.text == "^^":
            found += self.take().text + self.take().text
        return found


def _pattern(text: str, *terms: str) -> _Pattern:
    return _Pattern(text, frozenset(term for term in terms if term.startswith("?")))
