"""Each constraint component, compiled, finds what the reference validator finds."""

import pytest

from validate.agreement import agreed

SHAPE = ":S a sh:NodeShape ; rdfs:label 'Shape'@en ; sh:message 'Mend it.'@en ; "
ON_P = SHAPE + "sh:targetClass :T ; sh:property :P . :P sh:path :p ; sh:message 'Mend :p.'@en ; "
WORDS = """
:a a :T ; :p 'x' . :b a :T ; :p 'abc'@en , 'abc'@EN-gb , 'abc'@ru-RU , 'd' . :c a :T .
:d a :T ; :p :a , [] , 'Ärger' , 'x\\n' , ' x' , 'X' . :e a :T ; :p 'a'@en , 'b'@EN , 'c'@en-GB .
"""
NUMBERS = """
:a a :T ; :p 5 , 7 . :b a :T ; :p 5.0 , 5e0 , 'abc'^^xsd:integer , true , '5' . :c a :T ; :p :a .
:d a :T ; :p '2020-01-01'^^xsd:date , '2020-02-30'^^xsd:date , '2020'^^xsd:gYear , [] .
:e a :T ; :p '2020-01-01T00:00:00Z'^^xsd:dateTime , '2021-01-01T00:00:00'^^xsd:dateTime , '7'@en .
"""
THINGS = """
:N rdfs:subClassOf :T . :M rdfs:subClassOf :N . :a a :T ; :p :b , :c ; :q :b . :b a :N ; :p :d .
:c a :M , :N ; :p 'x' , :c ; :q :c , 'x' . :d :p :a ; :r :d . :e a :T . :f a :T ; :p :a ; :q :a .
:g a :T ; :p :a , :b , :c , :d ; :r 'r' ; :q :a .
"""


@pytest.mark.parametrize(
    "asked",
    [
        *("sh:datatype xsd:string", "sh:datatype rdf:langString", "sh:datatype rdfs:Literal"),
        *("sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal", "sh:nodeKind sh:BlankNode"),
        *("sh:nodeKind sh:BlankNodeOrIRI", "sh:nodeKind sh:BlankNodeOrLiteral"),
        *("sh:nodeKind sh:IRIOrLiteral", "sh:nodeKind :nonsense"),
        *("sh:minLength 2", "sh:maxLength 2", "sh:minLength 0", "sh:maxLength 0"),
        *("sh:pattern '^[a-z]+$'", "sh:pattern '^x$'", "sh:pattern '^\\\\S(.*\\\\S)?$'"),
        *("sh:pattern 'x' ; sh:flags 'i'", "sh:pattern '^\\\\w+$'", "sh:pattern '(?<=a)b'"),
        "sh:pattern 'x' , 'b'",
        *("sh:languageIn ('en')", "sh:languageIn ('en-GB' 'ru')", "sh:languageIn ('*')"),
        *("sh:uniqueLang true", "sh:uniqueLang false"),
        *("sh:in ('x' 'd' :a)", "sh:in ('abc'@en)", "sh:in ('abc'@en-GB)", "sh:hasValue 'x'"),
        *("sh:hasValue 'abc'@en", "sh:hasValue 'x' , 'd'", "sh:minCount 0", "sh:minCount 1"),
        *("sh:minCount 2", "sh:minCount 4", "sh:maxCount 0", "sh:maxCount 1", "sh:maxCount 4"),
        "sh:minCount 1 ; sh:maxCount 2 ; sh:datatype xsd:string",
    ],
)
def test_words_and_counts(asked: str) -> None:
    agreed(ON_P + f"{asked} .", WORDS)


@pytest.mark.parametrize(
    "asked",
    [
        *("sh:datatype xsd:integer", "sh:datatype xsd:decimal", "sh:datatype xsd:boolean"),
        *("sh:datatype xsd:date", "sh:datatype xsd:dateTime", "sh:datatype xsd:gYear"),
        *("sh:datatype xsd:double", "sh:datatype :own"),
        *(f"sh:{side} {bound}" for side in ("minInclusive", "maxExclusive") for bound in (5, 6.5)),
        *(f"sh:{side} 7" for side in ("minExclusive", "maxInclusive")),
        "sh:minInclusive '2020-01-01'^^xsd:date",
        "sh:maxInclusive '2020-06-01T00:00:00Z'^^xsd:dateTime",
        "sh:minInclusive 'a'",
        "sh:in (5 true '2020-01-01'^^xsd:date)",
    ],
)
def test_numbers_and_dates(asked: str) -> None:
    agreed(ON_P + f"{asked} .", NUMBERS)


@pytest.mark.parametrize(
    "asked",
    [
        *("sh:class :T", "sh:class :N", "sh:class :T , :N", "sh:class :Nothing"),
        *("sh:equals :q", "sh:disjoint :q", "sh:equals :q , :r", "sh:hasValue :a"),
        *("sh:node :HasP", "sh:node [ sh:class :N ]", "sh:not [ sh:class :N ]", "sh:not :HasP"),
        *("sh:or ( :HasP [ sh:nodeKind sh:Literal ] )", "sh:and ( :HasP [ sh:class :N ] )"),
        "sh:xone ( :HasP [ sh:class :N ] [ sh:nodeKind sh:Literal ] )",
        "sh:node [ sh:property [ sh:path :p ; sh:node [ sh:class :N ; sh:message 'm' ] ] ]",
        "sh:node [ sh:property [ sh:path :p ; sh:minCount 2 ] ]",
        "sh:node [ sh:property [ sh:path :p ; sh:maxCount 1 ] ]",
        "sh:node [ sh:closed true ; sh:ignoredProperties ( rdf:type :p ) ]",
        "sh:node [ sh:equals :r ]",
        "sh:node [ sh:deactivated true ; sh:class :N ]",
        *(f"sh:qualifiedValueShape :HasP ; sh:qualifiedMinCount {n}" for n in (0, 1, 2)),
        *(f"sh:qualifiedValueShape [ sh:class :N ] ; sh:qualifiedMaxCount {n}" for n in (0, 1)),
        "sh:qualifiedValueShape :HasP ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
        "sh:property [ sh:path :p ; sh:minCount 1 ; sh:message 'No :p there.' ]",
        "sh:property [ sh:path :p ; sh:nodeKind sh:IRI ; sh:message 'No name.' ]",
        "sh:closed true ; sh:ignoredProperties ( rdf:type )",
        "sh:deactivated true ; sh:minCount 9",
    ],
)
def test_things_and_shapes_of_things(asked: str) -> None:
    helper = " :HasP a sh:NodeShape ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    agreed(ON_P + f"{asked} ." + helper, THINGS)


