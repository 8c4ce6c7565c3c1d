"""The same query for some of its keys alone."""

from collections.abc import Sequence

import pyoxigraph as ox
import pytest

from change.worlds import Rows, rows, store
from espd_kg.change.restrict import restricted
from espd_kg.errors import InputError

A, B, C = (ox.NamedNode(f"urn:{name}") for name in "abc")
BLANK = ox.BlankNode("x")
P, Q = ox.NamedNode("urn:p"), ox.NamedNode("urn:q")
GRAPH = store(
    [
        ox.Quad(A, P, B),
        ox.Quad(A, P, C),
        ox.Quad(B, P, C),
        ox.Quad(C, P, A),
        ox.Quad(BLANK, P, A),
        ox.Quad(C, Q, A),
    ]
)
HEAD = "#+ summary: a query\nPREFIX : <urn:>\n# what it is for\n"

QUERIES = [
    "SELECT ?k ?v { ?k :p ?v } # to the end",
    "SELECT ?v ?k (STR(?v) AS ?text) WHERE { ?k :p ?v } ORDER BY ?v",
    "SELECT DISTINCT * { ?k :p ?v }",
    "SELECT ?k (COUNT(?v) AS ?n) { ?k :p ?v } GROUP BY ?k",
    "SELECT * { { SELECT ?k (COUNT(?v) AS ?n) { ?k :p ?v } GROUP BY ?k } FILTER(?n > 1) }",
    "SELECT * { ?k :p ?v { SELECT (COUNT(*) AS ?n) { ?k :p ?w } } }",
    "SELECT * { ?k :p ?v MINUS { ?a :q ?b } }",
    "SELECT * { ?k :p ?v MINUS { ?v :q ?b } }",
    "SELECT * { ?v :p ?w MINUS { ?v :q ?b } ?k :p ?v }",
    "SELECT * { ?v :p ?w MINUS { ?w :p ?k } ?k :p ?v }",
    "SELECT * { ?k :p ?v { ?x :q ?v FILTER NOT EXISTS { ?k :q ?x } } }",
    "SELECT * { ?x :p ?v OPTIONAL { ?x :q ?k } }",
    "SELECT * { { ?k :p ?v } UNION { ?v :q ?w } }",
    "SELECT * { ?x :p ?v BIND(?x AS ?k) }",
    "SELECT * { VALUES ?k { :a :b } ?k :p ?v }",
    "SELECT * { ?k :p ?v } ORDER BY ?k ?v LIMIT 2",
    "SELECT ?k ?v { ?k :p ?v } VALUES ?v { :c }",
    "SELECT DISTINCT ?k ?n { ?k :p ?v { SELECT DISTINCT ?v ?n { ?v :p ?n } } } ORDER BY ?n",
    "SELECT ?k (MIN(?n) AS ?m) { ?k :p ?v { SELECT ?v ?n { ?v :p ?n } } } GROUP BY ?k",
    "SELECT DISTINCT ?k (EXISTS { ?k :q ?o } AS ?is) { ?k :p ?v { SELECT ?v { ?v :p ?n } } }",
    "SELECT ?k ?n { ?k :p ?v { SELECT ?v ?n { ?v :p ?n . ?w :p ?v } } }",
    "SELECT DISTINCT ?k ?n { ?k :p ?v { SELECT ?v ?n { ?v :p ?n } VALUES ?n { :a } } }",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("keys", [[], [A], [B, A], [ox.NamedNode("urn:none")], [ox.Literal("a")]])
def test_it_gives_the_rows_of_the_keys(query: str, keys: Sequence[ox.NamedNode]) -> None:
    everything = rows(GRAPH, HEAD + query, ("k",))
    found: Rows = {}
    for text in restricted(HEAD + query, ["k"], [(key,) for key in keys], portion=1):
        found |= rows(GRAPH, text, ("k",))
    assert found == {(key,): everything[key,] for key in keys if (key,) in everything}


def test_a_query_within_is_asked_for_what_the_key_leads_to() -> None:
    query = "SELECT DISTINCT ?k ?n { { SELECT DISTINCT ?v ?n { ?v :p ?n } } ?k :p ?v }"
    (text,) = restricted(HEAD + query, ["k"], [(A,)])
    assert text.index("?k <urn:p> ?v") < text.index("?v <urn:p> ?n")
    assert "LATERAL { { { SELECT DISTINCT ?v ?n" in text


def test_what_a_query_calls_need_not_be_known_when_it_is_put_in_order() -> None:
    query = "SELECT DISTINCT ?k ?v { ?k :p ?v FILTER(<urn:odd>(?v)) MINUS { ?v :q ?o } }"
    (text,) = restricted(HEAD + query, ["k"], [(A,)])
    assert "NOT EXISTS" in text
    answer = GRAPH.query(
        text, custom_functions={ox.NamedNode("urn:odd"): lambda v: ox.Literal(True)}
    )
    assert isinstance(answer, ox.QuerySolutions)
    assert {row["v"] for row in answer} == {B}


def test_where_it_matters_how_often_a_row_comes_the_query_stays_as_it_is() -> None:
    query = "SELECT ?k ?n { { SELECT ?v ?n { ?v :p ?n } } ?k :p ?v }"
    (text,) = restricted(HEAD + query, ["k"], [(A,)])
    assert query in text


def test_the_columns_stay_as_they_are() -> None:
    (text,) = restricted(HEAD + QUERIES[1], ["k"], [(A,)])
    answer = GRAPH.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    assert [column.value for column in answer.variables] == ["v", "k", "text"]


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?k :r ?v } WHERE { ?k :p ?v }",
        "CONSTRUCT { ?k :r ?v . ?v :s ?x } { ?k :p ?v BIND(?v AS ?x) } ORDER BY ?v",
        "CONSTRUCT WHERE { ?k :p ?v }",
        "CONSTRUCT { ?v :r ?n } WHERE { ?v :p ?k { SELECT ?v (COUNT(*) AS ?n)"
        " WHERE { ?v :p ?w } GROUP BY ?v } }",
    ],
)
def test_a_construct_gives_the_triples_of_the_keys(query: str) -> None:
    (text,) = restricted(HEAD + query, ["k"], [(A,)])
    given = HEAD + query.replace("?k", "<urn:a>")
    assert _constructed(text) == _constructed(given)
    assert _constructed(text)


def test_keys_come_in_portions() -> None:
    keys = [(ox.NamedNode(f"urn:{number}"),) for number in range(5)]
    assert len(list(restricted(QUERIES[0], ["k"], keys, portion=2))) == 3


def test_a_key_may_have_several_parts() -> None:
    (text,) = restricted(HEAD + "SELECT * { ?k :p ?v }", ["k", "v"], [(A, B), (B, A)])
    assert set(rows(GRAPH, text, ("k", "v"))) == {(A, B)}


def test_blank_nodes_are_asked_for_together() -> None:
    *_, text = restricted(HEAD + QUERIES[0], ["k"], [(A,), (BLANK,)])
    assert set(rows(GRAPH, text, ("k",))) == {(BLANK,)}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ASK { ?k :p ?v }", "only a SELECT or CONSTRUCT"),
        ("SELECT * FROM :g { ?k :p ?v }", "only a SELECT or CONSTRUCT"),
        ("SELECT ?v { ?k :p ?v }", "does not return its key"),
    ],
)
def test_other_queries_are_refused(query: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(restricted(HEAD + query, ["k"], [(A,)]))


def _constructed(text: str) -> set[ox.Triple]:
    answer = GRAPH.query(text)
    assert isinstance(answer, ox.QueryTriples)
    return set(answer)
