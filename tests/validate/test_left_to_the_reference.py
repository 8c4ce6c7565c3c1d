"""What is not compiled is named, and the reference validator does it."""

import pytest

from validate.agreement import agreed, validation

DATA = """
:a a :T ; :p 1 , 2 ; :q :b . :b a :T ; :p 'x' ; :q :c . :c a :T ; :q [ :q :a ] .
"""
GOOD = ":Good a sh:NodeShape ; sh:targetClass :T ; sh:nodeKind sh:IRI ; sh:message 'A name.'@en . "
PATH = ":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:message 'm' ; sh:path "
RECURSIVE = pytest.mark.filterwarnings("ignore::pyshacl.errors.ShapeRecursionWarning")
QUERY = ":S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:message 'm' ; sh:select "


@pytest.mark.parametrize(
    "shapes",
    [
        ":S a sh:NodeShape ; sh:targetClass :T ; sh:nodeKind sh:Literal .",
        PATH + "[ sh:inversePath ( :q :q ) ] ; sh:maxCount 0 ] .",
        PATH + ":p ; sh:in ( '05'^^xsd:integer ) ] .",
        PATH + ":p ; sh:minCount 40 ] .",
        pytest.param(PATH + ":q ; sh:node :S ] .", marks=RECURSIVE),
        PATH + ":p ; sh:datatype rdfs:Datatype ] .",
        PATH + "[ sh:zeroOrMorePath :q ] ; sh:minCount 2 ] . :S sh:targetNode :nowhere .",
        QUERY + "'SELECT $this (COUNT(?o) AS ?value) { $this <http://x/p> ?o } GROUP BY $this' ] .",
        QUERY + "'SELECT $this { $this <http://x/p> ?o } LIMIT 1' ] .",
        QUERY + "'SELECT $this { $this <http://x/p> ?o { $this a ?k FILTER(isIRI(?o)) } }' ] .",
        """:S a sh:NodeShape ; sh:message 'm' ; sh:nodeKind sh:BlankNode ; sh:target [
           a sh:SPARQLTarget ; sh:select 'SELECT ?this { ?this <http://x/q> ?o }' ] .""",
        """:S a sh:NodeShape ; sh:targetClass :T ; sh:node :Inner ; sh:message 'm' .
           :Inner a sh:NodeShape ;
             sh:sparql [ sh:select 'SELECT $this { $this <http://x/p> 1 }' ] .""",
        """:C a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator [
             a sh:SPARQLAskValidator ; sh:ask 'ASK { FILTER($value != $most) }' ] .
           :S a sh:NodeShape ; sh:targetClass :T ; sh:message 'm' ; :most :a .""",
    ],
)
def test_the_rest_is_the_reference_validators(shapes: str) -> None:
    found = agreed(GOOD + shapes, DATA, compiled=False)
    assert validation(GOOD + shapes, DATA).plan.unsupported == ("http://x/S",)
    assert found.examined["http://x/Good"] == 3


def test_rules_among_the_shapes_leave_all_to_the_reference() -> None:
    rule = (
        ":S a sh:NodeShape ; sh:targetClass :T ; sh:rule [ a sh:TripleRule ; sh:subject sh:this ; "
    )
    shapes = GOOD + rule + "sh:predicate :r ; sh:object :b ] ."
    assert validation(shapes, DATA).plan.unsupported == ("http://x/Good", "http://x/S")


def test_reasons_are_told() -> None:
    plan = validation(PATH + ":p ; sh:minCount 40 ] .", DATA).plan
    assert plan.reasons == ("a large count",)


def test_what_stands_under_one_name_is_done_by_one_validator() -> None:
    inner = "[ sh:path :p ; sh:minCount 40 ; sh:message 'm' ; sh:targetClass :T ]"
    shapes = f":S a sh:NodeShape ; sh:targetClass :T ; sh:message 'm' ; sh:property {inner} ."
    assert agreed(GOOD + shapes, DATA, compiled=False).examined["http://x/S"] == 6
