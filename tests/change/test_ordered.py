"""A query in the order that suits an index has the rows of the query as it was written."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from espd_kg.change.binding import can_be_given
from espd_kg.change.ordered import ordered
from espd_kg.change.reading import read_query

PREFIX = "@prefix : <http://example.org/> . "
DATA = (
    ":a :p :b , :c ; :on 1 . :b :p :c ; :on 2 ; :q :x . :c :p :a ; :on 3 ; :q :x , :y . "
    ":d :r :a ; :on 2 . :x :name 'one' . :y :name 'two' ; :r :c ."
)
WHERES = (
    "?x :p ?y . ?y :q ?z . ?z :name ?n",
    "?x :p/:q ?z . ?z :name ?n . ?w (:r|^:p) ?x",
    "?x :p ?y OPTIONAL { ?y :q ?z . ?z :r ?w } ?y :on ?d",
    "?x :p ?y MINUS { ?y :q ?z . ?z :name 'one' }",
    "?x :p ?y MINUS { SELECT ?x { ?z :name 'one' . ?y :q ?z . ?x :p ?y } }",
    "?x :p ?y MINUS { ?y :q ?z } ?z :name ?n",
    "?x :p ?y MINUS { ?y :q ?z } ?y :q ?z",
    "?x :p ?y MINUS { VALUES ?z { :x } ?y :q ?z }",
    "?x :p ?y OPTIONAL { MINUS { ?y :q ?z } ?y :on ?d }",
    "?x :p ?y OPTIONAL { ?y :on ?d MINUS { ?x :q ?z . ?y :q ?w } }",
    "?x :p ?y MINUS { ?y :on ?d OPTIONAL { ?x :q ?z } }",
    "?x :p ?y FILTER NOT EXISTS { ?y :q ?z . ?z :r ?x }",
    "?x :on ?d { SELECT ?x (MAX(?e) AS ?m) WHERE { ?x :p ?y . ?y :on ?e } GROUP BY ?x }",
    "?x :on ?d { SELECT (MAX(?e) AS ?m) WHERE { ?x :p ?y . ?y :on ?e } }",
    "?x :on ?d { SELECT ?y WHERE { ?x :p ?y . ?y :on ?e } }",
    "?x :on ?d { { ?x :p ?y } UNION { ?x :r ?y BIND(1 AS ?d2) } } ?y :on ?e",
    "?x :on ?d { ?x :p ?y BIND(3 AS ?d) }",
    "?x :on ?d { ?x :p ?y FILTER(?d > 1) }",
    "?x :on ?d { ?x :p ?y OPTIONAL { ?y :on ?d } }",
    "?x :on ?d { ?y :on ?e OPTIONAL { ?y :p ?x } }",
    "?x :on ?d { ?y :on ?e MINUS { ?y :p ?x } }",
    "?x :p ?y VALUES (?y ?k) { (:b 1) (UNDEF 2) } ?y :on ?d",
    "?x :p ?y BIND(?y AS ?z) ?z :on ?d FILTER(EXISTS { ?z :q ?w . ?w :name ?n } || ?d = 2)",
    "?x :p [ :q ?z ] . ?z :name ?n",
    "{ ?x :p ?y } LATERAL { SELECT ?y ?d WHERE { ?y :on ?d } }",
    "?x :p ?y { SELECT ?y (STR(?d) AS ?n) WHERE { ?y :on ?d } } ?x :on ?n",
)


NAMES = frozenset("xyzwdenmk")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(f"{PREFIX}{DATA}", ox.RdfFormat.TURTLE)
    return store


def rows(store: ox.Store, where: str) -> set[tuple[tuple[str, object], ...]]:
    found = store.query(f"PREFIX : <http://example.org/> SELECT * WHERE {where}")
    assert isinstance(found, ox.QuerySolutions)
    known = sorted(v.value for v in found.variables if v.value in NAMES)
    return {tuple((name, row[name]) for name in known) for row in found}


@pytest.mark.parametrize("where", WHERES)
def test_the_rows_are_the_same(store: ox.Store, where: str) -> None:
    text = f"PREFIX : <http://example.org/> SELECT * WHERE {{ {where} }}"
    assert rows(store, ordered(read_query(text).where)) == rows(store, f"{{ {where} }}")


@pytest.mark.parametrize("where", WHERES)
@pytest.mark.parametrize("key", ["x", "y"])
@pytest.mark.parametrize("many", [False, True])
def test_the_rows_of_one_key_are_the_same(
    store: ox.Store, where: str, key: str, many: bool
) -> None:
    text = f"PREFIX : <http://example.org/> SELECT * WHERE {{ {where} }}"
    if not can_be_given(text, [key]):
        return
    made = ordered(read_query(text).where, [key], many=many)
    written = rows(store, f"{{ {where} }}")
    for node in "abcdxy":
        iri = ox.NamedNode(f"http://example.org/{node}")
        of_node = {row for row in written if dict(row)[key] == iri}
        assert rows(store, f"{{ VALUES ?{key} {{ :{node} }} LATERAL {made} }}") == of_node


def test_what_a_row_computes_does_not_put_its_pattern_last() -> None:
    """?z and its computed name leave one variable open, as ?y does, and are written first."""
    where = """{
      { SELECT ?x ?z (STR(?z) AS ?n) WHERE { ?x <http://example.org/first> ?z } }
      { SELECT ?x ?y WHERE { ?x <http://example.org/second> ?y } }
    }"""

    text = ordered(read_query(f"SELECT * WHERE {where}").where, ("x",))

    assert text.index("first") < text.index("second")


def test_a_query_about_what_is_given_is_asked_once() -> None:
    """Not anew for each row of the pattern before it, where it says nothing else of that row."""
    where = """{
      ?x <http://example.org/has> ?y .
      { SELECT ?x (MAX(?d) AS ?last) WHERE { ?x <http://example.org/day> ?d } GROUP BY ?x }
      { SELECT ?y ?n WHERE { ?y <http://example.org/name> ?n } }
    }"""

    text = ordered(read_query(f"SELECT * WHERE {where}").where, ("x",))

    assert " ".join(text.split()).count("LATERAL") == 1
    assert "LATERAL" in text[: text.index("name")]


LATEST = """{
  { SELECT ?x ?y WHERE { ?x <http://example.org/has> ?y } }
  { SELECT ?x ?y WHERE { ?x <http://example.org/on> ?z . ?z <http://example.org/of> ?y } }
}"""


def test_a_query_that_each_row_narrows_further_is_asked_for_each() -> None:
    text = ordered(read_query(f"SELECT * WHERE {LATEST}").where, ("x",))
    assert "LATERAL {" in text[: text.index("/on>")]


def test_a_query_that_many_rows_narrow_further_is_asked_once() -> None:
    text = ordered(read_query(f"SELECT * WHERE {LATEST}").where, ("x",), many=True)
    assert "LATERAL" not in text[: text.index("/on>")]
