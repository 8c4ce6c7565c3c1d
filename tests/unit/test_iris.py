import pytest

from espd_kg.errors import InputError
from espd_kg.iris import (
    expand,
    is_absolute,
    is_ours,
    is_slug,
    kind_and_slug,
    nearest,
    one_of,
    shorten,
    slug_of,
    thing,
)
from espd_kg.namespaces import ESPD, ID, KINDS, PREFIXES


def test_a_thing_is_named_by_kind_and_slug() -> None:
    assert thing("dialogue", "espd-2024") == "https://w3id.org/espd/id/dialogue/espd-2024"
    assert kind_and_slug(ID + "dialogue/espd-2024") == ("dialogue", "espd-2024")


@pytest.mark.parametrize(("kind", "slug"), [("dialog", "a"), ("dialogue", "A"), ("dialogue", "")])
def test_a_bad_name_is_refused(kind: str, slug: str) -> None:
    with pytest.raises(InputError):
        thing(kind, slug)


@pytest.mark.parametrize("iri", ["https://w3id.org/espd/theme/trade", ID + "dialog/a", ID + "x"])
def test_other_iris_have_no_kind(iri: str) -> None:
    assert kind_and_slug(iri) is None


@pytest.mark.parametrize("slug", ["a", "espd-2024", "2-a"])
def test_slugs(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize("slug", ["", "A", "a--b", "-a", "a-", "a_b", "é", "a\n"])
def test_no_slugs(slug: str) -> None:
    assert not is_slug(slug)


def test_every_kind_is_a_prefix_of_its_own() -> None:
    assert all(PREFIXES[kind] == f"{ID}{kind}/" for kind in KINDS)
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("dialogue:espd-2024", ID + "dialogue/espd-2024"),
        ("dialogue/espd-2024", ID + "dialogue/espd-2024"),
        ("silence/dialogue-a--trade", ID + "silence/dialogue-a--trade"),
        ("step-change/trade--a", ID + "step-change/trade--a"),
        ("theme/trade", "https://w3id.org/espd/theme/trade"),
        ("code/O2", "https://w3id.org/espd/code/O2"),
        ("espd:Dialogue", ESPD + "Dialogue"),
        ("https://example.org/x", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("espd-2024", None),
        ("Critical minerals", None),
        ("dialog/espd-2024", None),
    ],
)
def test_expanding_short_names(text: str, iri: str | None) -> None:
    assert expand(text) == iri


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        (ID + "place-name/astana-1998", "place-name:astana-1998"),
        (ESPD + "Dialogue", "espd:Dialogue"),
        ("http://www.w3.org/2001/XMLSchema#date", "xsd:date"),
        (ID + "dialogue/a/b", ID + "dialogue/a/b"),
        ("http://example.org/x", "http://example.org/x"),
    ],
)
def test_shortening_and_back(iri: str, text: str) -> None:
    assert shorten(iri) == text
    assert expand(text) == iri


def test_last_part_of_an_iri() -> None:
    assert slug_of("http://a/b#c") == "c"
    assert slug_of("http://a/b/c/") == "c"


@pytest.mark.parametrize("text", ["a b", "no-scheme", "http://a/<b>", 'http://a/"', ""])
def test_what_is_no_absolute_iri(text: str) -> None:
    assert not is_absolute(text)


def test_what_is_ours() -> None:
    assert is_ours(ID + "x/y")
    assert not is_ours("https://w3id.org/other")


def test_lists_for_sentences() -> None:
    assert one_of(["a"]) == "a"
    assert one_of(("a", "b", "c")) == "a, b or c"


def test_nearest_suggests_one_name_or_all_or_nothing() -> None:
    assert nearest("Comitments", ["commitments", "threads"]) == "Did you mean commitments?"
    assert nearest("xyz", ["commitments", "threads"]) == "Use commitments or threads."
    assert nearest("xyz", [f"n{number}" for number in range(99)]) == ""
    assert nearest("xyz", []) == ""
    assert nearest("obligatoin", {"obligation": 1}, str.upper) == "Did you mean OBLIGATION?"
