"""Where the modifiers of a page go in a query."""

import pyoxigraph as ox
import pytest

from espd_kg.stores.remote.paging import Pages, may_be_cut

QUERIES = {
    "plain": "SELECT ?a ?b { ?a <x:p> ?b }",
    "star": "SELECT * WHERE { ?a <x:p> ?b }",
    "prologue": "BASE <x:> PREFIX p: <x:> SELECT ?a ?b { ?a p:p ?b }",
    "ordered": "SELECT ?a ?b { ?a <x:p> ?b } ORDER BY DESC(STR(?b)) ?a",
    "grouped": "SELECT ?a (COUNT(?b) AS ?n) { ?a <x:p> ?b } GROUP BY ?a HAVING (COUNT(?b) > 0)",
    "values": "SELECT ?a ?b { ?a <x:p> ?b } VALUES ?b { 1 2 }",
    "ordered values": "SELECT ?a ?b { ?a <x:p> ?b } ORDER BY ?b VALUES ?b { 1 2 }",
    "expression": "SELECT ?a (EXISTS { ?a <x:p> 1 } AS ?b) { ?a <x:p> ?c { } }",
    "nested": "SELECT ?a { { SELECT ?a { ?a <x:p> ?b } ORDER BY ?b LIMIT 5 OFFSET 1 } }",
}


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_form_is_a_query_and_a_page_is_a_part(name: str) -> None:
    store = ox.Store()
    store.update("INSERT DATA { <x:1> <x:p> 1, 2, 3 . <x:2> <x:p> 1, 4 . <x:3> <x:p> 2 }")
    pages = Pages.of(QUERIES[name])
    whole = rows(store, QUERIES[name])
    columns = [variable.value for variable in solutions(store, QUERIES[name]).variables]
    assert rows(store, pages.counting()) == [f"({ox.Literal(len(whole))!r},)"]
    for form in (pages.page, pages.scrolled):
        found = [row for at in range(len(whole)) for row in rows(store, form(columns, 1, at))]
        assert sorted(found) == sorted(whole)
        assert rows(store, form(columns, 2, len(whole))) == []
    assert not pages.is_limited


def solutions(store: ox.Store, text: str) -> ox.QuerySolutions:
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    return found


def rows(store: ox.Store, text: str) -> list[str]:
    found = solutions(store, text)
    names = sorted(variable.value for variable in found.variables)
    return [str(tuple(row[name] for name in names)) for row in found]


@pytest.mark.parametrize(
    ("modifiers", "limited"),
    [("LIMIT 5", True), ("OFFSET 5", True), ("ORDER BY ?a limit 5", True), ("ORDER BY ?a", False)],
)
def test_a_limit_of_its_own_is_seen(modifiers: str, limited: bool) -> None:
    assert Pages.of(f"SELECT ?a {{ ?a ?b ?c }} {modifiers}").is_limited is limited


@pytest.mark.parametrize(
    ("number", "doubtful"),
    [(0, False), (1, False), (99, False), (100, True), (101, False), (1_000, True), (1_234, True)],
)
def test_round_and_large_numbers_of_rows_are_doubted(number: int, doubtful: bool) -> None:
    assert may_be_cut(number) is doubtful
