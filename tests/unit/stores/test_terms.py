"""Terms of rdflib and of the embedded engine become each other, and nothing else does."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, BNode, Literal, URIRef, Variable

from espd_kg.stores.terms import to_engine, to_rdflib

PAIRS = [
    (URIRef("http://a/é"), ox.NamedNode("http://a/é")),
    (BNode("b1"), ox.BlankNode("b1")),
    (Literal("x"), ox.Literal("x")),
    (Literal("x", lang="kk"), ox.Literal("x", language="kk")),
    (
        Literal("05", datatype=XSD.integer, normalize=False),
        ox.Literal("05", datatype=ox.NamedNode(str(XSD.integer))),
    ),
    (
        Literal("2024-02-30", datatype=XSD.date, normalize=False),
        ox.Literal("2024-02-30", datatype=ox.NamedNode(str(XSD.date))),
    ),
]


@pytest.mark.parametrize(("ours", "engines"), PAIRS)
def test_both_ways(
    ours: URIRef | BNode | Literal, engines: ox.NamedNode | ox.BlankNode | ox.Literal
) -> None:
    assert to_engine(ours) == engines
    back = to_rdflib(engines)
    assert (back, str(back), type(back)) == (ours, str(ours), type(ours))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text(text: str) -> None:
    assert str(to_rdflib(to_engine(Literal(text)))) == text


def test_a_plain_literal_and_a_string_are_one() -> None:
    assert to_engine(Literal("x", datatype=XSD.string)) == to_engine(Literal("x"))


@pytest.mark.parametrize("term", [Variable("x")])
def test_what_has_no_counterpart_in_the_engine(term: Variable) -> None:
    with pytest.raises(TypeError):
        to_engine(term)


@pytest.mark.parametrize(
    "term",
    [
        ox.Triple(ox.NamedNode("http://a/"), ox.NamedNode("http://b/"), ox.Literal("c")),
        ox.Literal("x", language="ar", direction=ox.BaseDirection.RTL),
        ox.DefaultGraph(),
        "text",
        None,
    ],
)
def test_what_has_no_counterpart_in_rdflib(term: object) -> None:
    with pytest.raises(TypeError):
        to_rdflib(term)
