"""A rule that is cut into parts says in them what it says as a whole."""

from __future__ import annotations

import pyoxigraph as ox

from espd_kg.infer.layers import layered
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


GROUPED = """PREFIX : <http://example.org/>
CONSTRUCT { ?made :about ?x } WHERE {
  { SELECT ?x (MAX(?day) AS ?last) WHERE { ?at :of ?x ; :day ?day } GROUP BY ?x }
  ?on :of ?x ; :day ?last .
  BIND(IRI(CONCAT(STR(?x), "-", STR(?on))) AS ?made)
}"""


def test_a_key_is_no_finer_than_the_groups_of_its_rule() -> None:
    [layer] = layered(told_apart([("10.rq", GROUPED)]).strata, ())
    assert [part.key for part in layer.parts] == [("x",)]


def test_without_groups_a_key_is_all_of_which_a_name_is_made() -> None:
    ungrouped = GROUPED.replace(GROUPED.splitlines()[2], "?at :day ?last .")
    [layer] = layered(told_apart([("10.rq", ungrouped)]).strata, ())
    assert [part.key for part in layer.parts] == [("x", "on")]
