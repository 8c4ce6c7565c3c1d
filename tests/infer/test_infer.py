"""The result of reasoning: what is kept, how it is spelled, what the stored rules add."""

from __future__ import annotations

import logging

import pytest
from rdflib.term import BNode

from espd_kg.errors import InputError
from espd_kg.infer import Reasoner, infer
from espd_kg.literals import silent_literals
from infer.cases import triples

EXAMPLE = "PREFIX : <http://example.org/>\n"
REASONERS: tuple[Reasoner, ...] = ("sparql", "owlrl")


def spelled(given: str, rules: tuple[tuple[str, str], ...] = ()) -> list[str]:
    return [
        " ".join(term.n3() for term in triple) for triple in infer(triples(given), rules).triples
    ]


@pytest.mark.parametrize(
    "written",
    [
        '"05"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"+7"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>',
        '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        '"2024-05-31+00:00"^^<http://www.w3.org/2001/XMLSchema#date>',
        '"2024-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',
        '"-78.300"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"word"@en-GB',
        '"сөз"@kk-Cyrl',
        '"plain"',
    ],
)
def test_literals_come_out_as_they_were_written(written: str) -> None:
    given = f":p <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> :q . :a :p {written} ."
    assert spelled(given) == [f"<http://example.org/a> <http://example.org/q> {written}"]


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_date_that_cannot_be_is_passed_on_without_a_word(
    reasoner: Reasoner, caplog: pytest.LogCaptureFixture
) -> None:
    """A shape reports it, with file and line; rdflib would log a traceback for each mention."""
    given = ':p rdfs:subPropertyOf :q . :a :p "2024-02-30"^^xsd:date ; :first :a .'
    with silent_literals():
        graph = triples(given)
    with caplog.at_level(logging.DEBUG):
        assert infer(graph, reasoner=reasoner).triples
    assert caplog.records == []


def test_each_subject_keeps_its_own_spelling() -> None:
    given = ":p rdfs:subPropertyOf :q . :a :p 05 . :b :p 5 . :c :p 5 , 05 ."
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    q = "<http://example.org/q>"
    assert sorted(spelled(given)) == [
        f'<http://example.org/a> {q} "05"{integer}',
        f'<http://example.org/b> {q} "5"{integer}',
        f'<http://example.org/c> {q} "05"{integer}',
        f'<http://example.org/c> {q} "5"{integer}',
    ]


@pytest.mark.parametrize("reasoner", REASONERS)
def test_bookkeeping_is_left_out(reasoner: Reasoner) -> None:
    given = triples(
        ":C a owl:Class ; rdfs:subClassOf :D . :D rdfs:subClassOf [ a owl:Class ] . "
        ":p a owl:ObjectProperty ; rdfs:domain :C ; :note :x . :note rdfs:subPropertyOf :remark . "
        ":a a owl:NamedIndividual ; :p :b . :b owl:sameAs :b2 ."
    )
    kept = infer(given, reasoner=reasoner).triples
    expected = triples(":a a :C , :D ; :p :b2 .")
    assert set(kept) == set(expected)
    assert not any(isinstance(term, BNode) for triple in kept for term in triple)


def test_what_was_given_is_left_out() -> None:
    assert infer(triples(":C rdfs:subClassOf :D . :a a :C , :D .")).triples == ()


def test_the_result_does_not_depend_on_the_order() -> None:
    given = triples(":p rdfs:subPropertyOf :q . :q rdfs:domain :C . :a :p 1 . :b :p 01 , :c .")
    assert infer(given).triples == infer(reversed(given)).triples


@pytest.mark.parametrize("reasoner", REASONERS)
def test_rules_run_between_two_closures(reasoner: Reasoner) -> None:
    given = triples(":p rdfs:subPropertyOf :q . :r rdfs:domain :C . :a :p :b .")
    rule = ("rules/10-r.rq", EXAMPLE + "CONSTRUCT { ?y :r ?x } WHERE { ?x :q ?y }")
    assert set(infer(given, [rule], reasoner).triples) == set(
        triples(":a :q :b . :b :r :a ; a :C .")
    )


def test_rules_run_in_the_order_of_their_names() -> None:
    last = (
        "20-last.rq",
        EXAMPLE + "CONSTRUCT { ?x :is :odd } WHERE { ?x :p ?y . "
        "FILTER NOT EXISTS { ?x :is :even } }",
    )
    first = ("10-first.rq", EXAMPLE + "CONSTRUCT { ?x :is :even } WHERE { ?x :p :two }")
    found = infer(triples(":a :p :two . :b :p :three ."), [last, first]).triples
    assert set(found) == set(triples(":a :is :even . :b :is :odd ."))


def test_a_rule_sees_all_that_was_there_before_it() -> None:
    rule = ("1.rq", EXAMPLE + "CONSTRUCT { ?y :p ?x } WHERE { ?x :p ?y }")
    assert set(infer(triples(":a :p :b ."), [rule]).triples) == set(triples(":b :p :a ."))


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_rule_cannot_make_blank_nodes_or_literal_subjects(reasoner: Reasoner) -> None:
    rule = ("1.rq", EXAMPLE + "CONSTRUCT { [] :p ?x . ?y :p ?x . ?x :q ?y } WHERE { ?x :p ?y }")
    assert set(infer(triples(":a :p 1 ."), [rule], reasoner).triples) == set(triples(":a :q 1 ."))


def test_a_broken_rule_is_named_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        infer((), [("ontology/rules/10-x.rq", "\nCONSTRUCT { ?x } WHERE { ?x ?p ?o }")])
    assert (caught.value.file, caught.value.line) == ("ontology/rules/10-x.rq", 2)


@pytest.mark.parametrize("text", ["SELECT * WHERE { ?s ?p ?o }", "ASK { ?s ?p ?o }"])
def test_a_rule_that_constructs_nothing_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"10-x\.rq: the rule asks"):
        infer((), [("10-x.rq", text)])


def test_a_rule_never_leaves_the_graph() -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with pytest.raises(InputError, match="SERVICE"):
        infer((), [("10-x.rq", text)])
