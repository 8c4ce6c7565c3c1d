"""How much of a document is coded, counted in characters."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from rdflib.term import Literal, URIRef

from espd_kg.coverage import Coverage
from espd_kg.namespaces import CODE, ESPD, ID
from espd_kg.quads import Triple
from graphs import covered

DOCUMENT = URIRef(ID + "document/d")
Kind = str | None


def graph(length: int, spans: list[tuple[int, int, Kind]]) -> Iterator[Triple]:
    yield DOCUMENT, URIRef(ESPD + "text"), Literal("x" * length)
    for number, (start, end, kind) in enumerate(spans):
        passage = URIRef(f"{ID}passage/p{number}")
        yield passage, URIRef(ESPD + "source"), DOCUMENT
        yield passage, URIRef(ESPD + "start"), Literal(start)
        yield passage, URIRef(ESPD + "end"), Literal(end)
        if kind == "notCoded":
            yield passage, URIRef(ESPD + "notCoded"), URIRef(CODE + "banner")
        elif kind is not None:
            yield URIRef(f"{ID}provision/p{number}"), URIRef(ESPD + kind), passage


def of(length: int, *spans: tuple[int, int, Kind]) -> Coverage:
    (found,) = covered(graph(length, list(spans)))
    return found


def test_cited_passages_cover_and_listed_ones_are_counted_apart() -> None:
    found = of(20, (0, 5, "evidence"), (4, 8, "dateEvidence"), (8, 12, "notCoded"), (13, 15, None))
    assert (found.covered, found.listed_as_not_coded, found.gaps) == (8, 4, ((12, 20),))


def test_what_is_both_cited_and_listed_is_covered() -> None:
    found = of(10, (0, 6, "placeEvidence"), (4, 10, "notCoded"))
    assert (found.covered, found.listed_as_not_coded, found.gaps) == (6, 4, ())


def test_an_uncoded_document_is_one_gap_and_an_empty_one_none() -> None:
    assert of(5).gaps == ((0, 5),)
    assert of(0).gaps == ()


def test_documents_without_a_text_are_left_out() -> None:
    assert covered([(DOCUMENT, URIRef(ESPD + "title"), Literal("x"))]) == ()


SPANS = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(0, 40), st.sampled_from(["evidence", "notCoded", None])
    ).map(lambda span: (min(span[:2]), max(span[:2]), span[2]))
)


@given(SPANS)
def test_the_counts_are_those_of_the_characters(spans: list[tuple[int, int, Kind]]) -> None:
    found = of(40, *spans)
    cited = {i for start, end, kind in spans if kind == "evidence" for i in range(start, end)}
    listed = {i for start, end, kind in spans if kind == "notCoded" for i in range(start, end)}
    gaps = {i for start, end in found.gaps for i in range(start, end)}
    assert found.covered == len(cited)
    assert found.listed_as_not_coded == len(listed - cited)
    assert gaps == set(range(40)) - cited - listed
