from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest

from espd_kg.results import Table, Term, Triples, Truth, plural_values, text_value
from espd_kg.results_python import PythonValue, python_value

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (ox.NamedNode("http://a/"), "http://a/"),
        (ox.BlankNode("b"), "_:b"),
        (ox.Literal("x"), "x"),
        (ox.Literal("x", language="kk"), "x"),
        (typed("05", "integer"), 5),
        (typed("7", "nonNegativeInteger"), 7),
        (typed("1.50", "decimal"), Decimal("1.50")),
        (typed("1e3", "double"), 1000.0),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("2024-05-31", "date"), date(2024, 5, 31)),
        (typed("2024-05-31T10:00:00Z", "dateTime"), datetime(2024, 5, 31, 10, tzinfo=UTC)),
    ],
)
def test_terms_become_python_values(term: Term | None, value: PythonValue) -> None:
    assert python_value(term) == value
    assert type(python_value(term)) is type(value)


@pytest.mark.parametrize(
    "term",
    [
        typed("2024", "gYear"),
        typed("2020-12", "gYearMonth"),
        typed("2024-02-30", "date"),
        typed("20240531", "date"),
        typed("2024-05-31Z", "date"),
        typed("٣", "integer"),
        typed("1_000", "integer"),
        typed("NaN", "decimal"),
        typed("yes", "boolean"),
        typed("a\nb", "string"),
    ],
)
def test_what_python_cannot_say_as_precisely_stays_text(term: ox.Literal) -> None:
    assert python_value(term) == term.value


def test_a_table_gives_columns_and_rows() -> None:
    table = Table(("a", "n"), ((ox.NamedNode("http://a/"), ox.Literal(1)), (None, ox.Literal(2))))
    assert len(table) == 2
    assert list(table) == list(table.rows)
    assert table.column("n") == (ox.Literal(1), ox.Literal(2))
    with pytest.raises(KeyError):
        table.column("x")


def test_truth_and_triples() -> None:
    assert Truth(True)
    assert not Truth(False)
    triple = ox.Triple(ox.NamedNode("http://a/"), ox.NamedNode("http://b/"), ox.Literal("c"))
    triples = Triples((triple,))
    assert len(triples) == 1
    assert list(triples) == [triple]


def test_plural_cells() -> None:
    assert plural_values(ox.Literal("b | a")) == ["b", "a"]
    assert plural_values(ox.Literal("")) == []
    assert plural_values(None) == []
    assert text_value(None) == ""
