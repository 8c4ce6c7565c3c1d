"""After any change the conclusions are those of a build from nothing, triple by triple."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.change.delta import Delta
from espd_kg.infer.ground import INFERRED
from espd_kg.infer.program import Equality, Program
from infer.compiled import built, concluded, placed, statements, whole

SCHEMA = """
:C a owl:Class . :p a owl:ObjectProperty .
:p rdfs:subPropertyOf :q . :q rdfs:domain :C ; rdfs:range :D . :name rdfs:subPropertyOf :called .
:r a owl:TransitiveProperty . :s a owl:SymmetricProperty . :t owl:inverseOf :u .
:q owl:equivalentProperty :q2 . :C rdfs:subClassOf :E . :D owl:equivalentClass :D2 .
:long owl:propertyChainAxiom ( :p [ owl:inverseOf :t ] :s ) , ( :r :long ) .
:Both owl:intersectionOf ( :C :D :E ) . :Either owl:unionOf ( :Both :G ) .
:Some owl:someValuesFrom :G ; owl:onProperty :r .
:All owl:allValuesFrom :G ; owl:onProperty :t .
:Any owl:someValuesFrom owl:Thing ; owl:onProperty :s .
:Five owl:hasValue 5 ; owl:onProperty :name . :One owl:oneOf ( :a :b ) .
[] owl:onProperty :s ; owl:hasValue :a ; rdfs:subClassOf [
  owl:unionOf ( :All [ owl:onProperty :t ; owl:allValuesFrom :C ] ) ] .
[] owl:intersectionOf ( :All [ owl:onProperty :s ; owl:hasValue :b ] ) ;
  rdfs:subClassOf [ owl:onProperty :r ; owl:hasValue :c ] .
