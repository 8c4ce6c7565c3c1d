"""A finding is told with the file and line that an editor has to open."""

from __future__ import annotations

from espd_kg.locate import Locator, Place

A = """\
@prefix : <http://x/> .

:a a :Thing ;
    :p 1 ;
    :q 2 .

:shared :p 1 .
"""
B = """\
@prefix : <http://x/> .
:shared a :Thing ;
    :r 3 .
"""


LOCATOR = Locator(
    {"http://x/a": ("a.ttl",), "http://x/shared": ("a.ttl", "b.ttl")}, {"a.ttl": A, "b.ttl": B}, {}
)


def test_a_property_stands_on_its_own_line() -> None:
    assert LOCATOR.find("http://x/a", "http://x/q") == Place("a.ttl", 5)


def test_a_missing_property_is_told_at_the_subject() -> None:
    assert LOCATOR.find("http://x/a", "http://x/none") == Place("a.ttl", 3)


def test_of_two_files_the_one_with_the_property_is_named_then_the_one_with_the_class() -> None:
    assert LOCATOR.find("http://x/shared", "http://x/p") == Place("a.ttl", 7)
    assert LOCATOR.find("http://x/shared", "http://x/r") == Place("b.ttl", 3)
    assert LOCATOR.find("http://x/shared") == Place("b.ttl", 2)


def test_of_several_values_the_one_meant_is_told_wherever_it_stands() -> None:
    lists = {
        "a.ttl": "<http://x/a> <http://x/p> 1 ,\n  2 .",
        "b.ttl": '<http://x/a> <http://x/p> "3" .',
    }
    locator = Locator({"http://x/a": ("a.ttl", "b.ttl")}, lists, {})
    assert locator.find("http://x/a", "http://x/p", "2") == Place("a.ttl", 2)
    assert locator.find("http://x/a", "http://x/p", "3") == Place("b.ttl", 1)
    assert locator.find("http://x/a", "http://x/p", "4") == Place("a.ttl", 1)


def test_a_part_of_a_thing_stands_where_the_thing_does() -> None:
    assert LOCATOR.find("http://x/a#quote") == Place("a.ttl", 3)


def test_what_stands_nowhere_has_no_place() -> None:
    assert LOCATOR.find("http://x/none") == Place(None, None)
    assert LOCATOR.find(None) == Place(None, None)


def test_a_row_of_a_table_has_a_line() -> None:
    table = Locator({"http://x/a": ("l.tsv",)}, {}, {"http://x/a": 9})
    assert table.find("http://x/a") == Place("l.tsv", 9)
