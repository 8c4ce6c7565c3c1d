"""Joining rows with a data set outside: what comes along, what is left out, and what fails."""

from collections.abc import Callable, Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from espd_kg.errors import InputError, LimitError, ServiceError
from espd_kg.linking.outside.datasets import DATASETS
from espd_kg.namespaces import WD, XSD
from espd_kg.queries.model import Column, Join, StoredQuery
from espd_kg.queries.places import places_in
from espd_kg.reconciling.joining import fits, join
from espd_kg.results import Result, Row, Table, Term
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.lexer import Query
from espd_kg.stores.limits import DEFAULT_LIMITS
from queries.corpora import catalogue

ASKED = """SELECT ?item ?born ?post {
  VALUES ?item { UNDEF } ?item <http://x/born> ?born ; <http://x/post> ?post
}"""
COLUMNS = (
    Column("who", "", "official"),
    Column("item", "", "iri"),
    Column("born", "", "date"),
    Column("post", "", "string"),
)


def stored(asked: str = ASKED, dataset: str = "wikidata") -> StoredQuery:
    places = tuple(place for place in places_in(Query.read(asked), "") if place.name == "item")
    one = Join(dataset, "item", asked, ("born", "post"), places)
    return StoredQuery("q", "", {}, (), COLUMNS, (), "", (), (), "", joins=(one,))


def local(*items: str | None) -> Table:
    rows = (
        (NamedNode(f"http://x/{n}"), NamedNode(item) if item else None, None, None)
        for n, item in enumerate(items)
    )
    return Table(("who", "item", "born", "post"), tuple(rows))


def outside(turtle: str) -> Callable[[str], Store]:
    store = ox.Store()
    head = f"PREFIX wd: <{WD}> PREFIX x: <http://x/> PREFIX xsd: <{XSD}> "
    store.load((head + turtle).encode(), ox.RdfFormat.TURTLE)
    return lambda dataset: EmbeddedStore(store, DEFAULT_LIMITS)


class Told(Store):
    """A data set that answers what it is told to, whatever it is asked."""

    def __init__(self, columns: Sequence[str], *rows: Row) -> None:
        super().__init__()
        self.table = Table(tuple(columns), rows)
        self.texts: list[str] = []

    def _answer(self, query: Query) -> Result:
        self.texts.append(query.text)
        return self.table

    def close(self) -> None:
        """Nothing is open."""


class Failing(Told):
    """A data set that fails at some question."""

    def __init__(self, error: Exception, after: int = 0, *rows: Row) -> None:
        super().__init__(("item", "born", "post"), *rows)
        self.error = error
        self.after = after

    def _answer(self, query: Query) -> Result:
        super()._answer(query)
        if len(self.texts) > self.after:
            raise self.error
        return self.table


def day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "date"))


def test_a_row_stands_once_for_each_answer_and_stays_where_there_is_none() -> None:
    known = outside(
        "wd:Q1 x:born '1950-01-02'^^xsd:date ; x:post 'minister', 'envoy' . "
        "wd:Q9 x:born '1900-01-01'^^xsd:date ; x:post 'not asked for' ."
    )
    table = join(local(WD + "Q1", None, WD + "Q2", WD + "Q1"), stored(), known).table
    born, envoy, minister = day("1950-01-02"), Literal("envoy"), Literal("minister")
    assert [row[2:] for row in table.rows] == [
        *((born, envoy), (born, minister)),
        *((None, None), (None, None)),
        *((born, envoy), (born, minister)),
    ]
    assert [str(row[0]) for row in table.rows] == [f"<http://x/{n}>" for n in (0, 0, 1, 2, 3, 3)]


def test_items_are_asked_about_once_in_portions_and_in_order() -> None:
    told = Told(("item", "born", "post"))
    items = [f"{WD}Q{n}" for n in range(1, 251)]
    join(local(*items, *items), stored(), lambda dataset: told)
    asked = [text.partition("VALUES")[2].count(f"<{WD}") for text in told.texts]
    assert asked == [100, 100, 50]


def test_without_items_nothing_is_asked() -> None:
    told = Told(("item", "born", "post"))
    table = local(None, None)
    assert join(table, stored(), lambda dataset: told).table == table
    assert told.texts == []


@pytest.mark.parametrize("iri", ["http://elsewhere/Q1", WD, WD + "Q1')(", WD + "%7D"])
def test_only_what_names_an_item_of_the_data_set_is_asked_about(iri: str) -> None:
    told = Told(("item", "born", "post"))
    join(local(iri), stored(), lambda dataset: told)
    assert told.texts == []


