"""The words of a Turtle file: tags, blank nodes and the lines of subjects and predicates."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.turtle import Statement, first_blank_node, language_tags, statements

FILE = '''\
@base <http://b/> . # a comment with "quotes", :names and <iris>
@prefix : <http://x/> .
PREFIX p.q: <rel/>
:a a :C ; :note """one # not a comment
two "quoted" lines"""@en-GB , 'x'@kk ;
   :n 1.5 , 5. :b.c :p <d> , "@no" ; ; .
<s> :p ( 1 2 ) , [ :q "y"@RU ; :r :z ] ;
  p.q:t "a"^^:dt .
[ :q "z"@DE ] :p :o .
:esc\\~aped :p\\u00e9 true .
'''


STATED = [
    Statement("http://x/a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", 4, 4),
    Statement("http://x/a", "http://x/note", 4, 4),
    Statement("http://x/a", "http://x/n", 4, 6),
    Statement("http://x/b.c", "http://x/p", 6, 6),
    Statement("http://b/s", "http://x/p", 7, 7),
    Statement("http://b/s", "http://b/rel/t", 7, 8),
    Statement("http://x/esc~aped", "http://x/pé", 10, 10),
]
NOTE = 'one # not a comment\ntwo "quoted" lines'
VALUES = [
    *(("http://x/C", 4), (NOTE, 4), ("x", 5), ("1.5", 6), ("5", 6), ("http://b/d", 6)),
    *(("@no", 6), ("a", 8), ("true", 10)),
]


def test_statements_have_their_subjects_predicates_and_lines() -> None:
    found = statements(FILE.replace("\\u00e9", "é"))
    assert [one for one in found if one.value is None] == STATED


def test_values_stand_behind_their_predicates_on_lines_of_their_own() -> None:
    found = list(statements(FILE.replace("\\u00e9", "é")))
    assert [(one.value, one.line) for one in found if one.value is not None] == VALUES
    assert [one.predicate for one in found[2:5]] == ["http://x/note"] * 3


def test_language_tags_come_in_order_and_as_written() -> None:
    assert language_tags(FILE) == ["en-GB", "kk", "RU", "DE"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<a> <b>\n [] .", 2),
        ("<a> <b>\n\n (1) .", 3),
        ("_:x <b> <c> .", 1),
        ('<a> <b> "[ ( _:x" . # [ ( _:y', None),
        ("<a> <b> <c[> .", None),
    ],
)
def test_the_first_blank_node_is_found(text: str, line: int | None) -> None:
    assert first_blank_node(text) == line


@given(st.lists(st.tuples(st.text(), st.sampled_from(["en", "en-GB", "kk-Cyrl", "RU"]))))
def test_tags_are_found_whatever_the_words_hold(words: Sequence[tuple[str, str]]) -> None:
    escaped = [w.replace("\\", "\\\\").replace('"', '\\"') for w, _ in words]
    literals = [f'"""{w}"""@{tag}' for w, (_, tag) in zip(escaped, words, strict=True)]
    text = "".join(f"<http://x/s{i}> <http://x/p> {one} .\n" for i, one in enumerate(literals))
    assert language_tags(text) == [tag for _, tag in words]
    subjects = [f"http://x/s{i}" for i in range(len(words))]
    found = list(statements(text))
    assert [one.subject for one in found if one.value is None] == subjects
    assert [one.value for one in found if one.value is not None] == [word for word, _ in words]
