"""Literals leave as they were written, whatever the store makes of them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from espd_kg.build.contents import Part, statements
from espd_kg.build.parse import read_statements
from espd_kg.build.spelling import Spellings
from espd_kg.namespaces import GRAPH_INFERRED, XSD

GRAPH = "https://w3id.org/espd/graph/data/x"
INTEGER = f"<{XSD}integer>"


def filled(turtle: str) -> tuple[ox.Store, Spellings]:
    read = read_statements(turtle.encode(), "data/x.ttl", GRAPH)
    store = ox.Store()
    store.extend(read.quads)
    return store, Spellings(read.respelled)


def objects(store: ox.Store, spelled: Spellings, part: Part) -> list[str]:
    lines = statements(store, spelled, part).decode().splitlines()
    return [line.split(" ", 2)[2].rpartition(" <")[0] for line in lines]


@pytest.mark.parametrize(
    "literal",
    [
        f'"05"^^{INTEGER}',
        f'"5"^^<{XSD}int>',
        f'"1e3"^^<{XSD}double>',
        f'"1"^^<{XSD}boolean>',
        f'"2024-01-01T00:00:00+00:00"^^<{XSD}dateTime>',
        f'"-78.300"^^<{XSD}decimal>',
        '"colour"@en-GB',
        '"жаһан"@kk-Cyrl-KZ',
        '"a tab\\t, a line\\n and @en-GB in words"@en',
        f'"2024"^^<{XSD}gYear>',
        f'"no number"^^{INTEGER}',
    ],
)
def test_a_literal_leaves_as_it_was_written(literal: str) -> None:
    store, spelled = filled(f"<http://x/s> <http://x/p> {literal} .")
    assert objects(store, spelled, Part.ASSERTED) == [literal]


def test_two_spellings_of_one_number_both_leave() -> None:
    store, spelled = filled("<http://x/s> <http://x/p> 5, 05 .")
    assert len(list(store)) == 1
    assert objects(store, spelled, Part.ASSERTED) == [f'"05"^^{INTEGER}', f'"5"^^{INTEGER}']


def test_usual_literals_take_no_room_in_the_table() -> None:
    assert not filled('<http://x/s> <http://x/p> 5, "a"@en, "2024-05-31"^^<http://x/d>, "b" .')[1]


def test_what_is_inferred_is_spelled_as_on_its_subject_else_as_anywhere() -> None:
    store, spelled = filled("<http://x/s> <http://x/p> 05 . <http://x/t> <http://x/p> 005 .")
    graph, five = ox.NamedNode(GRAPH_INFERRED), ox.Literal(5)
    for name in "stu":
        node = ox.NamedNode(f"http://x/{name}")
        store.add(ox.Quad(node, ox.NamedNode("http://x/q"), five, graph))
    spelled |= spelled.inferred(store)
    lines = statements(store, spelled, Part.INFERRED).decode().splitlines()
    assert [line.split('"')[1] for line in lines] == ["05", "005", "005"]


def test_the_table_comes_back_as_it_was_written_and_graphs_can_be_taken_out() -> None:
    _, spelled = filled('<http://x/s> <http://x/p> 05, "a\\tb"@en-GB .')
    again = Spellings.read(spelled.to_text())
    assert list(again) == list(spelled)
    assert again
    assert not again.without(frozenset({GRAPH}))


@pytest.mark.parametrize("text", ["one column", "a\tb\tc"])
def test_a_damaged_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="values to unpack"):
        Spellings.read(text)