"""
EXAMPLE = "PREFIX : <http://example.org/>\n"
RULES = (
    ("10.rq", EXAMPLE + "CONSTRUCT { ?x :near ?y . ?y :p ?x } WHERE { ?x :s|^:t ?z . ?z :r ?y }"),
    (
        "11.rq",
        EXAMPLE + "CONSTRUCT { ?x :called ?n } WHERE { { VALUES ?c { :C :G } ?x a ?c ; :name ?n } "
        "UNION { ?x :p/:r ?y . ?x :name ?n FILTER(?y != :a) } }",
    ),
    (
        "20.rq",
        EXAMPLE + "CONSTRUCT { ?x :on ?d . ?y :until ?e } WHERE { "
        "{ { SELECT ?x (MIN(?t) AS ?first) WHERE { ?x :holds/:on ?z BIND(STR(?z) AS ?t) } "
        "GROUP BY ?x } ?x :holds/:on ?d FILTER(STR(?d) = ?first) } UNION "
        "{ { SELECT ?y (MAX(?t) AS ?last) WHERE { ?y :holds/(:on|:until) ?z BIND(STR(?z) AS ?t) } "
        "GROUP BY ?y } ?y :holds/(:on|:until) ?e FILTER(STR(?e) = ?last) } }",
    ),
    (
        "30.rq",
        EXAMPLE + "CONSTRUCT { ?x a :Lonely } WHERE { ?x a :C FILTER NOT EXISTS { ?x :r ?y } }",
    ),
    (
        "40.rq",
        EXAMPLE + "CONSTRUCT { ?pair :first ?x ; :second ?y ; :called ?n } WHERE { "
        "?x :long|:p ?y ; :on ?d OPTIONAL { ?x a :Lonely BIND(1 AS ?one) } "
        'BIND(IF(BOUND(?one), "lonely", "not") AS ?n) BIND(IRI(CONCAT('
        '"http://example.org/pair-", REPLACE(STR(?x), "^.*/", ""), '
        '"-", REPLACE(STR(?y), "^.*/", ""))) AS ?pair) }',
    ),
)
THINGS = [ox.NamedNode(f"http://example.org/{name}") for name in "abcde"]
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def named(names: str) -> st.SearchStrategy[ox.NamedNode]:
    return st.sampled_from([ox.NamedNode(f"http://example.org/{one}") for one in names.split()])


DAYS = st.sampled_from([ox.Literal(f"2024-0{month}-01") for month in range(1, 6)])
TRIPLES = st.one_of(
    st.builds(
        ox.Triple,
        st.sampled_from(THINGS),
        named("p q q2 r r s t u long near holds holds"),
        st.sampled_from(THINGS),
    ),
    st.builds(
        ox.Triple,
        st.sampled_from(THINGS),
        st.just(TYPE),
        named("C D E G All Some Both One Lonely"),
    ),
    st.builds(ox.Triple, st.sampled_from(THINGS), named("on until on"), DAYS),
    st.builds(
        ox.Triple,
        st.sampled_from(THINGS),
        named("name called r"),
        st.sampled_from([ox.Literal("x"), *statements(":a :name 5 .").pop()][-1:]),
    ),
    st.just(
        ox.Triple(
            ox.NamedNode("http://example.org/pair-a-b"),
            ox.NamedNode("http://example.org/first"),
            THINGS[0],
        )
    ),
)
FILES = st.dictionaries(st.sampled_from("fgh"), st.sets(TRIPLES, max_size=8))
ONTOLOGY = statements(SCHEMA) | statements(":a :r :e . :a :name 5 . :b a :One , :G .")
PROGRAM = Program.of(ONTOLOGY, RULES)


def with_ontology(files: Mapping[str, set[ox.Triple]]) -> dict[str, set[ox.Triple]]:
    return {"ontology": ONTOLOGY, **files}


def quads(files: Mapping[str, set[ox.Triple]]) -> frozenset[ox.Quad]:
    return frozenset(
        placed(triple, ox.NamedNode(f"http://g/{name}"))
        for name, triples in files.items()
        for triple in triples
    )


def copied(store: ox.Store) -> ox.Store:
    copy = ox.Store()
    copy.extend(store)
    return copy


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_files_together_give_what_the_whole_graph_gives(files: dict[str, set[ox.Triple]]) -> None:
    everything = ONTOLOGY.union(*files.values())
    assert concluded(built(PROGRAM, with_ontology(files))) == whole(everything, RULES)


@settings(max_examples=60, deadline=None)
@given(st.lists(FILES, min_size=2, max_size=4))
def test_a_change_gives_what_a_build_from_nothing_gives(
    editions: list[dict[str, set[ox.Triple]]],
) -> None:
    first, *later = editions
    before, said = built(PROGRAM, with_ontology(first)), quads(first)
    for files in later:
        store = copied(before)
        delta = Delta(quads(files) - said, said - quads(files))
        for quad in delta.removed:
            store.remove(quad)
        store.extend(delta.added)
        changed = PROGRAM.maintain(before, store, delta)
        assert concluded(store) == concluded(built(PROGRAM, with_ontology(files)))
        was, now = concluded(before), concluded(store)
        assert {quad.triple for quad in changed.added} == now - was
        assert {quad.triple for quad in changed.removed} == was - now
        assert all(quad.graph_name == INFERRED for quad in changed.added | changed.removed)
        before, said = store, quads(files)


def test_a_store_on_disk_is_kept_up_to_date(tmp_path: Path) -> None:
    files = {"f": statements(":a :p :b ; :holds :c . :c :on '2024-01-01' ."), "g": set()}
    store = ox.Store(str(tmp_path / "one"))
    store.extend(built(PROGRAM, with_ontology(files)))
    store.flush()
    store.backup(str(tmp_path / "two"))
    before, after = ox.Store.read_only(str(tmp_path / "one")), ox.Store(str(tmp_path / "two"))
    changed = {"f": statements(":a :p :c ; :holds :c ."), "g": statements(":c :on '2024-02-01' .")}
    delta = Delta(quads(changed) - quads(files), quads(files) - quads(changed))
    for quad in delta.removed:
        after.remove(quad)
    after.extend(delta.added)
    assert PROGRAM.maintain(before, after, delta)
    assert concluded(after) == concluded(built(PROGRAM, with_ontology(changed)))
    assert statements(":a :on '2024-02-01' .") <= concluded(after)


def test_a_copy_that_goes_takes_nothing_with_it() -> None:
    files = {"f": statements(":a :p :b ."), "g": statements(":a :p :b .")}
    before = built(PROGRAM, with_ontology(files))
    store = copied(before)
    gone = placed(files["g"].pop(), ox.NamedNode("http://g/g"))
    store.remove(gone)
    assert not PROGRAM.maintain(before, store, Delta(frozenset(), frozenset([gone])))


def test_an_equality_that_a_change_brings_is_told() -> None:
    program = Program.of(statements(":p a owl:InverseFunctionalProperty ."), ())
    before = built(program, {"f": statements(":a :p :x .")})
    store, added = copied(before), quads({"g": statements(":b :p :x .")})
    store.extend(added)
    with pytest.raises(Equality):
        program.maintain(before, store, Delta(added, frozenset()))
