"""A plan is asked of a store: as a whole, in shares, or for some focus nodes alone."""

import pickle
from pathlib import Path

import pyoxigraph as ox
import pytest

from espd_kg.validate.results import Outcome
from espd_kg.validate.running import examined, findings, run, validate_part
from validate.agreement import GRAPH, Kind, agreed, store_of, triples, validation

SHAPES = """
:S a sh:NodeShape ; sh:targetClass :T ; sh:targetNode :g ; sh:targetObjectsOf :q ;
  sh:message 'm' ; sh:property :P , :R ; sh:nodeKind sh:BlankNode ; sh:closed true ;
  sh:sparql [ sh:select 'SELECT $this ?value { $this <http://x/p>/<http://x/p> ?value }' ] .
:P sh:path :p ; sh:message 'p' ; sh:minCount 1 ; sh:maxCount 1 ; sh:class :N ; sh:minLength 11 ;
  sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1 .
:R sh:path ( :p :p ) ; sh:message 'r' ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:uniqueLang true .
"""
DATA = """
:N rdfs:subClassOf :T . :a a :T ; :p :b , 'x' . :b a :N ; :p :a ; :q 'q' . :c a :T ; :q :c , 5 .
:d a :T ; :p :a , :b , :c . :e :p :a . :f a :N , :T ; :p 'y'@en , 'z'@en ; :q :a .
"""
NODES: list[ox.NamedNode | ox.Literal] = [
    *(ox.NamedNode(f"http://x/{name}") for name in "abcdefgh"),
    ox.Literal("q"),
    ox.Literal(5),
]
KINDS: tuple[Kind, ...] = ("known", "asserted", "ontology")


@pytest.mark.parametrize("scope", KINDS)
@pytest.mark.parametrize("number", [1, 3, 10])
def test_some_keys_give_the_same_as_all_of_them_do_for_these(scope: Kind, number: int) -> None:
    store, plan = store_of(triples(DATA)), validation(SHAPES, DATA, scope).plan
    assert not plan.unsupported
    chosen = NODES[:number]
    names = {node.value for node in chosen}
    for constraint in plan.constraints:
        whole = {result for result in findings(store, constraint) if result.focus in names}
        assert set(findings(store, constraint, [(node,) for node in chosen])) == whole
    for target in plan.targets:
        each = [examined(store, target, [(node,)]) for node in NODES]
        assert examined(store, target, [(node,) for node in chosen]) == sum(each[:number])
        assert sum(each) == examined(store, target)


def test_no_keys_give_nothing_and_blank_nodes_are_keys_too() -> None:
    data = triples("_:x a :T . _:y a :T ; :p :b .")
    store, plan = store_of(data), validation(SHAPES, DATA).plan
    blank = [quad.subject for quad in store if isinstance(quad.subject, ox.BlankNode)]
    for constraint in plan.constraints:
        assert not list(findings(store, constraint, []))
        whole = set(findings(store, constraint))
        assert {one for node in blank for one in findings(store, constraint, [(node,)])} <= whole


@pytest.mark.parametrize("scope", KINDS)
def test_shares_of_the_work_make_the_whole(tmp_path: Path, scope: Kind) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.extend(store_of(triples(DATA)))
    store.flush()
    plan = validation(SHAPES, DATA, scope).plan
    share = pickle.loads(pickle.dumps(plan))
    parts = [validate_part(str(tmp_path / "store"), share, number, 3) for number in range(3)]
    assert sum(parts, Outcome()) == run(store, plan)


def test_both_validators_agree_on_it() -> None:
    assert len(agreed(SHAPES, DATA).results) > 20


def test_a_triple_in_two_graphs_counts_once() -> None:
    shapes = ":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path :p ; sh:maxCount 1 ; "
    data = ":a a :T ; :p 1 ."
    assert not agreed(shapes + "sh:message 'm' ] .", data).results


def test_what_is_asserted_leaves_other_graphs_out() -> None:
    shapes = ":S a sh:NodeShape ; sh:targetClass :T ; sh:message 'm' ; sh:closed true ;"
    shapes += " sh:ignoredProperties ( rdf:type ) ."
    store = store_of(triples(":a a :T ."), twice=False)
    subject, foreign = ox.NamedNode("http://x/a"), ox.NamedNode("http://g/tree")
    store.add(ox.Quad(subject, ox.NamedNode("http://x/p"), ox.Literal("derived"), foreign))
    assert not validation(shapes, DATA, "asserted").whole(store).results
    assert len(validation(shapes, DATA, "known").whole(store).results) == 1
    assert foreign != GRAPH


def test_the_class_tree_belongs_to_what_is_asserted() -> None:
    shapes = ":S a sh:NodeShape ; sh:targetClass :T ; sh:message 'm' ; sh:closed true ;"
    shapes += " sh:ignoredProperties ( rdf:type ) ."
    found = agreed(shapes, ":N rdfs:subClassOf :T . :N a :N .")
    assert {result.value for result in found.results} == {"http://x/T"}
