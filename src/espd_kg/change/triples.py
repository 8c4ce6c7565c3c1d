"""Reads triple patterns and property paths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from espd_kg.change.facts import TYPE
from espd_kg.change.syntax import (
    Alternative,
    Inverse,
    Negated,
    Path,
    Repeated,
    Sequence,
    Term,
    Triples,
    Unread,
)
from espd_kg.change.words import Words
from espd_kg.namespaces import RDF
from espd_kg.stores.lexer import Kind

_FIRST: Final = f"<{RDF}first>"
_REST: Final = f"<{RDF}rest>"
_NIL: Final = f"<{RDF}nil>"


def read_triples(words: Words) -> tuple[Triples, ...]:
    """Read the patterns of one subject, up to the full stop or what follows it."""
    found: list[Triples] = []
    bracketed = words.is_mark("[", "(")
    subject = _node(words, found)
    if not (bracketed and _ends(words)):
        _predicates(words, subject, found)
    return tuple(found)


def _ends(words: Words) -> bool:
    token = words.next
    return words.is_mark(".", "}", "{", "]") or (token.kind is Kind.WORD and token.text != "a")


def _predicates(words: Words, subject: Term, found: list[Triples]) -> None:
    while True:
        path = _verb(words)
        while True:
            target = _node(words, found)
            found.append(Triples(subject, path, target))
            if not words.skip_mark(","):
                break
        if not words.is_mark(";"):
            return
        while words.skip_mark(";"):
            pass
        if _ends(words):
            return


def _verb(words: Words) -> Path:
    return words.variable() if words.next.kind is Kind.VARIABLE else _path(words)


def _node(words: Words, found: list[Triples]) -> Term:
    if words.is_mark("<<", "<<("):
        raise Unread("a triple about a triple")
    if words.skip_mark("["):
        node = words.fresh()
        if not words.is_mark("]"):
            _predicates(words, node, found)
        words.expect("]")
        return node
    if words.skip_mark("("):
        return _collection(words, found)
    return words.term()


def _collection(words: Words, found: list[Triples]) -> Term:
    items = list(_items(words, found))
    rest: Term = _NIL
    for item in reversed(items):
        node = words.fresh()
        found += [Triples(node, _FIRST, item), Triples(node, _REST, rest)]
        rest = node
    return rest


def _items(words: Words, found: list[Triples]) -> Iterator[Term]:
    while not words.skip_mark(")"):
        yield _node(words, found)


def _path(words: Words) -> Path:
    paths = [_sequence(words)]
    while words.skip_mark("|"):
        paths.append(_sequence(words))
    return paths[0] if len(paths) == 1 else Alternative(tuple(paths))


def _sequence(words: Words) -> Path:
    paths = [_element(words)]
    while words.skip_mark("/"):
        paths.append(_element(words))
    return paths[0] if len(paths) == 1 else Sequence(tuple(paths))


def _element(words: Words) -> Path:
    inverse = words.skip_mark("^")
    path = _primary(words)
    if words.is_mark("?", "*", "+"):
        path = Repeated(path, words.take().text)
    return Inverse(path) if inverse else path


def _primary(words: Words) -> Path:
    if words.skip_mark("("):
        path = _path(words)
        words.expect(")")
        return path
    if words.skip_mark("!"):
        return _negated(words)
    return _predicate(words)


def _predicate(words: Words) -> str:
    token = words.take()
    return TYPE if token.kind is Kind.WORD and token.text == "a" else words.iri(token)


def _negated(words: Words) -> Negated:
    ways: dict[bool, list[str]] = {False: [], True: []}
    bracketed = words.skip_mark("(")
    while not (bracketed and words.skip_mark(")")):
        ways[words.skip_mark("^")].append(_predicate(words))
        if not bracketed:
            break
        words.skip_mark("|")
    return Negated(tuple(ways[False]), tuple(ways[True]))
