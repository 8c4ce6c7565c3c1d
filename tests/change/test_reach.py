"""Which keys a change can touch: one case for each construct of SPARQL."""

import pickle

import pyoxigraph as ox
import pytest

from change.reach_cases import CASES, NAMED, WHOLE, Case
from change.worlds import store
from espd_kg.change.asking import Key
from espd_kg.change.delta import Delta
from espd_kg.change.reach import Reach

PREFIXES = "PREFIX : <urn:> "


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_a_change_touches_its_keys(case: Case) -> None:
    assert _touched(case.query, case.graph, case.touches) == _keys(case.keys)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_another_change_touches_nothing(case: Case) -> None:
    assert _touched(case.query, case.graph, case.spares) == frozenset()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_what_goes_touches_the_same_keys_as_what_comes(case: Case) -> None:
    back = case.touches.translate(str.maketrans("+-", "-+"))[:1] + case.touches[1:]
    after = " . ".join(filter(None, (case.graph, case.touches[2:]))) if "+" in case.touches else ""
    if after and ":asserted" not in after:
        assert _touched(case.query, after, back) == _keys(case.keys)


@pytest.mark.parametrize(("query", "change"), WHOLE.values(), ids=WHOLE)
def test_the_query_must_be_asked_as_a_whole(query: str, change: str) -> None:
    assert _touched(query, "", change) is None


def test_what_no_change_matches_is_not_asked_as_a_whole() -> None:
    query, _ = WHOLE["the key is joined by a filter alone"]
    assert _touched(query, "", "+ :o :name 'O'") == frozenset()


def test_a_key_may_have_several_parts() -> None:
    reach = Reach.of(PREFIXES + "SELECT * { ?step :inThread ?thread }", ("step", "thread"))
    added = frozenset({_quad(":s :inThread :t")})
    key: Key = (ox.NamedNode("urn:s"), ox.NamedNode("urn:t"))
    assert reach.keys(store([]), store(added), Delta(added)) == frozenset({key})


def test_a_triple_that_moves_between_graphs_has_changed() -> None:
    reach = Reach.of(PREFIXES + "SELECT * { GRAPH ?g { ?k :p ?v } }", ("k",))
    here, there = {_quad(":a :p :b :here")}, {_quad(":a :p :b :there")}
    delta = Delta(frozenset(there), frozenset(here))
    assert reach.keys(store(here), store(there), delta) == _keys("a")


def test_many_facts_are_asked_about_in_portions() -> None:
    reach = Reach.of(PREFIXES + "SELECT * { ?k :p ?v . ?v :q ?w }", ("k",))
    kept = {_quad(f":k{number} :p :v{number}") for number in range(2_500)}
    added = frozenset(_quad(f":v{number} :q :w") for number in range(2_500))
    found = reach.keys(store(kept), store(kept | added), Delta(added))
    assert found is not None
    assert len(found) == 2_500


@pytest.mark.parametrize(("names", "keys"), [(4, frozenset({(ox.NamedNode("urn:k"),)})), (5, None)])
def test_for_few_facts_alone_a_class_is_gone_through(
    names: int, keys: frozenset[Key] | None
) -> None:
    kept = {_quad(f) for f in (":f a :Framework", ":k :in :f", ":k :words 'name1'")}
    kept |= {_quad(f":n{number} a :Name") for number in range(names)}
    added = frozenset(_quad(f":n{number} :label 'name{number}'") for number in range(names))
    others = frozenset(_quad(f":other{number} :label 'name'") for number in range(20))
    delta = Delta(added | others)
    found = Reach.of(PREFIXES + NAMED, ("k",)).keys(store(kept), store(kept | delta.added), delta)
    assert found == keys


def test_what_many_ways_lead_to_is_followed_once() -> None:
    """From one person's 30 meetings of one framework, and back: 30 meetings, not 900."""
    query = PREFIXES + (
        "SELECT * { ?p :name ?n ; :at ?m . ?m :of ?f . ?o :of ?f . ?k :made ?o "
        "FILTER(:counted(?o) && ?n = 'Ann') }"
    )
    asked: list[object] = []

    def counted(other: object) -> ox.Literal:
        asked.append(other)
        return ox.Literal(True)

    kept = {_quad(f":m{number} :of :f") for number in range(30)}
    kept |= {_quad(f":p :at :m{number}") for number in range(30)} | {_quad(":k :made :m7")}
    added = frozenset({_quad(":p :name 'Ann'")})
    functions = {ox.NamedNode("urn:counted"): counted}
    reach = Reach.of(query, ("k",))
    assert reach.keys(store(kept), store(kept | added), Delta(added), functions) == _keys("k")
    assert len(asked) == 30


def test_the_query_s_own_functions_are_given_to_it() -> None:
    reach = Reach.of(PREFIXES + "SELECT * { ?k :label ?l FILTER(:long(?l)) }", ("k",))
    long = {ox.NamedNode("urn:long"): lambda label: ox.Literal(len(label.value) > 3)}
    added = frozenset({_quad(":a :label 'Long'"), _quad(":b :label 'B'")})
    assert reach.keys(store([]), store(added), Delta(added), long) == _keys("a")


def test_it_can_be_kept() -> None:
    reach = Reach.of(PREFIXES + "SELECT * { ?k :p ?v }", ["k"])
    assert pickle.loads(pickle.dumps(reach)) == reach


def _touched(query: str, graph: str, change: str) -> frozenset[Key] | None:
    before = {_quad(fact) for fact in _facts(graph)}
    changed = {_quad(change[2:])} if change else set()
    delta = Delta(frozenset(changed - before), frozenset(changed & before))
    after = (before | delta.added) - delta.removed
    return Reach.of(PREFIXES + query, ("k",)).keys(store(before), store(after), delta)


def _facts(graph: str) -> list[str]:
    """Split Turtle of one short form into single facts."""
    facts = []
    for sentence in filter(None, graph.split(" . ")):
        subject, _, rest = sentence.partition(" ")
        facts += [f"{subject} {each.strip()}" for each in rest.split(";")]
    return facts


def _quad(fact: str) -> ox.Quad:
    """Read a fact; a fourth word is its graph."""
    subject, predicate, target, *graph = fact.split(" ")
    text = f"@prefix : <urn:> . {subject} {predicate} {target} ."
    (quad,) = ox.parse(text, format=ox.RdfFormat.TURTLE)
    home = ox.NamedNode("urn:" + (graph[0][1:] if graph else "home"))
    subject_node = _kept(subject) or quad.subject
    return ox.Quad(subject_node, quad.predicate, _kept(target) or quad.object, home)


def _kept(word: str) -> ox.BlankNode | None:
    return ox.BlankNode(word[2:]) if word.startswith("_:") else None


def _keys(names: str) -> frozenset[Key]:
    return frozenset(
        (ox.Literal(name.strip("'")) if name[0] == "'" else ox.NamedNode(f"urn:{name}"),)
        for name in names.split()
    )
