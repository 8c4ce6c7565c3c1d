"""Names to look for: ours, as others spell and word them, the likeliest first, never too many."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.linking.matching.names import phrasing, searching, spelling
from espd_kg.linking.matching.names.phrasing import phrasings
from espd_kg.linking.matching.names.searching import SearchName, other_names, person_names
from espd_kg.linking.matching.names.spelling import spellings

STATES = [
    ["United States", "U.S.", "US", "United States of America"],
    ["Kazakhstan", "Republic of Kazakhstan"],
    ["Washington, D.C.", "Washington"],
]
any_names = st.dictionaries(
    st.sampled_from(["en", "ru", "kk"]), st.lists(st.text(max_size=60), max_size=3), max_size=3
)


def texts(found: list[SearchName]) -> list[str]:
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Rakhmetullin", {"Rahmetullin", "Rakhmetulin", "Rahmetulin"}),
        ("Tileuberdi", {"Tleuberdi", "Tleyberdi", "Tileyberdi"}),
        ("Idrissov", {"Idrisov"}),
        ("Idrisov", {"Idrissov"}),
        ("Yerlan", {"Erlan"}),
        ("Erzhan", {"Yerzhan", "Erjan", "Yerjan"}),
        ("Kazykhanov", {"Kazyhanov", "Kazikhanov", "Qazykhanov"}),
        ("Umarov", {"Omarov"}),
        ("Kairat", {"Kayrat", "Qairat"}),
        ("Tokayev", {"Tokaev", "Toqayev", "Toqaev"}),
    ],
)
def test_a_word_is_spelt_as_others_spell_it(word: str, expected: set[str]) -> None:
    assert expected <= {one for _, one in spellings(word)}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_spellings_are_few_ordered_and_begin_with_the_word_itself(word: str) -> None:
    found = spellings(word)
    assert found[0] == (0, word)
    assert len(found) <= spelling.MOST
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)
    assert found == spellings(word)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            {"en": ["Akan Rakhmetullin"], "ru": ["Акан Рахметуллин"], "kk": ["Ақан Рахметуллин"]},
            {"Aqan Rahmetullin", "Akan Rahmetulin", "Rakhmetulin, Akan", "Рахметуллин, Акан"},
        ),
        (
            {"en": ["Kairat Umarov"], "ru": ["Кайрат Умаров"], "kk": ["Қайрат Омаров"]},
            {"Kayrat Omarov", "Qairat Omarov", "Kajrat Umarov", "Umarov Kairat"},
        ),
        (
            {"en": ["Kassym-Jomart Tokayev"], "kk": ["Қасым-Жомарт Тоқаев"]},
            {"Qasym-Zhomart Toqaev", "Qasym-Jomart Toqaev", "Kasym-Zhomart Tokaev"},
        ),
        ({"en": ["Alice G. Wells"]}, {"Alice Wells", "Wells, Alice"}),
        ({"ru": ["Мухтар Бескенович Тлеуберди"]}, {"Mukhtar Tleuberdi", "Тлеуберди Мухтар"}),
    ],
)
def test_a_person_is_looked_for_under_other_spellings(
    names: dict[str, list[str]], expected: set[str]
) -> None:
    assert expected <= set(texts(person_names(names)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("U.S. Department of State", {"United States Department of State", "Department of State"}),
        ("U.S. Department of State", {"Department of State of the United States"}),
        (
            "Ministry of Foreign Affairs of the Republic of Kazakhstan",
            {"Ministry of Foreign Affairs of Kazakhstan", "Ministry of Foreign Affairs"},
        ),
        ("Minister of Foreign Affairs of Kazakhstan", {"Foreign Minister of Kazakhstan"}),
        ("Embassy of Kazakhstan in Washington", {"Embassy of Kazakhstan, Washington, D.C."}),
        ("Embassy of the United States in Baku", {"U.S. Embassy in Baku"}),
        ("Partnership for Growth (PG)", {"Partnership for Growth"}),
        ("Charter of the United Nations", {"United Nations Charter"}),
        ("Ambassador of Kazakhstan to Nepal", {"ambassador of Kazakhstan to Nepal"}),
        ("supply chains", {"supply chain", "Supply chain"}),
        ("labor rights", {"labour rights", "Labour rights"}),
        ("The Astana Times", {"Astana Times"}),
        ("Kazakhstan-United States relations", {"Kazakhstan–United States relations"}),
    ],
)
def test_offices_bodies_and_themes_are_looked_for_in_other_words(
    name: str, expected: set[str]
) -> None:
    assert expected <= {one for _, one in phrasings(name, STATES)}


def test_a_name_without_its_state_comes_behind_those_with_it() -> None:
    costs = {one: cost for cost, one in phrasings("U.S. Department of State", STATES)}
    assert costs["Department of State"] > costs["United States Department of State"] > 0


def test_the_name_of_a_state_itself_is_not_exchanged_away() -> None:
    assert "" not in {one for _, one in phrasings("Kazakhstan", STATES)}


def test_short_forms_come_behind_full_ones() -> None:
    cost = {one.text: one.cost for one in other_names({"en": ["Annual Talks", "AT", "The Talks"]})}
    assert cost["Annual Talks"] == 0 < cost["The Talks"] < cost["AT"]


@settings(deadline=None)
@given(any_names)
def test_names_of_people_are_few_ordered_and_always_the_same(names: dict[str, list[str]]) -> None:
    found = person_names(names)
    assert found == person_names(names)
    assert len(found) <= 3 * searching.MOST
    assert found == sorted(found)
    assert all(one.text.strip() for one in found)


@settings(deadline=None)
@given(any_names)
def test_other_names_are_few_ordered_and_always_the_same(names: dict[str, list[str]]) -> None:
    found = other_names(names, STATES)
    assert found == other_names(names, STATES)
    assert len(found) <= 3 * searching.MOST
    assert all(one.text.strip() for one in found)


@settings(deadline=None)
@given(st.text(max_size=250))
def test_wordings_are_few_and_begin_with_the_name_itself(name: str) -> None:
    found = phrasings(name, STATES)
    assert found[0] == (0, name)
    assert len(found) <= phrasing.MOST
