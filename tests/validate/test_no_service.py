"""No query in a shape leaves the machine, whichever validator asks it."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest

from espd_kg.errors import InputError
from validate.agreement import store_of, triples, validation

DATA = ":a a :T ; :p 1 . :b a :T ."
PLACE = "http://127.0.0.1:PORT/"
PREFIXES = f""":o a owl:Ontology ; sh:declare
  [ sh:prefix 'SERVICE' ; sh:namespace '{PLACE}'^^xsd:anyURI ] ,
  [ sh:prefix 'SERVICESILENT' ; sh:namespace '{PLACE}'^^xsd:anyURI ] ,
  [ sh:prefix '' ; sh:namespace '{PLACE}'^^xsd:anyURI ] .
"""
QUERY = ":S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:message 'm' ; sh:prefixes :o ; "
CALL = f"SERVICE <{PLACE}> {{ ?a ?b ?c }}"
CALLING = {
    "plain": f"{QUERY} sh:select 'SELECT $this {{ $this a ?t {CALL} }}' ] .",
    "silent": f"{QUERY} sh:select 'SELECT $this {{ $this a ?t SERVICE SILENT <{PLACE}> {{}}}}' ] .",
    "in EXISTS": f"{QUERY} sh:select 'SELECT $this {{ $this a ?t FILTER EXISTS {{{CALL}}} }}' ] .",
    "nested": f"{QUERY} sh:select 'SELECT $this {{ $this a ?t {{ SELECT ?a {{{CALL}}} }} }}' ] .",
}
# The embedded engine reads these as calls, rdflib as a name that nothing declares.
NAMES = {
    "plain": QUERY + "sh:select 'SELECT $this { $this a ?t . SERVICE:x { ?a ?b ?c } }' ] .",
    "silent": QUERY + "sh:select 'SELECT $this { $this a ?t . SERVICESILENT:x { } }' ] .",
    "in EXISTS": QUERY
    + "sh:select 'SELECT $this { $this a ?t FILTER EXISTS { SERVICE:x { ?a ?b ?c } } }' ] .",
}
ADVANCED = {
    "target": f""":S a sh:NodeShape ; sh:message 'm' ; sh:nodeKind sh:BlankNode ; sh:target [
      a sh:SPARQLTarget ; sh:select 'SELECT ?this {{ SERVICE <{PLACE}> {{ ?this ?b ?c }} }}' ] .""",
    "component": f""":C a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator [
      a sh:SPARQLAskValidator ; sh:ask 'ASK {{ {CALL} }}' ] .
    :S a sh:NodeShape ; sh:targetClass :T ; sh:message 'm' ; :most :a .""",
    "rule": f""":S a sh:NodeShape ; sh:targetClass :T ; sh:rule [
      a sh:SPARQLRule ; sh:construct 'CONSTRUCT {{ $this a ?c }} WHERE {{ {CALL} }}' ] .""",
}


@pytest.fixture
def visits() -> Iterator[list[int]]:
    """Listen on loopback; the first number is the port, every further one a visit."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen = [server.getsockname()[1]]

        def listen() -> None:
            with suppress(OSError):
                while True:
                    server.accept()[0].close()
                    seen.append(1)

        Thread(target=listen, daemon=True).start()
        yield seen


@pytest.mark.parametrize("way", ["whole", "reference"])
@pytest.mark.parametrize("shapes", [*CALLING.values(), *ADVANCED.values()])
def test_service_in_a_shape_is_refused(visits: list[int], shapes: str, way: str) -> None:
    text = (PREFIXES + shapes).replace("PORT", str(visits[0]))
    with pytest.raises(InputError, match="SERVICE"):
        getattr(validation(text, DATA), way)(store_of(triples(DATA)))
    assert len(visits) == 1


@pytest.mark.parametrize("shapes", NAMES.values(), ids=NAMES)
def test_a_name_that_an_engine_takes_for_a_call_is_refused(visits: list[int], shapes: str) -> None:
    text = (PREFIXES + shapes).replace("PORT", str(visits[0]))
    with pytest.raises(InputError, match="may be read as a call to a SERVICE"):
        validation(text, DATA).whole(store_of(triples(DATA)))
    assert len(visits) == 1


def test_the_refusal_names_the_shape_and_the_line() -> None:
    shapes = QUERY + 'sh:select """SELECT $this {\n $this a ?t\n SERVICE ?t { } }""" ] .'
    with pytest.raises(InputError) as caught:
        validation(PREFIXES + shapes, DATA).whole(store_of(triples(DATA)))
    assert str(caught.value) == (
        "line 3: http://x/S: a query of the shape: SERVICE would send the query elsewhere "
        "(column 2). Leave SERVICE out."
    )


def test_the_word_may_stand_where_nothing_is_called() -> None:
    query = "SELECT $this {\n $this a ?t # SERVICE <http://a/> { }\n"
    query += " FILTER(STR(?t) = 'SERVICE <http://a/> { }') }"
    shapes = f'{QUERY} sh:select """{query}""" ] .'
    held = validation((PREFIXES + shapes).replace("PORT", "9"), DATA)
    assert held.plan.unsupported == ()
    assert held.whole(store_of(triples(DATA))).results == frozenset()
