"""Literals that the store rewrites are validated as they were written."""

import pyoxigraph as ox
import pytest

from espd_kg.stores.terms import to_engine
from espd_kg.validate.reference import Spelling, Written
from validate.agreement import agreed, triples

SHAPES = (
    ":S a sh:NodeShape ; sh:targetClass :T ; sh:message 'm' ; sh:property :P . :P sh:path :p ; "
)
DATA = """
:a a :T ; :p '05'^^xsd:integer . :b a :T ; :p 5 . :c a :T ; :p '5'^^xsd:int , 5 .
:d a :T ; :p 'x'@en-GB , 'y' . :e a :T ; :p '2020-01-01T00:00:00+00:00'^^xsd:dateTime ; :q :a .
"""


def written_in(data: str) -> Written:
    """Return what a store of the data holds otherwise than it was written."""
    forms: dict[tuple[ox.NamedNode, ox.NamedNode, ox.Literal], list[Spelling]] = {}
    for subject, predicate, value in triples(data):
        term = to_engine(value)
        place = to_engine(subject), to_engine(predicate)
        if isinstance(term, ox.Literal):
            store = ox.Store()
            store.add(ox.Quad(*place, term))  # type: ignore[arg-type]
            (quad,) = store
            language = getattr(value, "language", None)
            spelling = (term.value, None if language else term.datatype.value, language)
            forms.setdefault((*place, quad.object), []).append(spelling)  # type: ignore[arg-type]
    return {place: found for place, found in forms.items() if found != [_plain(place[2])]}


def _plain(stored: ox.Literal) -> Spelling:
    return stored.value, None if stored.language else stored.datatype.value, stored.language


@pytest.mark.parametrize(
    "asked",
    [
        *("sh:datatype xsd:integer", "sh:datatype xsd:int", "sh:pattern '^0'", "sh:maxCount 1"),
        *("sh:in ( 5 'y' )", "sh:languageIn ( 'en-GB' )", "sh:minLength 2", "sh:hasValue 5"),
        "sh:node [ sh:property [ sh:path :p ; sh:datatype xsd:integer ] ]",
    ],
)
def test_rewritten_literals(asked: str) -> None:
    written = written_in(DATA)
    assert len(written) == 4
    agreed(f"{SHAPES} sh:message 'm' ; {asked} .", DATA, written=written)


@pytest.mark.parametrize("word", ["en-GB", "en-gb"])
def test_capitals_of_a_tag_matter_to_a_query(word: str) -> None:
    shapes = f"""
    :S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:message 'm' ; sh:select
      "SELECT $this ?value {{ $this <http://x/p> ?value FILTER(LANG(?value) = '{word}') }}" ] ."""
    found = agreed(shapes, DATA, written=written_in(DATA))
    assert len(found.results) == (word == "en-GB")


def test_values_are_told_as_they_were_written() -> None:
    shapes = f"{SHAPES} sh:message 'm' ; sh:nodeKind sh:IRI ; sh:minExclusive 9 ."
    found = agreed(shapes, ":a a :T ; :p '05'^^xsd:integer .", written=written_in(DATA))
    assert {result.value for result in found.results} == {"05"}
