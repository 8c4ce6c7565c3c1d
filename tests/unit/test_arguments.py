"""From what a person types to the term that it means."""

import pyoxigraph as ox
import pytest

from espd_kg.arguments import check_period, choices, resolve
from espd_kg.errors import InputError
from espd_kg.namespaces import CODE, ESPD, ID, THEME, XSD
from espd_kg.queries.model import Parameter
from espd_kg.stores.embedded import EmbeddedStore
from unit.graphs import small_store


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return small_store()


def parameter(kind: str, *allowed: str, scheme: str | None = None) -> Parameter:
    return Parameter("p", kind, "x", allowed=allowed, scheme=scheme)


@pytest.mark.parametrize(
    ("kind", "text", "iri"),
    [
        ("theme", "critical-minerals", THEME + "critical-minerals"),
        ("theme", "Critical Minerals", THEME + "critical-minerals"),
        ("theme", "  rare   EARTHS ", THEME + "critical-minerals"),
        ("theme", "theme:trade", THEME + "trade"),
        ("theme", "theme/trade", THEME + "trade"),
        ("theme", "<https://w3id.org/espd/theme/trade>", THEME + "trade"),
        ("theme", "Торговля", THEME + "trade"),
        ("state", "Kazakhstan", ID + "state/kazakhstan"),
        ("state", "ҚАЗАҚСТАН", ID + "state/kazakhstan"),
        ("place", "Nur-Sultan", ID + "place/astana"),
        ("dialogue", "espd-2024", ID + "dialogue/espd-2024"),
        ("event", "dialogue/espd-2024", ID + "dialogue/espd-2024"),
        ("dialogue", "visit", ID + "event/visit"),
        ("document", "statement", ID + "document/statement"),
        ("official", "donald lu", ID + "person/donald-lu"),
        ("thing", "espd-2024", ID + "dialogue/espd-2024"),
        ("code", "O2", CODE + "O2"),
        ("code", "stated intention", CODE + "O2"),
        ("class", "commitment", ESPD + "Commitment"),
        ("class", "espd:Position", ESPD + "Position"),
    ],
)
def test_things_by_iri_slug_and_label(store: EmbeddedStore, kind: str, text: str, iri: str) -> None:
    assert resolve(store, parameter(kind), text) == ox.NamedNode(iri)


@pytest.mark.parametrize(
    ("wanted", "text", "complaint"),
    [
        (parameter("theme"), "criticl mineral", "Did you mean critical-minerals?"),
        (parameter("theme"), "trad", "Did you mean trade?"),
        (parameter("theme"), "xyz", "Use critical-minerals, oil or trade."),
        (parameter("theme"), "minerals", "may be theme:critical-minerals or theme:oil"),
        (parameter("state"), "donald-lu", "there is no state 'donald-lu'"),
        (parameter("official"), "Lu", "Did you mean donald-lu?"),
        (parameter("state"), " ", "the value is empty. Use kazakhstan or united-states."),
        (parameter("string"), "", "the value is empty"),
        (parameter("dialogue"), "state/kazakhstan", "That is a state, not a dialogue."),
        (parameter("theme"), "kazakhstan", "That is a state, not a theme."),
        (parameter("code", scheme="obligation"), "P2", "there is no obligation 'P2'"),
        (parameter("code", "O3", scheme="obligation"), "O2", "Use O3."),
        (parameter("class", "Commitment"), "Position", "there is no class 'Position'"),
    ],
)
def test_unknown_things_are_refused_with_the_nearest(
    store: EmbeddedStore, wanted: Parameter, text: str, complaint: str
) -> None:
    with pytest.raises(InputError) as caught:
        resolve(store, wanted, text)
    assert complaint in str(caught.value)
    assert str(caught.value).startswith("parameter p: ")


def test_a_slug_goes_before_a_label(store: EmbeddedStore) -> None:
    assert resolve(store, parameter("theme"), "oil") == ox.NamedNode(THEME + "oil")


