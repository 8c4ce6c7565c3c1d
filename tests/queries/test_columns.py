"""What every answer keeps to, whatever the query: types, evidence, order, no repetition."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from pyoxigraph import Literal, NamedNode

from espd_kg.explanations import cite
from espd_kg.namespaces import XSD
from espd_kg.queries.model import Column, StoredQuery
from espd_kg.questions import ask
from espd_kg.results import PLURAL_SEPARATOR, Term, text_value
from queries.corpora import CORPORA, catalogue, store

_DATES: Final = {
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "gYearMonth": r"[0-9]{4}-[0-9]{2}",
    "gYear": r"[0-9]{4}",
}
LITERALS: Final[dict[str, Callable[[str, str], bool]]] = {
    "string": lambda text, datatype: bool(text),
    "integer": lambda text, datatype: datatype == "integer",
    "decimal": lambda text, datatype: datatype == "decimal",
    "boolean": lambda text, datatype: datatype == "boolean",
    "date": lambda text, datatype: re.fullmatch(_DATES[datatype], text) is not None,
}
QUERIES: Final = sorted(catalogue().queries.values(), key=lambda query: query.name)
for_each_answer = pytest.mark.parametrize(
    ("query", "corpus"),
    [
        pytest.param(query, corpus, id=f"{corpus}/{query.name}")
        for query in QUERIES
        for corpus in CORPORA
    ],
)


@for_each_answer
def test_cells_are_of_the_described_type(query: StoredQuery, corpus: str) -> None:
    table = ask(store(corpus, "embedded"), query, {})
    for row in table.rows:
        for column, term in zip(query.columns, row, strict=True):
            assert term is None or fits(column, term), (column.name, term)


def fits(column: Column, term: Term) -> bool:
    if column.plural:
        parts = text_value(term).split(PLURAL_SEPARATOR)
        assert parts == sorted(set(parts))
        return column.type == "string" or all(part.startswith("http") for part in parts)
    if column.type == "value":
        return True
    if isinstance(term, Literal) and column.type in LITERALS:
        return LITERALS[column.type](term.value, term.datatype.value.removeprefix(XSD))
    return isinstance(term, NamedNode) and column.type not in LITERALS


@for_each_answer
def test_no_row_comes_twice(query: StoredQuery, corpus: str) -> None:
    rows = ask(store(corpus, "embedded"), query, {}).rows
    assert len(set(rows)) == len(rows)


@for_each_answer
def test_the_file_runs_as_it_stands(query: StoredQuery, corpus: str) -> None:
    bare = store(corpus, "embedded").select(query.text)
    assert len(bare.rows) == len(ask(store(corpus, "embedded"), query, {}).rows)


@pytest.mark.parametrize("query", QUERIES, ids=[query.name for query in QUERIES])
def test_every_row_that_cites_has_its_evidence(query: StoredQuery) -> None:
    answers = store("real", "embedded")
    table = ask(answers, query, {})
    footnotes = cite(answers, query, table)
    if not query.cites:
        assert query.cites_note
        assert footnotes.notes == ()
        return
    for row, numbers in zip(table.rows, footnotes.numbers, strict=True):
        assert numbers, row
