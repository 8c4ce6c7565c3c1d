"""The rows of an SSSOM table: every cell held against its slot, names written out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from espd_kg.errors import InputError
from espd_kg.linking.table.header import Header, read_header
from espd_kg.linking.table.slots import NEGATED, NO_TERM_FOUND, RELATIONS, REQUIRED
from espd_kg.text_files import read_text, refuse_byte_order_mark

_BAR: Final = re.compile(r"(?<!\\)\|")
# XML, and so RDF/XML, cannot hold most of them; nothing of what people write needs the others.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """One row: its line in the file and its values by the names of their slots."""

    line: int
    cells: Mapping[str, tuple[str, ...]]

    def one(self, slot: str) -> str:
        """Return the slot's value, or the empty text; of several, all with bars between them."""
        return "|".join(value.replace("|", r"\|") for value in self.cells.get(slot, ()))

    def value(self, slot: str) -> str:
        """Return the first value of the slot, or the empty text."""
        return self.cells[slot][0] if slot in self.cells else ""


@dataclass(frozen=True)
class RawTable:
    """A table as read: its words, its head, its columns and its rows."""

    text: str
    header: Header
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_rows(path: Path, name: str) -> RawTable:
    """Read a table; messages call the file `name`.

    Raises InputError, with the line, for a table that is missing, broken or against the standard.
    """
    return parse_rows(read_text(path, name), name)


def parse_rows(text: str, name: str) -> RawTable:
    """Return the table that a text holds; raises InputError, with the line, as `read_rows`."""
    refuse_byte_order_mark(text, name)
    if not text.strip():
        raise InputError(
            "the file is empty", file=name, fix="Write the table's header, or take the file away."
        )
    header = read_header(text, name)
    table = csv.reader(io.StringIO(header.table, newline=""), dialect="excel-tab", strict=True)
    try:
        columns = _columns(next(table, []), header, name)
        rows = tuple(_rows(table, columns, header, name))
    except csv.Error as error:
        line = header.lines + table.line_num
        # The library tells its reasons in words alone.
        fix = _SHORTER if "field limit" in str(error) else _CLOSE
        raise InputError(f"the table breaks off: {error}", file=name, line=line, fix=fix) from None
    return RawTable(text, header, tuple(columns), rows)


def _rows(
    table: Iterator[list[str]], columns: list[str], header: Header, name: str
) -> Iterator[Row]:
    """Yield the rows; the line of one is that of the file on which it ends."""
    known = {slot: cell for slot, cell in header.propagated.items() if slot not in columns}
    for cells in table:
        line = header.lines + getattr(table, "line_num", 0)
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise InputError(
                f"the row has {len(cells)} cells under {len(columns)} columns",
                file=name,
                line=line,
                fix="Separate cells by one tab each.",
            )
        written = {**known, **dict(zip(columns, cells, strict=True))}
        try:
            resolved = {
                column: _resolved(column, cell.strip(), header)
                for column, cell in written.items()
                if cell.strip()
            }
            _require(resolved)
        except ValueError as error:
            raise InputError(str(error), file=name, line=line) from None
        yield Row(line, resolved)


def _columns(columns: list[str], header: Header, name: str) -> list[str]:
    unknown = [column for column in columns if column not in header.slots]
    missing = [column for column in REQUIRED if column not in columns]
    repeated = [column for column in columns if columns.count(column) > 1]
    for wrong, reason in (
        (unknown, "is no column of SSSOM, nor an extension that the header declares"),
        (missing, "is missing: every table needs this column"),
        (repeated, "heads two columns"),
    ):
        if wrong:
            fix = f"Known columns: {', '.join(header.slots)}." if wrong is unknown else None
            raise InputError(f"{wrong[0]!r} {reason}", file=name, line=header.lines + 1, fix=fix)
    return columns


def _resolved(column: str, cell: str, header: Header) -> tuple[str, ...]:
    """Return the cell's values, names expanded; raises ValueError on a value that cannot be."""
    slot = header.slots[column]
    unseen = _UNSEEN.search(cell)
    if unseen is not None:
        code = f"U+{ord(unseen[0]):04X}"
        raise ValueError(f"{column} holds the control character {code}. Take it out")
    values = [cell]
    if slot.several:
        values = [part.strip().replace(r"\|", "|") for part in _BAR.split(cell)]
    for value in values:
        complaint = slot.complaint(value)
        if complaint is not None:
            raise ValueError(f"{column} is {value!r}. {complaint}")
    if slot.words is not None:
        return tuple(slot.words[value] for value in values)
    if not slot.is_thing:
        return tuple(values)
    try:
        return tuple(header.expanded(value) for value in values)
    except ValueError as error:
        raise ValueError(f"{column} {error}") from None


def _require(cells: Mapping[str, tuple[str, ...]]) -> None:
    for slot in REQUIRED:
        if slot not in cells:
            raise ValueError(f"{slot} is empty. Every decision needs one")
    predicate = cells["predicate_id"][0]
    if predicate not in RELATIONS:
        raise ValueError(
            f"predicate_id is {predicate}. Use skos:exactMatch, skos:closeMatch, skos:broadMatch, "
            "skos:narrowMatch or skos:relatedMatch"
        )
    if cells["object_id"][0] == NO_TERM_FOUND and "predicate_modifier" in cells:
        raise ValueError(
            f"a row that finds no term says Not ({NEGATED}). Leave predicate_modifier empty"
        )


_CLOSE: Final = "Close every quotation mark that opens a cell, and double those within it."
_SHORTER: Final = (
    f"No cell may have more than {csv.field_size_limit():,} characters: shorten it, or close the "
    "quotation mark that opens it."
)
