"""Over any small graph, what is compiled finds what the reference validator finds.

No literal is empty: rdflib takes one in the middle of a path for a variable.
"""

from functools import cache

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.validate.whole import Validation
from validate.agreement import GRAPH, OTHER, Kind, store_of, triples, validation

SHAPES = '''
:S a sh:NodeShape ; sh:targetClass :T ; sh:message 'm' ; sh:property :P , :Q ;
  sh:or ( [ sh:class :N ] [ sh:property [ sh:path :p ; sh:minCount 2 ] ] ) ; sh:disjoint :p .
:P sh:path :p ; sh:message 'p' ; sh:minCount 1 ; sh:maxCount 2 ; sh:datatype xsd:date ;
  sh:languageIn ( 'en' ) ; sh:pattern '^[a-z ]+$' ; sh:lessThan :q ; sh:minInclusive 3 .
:Q sh:path ( :q [ sh:zeroOrMorePath :p ] ) ; sh:message 'q' ; sh:class :N ; sh:maxCount 2 ;
  sh:node [ sh:property [ sh:path [ sh:inversePath :q ] ; sh:maxCount 1 ] ] ; sh:uniqueLang true .
:C a sh:NodeShape ; sh:targetSubjectsOf :q ; sh:targetObjectsOf :p ; sh:message 'c' ;
  sh:closed true ; sh:ignoredProperties ( :p ) ; sh:not [ sh:class :T ] ;
  sh:sparql [ sh:message '{?value}' ; sh:select """SELECT $this ?value {
    $this <http://x/p>/<http://x/q>? ?value FILTER NOT EXISTS { ?value <http://x/q> $this }
    OPTIONAL { ?value <http://x/p> ?n } FILTER(!BOUND(?n)) }""" ] .
'''
TREE = ":N rdfs:subClassOf :T . :M rdfs:subClassOf :N ."
XSD = "http://www.w3.org/2001/XMLSchema#"
NODES = [ox.NamedNode(f"http://x/{name}") for name in "abc"]
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
WORDS = [
    *(ox.Literal("en"), ox.Literal("en", language="en"), ox.Literal("x", language="en-gb")),
    *(ox.Literal(3), ox.Literal(" ", language="ru"), ox.Literal("Aä\n"), ox.Literal(2.5)),
    *(ox.Literal(form, datatype=ox.NamedNode(XSD + "date")) for form in ("2020-02-29", "x")),
]
CLASSES = [ox.NamedNode(f"http://x/{name}") for name in "TNM"]
PROPERTIES = [ox.NamedNode(f"http://x/{name}") for name in "pq"]
Fact = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal, ox.NamedNode]
NODE, PLACE = st.sampled_from(NODES), st.sampled_from([GRAPH, OTHER])
FACTS = st.one_of(
    st.tuples(NODE, st.just(TYPE), st.sampled_from(CLASSES), PLACE),
    st.tuples(NODE, st.sampled_from(PROPERTIES), st.sampled_from([*NODES, *WORDS]), PLACE),
)
KINDS: tuple[Kind, ...] = ("known", "ontology")


@cache
def compiled(scope: Kind) -> Validation:
    made = validation(SHAPES, TREE, scope)
    assert not made.plan.unsupported, made.plan.reasons
    return made


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=14), st.sampled_from(KINDS))
def test_any_data(facts: list[Fact], scope: Kind) -> None:
    store = store_of(triples(TREE))
    store.extend(ox.Quad(*fact) for fact in facts)
    made = compiled(scope)
    assert made.whole(store) == made.reference(store)
