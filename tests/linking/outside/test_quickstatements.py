"""QuickStatements, version 1: what its columns may hold; it knows no escapes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.linking.outside import quickstatements as qs


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Sixth ESPD", '"Sixth ESPD"'),
        ('a "bilateral" talk', '"a "bilateral" talk"'),
        ("two\tcells\nand lines\r\n", '"two cells and lines"'),
        ("  \x1b[31mred\u2028 ", '"[31mred"'),
        ("a|b", None),
        ("a\\b", None),
        ("a /* b", None),
        ("a */ b", None),
        ("\n\t ", None),
        ("", None),
    ],
)
def test_a_text_stands_on_one_line_or_not_at_all(words: str, written: str | None) -> None:
    assert qs.text(words) == written


@pytest.mark.parametrize(
    ("language", "tag"),
    [("kk", "kk"), ("KK-Cyrl", "kk-cyrl"), (None, "und"), ("", "und"), ('en":"', "und")],
)
def test_a_text_in_a_language_begins_with_its_tag(language: str | None, tag: str) -> None:
    assert qs.text_in("words", language) == f'{tag}:"words"'
    assert qs.text_in("a|b", language) is None


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2024-05-31", "+2024-05-31T00:00:00Z/11"),
        ("2015-11", "+2015-11-00T00:00:00Z/10"),
        ("2012", "+2012-00-00T00:00:00Z/9"),
        ("in May", None),
        ("2024-05-31T10:00:00", None),
        ("-0044", None),
        ("", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: str, written: str | None) -> None:
    assert qs.time(date) == written


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.org/x?y=1&z=(2)#t", '"https://a.org/x?y=1&z=(2)#t"'),
        ("https://a.org/%D0%96", '"https://a.org/%D0%96"'),
        ("https://a.org/Ж", '"https://a.org/%D0%96"'),
        ('https://a.org/a|b"c\\d/*e', '"https://a.org/a%7Cb%22c%5Cd/%2Ae"'),
        ("ftp://a.org/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://[", None),
    ],
)
def test_an_address_is_one_of_the_web_and_breaks_nothing(url: str, written: str | None) -> None:
    assert qs.address(url) == written


@pytest.mark.parametrize(
    ("iri", "number"),
    [
        ("http://www.wikidata.org/entity/Q232", "Q232"),
        ("http://www.wikidata.org/entity/Q0", None),
        ("http://www.wikidata.org/entity/P31", None),
        ("http://www.wikidata.org/entity/Q232\tP31", None),
        ("https://elsewhere.org/Q232", None),
    ],
)
def test_only_an_item_has_a_number(iri: str, number: str | None) -> None:
    assert qs.item(iri) == number


def test_a_reference_has_its_address_and_what_is_known_beside_it() -> None:
    whole = qs.reference("https://a.org/", "A title", "en", "2024-06-01")
    assert list(whole) == [
        *("S854", '"https://a.org/"', "S1476", 'en:"A title"'),
        *("S577", "+2024-06-01T00:00:00Z/11"),
    ]
    assert list(qs.reference("https://a.org/", "a|b", "en", "")) == ["S854", '"https://a.org/"']
    assert list(qs.reference("mailto:a@b.org", "A title", "en", "")) == []


@given(st.text())
def test_no_text_ends_its_column_or_its_line(words: str) -> None:
    written = qs.text(words)
    if written is not None:
        assert re.fullmatch(r'"[^\t\n\r|\\\x00-\x1f]+"', written)
        assert "/*" not in written
        assert "*/" not in written


@given(st.text())
def test_a_remark_and_a_marked_command_are_one_line_that_is_no_command(words: str) -> None:
    for line in (qs.remark(words), qs.marked(qs.command("Q1", "P1", '"x"'))):
        assert line.startswith("#")
        assert line.count("\n") == 1
        assert line.endswith("\n")
