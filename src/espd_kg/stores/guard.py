"""What a query must be before any store sees it: a query, complete, and kept indoors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from espd_kg.errors import InputError
from espd_kg.namespaces import PREFIXES
from espd_kg.stores.lexer import Kind, Query, Token, every_reading, position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_VERBS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = (
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "ADD",
    "MOVE",
    "COPY",
    "WITH",
)
# An engine reads `SERVICE:x {` as a call to `:x`, whatever prefix the name seems to have.
_CALLS: Final = r"(?i)service(silent)?"
_LONGEST: Final = 1_000_000
# The engine reads a nested query by recursion, and dies where it nests too deeply.
_DEEPEST: Final = 200
_OPENING: Final = ("(", "{", "[", "<<", "<<(", "{|")
_CLOSING: Final = (")", "}", "]", ">>", ")>>", "|}")
_UNARY: Final = ("!", "+", "-", "^")
_CALLING_PREFIX: Final = r"(?is).*service(silent)?:.*"


def checked(text: str) -> Query:
    """Return the query, split into tokens.

    Raises InputError, with the line, for an update, for SERVICE, for a prefix that is
    not declared, for text that is no query, and for one that is too long or nests too deeply.
    """
    _check_length(text)
    query = Query.read(text)
    _check_depth(query)
    _check_verb(query)
    refuse_service(text)
    _check_prefixes(query)
    return query


def refuse_service(text: str) -> None:
    """Raise InputError where any reading of the text calls another service.

    Looked at are the words of the query: a name, a comment or a quotation may hold any of them.
    """
    if "service" not in text.lower():
        return
    for before, token in every_reading(text):
        if token.kind is Kind.WORD and re.search(_CALLS, token.text):
            raise _at(text, token, "SERVICE would send the query elsewhere", "Leave SERVICE out.")
        if token.text == "{" and before is not None and before.kind is Kind.NAME:
            _check_called(text, before)


def with_known_prefixes(text: str, known: Mapping[str, str] = PREFIXES) -> str:
    """Return the query with the known prefixes declared that it uses and does not declare.

    They are put on the first line, so that errors still name the right one.
    """
    if len(text) > _LONGEST:
        return text
    try:
        query = Query.read(text)
    except InputError:
        return text
    missing = [name for name in query.used_prefixes if name not in query.prefixes]
    lines = [f"PREFIX {name}: <{known[name]}> " for name in sorted(missing) if name in known]
    return "".join(lines) + text


def _check_length(text: str) -> None:
    if len(text) > _LONGEST:
        line, _ = position(text, _LONGEST)
        raise InputError(
            f"the query is longer than {_LONGEST:,} characters", line=line, fix="Split it."
        )


def _check_depth(query: Query) -> None:
    depth = run = 0
    for token in query.tokens:
        mark = token.text if token.kind is Kind.MARK else ""
        depth = max(0, depth + (mark in _OPENING) - (mark in _CLOSING))
        run = run + 1 if mark in _UNARY else 0
        if depth > _DEEPEST:
            fix = "Close brackets earlier, or split the query."
            raise _at(query.text, token, f"the query nests more than {_DEEPEST} brackets", fix)
        if run > _DEEPEST:
            message = f"more than {_DEEPEST} operators stand in a row"
            raise _at(query.text, token, message, "Leave most of them out.")


def _check_verb(query: Query) -> None:
    verb = query.verb
    expected = "Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE."
    if verb is None:
        raise InputError("the query is empty", fix=expected)
    if verb.is_word(*_VERBS):
        return
    if verb.is_word(*_UPDATES):
        raise _at(query.text, verb, f"{verb.upper} would change the data", "Only queries run here.")
    near = _nearest(verb.upper, _VERBS)
    fix = f"Did you mean {near}?" if near else expected
    raise _at(query.text, verb, f"malformed SPARQL: a query does not begin with {verb.text!r}", fix)


def _check_called(text: str, name: Token) -> None:
    if re.fullmatch(_CALLING_PREFIX, name.text):
        raise _at(
            text,
            name,
            f"{name.text} before a brace may be read as a call to a SERVICE",
            "Write the IRI in full, or rename the prefix.",
        )


def _check_prefixes(query: Query) -> None:
    for name, token in query.used_prefixes.items():
        if name in query.prefixes:
            continue
        if name in PREFIXES:
            fix = f"Add PREFIX {name}: <{PREFIXES[name]}>."
        else:
            near = _nearest(name, [*query.prefixes, *PREFIXES])
            fix = f"Did you mean {near}:?" if near else f"Add PREFIX {name}: <...>."
        raise _at(query.text, token, f"the prefix {name}: is not declared", fix)


def _nearest(word: str, names: Sequence[str]) -> str | None:
    # Only a mistake pays for loading this.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, names, 1)), None)


def _at(text: str, token: Token, message: str, fix: str) -> InputError:
    line, column = position(text, token.start)
    return InputError(f"{message} (column {column})", line=line, fix=fix)
