"""Endpoints that cut answers short without a word: all rows come, in their order, or an error."""

from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest

from contract.cutting import Cutting, cutting
from espd_kg.errors import LimitError, ServiceError
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import DEFAULT_LIMITS
from espd_kg.stores.remote import RemoteStore
from espd_kg.stores.remote.retrying import Patience

EX = "http://example.org/"
THINGS = 730  # more than any page, and no round number


@pytest.fixture
def server() -> Iterator[Cutting]:
    store = ox.Store()
    graph = ox.NamedNode(EX + "graph")
    number = ox.NamedNode(EX + "number")
    store.extend(
        ox.Quad(ox.NamedNode(f"{EX}thing/{n:04}"), number, ox.Literal(n % 7), graph)
        for n in range(THINGS)
    )
    with cutting(store) as running:
        yield running


@pytest.fixture
def remote(server: Cutting) -> RemoteStore:
    return RemoteStore(server.address, patience=Patience(sleep=lambda seconds: None))


SELECT = f"SELECT ?thing ?n {{ ?thing <{EX}number> ?n }}"
QUERIES = {
    "no order": SELECT,
    "everything": f"SELECT * WHERE {{ ?thing <{EX}number> ?n }}",
    "an order of its own": f"{SELECT} ORDER BY DESC(?n)",
    "a total order": f"{SELECT} ORDER BY DESC(?thing)",
    "rows that are the same": f"SELECT ?n {{ ?thing <{EX}number> ?n }}",
    "distinct rows": f"SELECT DISTINCT ?thing {{ ?thing <{EX}number> ?n }}",
    "groups": f"SELECT ?thing (SUM(?n) AS ?sum) {{ ?thing <{EX}number> ?n }} GROUP BY ?thing",
    "values at the end": f"{SELECT} VALUES ?n {{ 1 2 3 4 5 6 }}",
    "a limit within": f"SELECT ?thing {{ {{ {SELECT} ORDER BY ?thing LIMIT 555 }} }}",
    "prefixes and a base": f"BASE <{EX}>\nPREFIX ex: <{EX}>\n{SELECT.replace(f'<{EX}number>', 'ex:number')}",  # noqa: E501
    "cells without a term": f"{SELECT[:-1]} OPTIONAL {{ ?thing <{EX}none> ?none }} }}",
}


@pytest.mark.parametrize("sorts", [10**9, 250], ids=["sorts all", "sorts only so far"])
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_all_rows_come(server: Cutting, remote: RemoteStore, name: str, sorts: int) -> None:
    server.sorts = sorts
    wanted = EmbeddedStore(server.store).select(QUERIES[name])
    found = remote.select(QUERIES[name])
    assert found.columns == wanted.columns
    assert sorted(map(str, found.rows)) == sorted(map(str, wanted.rows))


def test_an_order_is_kept_over_the_pages(server: Cutting, remote: RemoteStore) -> None:
    wanted = EmbeddedStore(server.store).select(f"{SELECT} ORDER BY DESC(?n) ?thing")
    assert remote.select(f"{SELECT} ORDER BY DESC(?n)") == wanted


@pytest.mark.parametrize(("rows", "page"), [(100, 10_000), (100, 20), (200, 199), (700, 350)])
def test_servers_and_pages_of_any_size(server: Cutting, rows: int, page: int) -> None:
    server.rows = rows
    remote = RemoteStore(server.address, page=page)
    assert len(set(remote.select(SELECT).rows)) == THINGS


def test_a_small_answer_takes_one_request(server: Cutting, remote: RemoteStore) -> None:
    few = f"{SELECT} VALUES ?thing {{ <{EX}thing/0001> }}"
    assert len(remote.select(few)) == 1
    assert server.asked == [few]


def test_a_large_answer_that_is_whole_is_counted_and_taken(
    server: Cutting, remote: RemoteStore
) -> None:
    server.rows = 10_000
    same = f"SELECT ?a {{ ?a ?b ?c . VALUES ?x {{ {' '.join(map(str, range(10)))} }} }}"
    assert len(remote.select(same)) == 10 * THINGS
    assert len(server.asked) == 2


def test_a_limit_of_its_own_is_the_last_word_unless_the_server_falls_short(
    server: Cutting, remote: RemoteStore
) -> None:
    assert len(remote.select(f"{SELECT} LIMIT 100")) == 100
    assert len(remote.select(f"{SELECT} LIMIT 60 OFFSET 20")) == 60
    with pytest.raises(LimitError, match="gives only 100 of the 300 rows"):
        remote.select(f"{SELECT} LIMIT 300")


def test_more_rows_than_are_allowed_are_not_read(server: Cutting) -> None:
    remote = RemoteStore(server.address, limits=replace(DEFAULT_LIMITS, rows=500))
    with pytest.raises(LimitError, match="more than 500 rows"):
        remote.select(SELECT)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "meddle",
    [
        f"DELETE WHERE {{ GRAPH ?g {{ <{EX}thing/0005> ?p ?o }} }}",
        f"INSERT DATA {{ GRAPH <{EX}graph> {{ <{EX}thing/0000a> <{EX}number> 1 }} }}",
        "DROP ALL",
    ],
)
def test_data_that_changes_between_two_pages_is_noticed(
    server: Cutting, remote: RemoteStore, meddle: str
) -> None:
    server.meddle = meddle
    with pytest.raises(ServiceError, match="pages do not fit together"):
        remote.select(SELECT)


def test_rows_with_blank_nodes_are_not_read_page_by_page(
    server: Cutting, remote: RemoteStore
) -> None:
    server.store.update(f"INSERT DATA {{ GRAPH <{EX}graph> {{ _:a <{EX}number> 1 }} }}")
    with pytest.raises(LimitError, match="blank nodes"):
        remote.select(SELECT)