def test_answers_on_other_items_and_values_of_other_types_are_left_out_and_counted() -> None:
    item = NamedNode(WD + "Q1")
    told = Told(
        ("post", "item", "born"),
        (Literal("minister"), item, Literal("in spring")),
        (ox.BlankNode("b"), item, day("1950-01-02")),
        (Literal("stranger"), NamedNode(WD + "Q2"), day("1950-01-02")),
        (Literal("nobody"), None, day("1950-01-02")),
    )
    answer = join(local(WD + "Q1"), stored(), lambda dataset: told)
    assert {row[2:] for row in answer.table.rows} == {
        (None, Literal("minister")),
        (day("1950-01-02"), None),
    }
    assert answer.notes == ("4 values of Wikidata did not fit the columns and were left out.",)


@pytest.mark.parametrize("error", [ServiceError("it is gone"), LimitError("it is too slow")])
def test_where_the_data_set_fails_the_rows_stay_and_the_reason_is_told(error: Exception) -> None:
    items = [f"{WD}Q{n}" for n in range(150)]
    row = (NamedNode(items[0]), day("1950-01-02"), Literal("minister"))
    table = local(*items)
    answer = join(table, stored(), lambda dataset: Failing(error, 1, row))
    assert answer.table == table
    assert answer.failures == (
        f"the columns born, post stay empty: Wikidata did not answer. {error}",
    )


def test_an_answer_without_the_column_is_a_failure() -> None:
    told = Told(("born", "post"), (day("1950-01-02"), Literal("minister")))
    assert "answered without ?item" in join(local(WD + "Q1"), stored(), lambda _: told).failures[0]


def test_too_many_items_are_a_failure_before_anything_is_asked() -> None:
    told = Told(("item", "born", "post"))
    items = [f"{WD}Q{n}" for n in range(1, 2_002)]
    assert "the rows name 2,001 items" in join(local(*items), stored(), lambda _: told).failures[0]
    assert told.texts == []


def test_too_many_rows_are_a_failure() -> None:
    item = NamedNode(WD + "Q1")
    told = Told(
        ("item", "born", "post"), *((item, None, Literal(f"post {n}")) for n in range(1_001))
    )
    answer = join(local(*[WD + "Q1"] * 100), stored(), lambda _: told)
    assert "more than 100,000 rows" in answer.failures[0]
    assert len(answer.table) == 100


def test_every_stored_join_names_a_data_set_that_is_known_and_asked() -> None:
    joins = [one for query in catalogue().queries.values() for one in query.joins]
    assert joins
    assert all(DATASETS[one.dataset].endpoint for one in joins)


def test_a_data_set_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InputError, match="Did you mean wikidata"):
        join(local(WD + "Q1"), stored(dataset="wikidta"), outside(""))


@pytest.mark.parametrize(
    ("kind", "term", "wanted"),
    [
        ("iri", NamedNode("http://x/"), True),
        ("iri", Literal("http://x/"), False),
        ("official", NamedNode("http://x/"), True),
        ("string", Literal("x", language="en"), True),
        ("string", NamedNode("http://x/"), False),
        ("value", NamedNode("http://x/"), True),
        ("value", ox.BlankNode("b"), False),
        ("date", day("2024-05-31"), True),
        ("date", day("2024-31-05"), False),
        ("date", Literal("2024-05-31"), False),
        ("date", Literal("2024", datatype=NamedNode(XSD + "gYear")), True),
        ("year", day("2024-05-31"), False),
        ("integer", Literal("12", datatype=NamedNode(XSD + "integer")), True),
        ("integer", Literal("twelve", datatype=NamedNode(XSD + "integer")), False),
        ("boolean", Literal("true", datatype=NamedNode(XSD + "boolean")), True),
        ("decimal", Literal("1.5", datatype=NamedNode(XSD + "decimal")), True),
    ],
)
def test_a_term_fits_the_type_of_its_column(kind: str, term: Term, wanted: bool) -> None:
    assert fits(kind, term) is wanted


@given(st.lists(st.sampled_from([f"{WD}Q{n}" for n in range(1, 9)]), max_size=12))
def test_the_order_of_the_rows_is_kept_and_none_is_lost(items: list[str]) -> None:
    known = outside("wd:Q1 x:born '1950-01-02'^^xsd:date ; x:post 'b', 'a' .")
    table = local(*items)
    found = [row[:2] for row in join(table, stored(), known).table.rows]
    assert list(dict.fromkeys(found)) == [row[:2] for row in table.rows]
