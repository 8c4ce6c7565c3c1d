"""Items as they are read: names, facts, offices with dates, and the classes above their types."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from espd_kg.linking.matching.candidates import candidates, questions
from espd_kg.linking.matching.items import Held, Item, Reader, item_id, number
from espd_kg.linking.matching.names.searching import SearchName, person_names
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.guard import checked
from wikidata.building import Claim, Time, claims, held, ntriples
from wikidata.building import Item as Built

WORLD = [
    Built(
        "Q900000001",
        {"en": "Ana Vale", "ru": "Ана Вейл", "fr": "Anne"},
        {"en": ("A. Vale", "Anna Vale")},
        {"en": "envoy"},
        (
            *claims("P31", "Q900000002"),
            held("Q900000003", "2019"),
            held("Q900000003", "2001-05", "2003-02-01"),
            held("Q900000004", "1999", rank="Deprecated"),
            Claim("P569", Time("1960-02-03")),
        ),
    ),
    Built("Q900000002", {"en": "envoy"}, claims=claims("P279", "Q900000005")),
    Built("Q900000005", {"en": "official"}, claims=claims("P279", "Q900000006", "Q900000002")),
    Built("Q900000006", {"en": "human"}, claims=claims("P279", "Q900000007")),
    Built("Q900000007", {"en": "being"}, claims=claims("P279", "Q900000008")),
    Built("Q900000009", {"en": "Anna Vale"}, {"ru": ("Ана Вейл",)}),
]


def read(*ids: str) -> list[Item]:
    with EmbeddedStore.from_nquads(ntriples(WORLD)) as store:
        return Reader(store).read(ids, offices=True)


def test_names_are_read_in_our_languages_alone() -> None:
    (item,) = read("Q900000001")
    assert item.labels == {"en": "Ana Vale", "ru": "Ана Вейл"}
    assert item.aliases == {"en": ("A. Vale", "Anna Vale")}
    assert (item.label, item.description) == ("Ana Vale", "envoy")


def test_offices_keep_the_precision_of_their_dates_and_deprecated_ones_are_left_out() -> None:
    (item,) = read("Q900000001")
    assert item.held == (
        Held("Q900000003", "2001-05", "2003-02-01"),
        Held("Q900000003", "2019", ""),
    )


def test_the_classes_of_an_item_reach_three_steps_above_its_types_and_no_circle_holds() -> None:
    (item,) = read("Q900000001")
    assert item.classes == ("Q900000002", "Q900000005", "Q900000006", "Q900000007")


def test_an_item_of_which_nothing_is_said_is_bare() -> None:
    (item,) = read("Q900000077")
    assert (item.label, item.description, item.classes) == ("Q900000077", "", ())


def test_items_are_in_the_order_of_their_numbers_not_of_their_text() -> None:
    assert sorted(["Q10", "Q9", "Qx", "Q100"], key=number) == ["Q9", "Q10", "Q100", "Qx"]


def test_only_items_of_wikidata_are_items() -> None:
    entity = "http://www.wikidata.org/entity/"
    assert item_id(NamedNode(entity + "Q42")) == "Q42"
    for other in (entity + "P31", entity + "Q0", entity + "Q1/x", "http://example.org/Q42"):
        assert item_id(NamedNode(other)) == ""
    assert item_id(Literal("Q42")) == ""
    assert item_id(None) == ""


def test_candidates_bear_a_name_as_label_or_alias_and_the_nearest_come_first() -> None:
    names = [SearchName(0, "Ana Vale", "en"), SearchName(1, "Anna Vale", "en")]
    with EmbeddedStore.from_nquads(ntriples(WORLD)) as store:
        found = candidates(store, [*names, SearchName(0, "Ана Вейл", "ru")])
    assert [one.id for one in found] == ["Q900000001", "Q900000009"]
    assert [(one.text, one.is_alias) for one in found[0].matches] == [
        ("Ana Vale", False),
        ("Ана Вейл", False),
        ("Anna Vale", True),
    ]


def test_a_cyrillic_name_is_looked_for_in_russian_and_in_kazakh() -> None:
    (question,) = questions([SearchName(0, "Ана", "kk"), SearchName(0, "Ana", "en")])
    for term in ('"Ана"@kk', '"Ана"@ru', '"Ana"@en', '"Ana"@mul'):
        assert term in question


def test_names_with_quotes_and_braces_stay_within_their_quotes() -> None:
    hostile = 'x" } UNION { ?a ?b ?c } # \\ \n'
    for question in questions(person_names({"en": [hostile], "ru": ["} SERVICE <x> { ы"]})):
        query = checked(question)
        assert "UNION" not in {token.text for token in query.tokens}


def test_many_names_go_in_several_questions() -> None:
    names = [SearchName(0, f"Name {place}", "en") for place in range(200)]
    assert len(questions(names)) == 4
