import pytest

from espd_kg.labels import labels
from espd_kg.namespaces import CODE, ID, THEME
from unit.graphs import small_store


@pytest.mark.parametrize(
    ("iri", "lang", "label"),
    [
        (THEME + "trade", "en", "trade"),
        (THEME + "trade", "ru", "торговля"),
        (THEME + "trade", "kk", "сауда"),
        (THEME + "oil", "kk", "oil"),
        (ID + "event/visit", "en", "Visit"),
        (ID + "organization/ministry", "ru", "Ministry"),
        (ID + "state/kazakhstan", "kk-Cyrl", "Қазақстан"),
    ],
)
def test_the_wanted_language_then_english_then_any(iri: str, lang: str, label: str) -> None:
    assert labels(small_store(), [iri], lang) == {iri: label}


def test_what_has_no_label_is_left_out() -> None:
    assert labels(small_store(), [ID + "x/y", "no iri", THEME + "oil"]) == {THEME + "oil": "oil"}
    assert labels(small_store(), []) == {}


def test_more_things_than_one_query_holds() -> None:
    many = [f"{ID}x/{number}" for number in range(1200)]
    assert labels(small_store(), [*many, THEME + "oil"]) == {THEME + "oil": "oil"}


def test_the_notation_of_a_step_on_a_scale_goes_before_its_label() -> None:
    steps = [f"{CODE}O2", f"{CODE}O3"]
    assert labels(small_store(), steps) == {
        steps[0]: "O2 stated intention",
        steps[1]: "firm undertaking",
    }
