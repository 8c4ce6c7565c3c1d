"""Queries in shapes, asked for all focus nodes at once, answer as for one after another."""

import pytest

from validate.agreement import agreed

SHAPE = ":S a sh:NodeShape ; sh:targetClass :T ; sh:sparql :Q . "
PREFIX = (
    ":O a owl:Ontology ; sh:declare [ sh:prefix 'x' ; sh:namespace 'http://x/'^^xsd:anyURI ] . "
)
DATA = """
:N rdfs:subClassOf :T . :a a :T ; :p :b , 'x' ; :q 3 . :b a :N ; :p :c ; :r 'b' . :c a :T ; :q 5 .
:d a :T , :N ; :p :d ; :q 5 , 7 ; :r 'd' , 'e' . :e :p :a .
"""


def query(text: str, message: str = "'Found {?value} of {$this}.'@en") -> str:
    return PREFIX + f':Q sh:prefixes :O ; sh:message {message} ; sh:select """{text}""" . '


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this ?value WHERE { $this x:p ?value }",
        "SELECT $this (x:p AS ?path) ?value WHERE { $this x:p ?value FILTER(isIRI(?value)) }",
        "SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER(?path IN (x:p, x:q)) }",
        "SELECT $this WHERE { FILTER NOT EXISTS { $this x:p ?value } }",
        "SELECT $this WHERE { FILTER(STRENDS(STR($this), 'a')) }",
        "SELECT ?value WHERE { $this x:q ?value # of $this\n FILTER(?value > 4) }",
        "SELECT ?other WHERE { $this x:q ?other }",
        "SELECT DISTINCT $this WHERE { $this x:p/x:p ?value }",
        "SELECT $this ?value WHERE { $this x:p+ ?value }",
        "SELECT $this ?value WHERE { $this x:p* ?value . ?value x:q ?number }",
        "SELECT $this ?value WHERE { $this x:p? ?value ; a ?kind . ?value x:q ?number }",
        "SELECT $this ?value WHERE { $this (^x:p|x:p/x:p) ?value }",
        "SELECT $this ?value WHERE { { $this x:p ?value } UNION { ?value x:p $this } }",
        "SELECT $this ?value ?n WHERE { $this x:p ?value OPTIONAL { ?value x:q ?n } }",
        "SELECT $this ?n WHERE { OPTIONAL { $this x:q ?n } FILTER(!BOUND(?n)) }",
        "SELECT $this ?value WHERE { $this x:q ?value , ?more . FILTER(?value < ?more) }",
        """SELECT $this ?value WHERE { BIND(STR($this) AS ?name) $this x:r ?value
           FILTER(!CONTAINS(?name, STR(?value))) }""",
        """SELECT $this ?value WHERE { $this x:p ?value
           FILTER NOT EXISTS { ?value x:r ?r FILTER EXISTS { $this x:q ?n } } }""",
        "SELECT $this ?value WHERE { $this x:p ?value . FILTER(CONCAT(STR(?value), '#') != '') }",
    ],
)
def test_queries(text: str) -> None:
    agreed(SHAPE + query(text), DATA)


@pytest.mark.parametrize(
    "message",
    [
        *("'{?value} {?value} {$value} {?nothing}'@en", "'Ä {?value}'@de , 'B'@en , 'C'@fr"),
        "'{?this} {?path} {?n}'",
    ],
)
def test_messages_are_filled(message: str) -> None:
    text = "SELECT $this ?path ?value ?n WHERE { $this ?path ?value OPTIONAL { $this x:q ?n } }"
    agreed(SHAPE + query(text, message), DATA)


def test_a_message_of_the_shape_is_told_too() -> None:
    shapes = SHAPE + ":S sh:message 'A {?value}'@en . "
    found = agreed(
        shapes + query("SELECT $this ?value WHERE { $this :q ?value }".replace(":", "x:")), DATA
    )
    assert {result.message for result in found.results} == {"A 3", "A 5", "A 7"}


def test_a_query_without_any_message() -> None:
    shapes = SHAPE + PREFIX + ":Q sh:prefixes :O ; sh:select 'SELECT $this { $this x:q 3 }' ."
    (result,) = agreed(shapes, DATA).results
    assert (result.message, result.value) == ("the shape is not met", "http://x/a")


@pytest.mark.parametrize("path", [":p", "[ sh:inversePath :p ]", "( :p :p )"])
def test_a_query_of_a_property_shape_names_its_path(path: str) -> None:
    shapes = (
        f":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path {path} ; sh:sparql :Q ] . "
    )
    found = agreed(shapes + query("SELECT $this ?value WHERE { $this $PATH ?value }"), DATA)
    assert found.results


def test_a_query_that_is_switched_off() -> None:
    shapes = SHAPE + ":Q sh:deactivated true . "
    assert not agreed(shapes + query("SELECT $this WHERE { $this ?p ?o }"), DATA).results
