"""The evidence behind a thing, and the footnotes of a table."""

from dataclasses import replace

import pytest

from espd_kg.citations import (
    Citation,
    citations,
    citations_of,
    footnotes,
    markdown_note,
    plain_note,
)
from espd_kg.namespaces import ID
from espd_kg.stores.embedded import EmbeddedStore
from unit.graphs import small_store

TRADE, MORE = ID + "provision/trade", ID + "provision/more"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return small_store()


def test_a_citation_holds_words_document_and_address(store: EmbeddedStore) -> None:
    first, second = citations(store, TRADE)
    assert first.passage == ID + "passage/meeting"
    assert second == Citation(
        thing=TRADE,
        passage=ID + "passage/minerals",
        quote="agreed to *deepen* trade in minerals",
        document=ID + "document/statement",
        document_title="Joint statement",
        occasion="Sixth ESPD",
        publisher="Ministry",
        published="2024-05-31",
        url="https://example.org/statement",
        start=100,
        end=136,
    )


def test_a_document_may_be_evidence_as_a_whole(store: EmbeddedStore) -> None:
    report, meeting = citations(store, ID + "dialogue/espd-2024")
    assert (report.passage, report.quote, report.start) == (None, None, None)
    assert report.url == "https://example.org/report"
    assert meeting.passage == ID + "passage/meeting"


def test_an_embedded_document_is_found_at_the_page_that_holds_it(store: EmbeddedStore) -> None:
    post, _ = citations(store, MORE)
    assert (post.document_title, post.url) == ("Post", "https://example.org/report")


def test_a_passage_and_a_document_cite_themselves(store: EmbeddedStore) -> None:
    (passage,) = citations(store, ID + "passage/minerals")
    assert passage.quote == "agreed to *deepen* trade in minerals"
    (document,) = citations(store, ID + "document/report")
    assert document.document_title == "Report | part 1"


def test_what_has_no_evidence_cites_nothing(store: EmbeddedStore) -> None:
    assert citations(store, ID + "state/kazakhstan") == ()
    assert citations_of(store, []) == {}


def test_the_same_passage_is_noted_once(store: EmbeddedStore) -> None:
    notes = footnotes([[TRADE], [], [MORE, TRADE]], citations_of(store, [TRADE, MORE]))
    assert [note.passage for note in notes.notes] == [
        ID + "passage/meeting",
        ID + "passage/minerals",
        ID + "passage/post",
    ]
    assert notes.numbers == ((1, 2), (), (3, 2, 1))
    assert notes.marks() == ("[1] [2]", "", "[3] [2] [1]")
    assert notes.marks(markdown=True)[0] == "[^1] [^2]"


def test_notes_as_text(store: EmbeddedStore) -> None:
    notes = footnotes(
        [[TRADE], [ID + "document/report"]], citations_of(store, [TRADE, ID + "document/report"])
    )
    assert notes.to_text().splitlines() == [
        "[1] “The two sides met in Washington” — Joint statement (Sixth ESPD), Ministry, "
        "2024-05-31, https://example.org/statement",
        "[2] “agreed to *deepen* trade in minerals” — Joint statement (Sixth ESPD), Ministry, "
        "2024-05-31, https://example.org/statement",
        "[3] Report | part 1, https://example.org/report",
    ]


def test_notes_as_markdown(store: EmbeddedStore) -> None:
    notes = footnotes([[ID + "passage/minerals"]], citations_of(store, [ID + "passage/minerals"]))
    assert notes.to_text(markdown=True) == (
        "[^1]: “agreed to \\*deepen\\* trade in minerals” — Joint statement (Sixth ESPD), "
        "Ministry, 2024-05-31, <https://example.org/statement>\n"
    )


def test_without_evidence_there_are_no_marks() -> None:
    assert footnotes([[], []], {}).marks() == ()


def test_a_note_says_where_no_address_is_known(store: EmbeddedStore) -> None:
    note = replace(citations(store, TRADE)[1], url=None)
    assert plain_note(1, note).endswith(", 2024-05-31, no address on record")
    assert markdown_note(1, note).endswith(", 2024-05-31, no address on record")
