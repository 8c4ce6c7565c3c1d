"""The query on coverage counts every character once, however passages overlap or nest."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.questions import ask
from espd_kg.results import text_value
from espd_kg.stores.embedded import EmbeddedStore
from graphs import covered, triples_of
from queries.corpora import CORPORA, catalogue, quads, store

LENGTH: Final = 30
spans = st.lists(
    st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH))
    .map(sorted)
    .filter(lambda s: s[0] < s[1]),
    max_size=7,
)


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_query_agrees_with_the_manifest(corpus: str) -> None:
    table = ask(store(corpus, "embedded"), catalogue().find("coverage"), {})
    counted = {
        one.document: (one.characters, one.covered, one.listed_as_not_coded)
        for one in covered(triples_of(quads(corpus)))
    }
    assert {
        text_value(row[0]): tuple(int(text_value(cell)) for cell in row[1:4]) for row in table.rows
    } == counted


@given(cited=spans, listed=spans)
@settings(deadline=None, max_examples=60)
def test_every_character_counts_once(cited: list[list[int]], listed: list[list[int]]) -> None:
    espd, here = "https://w3id.org/espd/ontology#", "https://w3id.org/espd/id/"
    lines = [f'<{here}document/d> <{espd}text> "{"x" * LENGTH}" .']
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    for kind, group in (("cited", cited), ("listed", listed)):
        for number, (start, end) in enumerate(group):
            passage = f"<{here}passage/{kind}-{number}>"
            lines += [
                f"{passage} <{espd}source> <{here}document/d> .",
                f'{passage} <{espd}start> "{start}"{integer} .',
                f'{passage} <{espd}end> "{end}"{integer} .',
                f"<{here}event/e> <{espd}evidence> {passage} ."
                if kind == "cited"
                else f"{passage} <{espd}notCoded> <{here}code/banner> .",
            ]
    answers = EmbeddedStore.from_nquads("\n".join(lines).encode())
    (row,) = ask(answers, catalogue().find("coverage"), {}).rows
    under = {place for start, end in cited for place in range(start, end)}
    either = under | {place for start, end in listed for place in range(start, end)}
    assert [int(text_value(cell)) for cell in row[1:4]] == [
        LENGTH,
        len(under),
        len(either) - len(under),
    ]
    assert float(text_value(row[4])) == pytest.approx(len(either) / LENGTH, abs=1e-6)
