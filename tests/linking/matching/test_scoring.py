"""Features one at a time, the score that follows, and what is set aside before any is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.linking.matching.candidates import Found, Match
from espd_kg.linking.matching.features import UNKNOWN, Case, Known, features
from espd_kg.linking.matching.items import Held, Item
from espd_kg.linking.matching.kinds import KINDS
from espd_kg.linking.matching.scoring import ranked, scored, set_aside
from espd_kg.linking.subject.things import Office, Thing
from espd_kg.namespaces import ID

KZ, US = ID + "state/kazakhstan", ID + "state/united-states"
POST = ID + "post/minister"
MINISTER = Office(POST, {"en": ("Minister of Trade of Kazakhstan",)}, ("2020-05-01",))
THING = Thing(
    ID + "person/akan",
    "person",
    "Akan Rakhmetullin",
    {"en": ("Akan Rakhmetullin",), "ru": ("Акан Рахметуллин",)},
    (KZ,),
    (MINISTER,),
    ("2020-05-01",),
)
KNOWN = Known(
    {},
    {KZ: {"en": ("Kazakhstan", "Republic of Kazakhstan")}, US: {"en": ("United States",)}},
    {
        "Q1": {"en": "Kazakhstan"},
        "Q2": {"en": "Russia"},
        "Q3": {"en": "Minister of Trade of Kazakhstan"},
        "Q4": {"en": "Deputy Minister of Trade of Kazakhstan"},
        "Q9": {"en": "painter"},
    },
)
EXACT = Match(0, False, "Akan Rakhmetullin", "en")


def item(**facts: tuple[str, ...]) -> Item:
    return Item(
        "Q7", {"en": "Akan Rakhmetullin"}, {}, "", {"P31": ("Q5",), **facts}, classes=("Q5",)
    )


def case(found: Item, match: Match = EXACT, thing: Thing = THING, known: Known = KNOWN) -> Case:
    return Case(thing, found, Found(found.id, (match,)), known, KINDS[thing.kind])


def judged(name: str, one: Case) -> tuple[float | None, str]:
    return next((f.value, f.reason) for f in features(one) if f.name == name)


@pytest.mark.parametrize(
    ("match", "value", "words"),
    [
        (EXACT, 1.0, "is our name"),
        (Match(0, True, "Akan", "en"), 0.96, 'its alias "Akan" (en) is our name'),
        (Match(2, False, "Aqan", "en"), 0.84, "another way to write our name"),
        (Match(50, True, "A", "en"), 0.4, "another way"),
    ],
)
def test_a_name_counts_the_less_the_further_it_is_from_ours(
    match: Match, value: float, words: str
) -> None:
    found, reason = judged("name", case(item(), match))
    assert found == pytest.approx(value)
    assert words in reason


@pytest.mark.parametrize(
    ("labels", "value", "words"),
    [
        ({"en": "Akan Rakhmetullin", "ru": "Акан Рахметуллин"}, 1.0, "en and ru agree"),
        ({"en": "Aqan Rahmetulin", "ru": "Акан Алматович Рахметуллин"}, 0.95, "en and ru agree"),
        ({"mul": "Akan Rakhmetullin"}, (1 + UNKNOWN) / 2, "en agrees"),
        ({}, None, "no label in a language of ours"),
    ],
)
def test_labels_are_compared_language_by_language(
    labels: dict[str, str], value: float | None, words: str
) -> None:
    found, reason = judged("labels", case(replace(item(), labels=labels)))
    assert found == (None if value is None else pytest.approx(value))
    assert words in reason


def test_a_label_like_a_short_form_of_ours_counts_less_than_one_like_our_label() -> None:
    thing = replace(THING, names={"en": ("Annual Talks", "AT", "The Yearly Talks")})
    values = [
        judged("labels", case(replace(item(), labels={"en": label}), thing=thing))[0] or 0
        for label in ("AT", "Yearly Talks", "Annual Talks")
    ]
    assert values == sorted(values)
    assert len(set(values)) == 3


@pytest.mark.parametrize(
    ("facts", "value"),
    [({"P27": ("Q1",)}, 1.0), ({"P27": ("Q2",)}, 0.0), ({"P27": ("Q2", "Q1")}, 1.0), ({}, None)],
)
def test_the_country_is_known_by_its_name(facts: dict[str, tuple[str, ...]], value: float) -> None:
    assert judged("country", case(item(**facts)))[0] == value


def test_the_country_is_known_by_its_link_before_its_name() -> None:
    linked = replace(KNOWN, linked={KZ: frozenset({"Q2"})})
    assert judged("country", case(item(P27=("Q2",)), known=linked))[0] == 1.0
    assert judged("country", case(item(P27=("Q1",)), known=linked))[0] == 0.0


@pytest.mark.parametrize(
    ("held", "value", "words"),
    [
        (Held("Q3", "2019", "2021-06"), 1.0, "from 2019 to 2021-06; our sources show that office"),
        (Held("Q3", "2020-05"), 1.0, "from 2020-05 to ?"),
        (Held("Q3"), 1.0, "our sources show that office in 2020-05-01"),
        (Held("Q3", "2021", "2022"), 0.4, "but our sources show that office in 2020-05-01"),
        (Held("Q4", "2019", "2021"), 0.4, "which is not Minister of Trade of Kazakhstan"),
    ],
)
def test_an_office_is_compared_by_its_name_and_its_dates(
    held: Held, value: float, words: str
) -> None:
    found, reason = judged("office", case(replace(item(), held=(held,))))
    assert found == pytest.approx(value)
    assert words in reason


@pytest.mark.parametrize(
    ("facts", "value", "words"),
    [
        ({"P569": ("1970-01-01T00:00:00Z",)}, 1.0, "50 years old when first seen in 2020"),
        ({"P569": ("1995-01-01T00:00:00Z",)}, 0.5, "25 years old"),
        ({"P569": ("2010-01-01T00:00:00Z",)}, 0.0, "could not act in 2020"),
        ({"P569": ("1880-01-01T00:00:00Z",)}, 0.0, "could not act in 2020"),
        (
            {"P569": ("1930-05-05T00:00:00Z",), "P570": ("1999-01-01T00:00:00Z",)},
            0.0,
            "died in 1999",
        ),
        ({}, None, "no date of birth"),
        ({"P569": ("unknown",)}, None, "no date of birth"),
    ],
)
def test_who_acts_is_of_age_and_alive(
    facts: dict[str, tuple[str, ...]], value: float | None, words: str
) -> None:
    found, reason = judged("dates", case(item(**facts)))
    assert found == value
    assert words in reason


@pytest.mark.parametrize(
    ("facts", "value"), [({"P106": ("Q193391",)}, 1.0), ({"P106": ("Q9",)}, 0.0), ({}, None)]
)
def test_officials_are_of_public_life(facts: dict[str, tuple[str, ...]], value: float) -> None:
    assert judged("occupation", case(item(**facts)))[0] == value


@pytest.mark.parametrize(
    ("kind", "classes", "reason"),
    [
        ("person", ("Q4167410",), "is a disambiguation page"),
        ("person", ("Q5", "Q11424"), "is a film"),
        ("person", ("Q515",), "is not a human"),
        ("person", (), "is not a human"),
        ("state", ("Q3024240",), "is a historical country"),
        ("state", ("Q3624078", "Q3024240"), ""),
        ("place", ("Q43229",), "is an organization"),
        ("theme", ("Q43229",), "is an organization"),
        ("theme", ("Q980000001",), ""),
    ],
)
def test_an_item_of_a_type_that_cannot_be_is_set_aside(
    kind: str, classes: tuple[str, ...], reason: str
) -> None:
    facts = {"P31": classes[:1]} if classes else {}
    found = Item("Q7", {"en": "X"}, {}, "", facts, classes=classes)
    assert set_aside(case(found, thing=replace(THING, kind=kind, states=()))) == reason


@pytest.mark.parametrize(
    ("label", "facts", "reason"),
    [
        ("Minister of Trade", {"P1001": ("Q1",)}, ""),
        ("Minister of Trade", {"P17": ("Q2",)}, "belongs to another state"),
        ("Minister of Trade", {}, "is of no state that is known"),
        ("Minister of Trade of Kazakhstan", {}, ""),
        ("Minister of Trade of Kazakhstania", {}, "is of no state that is known"),
    ],
)
def test_an_office_must_be_known_to_be_that_of_our_state(
    label: str, facts: dict[str, tuple[str, ...]], reason: str
) -> None:
    found = Item(
        "Q7", {"en": label}, {}, "", {"P31": ("Q4164871",), **facts}, classes=("Q4164871",)
    )
    assert set_aside(case(found, thing=replace(THING, kind="post"))) == reason


def test_what_an_item_does_not_say_counts_for_little() -> None:
    bare, good = item(), item(P27=("Q1",), P106=("Q193391",), P569=("1970",))
    bad = item(P27=("Q2",), P106=("Q9",), P569=("2015",))
    scores = [scored(case(one)).score for one in (bad, bare, good)]
    assert scores == sorted(scores)
    assert len(set(scores)) == 3


def test_equal_scores_are_ordered_by_the_number_of_the_item() -> None:
    cases = [case(replace(item(), id=id)) for id in ("Q100", "Q20", "Q3")]
    assert [one.case.item.id for one in ranked(cases)] == ["Q3", "Q20", "Q100"]


values = st.lists(st.text(max_size=30), max_size=3).map(tuple)


@settings(deadline=None)
@given(
    facts=st.dictionaries(st.sampled_from(["P31", "P27", "P106", "P569", "P570", "P297"]), values),
    kind=st.sampled_from(sorted(KINDS)),
    label=st.text(max_size=30),
)
def test_every_item_has_a_score_from_0_to_100_and_a_reason_for_each_feature(
    facts: dict[str, tuple[str, ...]], kind: str, label: str
) -> None:
    found = Item("Q7", {"en": label}, {}, "", facts)
    one = scored(case(found, thing=replace(THING, kind=kind)))
    assert 0 <= one.score <= 100
    assert all(feature.reason for feature in one.features)
    assert [feature.name for feature in one.features] == list(KINDS[kind].weights)
