"""Reads the text of a query into its groups and patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from espd_kg.change.expressions import read_constraint, read_expression
from espd_kg.change.syntax import (
    Bind,
    Expression,
    Graph,
    Group,
    Lateral,
    Minus,
    Optional,
    Part,
    Select,
    Table,
    Term,
    Union,
    Unread,
    Variable,
)
from espd_kg.change.triples import read_triples
from espd_kg.change.words import Words
from espd_kg.errors import InputError
from espd_kg.stores.lexer import Kind, Query

T = TypeVar("T")
_MODIFIERS: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def read_query(text: str) -> Select:
    """Return what a SELECT or CONSTRUCT query looks at; raises Unread where that is not known."""
    try:
        query = Query.read(text)
    except InputError as error:
        raise Unread(error.message) from None
    words = Words(query)
    if query.names_dataset or any(token.is_word("BASE") for token in query.tokens):
        raise Unread("the query chooses its graphs or its base")
    while words.skip_word("PREFIX"):
        words.take()
        words.take()
    read = _construct if words.next.is_word("CONSTRUCT") else _select
    select = read(words)
    if not words.done:
        raise Unread(f"{words.next.text} is not followed")
    return select


def _construct(words: Words) -> Select:
    words.take()
    if not words.next.is_word("WHERE"):
        _skip_braces(words)
    words.skip_word("WHERE")
    return _modified(words, None, (), _group(words))


def _skip_braces(words: Words) -> None:
    depth = 0
    while True:
        mark = words.take()
        if mark.kind is Kind.MARK:
            depth += (mark.text == "{") - (mark.text == "}")
        if depth == 0:
            return


def _select(words: Words) -> Select:
    if not words.skip_word("SELECT"):
        raise Unread("neither SELECT nor CONSTRUCT")
    words.skip_word("DISTINCT", "REDUCED")
    names: list[Variable] = []
    computed: list[Bind] = []
    every = words.skip_mark("*")
    while not every and not words.is_mark("{") and not words.next.is_word("WHERE"):
        if words.skip_mark("("):
            computed.append(_bound(words))
            names.append(computed[-1].variable)
        else:
            names.append(words.variable())
    words.skip_word("WHERE")
    return _modified(words, None if every else tuple(names), tuple(computed), _group(words))


def _modified(
    words: Words, names: tuple[Variable, ...] | None, computed: tuple[Bind, ...], where: Group
) -> Select:
    grouping: list[Bind | Variable | Expression] = []
    having: list[Expression] = []
    sliced = narrowed = False
    while words.next.is_word(*_MODIFIERS):
        word = words.take().upper
        if word == "GROUP":
            words.skip_word("BY")
            grouping += _conditions(words, _grouped)
        elif word == "HAVING":
            for found in _conditions(words, _constraint):
                having += found
        elif word == "ORDER":
            words.skip_word("BY")
            list(_conditions(words, _ordered))
        elif word == "VALUES":
            # It narrows what is there already; to leave it out finds more keys, never fewer.
            _table(words)
            narrowed = True
        else:
            words.take()
            sliced = True
    return Select(names, computed, where, tuple(grouping), tuple(having), sliced, narrowed)


def _conditions(words: Words, read: Callable[[Words], T]) -> Iterator[T]:
    while not (words.done or words.is_mark("}") or words.next.is_word(*_MODIFIERS)):
        yield read(words)


def _grouped(words: Words) -> Bind | Variable | Expression:
    if words.next.kind is Kind.VARIABLE:
        return words.variable()
    if not words.skip_mark("("):
        return _constraint(words)[0]
    expression, name = read_expression(words, _group), None
    if words.skip_word("AS"):
        name = words.variable()
    words.expect(")")
    return expression if name is None else Bind(expression, name)


def _ordered(words: Words) -> object:
    words.skip_word("ASC", "DESC")
    return words.variable() if words.next.kind is Kind.VARIABLE else _constraint(words)


def _constraint(words: Words) -> tuple[Expression, ...]:
    return read_constraint(words, _group)


def _bound(words: Words) -> Bind:
    """Read `expression AS ?variable)`, after the bracket that opens it."""
    expression = read_expression(words, _group)
    if not words.skip_word("AS"):
        raise Unread("AS expected")
    variable = words.variable()
    words.expect(")")
    return Bind(expression, variable)


def _group(words: Words) -> Group:
    words.expect("{")
    if words.next.is_word("SELECT"):
        select = _select(words)
        words.expect("}")
        return Group((select,))
    parts: list[Part] = []
    filters: list[Expression] = []
    while not words.skip_mark("}"):
        if words.skip_word("FILTER"):
            filters += read_constraint(words, _group)
        elif not words.skip_mark("."):
            parts += _part(words)
    return Group(tuple(parts), tuple(filters))


def _part(words: Words) -> tuple[Part, ...]:
    if words.is_mark("{"):
        return (_union(words),)
    if words.next.kind is not Kind.WORD or words.next.is_word("TRUE", "FALSE"):
        return read_triples(words)
    word = words.take().upper
    if word == "OPTIONAL":
        return (Optional(_group(words)),)
    if word == "MINUS":
        return (Minus(_group(words)),)
    if word == "LATERAL":
        return (Lateral(_group(words)),)
    if word == "GRAPH":
        return (Graph(words.term(), _group(words)),)
    if word == "VALUES":
        return (_table(words),)
    if word == "BIND":
        words.expect("(")
        return (_bound(words),)
    raise Unread(f"{word} is not followed")


def _union(words: Words) -> Union:
    branches = [_group(words)]
    while words.skip_word("UNION"):
        branches.append(_group(words))
    return Union(tuple(branches))


def _table(words: Words) -> Table:
    if not words.skip_mark("("):
        variables: tuple[Variable, ...] = (words.variable(),)
        words.expect("{")
        return Table(variables, tuple((cell,) for cell in _cells(words, "}")))
    variables = tuple(iter(lambda: None if words.skip_mark(")") else words.variable(), None))
    words.expect("{")
    rows = []
    while not words.skip_mark("}"):
        words.expect("(")
        rows.append(tuple(_cells(words, ")")))
    return Table(variables, tuple(rows))


def _cells(words: Words, end: str) -> Iterator[Term]:
    while not words.skip_mark(end):
        yield "UNDEF" if words.skip_word("UNDEF") else words.term()
