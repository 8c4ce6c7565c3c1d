"""The words of a SPARQL query, read exactly as the grammar of SPARQL 1.1 forms them.

Whether a query reaches outside is decided here, on its words and never on its text: a name, a
comment or a quotation may hold any word. Two traps of the engines are covered. They read words by
position, so that `SERVICE:x` is a call and not a name; and `<` begins an IRI or compares, which
only the parser knows, so that both readings are followed.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from espd_kg.errors import InputError
from espd_kg.stores.terminals import match_terminal


class Kind(StrEnum):
    """What a token is."""

    COMMENT = "comment"
    IRI = "iri"
    NAME = "name"
    BLANK = "blank"
    VARIABLE = "variable"
    STRING = "string"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """One token: what it is, its text, and where it stands."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next character stands."""
        return self.start + len(self.text)

    @property
    def upper(self) -> str:
        """The text as a keyword is compared."""
        return self.text.upper()

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the given keywords (in capitals)."""
        return self.kind is Kind.WORD and self.upper in words


class Query:
    """A query's text and its tokens, comments left out."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        """Hold a text and its tokens."""
        self.text = text
        self.tokens = tokens

    @classmethod
    def read(cls, text: str) -> "Query":
        """Split the text; raises InputError with the line where it cannot be split."""
        tokens = (token for token in tokenize(text) if token.kind is not Kind.COMMENT)
        return cls(text, tuple(tokens))

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the query declares, with their IRIs."""
        return {
            name.text[:-1]: iri.text[1:-1]
            for word, name, iri in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False)
            if word.is_word("PREFIX") and name.kind is Kind.NAME and iri.kind is Kind.IRI
        }

    @cached_property
    def used_prefixes(self) -> dict[str, Token]:
        """The prefixes that the query uses, each with the token that uses it first."""
        used: dict[str, Token] = {}
        for before, token in zip((None, *self.tokens), self.tokens, strict=False):
            declares = before is not None and before.is_word("PREFIX")
            if token.kind is Kind.NAME and not declares:
                used.setdefault(token.text.partition(":")[0], token)
        return used

    @cached_property
    def verb(self) -> Token | None:
        """The first keyword after the prologue, or None for a query that has none."""
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.is_word("BASE"):
                at += 2
            elif token.is_word("PREFIX"):
                at += 3
            else:
                return token
        return None

    @cached_property
    def names_dataset(self) -> bool:
        """Whether FROM says which graphs the query is about; else it is about all of them."""
        return any(token.is_word("FROM") for token in self.tokens)

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables, in the order in which they first occur."""
        names = (token.text[1:] for token in self.tokens if token.kind is Kind.VARIABLE)
        return tuple(dict.fromkeys(names))

    @cached_property
    def projection(self) -> tuple[str, ...] | None:
        """The names that the outermost SELECT returns, or None for `*` and other verbs."""
        if self.verb is None or not self.verb.is_word("SELECT"):
            return None
        names: list[str] = []
        depth = 0
        before = self.verb
        for token in self.tokens[self.tokens.index(self.verb) + 1 :]:
            if token.kind is Kind.MARK:
                depth += (token.text == "(") - (token.text == ")")
            if depth == 0 and (token.text in ("*", "{") or token.is_word("FROM", "WHERE")):
                return None if token.text == "*" else tuple(names)
            if token.kind is Kind.VARIABLE and (depth == 0 or before.is_word("AS")):
                names.append(token.text[1:])
            before = token
        return tuple(names)


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of the text, comments included, `<...>` read as an IRI where it can be.

    Raises InputError with the line where no token can begin.
    """
    at = _skip_space(text, 0)
    while at < len(text):
        token = _token(text, at)
        yield token
        at = _skip_space(text, token.end)


def position(text: str, at: int) -> tuple[int, int]:
    """Return the line and column, from 1, of a place in the text."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def stands_at(text: str, line: int, column: int) -> str:
    """Return, for a message, what stands at a place of the text, from 1: a token, or its end."""
    start = sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1
    at = _skip_space(text, start)
    while (token := _match(text, at)) is not None and token.kind is Kind.COMMENT:
        at = _skip_space(text, token.end)
    if at >= len(text):
        return "end of the query"
    found = token.text if token is not None else text[at]
    return found if len(found) <= _LONGEST_SHOWN else f"{found[:_LONGEST_SHOWN]}..."


def every_reading(text: str) -> Iterator[tuple[Token | None, Token]]:
    """Yield each token that any reading of the text holds, with the token before it.

    Where `<` follows a value inside parentheses it may compare; then the text after it is read
    both ways. Readings that meet again are followed once.
    """
    waiting: list[tuple[int, str, Token | None]] = [(0, "", None)]
    seen: set[tuple[int, str, Token | None]] = set()
    while waiting:
        at, brackets, before = waiting.pop()
        at = _skip_space(text, at)
        state = (at, brackets, before)
        if at >= len(text) or state in seen:
            continue
        seen.add(state)
        for token in _readings(text, at, brackets, before):
            if token.kind is Kind.COMMENT:
                waiting.append((token.end, brackets, before))
                continue
            yield before, token
            waiting.append((token.end, _nest(brackets, token), token))


def _readings(text: str, at: int, brackets: str, before: Token | None) -> Iterator[Token]:
    # The reading that compares may break off: then the engine cannot have meant it.
    first = _match(text, at)
    if first is not None:
        yield first
    if first is not None and first.kind is Kind.IRI and brackets[-1:] == "(" and _is_value(before):
        yield Token(Kind.MARK, "<", at)


def _nest(brackets: str, token: Token) -> str:
    if token.kind is not Kind.MARK:
        return brackets
    if token.text in _OPENING:
        return brackets + token.text
    return brackets[:-1] if token.text in _CLOSING else brackets


def _is_value(token: Token | None) -> bool:
    """Whether an expression may end with this token, so that an operator may follow."""
    if token is None:
        return False
    if token.kind is Kind.MARK:
        return token.text in (")", "}")
    return token.kind is not Kind.WORD or token.is_word("TRUE", "FALSE")


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in "\x20\t\r\n":
        at += 1
    return at


def _token(text: str, at: int) -> Token:
    token = _match(text, at)
    if token is None:
        line, column = position(text, at)
        raise InputError(f"malformed SPARQL at column {column}: {_complaint(text, at)}", line=line)
    return token


def _match(text: str, at: int) -> Token | None:
    found = match_terminal(text, at)
    return Token(Kind(found.lastgroup), found[0], at) if found and found.lastgroup else None


def _complaint(text: str, at: int) -> str:
    if text[at] in "\"'":
        return "this quotation does not end, or holds a backslash that escapes nothing"
    return f"no SPARQL word begins with {text[at : at + 1]!r}"


_LONGEST_SHOWN: Final = 40
_OPENING: Final = ("(", "{", "[")
_CLOSING: Final = (")", "}", "]")