def test_a_qualified_value_does_not_count_where_a_shape_beside_it_fits() -> None:
    hand = (
        "sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ; sh:message 'A hand.' ;"
        "sh:path :p ; sh:qualifiedValueShape"
    )
    shapes = (
        f"sh:targetClass :T ; sh:property [ {hand} [ sh:class :N ] ] , [ {hand} [ sh:class :M ] ] ."
    )
    assert agreed(SHAPE + shapes, THINGS).results


@pytest.mark.parametrize(
    "path",
    [
        *("[ sh:inversePath :p ]", "( :p :q )", "( :p :p :p )", "[ sh:alternativePath ( :p :q ) ]"),
        *("( [ sh:inversePath :p ] :q )", "[ sh:alternativePath ( :p ( :p :q ) ) ]"),
        *("[ sh:zeroOrMorePath :p ]", "[ sh:oneOrMorePath :p ]", "[ sh:zeroOrOnePath :p ]"),
        *("( :p [ sh:zeroOrMorePath :q ] )", "[ sh:oneOrMorePath [ sh:inversePath :p ] ]"),
        "[ sh:zeroOrMorePath [ sh:alternativePath ( :p :q ) ] ]",
        "[ sh:oneOrMorePath ( :p :q ) ]",
    ],
)
@pytest.mark.parametrize(
    "asked", ["sh:minCount 1 ; sh:maxCount 1", "sh:nodeKind sh:IRI ; sh:class :N", "sh:hasValue :a"]
)
def test_paths(path: str, asked: str) -> None:
    shape = "sh:targetClass :T ; sh:property [ sh:message 'm' ; sh:path "
    agreed(SHAPE + shape + f"{path} ; {asked} ] .", THINGS)


@pytest.mark.parametrize(
    "asked",
    [
        *("sh:nodeKind sh:IRI", "sh:pattern '^http://x/[a-d]$'", "sh:in ( :a :b 'x' )"),
        *("sh:class :N", "sh:datatype xsd:string", "sh:equals :q", "sh:disjoint :p"),
        *("sh:hasValue :a", "sh:node [ sh:class :N ]", "sh:closed false"),
        "sh:closed true ; sh:property [ sh:path :q ; sh:maxCount 0 ; sh:message 'm' ]",
        "sh:closed true ; sh:ignoredProperties ( rdf:type :p )",
        "sh:minLength 10",
    ],
)
@pytest.mark.parametrize(
    "target",
    [
        *("sh:targetClass :T", "sh:targetNode :a , :c , :absent", "sh:targetSubjectsOf :q"),
        *("sh:targetObjectsOf :p", "sh:targetNode 'x' ; sh:targetClass :N", "a rdfs:Class"),
    ],
)
def test_node_shapes_and_targets(target: str, asked: str) -> None:
    agreed(SHAPE + f"{target} ; {asked} .", THINGS + ":h a :S ; :p 'p' .")


def test_a_shape_that_several_share_speaks_once() -> None:
    shapes = SHAPE + "sh:targetClass :N ; sh:property :P . :R a sh:NodeShape ; sh:targetClass :T ;"
    shapes += "sh:property :P . :P sh:path :p ; sh:minCount 2 ; sh:message 'Two.'@en ."
    found = agreed(shapes, THINGS)
    assert {result.rule for result in found.results} == {"http://x/P"}
    assert found.examined == {"http://x/S": 2, "http://x/R": 6}


@pytest.mark.parametrize("order", ["lessThan", "lessThanOrEquals"])
def test_an_order_of_values(order: str) -> None:
    data = """
    :a a :T ; :p 1 , 2 ; :q 2 . :b a :T ; :p '2020-01-01'^^xsd:date ; :q '2021-01-01'^^xsd:date .
    :c a :T ; :p 'a' ; :q 'b' , 1 . :d a :T ; :p :x ; :q :y , 'y' . :e a :T ; :p 2.5 ; :q 2 .
    """
    assert agreed(ON_P + f"sh:{order} :q .", data).results


@pytest.mark.parametrize("severity", ["Violation", "Warning", "Info"])
def test_severities_and_languages_of_messages(severity: str) -> None:
    words = f"sh:message 'Fehler'@de , 'Wrong'@en , 'A'@fr ; sh:severity sh:{severity} ; "
    shapes = (
        f":S a sh:NodeShape ; sh:name 'Name' ; {words} sh:targetClass :T ; sh:nodeKind sh:Literal ."
    )
    (result,) = agreed(shapes, ":a a :T .").results
    assert (result.message, result.severity, result.rule_name) == (
        "Wrong",
        severity.lower(),
        "Name, S",
    )
