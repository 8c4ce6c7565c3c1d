"""Names: spellings of one name meet under its key, names of different people do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.linking.matching.names.keys import key, word_key
from espd_kg.linking.matching.names.letters import romanized, unmarked
from espd_kg.linking.matching.names.likeness import NEAR, likeness
from espd_kg.linking.matching.names.wording import essential, orders, spoken

MEET = [
    ("Rakhmetullin", "Rakhmetulin"),
    ("Rakhmetullin", "Rahmetullin"),
    ("Rakhmetullin", "Рахметуллин"),
    ("Rakhmetullin", "Рақметуллин"),
    ("Tileuberdi", "Tleuberdi"),
    ("Tileuberdi", "Tleyberdi"),
    ("Tileuberdi", "Тілеуберді"),
    ("Tileuberdi", "Тлеуберди"),
    ("Tileuberdi", "Tıleuberdı"),
    ("Idrissov", "Idrisov"),
    ("Idrissov", "Ыдырысов"),
    ("Idrissov", "Ydyrysov"),
    ("Yerlan", "Erlan"),
    ("Yerlan", "Ерлан"),
    ("Kazykhanov", "Kazyhanov"),
    ("Kazykhanov", "Қазыханов"),
    ("Kazykhanov", "Qazyhanov"),
    ("Yerzhan", "Erzhan"),
    ("Yerzhan", "Erjan"),
    ("Yerzhan", "Eržan"),
    ("Yerzhan", "Ержан"),
    ("Umarov", "Omarov"),
    ("Umarov", "Омаров"),
    ("Kairat", "Kayrat"),
    ("Kairat", "Kajrat"),
    ("Kairat", "Qairat"),
    ("Kairat", "Қайрат"),
    ("Tokayev", "Toqaev"),
    ("Tokayev", "Tokaev"),
    ("Tokayev", "Тоқаев"),
    ("Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev"),
    ("Kassym-Jomart Tokayev", "Токаев Касым-Жомарт Кемелевич"),
    ("Kassym-Jomart Tokayev", "Qasym-Jomart Kemelūly Toqaev"),
    ("Kassym-Jomart Tokayev", "Қасым-Жомарт Кемелұлы Тоқаев"),
    ("Nursultan Nazarbayev", "Nūrsūltan Nazarbaev"),
    ("Nursultan Nazarbayev", "Нұрсұлтан Әбішұлы Назарбаев"),
    ("Ashikbayev", "Әшікбаев"),
    ("Ashikbayev", "Ashykbaev"),
    ("Mukhtar", "Muhtar"),
    ("Mukhtar", "Мұхтар"),
    ("Alice G. Wells", "Alice Wells"),
    ("Wells, Alice", "Alice Wells"),
    ("Zhanibek", "Janibek"),
    ("Zhanibek", "Dzhanibek"),
    ("Zhanibek", "Жәнібек"),
    ("Baurzhan", "Бауыржан"),
    ("Dauren", "Dawren"),
    ("Valikhanov", "Ualikhanov"),
    ("Valikhanov", "Уәлиханов"),
    ("Gorbachev", "Горбачёв"),
    ("Gorbachev", "Gorbachyov"),
    ("Dmitry", "Dmitrii"),
    ("Yulia", "Iulia"),
    ("Yuri", "Юрий"),
    ("Shymkent", "Şymkent"),
    ("Bakhyt", "Бақыт"),
    ("Ghalym", "Ğalym"),
    ("Olzhas", "Олжас"),
    ("Askar Mamin", "Asqar Mamin"),
    ("Bolat", "Bulat"),
    ("Dariga Nazarbayeva", "Дариға Нұрсұлтанқызы Назарбаева"),
]
APART = [
    ("Umarov", "Umarova"),
    ("Tokayev", "Tokarev"),
    ("Tokayev", "Tokay"),
    ("Nazarbayev", "Nazarov"),
    ("Donald Lu", "Donald Li"),
    ("John Kerry", "John Kerr"),
    ("Marat", "Murat"),
    ("Idrissov", "Idriss"),
    ("Yerlan", "Yernar"),
    ("Yerlan", "Arlan"),
    ("Yerzhan Kazykhanov", "Yerzhan Ashikbayev"),
    ("Alice Wells", "Alice Weller"),
    ("Nisha Biswal", "Nisha Biswas"),
    ("Kazykhanov", "Kazakov"),
    ("Rakhmetullin", "Rakhmetov"),
    ("Kazakhstan", "Kyrgyzstan"),
    ("Nur-Sultan", "Nursultan Nazarbayev"),
    ("Nursultan", "Nur"),
    ("Aslan", "Ruslan"),
    ("Iran", "Iraq"),
    ("Donald Trump", "Trump"),
]

names = st.text(max_size=40) | st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщыэюяәғқңөұүһіšžčİß '-.,²",
    max_size=24,
)


@pytest.mark.parametrize(("one", "other"), MEET)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@settings(deadline=None)
@given(names)
def test_every_text_has_a_key_that_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@settings(deadline=None)
@given(names)
def test_the_key_does_not_mind_case_or_space(name: str) -> None:
    assert key(f"  {name} ") == key(name)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Akan", "Rakhmetullin", "Lu", "Alice"]), min_size=1, unique=True))
def test_the_key_does_not_mind_the_order_of_the_words(words: list[str]) -> None:
    assert key(" ".join(words)) == key(" ".join(reversed(words)))


@settings(deadline=None)
@given(names)
def test_a_word_with_sounds_keeps_some(name: str) -> None:
    assert bool(word_key(name)) == any(key(letter) for letter in name if letter.isalnum())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Alice G. Wells", ["Alice", "Wells"]),
        ("Токаев Касым-Жомарт Кемелевич", ["Токаев", "Касым", "Жомарт"]),
        ("Мұхтар Бескенұлы Тілеуберді", ["Мұхтар", "Тілеуберді"]),
        ("Мұхтар Бескен ұлы Тілеуберді", ["Мұхтар", "Бескен", "Тілеуберді"]),
        ("Slobodan Petrovich", ["Slobodan", "Petrovich"]),
        ("J. Lu", ["J", "Lu"]),
    ],
)
def test_initials_and_patronymics_go_where_two_words_stay(name: str, kept: list[str]) -> None:
    assert essential(name) == kept


def test_a_double_name_stays_whole_where_it_is_spoken() -> None:
    assert spoken("Kassym-Jomart K. Tokayev") == ["Kassym-Jomart", "Tokayev"]


def test_the_family_name_may_stand_first() -> None:
    assert orders(["Akan", "Rakhmetullin"]) == [
        "Akan Rakhmetullin",
        "Rakhmetullin Akan",
        "Rakhmetullin, Akan",
    ]


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Қайрат Омаров", "kk", "Qairat Omarov"),
        ("Бұрыңғы", "kk", "Būryñğy"),
        ("Шымкент", "kk", "Shymkent"),
        ("Тілеуберді", "kk", "Tıleuberdı"),
        ("Өскемен", "kk", "Öskemen"),
        ("Акан Рахметуллин", "ru", "Akan Rakhmetullin"),
        ("Ерлан Идрисов", "ru", "Yerlan Idrisov"),
        ("Ерлан Идрисов", "ru", "Erlan Idrisov"),
        ("Ержан Казыханов", "ru", "Eržan Kazyhanov"),
    ],
)
def test_cyrillic_is_written_by_the_tables_in_use(name: str, language: str, expected: str) -> None:
    assert expected in romanized(name, language)


@settings(deadline=None)
@given(names, st.sampled_from(["ru", "kk"]))
def test_no_cyrillic_is_left_and_the_answer_is_always_the_same(name: str, language: str) -> None:
    found = romanized(name, language)
    assert found == romanized(name, language)
    assert not any("\u0400" <= letter <= "\u052f" for one in found for letter in one)


def test_marks_are_taken_off() -> None:
    assert unmarked("Nūrsūltan Äbışūly") == "Nursultan Abisuly"


@pytest.mark.parametrize(
    ("one", "other", "personal", "near"),
    [
        ("The Astana Times", "Astana Times", False, True),
        ("Соединенные Штаты", "Соединённые Штаты", False, True),
        ("Kayrat Omarov", "Kairat Umarov", True, True),
        ("Kayrat Omarov", "Kairat Umarov", False, False),
        ("United Nations Charter", "Charter of the United Nations", False, True),
        ("First Deputy Minister of Trade", "Deputy Minister of Trade", False, False),
        ("71st General Assembly", "70th General Assembly", False, False),
        ("human rights", "animal rights", False, False),
        ("", "human rights", False, False),
    ],
)
def test_likeness_tells_the_same_name_from_another(
    one: str, other: str, personal: bool, near: bool
) -> None:
    assert (likeness(one, other, personal=personal) >= NEAR) == near


@settings(deadline=None)
@given(names, names)
def test_likeness_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))
