"""Which keys a change can touch: one case for each construct of SPARQL."""

import pickle
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from change.worlds import store
from espd_kg.change.asking import Key
from espd_kg.change.delta import Delta
from espd_kg.change.reach import Reach

PREFIXES = "PREFIX : <urn:> "


class Case(NamedTuple):
    """A query with the key ?k, a graph, a change that touches some keys and one that does not."""

    about: str
    query: str
    graph: str
    touches: str
    keys: str
    spares: str


NAMED = (
    "SELECT * { ?n a :Name ; :label ?l . ?f a :Framework . ?k :in ?f ; :words ?w "
    "FILTER(CONTAINS(?w, ?l)) }"
)

CASES = [
    Case(
        "a fact that the key has",
        "SELECT * { ?k a :Dialogue ; :start ?start }",
        ":d1 a :Dialogue . :p a :Person",
        "+ :d1 :start '2020'",
        "d1",
        "+ :p :start '2020'",
    ),
    Case(
        "a fact some steps away",
        "SELECT * { ?k :inFramework ?f . ?f :party ?party }",
        ":d1 :inFramework :f . :d2 :inFramework :f . :d3 :inFramework :g",
        "+ :f :party :kz",
        "d1 d2",
        "+ :h :party :kz",
    ),
    Case(
        "two of a kind",
        "SELECT * { ?k :post ?p . ?other :post ?p FILTER(STR(?other) < STR(?k)) }",
        ":a :post :p . :c :post :p . :d :post :q",
        "+ :b :post :p",
        "b c",
        "+ :b :name 'B'",
    ),
    Case(
        "a filter narrows what can be touched",
        "SELECT * { ?k a ?class ; :label ?label FILTER(?class IN (:State, :Body)) }",
        ":kz a :State . :d1 a :Dialogue",
        "+ :kz :label 'K'",
        "kz",
        "+ :d1 :label 'D'",
    ),
    Case(
        "many ways lead to what the key shares",
        "SELECT * { ?p :name ?n ; :at ?m . ?m :of ?f . ?o :of ?f . ?k :made ?o ; :words ?w "
        "FILTER(CONTAINS(?w, ?n)) }",
        ":p :at :m1 . :p :at :m2 . :m1 :of :f . :m2 :of :f . :m3 :of :f . "
        ":k1 :made :m3 ; :words 'Ann+Bob' . :k2 :made :m3 ; :words 'Bob'",
        "+ :p :name 'Ann'",
        "k1",
        "+ :p :name 'Eve'",
    ),
    Case(
        "what nothing ties to the key is sought through another class",
        NAMED,
        ":n a :Name . :o a :Other . :f a :Framework . "
        ":k1 :in :f ; :words 'clean-rivers' . :k2 :in :f ; :words 'dams'",
        "+ :n :label 'rivers'",
        "k1",
        "+ :o :label 'rivers'",
    ),
    Case(
        "NOT EXISTS finds the key of what is now there",
        "SELECT * { ?k a :Official FILTER NOT EXISTS { ?p :official ?k ; a :Participation } }",
        ":o1 a :Official . :p1 a :Participation . :t1 a :Tenure",
        "+ :p1 :official :o1",
        "o1",
        "+ :t1 :official :o1",
    ),
    Case(
        "siblings use a name for different things",
        "SELECT * { ?k a :Event FILTER NOT EXISTS { ?k :evidence ?s } "
        "FILTER NOT EXISTS { ?s :about ?k ; a :Claim } }",
        ":e1 a :Event ; :evidence :s1 . :e2 a :Event . :s2 a :Claim",
        "+ :s2 :about :e2",
        "e2",
        "+ :s1 :about :e2",
    ),
    Case(
        "NOT EXISTS within NOT EXISTS",
        "SELECT * { ?k :evidence ?any FILTER NOT EXISTS { ?k :evidence ?s "
        "FILTER NOT EXISTS { ?k :placeEvidence ?s } } }",
        ":e1 :evidence :s1",
        "+ :e1 :placeEvidence :s1",
        "e1",
        "+ :e1 :placeEvidence :s2",
    ),
    Case(
        "EXISTS within an expression",
        "SELECT * { ?k :at ?e FILTER(EXISTS { ?e :start ?s } || NOT EXISTS { ?e :end ?t }) }",
        ":k1 :at :e1",
        "+ :e1 :end '2020'",
        "k1",
        "+ :e2 :end '2020'",
    ),
    Case(
        "OPTIONAL",
        "SELECT * { ?k a :Event OPTIONAL { ?k :place ?place } }",
        ":e1 a :Event",
        "+ :e1 :place :astana",
        "e1",
        "+ :p :place :astana",
    ),
    Case(
        "MINUS",
        "SELECT * { ?k a :Event MINUS { ?k :status :announced } }",
        ":e1 a :Event . :e2 a :Event",
        "+ :e1 :status :announced",
        "e1",
        "+ :e1 :status :held",
    ),
    Case(
        "UNION",
        "SELECT * { { ?k :text ?t } UNION { ?passage :source ?k ; :start ?t } }",
        ":x :source :d1 . :y :start 4",
        "+ :x :start 5",
        "d1",
        "+ :y :start 5",
    ),
    Case(
        "a group counts its members",
        "SELECT ?k (COUNT(?t) AS ?n) { ?k :class ?c . ?t a ?c } GROUP BY ?k",
        ":part :class :Event",
        "+ :e1 a :Event",
        "part",
        "+ :e1 a :Place",
    ),
    Case(
        "a group inside is joined by what it shows",
        "SELECT * { { SELECT ?f (MAX(?s) AS ?last) { ?d :inFramework ?f ; :start ?s } GROUP BY ?f }"
        " ?k :inFramework ?f ; :start ?last }",
        ":d1 :inFramework :f . :d2 :inFramework :f . :d3 :inFramework :g",
        "+ :d1 :start '2020'",
        "d1 d2",
        "+ :d1 :end '2020'",
    ),
    Case(
        "BIND gives the key another name",
        "SELECT * { ?official :label ?name BIND(?official AS ?k) }",
        "",
        "+ :o1 :label 'O'",
        "o1",
        "+ :o1 :name 'O'",
    ),
    Case(
        "BIND works the key out",
        "SELECT * { ?t :label ?name BIND(IRI(CONCAT(STR(?t), '-x')) AS ?k) }",
        "",
        "+ :t :label 'T'",
        "t-x",
        "+ :t :name 'T'",
    ),
    Case(
        "VALUES",
        "SELECT * { VALUES ?class { :State :Body } ?k a ?class ; :label ?l }",
        ":kz :label 'K' . :d1 :label 'D'",
        "+ :kz a :State",
        "kz",
        "+ :d1 a :Dialogue",
    ),
    Case(
        "a sequence with an optional step",
        "SELECT * { ?k :hasSession?/:place ?place }",
        ":d1 :hasSession :s1",
        "+ :s1 :place :astana",
        "d1 s1",
        "+ :s1 :host :kz",
    ),
    Case(
        "a walk of any length, against its direction too",
        "SELECT * { ?k a :Theme ; (:broader|^:narrower)+ ?top . ?top a :Top }",
        ":t1 a :Theme ; :broader :t2 . :t3 :narrower :t2 . :t3 a :Top . :t2 a :Sub",
        "- :t3 :narrower :t2",
        "t1",
        "+ :t3 :related :t2",
    ),
    Case(
        "a walk of no steps finds any node",
        "SELECT * { ?k :broader* ?top }",
        "",
        "+ :a :label 'A'",
        "a 'A'",
        "",
    ),
    Case(
        "any predicate",
        "SELECT * { ?k a :Place FILTER NOT EXISTS { ?thing ?p ?k } }",
        ":astana a :Place",
        "+ :e1 :place :astana",
        "astana",
        "+ :e1 :place :almaty",
    ),
    Case(
        "a graph that counts and one that does not",
        "SELECT * { GRAPH ?g { ?k :place ?p } FILTER(?g NOT IN (:inferred)) }",
        "",
        "+ :e1 :place :astana :asserted",
        "e1",
        "+ :e1 :place :astana :inferred",
    ),
    Case(
        "LATERAL hands on the key",
        "SELECT * { { ?k a :Event } LATERAL { SELECT ?k { FILTER NOT EXISTS { ?k :start ?s } } } }",
        ":e1 a :Event . :p a :Place",
        "+ :e1 :start '2020'",
        "e1",
        "+ :p :start '2020'",
    ),
    Case(
        "a blank node",
        "SELECT * { ?k :unit [ :label ?l ] }",
        ":k1 :unit _:b",
        "+ _:b :label 'B'",
        "k1",
        "+ _:c :label 'C'",
    ),
    Case(
        "a number however it is written",
        "SELECT * { ?k :ordinal 5 }",
        "",
        "+ :d1 :ordinal '05'^^<http://www.w3.org/2001/XMLSchema#integer>",
        "d1",
        "+ :d1 :ordinal '5'",
    ),
    Case(
        "the WHERE of a CONSTRUCT",
        "CONSTRUCT { ?k :previous ?e } WHERE { ?k :inFramework ?f . ?e :inFramework ?f }",
        ":d1 :inFramework :f",
        "+ :d2 :inFramework :f",
        "d1 d2",
        "+ :d2 :party :f",
    ),
]

WHOLE = {
    "the key is joined by a filter alone": (
        "SELECT * { ?k :quote ?q . ?other :label ?l FILTER(CONTAINS(?q, ?l)) }",
        "+ :o :label 'O'",
    ),
    "an aggregate over everything": (
        "SELECT * { ?k :p ?v { SELECT (COUNT(*) AS ?n) { ?a :q ?b } } }",
        "+ :a :q :b",
    ),
    "one row pushes out another": (
        "SELECT ?k { ?k :start ?s } ORDER BY ?s LIMIT 1",
        "+ :e :start '2020'",
    ),
    "the key may have no value": (
        "SELECT * { ?e :start ?s OPTIONAL { ?e :place ?k } }",
        "+ :e :place :astana",
    ),
    "the query cannot be followed": (
        "SELECT * FROM <urn:g> { ?k :start ?s }",
        "+ :e :other '2020'",
    ),
}


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
