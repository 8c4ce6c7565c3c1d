"""Offsets and selectors: every quote that stands once is placed, no other is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rdflib.term import Literal, URIRef

from espd_kg.evidence import CONTEXT, locate
from espd_kg.namespaces import ESPD, GRAPH_EVIDENCE, ID, OA, RDF, RDFS
from espd_kg.quads import Quad, Triple
from graphs import derived

DOCUMENT = URIRef(ID + "document/d")
PASSAGE = URIRef(ID + "passage/p")


def data(*facts: tuple[URIRef, str, object]) -> list[Triple]:
    return [
        (subject, URIRef(ESPD + name), value if isinstance(value, URIRef) else Literal(str(value)))
        for subject, name, value in facts
    ]


def passage(quote: str, prefix: str | None = None) -> list[Triple]:
    facts = [(PASSAGE, "source", DOCUMENT), (PASSAGE, "quote", quote)]
    return data(*facts, *([(PASSAGE, "prefix", prefix)] if prefix is not None else []))


def value(quads: tuple[Quad, ...], subject: URIRef, predicate: str) -> str | None:
    found = [str(o) for s, p, o, _ in quads if s == subject and str(p) == predicate]
    assert len(found) <= 1
    return found[0] if found else None


def offsets(text: str, triples: list[Triple]) -> tuple[str | None, str | None]:
    quads = derived(triples, {"d": text})
    return value(quads, PASSAGE, ESPD + "start"), value(quads, PASSAGE, ESPD + "end")


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "place"),
    [
        ("one two", "two", None, ("4", "7")),
        ("one two two", "two", None, (None, None)),
        ("one two two", "two", "two ", ("8", "11")),
        ("one two", "two", "one ", ("4", "7")),
        ("one two", "two", "zwei ", (None, None)),
        ("one two", "three", None, (None, None)),
        ("one two", "", None, (None, None)),
        ("aaa", "aa", None, (None, None)),
        ("\U0001f600 қазақ\r\nтіл", "\nтіл", None, ("8", "12")),
        ("\ufeffone", "one", None, ("1", "4")),
        ("cafe\u0301", "caf\u00e9", None, (None, None)),
    ],
)
def test_a_quote_is_placed_where_it_stands_once(
    text: str, quote: str, prefix: str | None, place: tuple[str | None, str | None]
) -> None:
    assert offsets(text, passage(quote, prefix)) == place


@given(st.text(), st.text(min_size=1), st.text())
def test_what_is_placed_stands_there_and_nowhere_else(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    start = locate(text, quote)
    once = sum(text.startswith(quote, at) for at in range(len(text))) == 1
    assert (start is not None) is once
    if start is not None:
        assert text[start : start + len(quote)] == quote


@given(st.text(), st.text(min_size=1), st.text(), st.text(min_size=1))
def test_a_prefix_tells_two_places_apart(before: str, quote: str, after: str, prefix: str) -> None:
    text = before + prefix + quote + after
    assume(text.count(prefix + quote) == 1 and locate(text, prefix + quote) is not None)
    assert locate(text, quote, prefix) == text.index(prefix + quote) + len(prefix)


@given(st.text(min_size=1), st.integers(min_value=0), st.integers(min_value=1))
def test_selectors_give_back_the_words(text: str, start: int, length: int) -> None:
    start %= len(text)
    quote = text[start : start + length]
    quads = derived(passage(quote), {"d": text})
    assume(value(quads, PASSAGE, ESPD + "start") is not None)
    words, position = URIRef(PASSAGE + "#quote"), URIRef(PASSAGE + "#position")
    found_start, found_end = (
        value(quads, position, OA + "start"),
        value(quads, position, OA + "end"),
    )
    assert found_start is not None
    assert found_end is not None
    assert text[int(found_start) : int(found_end)] == quote == value(quads, words, OA + "exact")
    prefix, suffix = value(quads, words, OA + "prefix"), value(quads, words, OA + "suffix")
    assert prefix is not None
    assert suffix is not None
    assert f"{prefix}{quote}{suffix}" in text
    assert len(prefix) == min(CONTEXT, int(found_start))
    assert len(suffix) == min(CONTEXT, len(text) - int(found_end))


def test_the_evidence_graph_holds_the_text_and_typed_labelled_selectors() -> None:
    labelled = (PASSAGE, URIRef(RDFS + "label"), Literal("Second word", lang="en"))
    quads = derived([*passage("two"), labelled], {"d": "one two"})
    assert {str(graph) for *_, graph in quads} == {GRAPH_EVIDENCE}
    assert value(quads, DOCUMENT, ESPD + "text") == "one two"
    assert value(quads, PASSAGE, OA + "hasSource") == str(DOCUMENT)
    for part, kind, label in (
        ("#quote", "TextQuoteSelector", "Words: Second word"),
        ("#position", "TextPositionSelector", "Position: Second word"),
    ):
        node = URIRef(PASSAGE + part)
        assert (PASSAGE, URIRef(OA + "hasSelector"), node, URIRef(GRAPH_EVIDENCE)) in quads
        assert value(quads, node, RDF + "type") == OA + kind
        assert value(quads, node, RDFS + "label") == label


def test_an_embedded_document_consists_of_the_words_of_its_passage() -> None:
    post, inner = URIRef(ID + "document/post"), URIRef(ID + "passage/inner")
    file = data(
        (PASSAGE, "source", DOCUMENT),
        (PASSAGE, "quote", "a whole post"),
        (post, "embeddedIn", PASSAGE),
        (inner, "source", post),
        (inner, "quote", "whole"),
    )
    quads = derived(file, {"d": "On the page: a whole post."})
    assert value(quads, post, ESPD + "text") == "a whole post"
    assert value(quads, inner, ESPD + "start") == "2"


@pytest.mark.parametrize("doubled", ["source", "quote", "prefix"])
def test_a_passage_with_two_of_a_kind_is_not_placed(doubled: str) -> None:
    other: object = URIRef(ID + "document/other") if doubled == "source" else "one"
    file = data(
        (PASSAGE, "source", DOCUMENT),
        (PASSAGE, "quote", "two"),
        (PASSAGE, "prefix", "one "),
        (PASSAGE, doubled, other),
    )
    assert offsets("one two", file) == (None, None)


def test_a_passage_of_a_document_without_text_is_not_placed() -> None:
    assert derived(passage("two"), {}) == ()
