"""A rule that is cut into parts says in them what it says as a whole."""

from __future__ import annotations

import pyoxigraph as ox

from espd_kg.change.delta import Delta
from espd_kg.infer.layers import layered
from espd_kg.infer.part import Keys
from espd_kg.infer.rules import told_apart

RULE = """PREFIX : <http://example.org/>
CONSTRUCT { ?x a :Alone } WHERE {
  { ?x :p ?y FILTER NOT EXISTS { ?x :q ?z } } UNION { ?x :r ?y }
} VALUES ?y { :b }"""
DATA = "@prefix : <http://example.org/> . :a :p :b . :c :p :d . :e :r :b . :f :r :d ."


def test_values_behind_a_rule_hold_for_its_parts() -> None:
    store = ox.Store()
    store.load(DATA, ox.RdfFormat.TURTLE)
    [layer] = layered(told_apart([("10.rq", RULE)]).strata, ())

    for text in (text for part in layer.parts for text in (part.text, part.given)):
        found = store.query(text)
        assert isinstance(found, ox.QueryTriples)
        assert {triple.subject for triple in found} == {
            ox.NamedNode("http://example.org/a"),
            ox.NamedNode("http://example.org/e"),
        }


EX_X = ox.NamedNode("http://example.org/x")
NAME = ox.NamedNode("http://example.org/name")
GROUPED = """PREFIX : <http://example.org/>
CONSTRUCT { ?made :about ?x } WHERE {
  { SELECT ?x (MAX(?day) AS ?last) WHERE { ?at :of ?x ; :day ?day } GROUP BY ?x }
  ?on :of ?x ; :day ?last .
  BIND(IRI(CONCAT(STR(?x), "-", STR(?on))) AS ?made)
}"""


def test_a_key_is_no_finer_than_the_groups_of_its_rule() -> None:
    [layer] = layered(told_apart([("10.rq", GROUPED)]).strata, ())
    assert [part.key for part in layer.parts] == [("x",)]
    assert [part.subject for part in layer.parts] == [("x", "on")]


def test_a_fact_that_leads_to_no_conclusion_reaches_no_key() -> None:
    """It holds the key, ?x, but nothing is of it."""
    store = ox.Store()
    store.load("@prefix : <http://example.org/> . :a :of :x ; :day 1 .", ox.RdfFormat.TURTLE)
    graph = ox.NamedNode("http://example.org/graph")
    store.extend([ox.Quad(q.subject, q.predicate, q.object, graph) for q in store])
    named = GROUPED.replace("?on :of ?x ;", "?x :name ?name . ?on :of ?x ;")
    [layer] = layered(told_apart([("10.rq", named)]).strata, ())
    [part] = layer.parts
    reached: tuple[tuple[str, Keys], ...] = (("y", frozenset()), ("x", frozenset({(EX_X,)})))
    for thing, keys in reached:
        name = ox.Quad(ox.NamedNode(f"http://example.org/{thing}"), NAME, ox.Literal("n"), graph)
        store.add(name)
        delta = Delta(frozenset({name}), frozenset())
        assert part.keys_reached(ox.Store(), store, delta) == keys


def test_without_groups_a_key_is_all_of_which_a_name_is_made() -> None:
    ungrouped = GROUPED.replace(GROUPED.splitlines()[2], "?at :day ?last .")
    [layer] = layered(told_apart([("10.rq", ungrouped)]).strata, ())
    assert [part.key for part in layer.parts] == [("x", "on")]
