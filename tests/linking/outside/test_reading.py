"""Answers of another shape than was asked for are refused, and texts are made bearable."""

from __future__ import annotations

import json
from typing import Final

import pytest

from contract.misbehaving import Answer, misbehaving
from espd_kg.errors import ServiceError
from espd_kg.linking.outside.reading import nothing_known, readable, rows
from espd_kg.results import text_value
from espd_kg.stores.remote import RemoteStore

COLUMNS: Final = ("item", "property", "value")
QUESTION: Final = "SELECT ?item ?property ?value WHERE { ?item ?property ?value }"
IRI: Final = {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"}
LITERAL: Final = {"type": "literal", "value": "http://www.wikidata.org/entity/Q1"}
BLANK: Final = {"type": "bnode", "value": "b"}


def read(row: dict[str, dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> list[list[str]]:
    content = {"head": {"vars": columns}, "results": {"bindings": [row]}}
    with misbehaving() as server, RemoteStore(server.address) as store:
        server.will(Answer(body=json.dumps(content).encode()))
        return [[text_value(cell) for cell in one] for one in rows(store, QUESTION, COLUMNS)]


def test_the_cells_come_in_the_order_that_was_asked_for() -> None:
    row = {"item": IRI, "property": IRI, "value": {"type": "literal", "value": "x"}}
    assert read(row, ("value", "item", "property")) == [[IRI["value"], IRI["value"], "x"]]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"item": LITERAL}, "a literal under item, where an IRI was expected"),
        ({"item": BLANK}, "a blank node under item, where an IRI was expected"),
        ({"property": LITERAL}, "a literal under property, where an IRI was expected"),
        ({"property": None}, "nothing under property, where an IRI was expected"),
        ({"value": None}, "nothing under value, where a value was expected"),
    ],
)
def test_a_cell_of_another_kind_is_refused_with_what_was_expected(
    row: dict[str, dict[str, str] | None], complaint: str
) -> None:
    whole = {"item": IRI, "property": IRI, "value": LITERAL, **row}
    with pytest.raises(ServiceError, match=complaint):
        read({name: cell for name, cell in whole.items() if cell is not None})


def test_an_answer_with_other_columns_is_refused_with_those_that_were_expected() -> None:
    with pytest.raises(ServiceError, match="columns foo, where item, property, value were"):
        read({"foo": IRI}, ("foo",))


@pytest.mark.parametrize(("items", "words"), [(["a"], "the one item"), (["a", "b"], "the 2 items")])
def test_who_knows_nothing_at_all_is_named_with_what_to_do(items: list[str], words: str) -> None:
    message = str(nothing_known("Wikidata", items))
    assert message.startswith("Wikidata says nothing of ")
    assert words in message
    assert "--refresh" in message


@pytest.mark.parametrize(
    "unseen", ["\x1b", "\x00", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff"]
)
def test_what_steers_or_turns_a_line_is_taken_out(unseen: str) -> None:
    assert readable(f"Ana {unseen}Vale") == "Ana Vale"
