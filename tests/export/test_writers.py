"""How single terms are written, and what a format cannot carry."""

import pytest
from rdflib import XSD, BNode, Literal, URIRef

from espd_kg.errors import InputError
from espd_kg.export.rdf import serialize
from espd_kg.formats import RdfFormat
from espd_kg.namespaces import ESPD, ID
from espd_kg.quads import Quad

_GRAPH = URIRef("https://w3id.org/espd/graph/a")
_THING = URIRef(f"{ID}dialogue/a")
_PROPERTY = URIRef(f"{ESPD}ordinal")


def _quad(value: Literal | URIRef | BNode, predicate: URIRef = _PROPERTY) -> Quad:
    return (_THING, predicate, value, _GRAPH)


def _turtle(value: Literal) -> str:
    text = serialize([_quad(value)], RdfFormat.TURTLE).decode()
    return text.rpartition("espd:ordinal ")[2].removesuffix(" .\n")


@pytest.mark.parametrize(
    ("text", "datatype", "written"),
    [
        ("5", XSD.integer, "5"),
        ("05", XSD.integer, '"05"^^xsd:integer'),
        ("-0", XSD.integer, '"-0"^^xsd:integer'),
        ("true", XSD.boolean, "true"),
        ("1", XSD.boolean, '"1"^^xsd:boolean'),
        ("1.0", XSD.decimal, '"1.0"^^xsd:decimal'),
        ("1e3", XSD.double, '"1e3"^^xsd:double'),
        ("2024-05-31Z", XSD.date, '"2024-05-31Z"^^xsd:date'),
    ],
)
def test_a_literal_keeps_its_characters(text: str, datatype: URIRef, written: str) -> None:
    assert _turtle(Literal(text, datatype=datatype, normalize=False)) == written


def test_a_language_tag_keeps_its_capitals() -> None:
    assert _turtle(Literal("colour", lang="en-GB")) == '"colour"@en-GB'


def test_lines_stay_lines() -> None:
    assert _turtle(Literal('a\n"b"')) == '"""a\n"b\\""""'


def test_only_prefixes_in_use_are_declared_each_kind_with_its_own() -> None:
    text = serialize([_quad(URIRef(f"{ID}place-name/b"))], RdfFormat.TURTLE).decode()
    assert [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")] == [
        "dialogue:",
        "espd:",
        "place-name:",
    ]


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.RDFXML, RdfFormat.JSONLD])
def test_blank_nodes_are_named_by_their_order(form: RdfFormat) -> None:
    text = serialize([_quad(BNode("zz")), _quad(BNode("aa"))], form).decode()
    assert "b0" in text
    assert "b1" in text
    assert "zz" not in text


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_rdfxml_names_what_it_cannot_carry(character: str) -> None:
    with pytest.raises(InputError, match=rf"U\+{ord(character):04X}") as caught:
        serialize([_quad(Literal(f"a{character}b"))], RdfFormat.RDFXML)
    assert caught.value.subject == str(_THING)
    assert "Turtle" in str(caught.value)


@pytest.mark.parametrize("predicate", ["https://example.org/2024", "urn:x", "https://example.org/"])
def test_rdfxml_names_a_predicate_that_is_no_element(predicate: str) -> None:
    property_iri = URIRef(predicate)
    if predicate == "urn:x":
        assert b"ns0:x" in serialize([_quad(_THING, property_iri)], RdfFormat.RDFXML)
        return
    with pytest.raises(InputError, match="cannot write this predicate"):
        serialize([_quad(_THING, property_iri)], RdfFormat.RDFXML)


def test_rdfxml_refuses_the_names_of_its_own_syntax() -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#li"
    with pytest.raises(InputError, match="cannot write this predicate"):
        serialize([_quad(_THING, URIRef(rdf))], RdfFormat.RDFXML)


def test_nothing_is_still_a_document() -> None:
    for form in RdfFormat:
        assert serialize([], form) is not None
