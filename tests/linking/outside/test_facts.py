"""What comes from outside is looked through: dates as precise as they are known, no odd values."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD
from rdflib.term import Literal, URIRef

from espd_kg.linking.outside import wikibase as wb
from espd_kg.linking.outside.datasets import DATASETS
from espd_kg.linking.outside.facts import Facts, date_of, fetch
from espd_kg.linking.outside.reading import readable
from espd_kg.namespaces import WD
from espd_kg.stores.embedded import EmbeddedStore
from wikidata.building import Claim, Item, Place, Text, Time, claims, held, ntriples

WIKIDATA: Final = DATASETS["wikidata"]


def time(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(str(XSD.dateTime)))


def fetched(
    *items: Item, more: bytes = b"", asked: tuple[str, ...] = (), happened: tuple[str, ...] = ()
) -> Facts:
    names = [WD + name for name in asked or [item.id for item in items]]
    store = EmbeddedStore.from_nquads(ntriples(items) + more)
    return fetch(store, WIKIDATA, names, [WD + name for name in happened])


@pytest.mark.parametrize(
    ("value", "precision", "expected"),
    [
        ("2016-12-28T00:00:00Z", "11", ("2016-12-28", XSD.date)),
        ("2016-12-01T00:00:00Z", "10", ("2016-12", XSD.gYearMonth)),
        ("2016-01-01T00:00:00Z", "9", ("2016", XSD.gYear)),
        ("2016-00-00T00:00:00Z", "11", ("2016", XSD.gYear)),
        ("2016-12-00T00:00:00Z", "11", ("2016-12", XSD.gYearMonth)),
        ("2016-12-28T00:00:00Z", "", ("2016-12-28", XSD.date)),
        ("2016-12-01T00:00:00Z", "", ("2016-12", XSD.gYearMonth)),
        ("2016-01-01T00:00:00Z", "", ("2016", XSD.gYear)),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    value: str, precision: str, expected: tuple[str, URIRef]
) -> None:
    assert date_of(time(value), precision) == Literal(
        expected[0], datatype=expected[1], normalize=False
    )


@pytest.mark.parametrize("value", ["-0044-03-15T00:00:00Z", "2016-13-01T00:00:00Z", "soon", ""])
def test_what_is_no_date_of_our_era_is_none(value: str) -> None:
    assert date_of(time(value), "11") is None


def test_a_decade_and_an_unknown_value_are_known_only_to_exist() -> None:
    unknown = URIRef(wb.GENID + "unknown")
    assert date_of(time("2010-01-01T00:00:00Z"), "8") == unknown
    assert date_of(ox.BlankNode("b"), "") == unknown
    assert date_of(ox.NamedNode(wb.GENID + "abc"), "") == URIRef(wb.GENID + "abc")


@given(st.text())
def test_any_text_becomes_one_bearable_printable_line(text: str) -> None:
    words = readable(text)
    assert words.isprintable()
    assert len(words) <= 300


def test_an_item_says_names_types_codes_place_and_positions() -> None:
    state = Item(
        "Q232",
        {"en": "Kazakhstan", "ru": "Казахстан", "kk": "Қазақстан", "de": "Kasachstan"},
        claims=(
            *claims("P31", "Q3624078"),
            *claims("P297", Text("KZ")),
            *claims("P298", Text("KAZ")),
            *claims("P625", Place(48, 68)),
        ),
    )
    person = Item("Q1", {"en": "Ann"}, claims=(held("Q9", "2016-12-28", "2018-09"),))
    post = Item("Q9", {"en": "minister", "kk": "министр"})
    facts = fetched(state, person, post, asked=("Q232", "Q1"))
    said = {(str(p), str(o)) for _, p, o in facts.triples[WD + "Q232"]}
    assert {o for p, o in said if p == wb.LABEL} == {"Kazakhstan", "Казахстан", "Қазақстан"}
    assert (wb.INSTANCE_OF, WD + "Q3624078") in said
    assert {(wb.ALPHA_2, "KZ"), (wb.ALPHA_3, "KAZ"), (wb.COORDINATES, "Point(68 48)")} <= said
    terms = {(str(p), o) for _, p, o in facts.triples[WD + "Q1"]}
    assert (wb.START, Literal("2016-12-28", datatype=XSD.date, normalize=False)) in terms
    assert (wb.END, Literal("2018-09", datatype=XSD.gYearMonth, normalize=False)) in terms
    assert (wb.LABEL, Literal("министр", lang="kk")) in terms
    assert not facts.left_out


TALKS = Item(
    "Q1",
    {"en": "Talks"},
    claims=(
        *claims("P17", "Q30"),
        *claims("P276", "Q60"),
        *claims("P361", "Q5"),
        *claims("P710", "Q7", "Q8"),
        *(Claim("P585", Time("2023-06")), Claim("P585", Time("2001"), rank="Deprecated")),
        *claims("P580", Time("2023-06-01")),
        *claims("P582", Time("2024")),
    ),
)
DESCRIBED = f"<{WD}Q1> <{wb.DESCRIBED_AT}> <https://example.org/a?b=c> .\n".encode()


def test_of_what_happened_stands_also_when_where_and_with_whom() -> None:
    facts = fetched(TALKS, more=DESCRIBED, happened=("Q1",))
    said = {
        (str(p).removeprefix(wb.PREFIXES["wdt"]), str(o).removeprefix(WD))
        for _, p, o in facts.triples[WD + "Q1"]
        if str(p) in wb.HAPPENING
    }
    assert said == {
        *(("P17", "Q30"), ("P276", "Q60"), ("P361", "Q5"), ("P710", "Q7"), ("P710", "Q8")),
        *(("P585", "2023-06"), ("P580", "2023-06-01"), ("P582", "2024")),
        ("P973", "https://example.org/a?b=c"),
    }
    assert not facts.left_out


def test_of_other_items_that_is_not_asked() -> None:
    facts = fetched(TALKS, more=DESCRIBED)
    assert not {str(p) for _, p, _ in facts.triples[WD + "Q1"]}.intersection(wb.HAPPENING)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("P710", '"Ann"'),
        ("P276", "<https://example.org/Q60>"),
        ("P973", "<javascript:alert(1)>"),
        ("P973", '"https://example.org/"'),
        ("P585", '"last spring"'),
    ],
)
def test_what_cannot_be_so_of_a_happening_is_left_out_and_told(name: str, value: str) -> None:
    more = f"<{WD}Q1> <{wb.PREFIXES['wdt']}{name}> {value} .\n".encode()
    facts = fetched(Item("Q1", {"en": "Talks"}), more=more, happened=("Q1",))
    (told,) = facts.left_out
    assert name in told
    assert not {str(p) for _, p, _ in facts.triples[WD + "Q1"]}.intersection(wb.HAPPENING)


def test_deprecated_statements_are_not_kept() -> None:
    facts = fetched(Item("Q1", {"en": "Ann"}, claims=(held("Q9", "2016", rank="Deprecated"),)))
    assert wb.HELD not in {str(p) for _, p, _ in facts.triples[WD + "Q1"]}


def test_what_became_another_item_and_what_is_gone_are_told_apart() -> None:
    facts = fetched(Item("Q1", merged_into="Q2"), Item("Q3", {"en": "c"}), asked=("Q1", "Q3", "Q4"))
    assert facts.merged == {WD + "Q1": WD + "Q2"}
    assert facts.missing == (WD + "Q4",)
    assert set(facts.triples) == {WD + "Q3"}


@pytest.mark.parametrize(
    "statement",
    [
        f'<{WD}Q1> <{wb.ALPHA_2}> "Kazakhstan" .',
        f"<{WD}Q1> <{wb.ALPHA_2}> <x:KZ> .",
        f'<{WD}Q1> <{wb.COORDINATES}> "DROP" .',
        f"<{WD}Q1> <{wb.INSTANCE_OF}> <https://w3id.org/espd/ontology#Official> .",
        f'<{WD}Q1> <{wb.VERSION}> "many" .',
        f'<{WD}Q1> <{wb.LABEL}> "\\u0007"@en .',
        f'<{WD}Q1> <{wb.MODIFIED}> "now" .',
    ],
)
def test_a_value_that_is_not_of_its_form_is_left_out_and_told(statement: str) -> None:
    facts = fetched(Item("Q1", {"en": "Ann"}), more=statement.encode() + b"\n")
    (told,) = facts.left_out
    assert told.startswith("Q1: ")
    assert told.isprintable()
    properties = [str(p) for _, p, _ in facts.triples[WD + "Q1"]]
    assert sorted(properties) == sorted([wb.LABEL, wb.VERSION, wb.MODIFIED])


def test_what_was_not_asked_for_is_passed_over() -> None:
    everything = fetched(Item("Q1", {"en": "Ann"}), Item("Q2", {"en": "Ben"}), asked=("Q1",))
    assert set(everything.triples) == {WD + "Q1"}


def test_a_position_whose_date_cannot_be_read_is_left_out_whole() -> None:
    odd = Item("Q1", {"en": "Ann"}, claims=(Claim("P39", "Q9", (("P582", Text("later")),)),))
    facts = fetched(odd)
    assert wb.HELD not in {str(p) for _, p, _ in facts.triples[WD + "Q1"]}
    assert len(facts.left_out) == 1