@pytest.mark.parametrize(
    ("kind", "text", "value", "datatype"),
    [
        ("year", "2024", "2024", "gYear"),
        ("date", "2024-02-29", "2024-02-29", "date"),
        ("year-or-date", "2024", "2024", "gYear"),
        ("year-or-date", " 2024-05-31 ", "2024-05-31", "date"),
        ("integer", "007", "7", "integer"),
        ("boolean", "Yes", "true", "boolean"),
        ("boolean", "0", "false", "boolean"),
        ("string", 'any "text"', 'any "text"', "string"),
    ],
)
def test_literals(store: EmbeddedStore, kind: str, text: str, value: str, datatype: str) -> None:
    expected = ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))
    assert resolve(store, parameter(kind), text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "complaint"),
    [
        ("year", "24", "Write four digits, as in 2024."),
        ("year", "٢٠٢٤", "'٢٠٢٤' is no year"),
        ("date", "2024-02-30", "2024-02-30 is not in the calendar"),
        ("date", "31.05.2024", "Write it as in 2024-05-31."),
        ("year-or-date", "2023-13-01", "2023-13-01 is not in the calendar"),
        ("year-or-date", "last year", "Write it as in 2024 or 2024-05-31."),
        ("integer", "1.5", "'1.5' is no whole number"),
        ("boolean", "maybe", "Write true or false."),
    ],
)
def test_literals_that_mean_nothing(
    store: EmbeddedStore, kind: str, text: str, complaint: str
) -> None:
    with pytest.raises(InputError) as caught:
        resolve(store, parameter(kind), text)
    assert complaint in str(caught.value)


def test_a_string_may_be_one_of_a_list(store: EmbeddedStore) -> None:
    wanted = parameter("string", "kept", "open")
    assert resolve(store, wanted, "Kept") == ox.Literal("kept")
    with pytest.raises(InputError, match="Did you mean open"):
        resolve(store, wanted, "opn")


def test_a_query_may_list_the_values(store: EmbeddedStore) -> None:
    query = f"SELECT DISTINCT ?l {{ ?s <{ESPD}title> ?t BIND(STR(?t) AS ?l) }}"
    wanted = Parameter("p", "string", "x", values_query=query)
    assert choices(store, wanted) == ("Joint statement", "Post", "Report | part 1")
    assert resolve(store, wanted, "post") == ox.Literal("Post")
    with pytest.raises(InputError, match="none of the values"):
        resolve(store, wanted, "letter")


def test_choices(store: EmbeddedStore) -> None:
    assert choices(store, parameter("state")) == ("kazakhstan", "united-states")
    assert choices(store, parameter("code", scheme="obligation")) == ("O2", "O3")
    assert choices(store, parameter("boolean")) == ("false", "true")
    assert choices(store, parameter("date")) == ()
    assert choices(store, parameter("class", "Commitment")) == ("Commitment",)


@pytest.mark.parametrize(
    ("since", "until"),
    [("2020", "2025"), ("2020", "2020-03-01"), ("2020-03-01", "2020"), ("2025", "soon")],
)
def test_a_period_may_begin_before_it_ends(since: str, until: str) -> None:
    check_period({"since": since, "until": until})
    check_period({"since": since})


@pytest.mark.parametrize(
    ("since", "until"), [("2025", "2020"), ("2021-01-01", "2020"), ("2020-02-02", "2020-02-01")]
)
def test_a_period_that_ends_before_it_begins_is_refused(since: str, until: str) -> None:
    with pytest.raises(InputError, match="since is later than until"):
        check_period({"since": since, "until": until})


def test_of_many_values_the_first_are_listed(store: EmbeddedStore) -> None:
    wanted = parameter("string", *(f"{letter}{letter}" for letter in "kjihgfedcba"))
    with pytest.raises(InputError) as caught:
        resolve(store, wanted, "1234")
    assert caught.value.fix == "Use aa, bb, cc, dd, ee, ff, gg, hh, ..."
