"""Answers for people: cells with labels instead of IRIs, and tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from espd_kg.escapes import steers
from espd_kg.iris import is_absolute, shorten
from espd_kg.namespaces import XSD
from espd_kg.records import record
from espd_kg.results import PLURAL_SEPARATOR, Table, Term, plural_values, text_value


@record(frozen=True)
class Sheet:
    """A table as people see it: titles, cells of text, and which columns hold numbers."""

    titles: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


MARKS_TITLE: Final = "cited"
"""The title of the column that holds the numbers of a row's footnotes."""


def iris_in(table: Table, plurals: Collection[str] = ()) -> list[str]:
    """Return the IRIs that the table shows, sorted: those for which labels are wanted."""
    found: set[str] = set()
    for row in table.rows:
        for name, term in zip(table.columns, row, strict=True):
            if isinstance(term, NamedNode):
                found.add(term.value)
            elif name in plurals:
                found.update(part for part in plural_values(term) if is_absolute(part))
    return sorted(found)


def sheet(table: Table, labels: Mapping[str, str], plurals: Collection[str] = ()) -> Sheet:
    """Return the table with each IRI replaced by its label, or by its short name without one."""
    plural = [name in plurals for name in table.columns]
    cells = tuple(
        tuple(_shown(term, labels, many) for term, many in zip(row, plural, strict=True))
        for row in table.rows
    )
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return Sheet(table.columns, cells, tuple(_all_numbers(column) for column in columns))


def labelled(table: Table, labels: Mapping[str, str], plurals: Collection[str] = ()) -> Table:
    """Return the table with labels as its values where it has IRIs; all else stays as it is."""
    shown = sheet(table, labels, plurals)
    rows = (
        tuple(
            Literal(text) if isinstance(term, NamedNode) or (term and name in plurals) else term
            for name, term, text in zip(table.columns, row, cells, strict=True)
        )
        for row, cells in zip(table.rows, shown.cells, strict=True)
    )
    return Table(table.columns, tuple(rows))


def without_echoes(table: Table, shown: Sheet) -> Sheet:
    """Return the sheet without columns that repeat in every row the name of the thing before."""
    columns = list(zip(*shown.cells, strict=True))
    kept = [at for at in range(len(columns)) if not _is_echo(table, columns, at)]
    return Sheet(
        tuple(shown.titles[at] for at in kept),
        tuple(tuple(cells[at] for at in kept) for cells in shown.cells),
        tuple(shown.numeric[at] for at in kept),
    )


def _is_echo(table: Table, columns: Sequence[Sequence[str]], at: int) -> bool:
    if at == 0 or columns[at] != columns[at - 1]:
        return False
    return all(
        isinstance(row[at - 1], NamedNode) and isinstance(row[at], Literal) for row in table.rows
    )


def to_markdown(
    table: Table,
    labels: Mapping[str, str],
    plurals: Collection[str] = (),
    marks: Sequence[str] = (),
) -> str:
    """Return a Markdown table; what Markdown would read as markup is escaped.

    `marks` holds each row's references to footnotes, in Markdown.
    """
    shown = sheet(table, labels, plurals)
    rule = ["---:" if numeric else "---" for numeric in shown.numeric]
    rows = [list(map(markdown_text, cells)) for cells in (shown.titles, *shown.cells)]
    if marks:
        rule.append("---")
        for row, mark in zip(rows, (MARKS_TITLE, *marks), strict=True):
            row.append(mark)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (rows[0], rule, *rows[1:]))


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return re.sub(
        _LINE_BREAK, "<br>", re.sub(_MARKUP, r"\\\g<0>", visible(text, keep="\n\r")).strip()
    )


def visible(text: str, keep: str = "") -> str:
    """Return the text with control and format characters replaced by their pictures.

    A quote must not be able to steer the reader's terminal, nor to turn the order of what is read.
    """
    if text.isprintable():
        return text
    return "".join(_picture(one) if one not in keep and steers(one) else one for one in text)


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code < 0xA0 else "\N{REPLACEMENT CHARACTER}"


def _shown(term: Term | None, labels: Mapping[str, str], plural: bool) -> str:
    if isinstance(term, NamedNode):
        return _name(term.value, labels)
    if plural:
        parts = plural_values(term)
        named = (_name(part, labels) if is_absolute(part) else part for part in parts)
        return PLURAL_SEPARATOR.join(sorted(named))
    return text_value(term)


def _name(iri: str, labels: Mapping[str, str]) -> str:
    return labels.get(iri) or shorten(iri)


def _all_numbers(column: Collection[Term | None]) -> bool:
    bound = [term for term in column if term is not None]
    return bool(bound) and all(
        isinstance(term, Literal) and term.datatype.value in _NUMBERS for term in bound
    )


_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_MARKUP: Final = r"[\\|*`<\[\]~]|(?<![^\W_])_|_(?![^\W_])"
_LINE_BREAK: Final = r"\s*(?:\r\n|\n|\r)\s*"
