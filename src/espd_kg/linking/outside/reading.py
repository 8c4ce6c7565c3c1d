"""Answers of a data set as rows of the shape that was asked for, and its texts as bearable words.

A service that answers something else has told nothing, and nothing may be concluded from it: not
that an item is gone, and not that it is nameless.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from espd_kg.errors import ServiceError
from espd_kg.results import Row, Term
from espd_kg.stores.base import Store

_LONGEST_LABEL: Final = 300
_IRIS: Final = frozenset({"item", "property", "relation", "statement", "qualifier", "rank"})
"""The columns that hold an IRI in every row, whatever is asked."""
_FILLED: Final = frozenset({"value", "name", "post", "parent"})
"""The columns that are empty in no row."""


def rows(store: Store, text: str, columns: Sequence[str]) -> list[Row]:
    """Ask a question and return the rows, their cells in the order of these columns.

    Raises ServiceError where the answer has other columns, or something else in a cell than the
    question leaves open, and what the store raises.
    """
    table = store.select(text)
    if set(table.columns) != set(columns):
        found = readable(", ".join(table.columns)) or "none"
        raise ServiceError(
            f"the answer has the columns {found}, where {', '.join(columns)} were expected"
        )
    order = [table.columns.index(name) for name in columns]
    found_rows = [tuple(row[at] for at in order) for row in table.rows]
    for row in found_rows:
        for name, cell in zip(columns, row, strict=True):
            if name in _IRIS and not isinstance(cell, NamedNode):
                raise unexpected(name, "an IRI", cell)
            if name in _FILLED and cell is None:
                raise unexpected(name, "a value", cell)
    return found_rows


def unexpected(name: str, expected: str, cell: Term | None) -> ServiceError:
    """Return the complaint on a cell that holds something else than was expected."""
    return ServiceError(f"the answer has {_what(cell)} under {name}, where {expected} was expected")


def nothing_known(label: str, items: Collection[object]) -> ServiceError:
    """Return the complaint on a data set that knows nothing of any item that it was asked about."""
    asked = "the one item" if len(items) == 1 else f"any of the {len(items):,} items"
    return ServiceError(
        f"{label} says nothing of {asked} that were asked about: statements on them were expected. "
        "See that the endpoint serves that data set; --refresh asks again what was answered before"
    )


def readable(text: str) -> str:
    """Return a text from outside on one line, at a bearable length.

    It is without control characters, and without those that turn the direction of a line or are
    not seen at all.
    """
    words = "".join(one for one in " ".join(text.split()) if one.isprintable())
    return words[:_LONGEST_LABEL]


def _what(cell: Term | None) -> str:
    if cell is None:
        return "nothing"
    if isinstance(cell, BlankNode):
        return "a blank node"
    return "an IRI" if isinstance(cell, NamedNode) else "a literal"
