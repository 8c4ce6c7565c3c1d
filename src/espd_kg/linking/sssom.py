"""Decided links: an SSSOM table as triples.

Each row becomes a mapping that says what was decided, by whom and why. The latest row on a pair
of things wins; unless it is negated, or finds no term, the link itself follows from it.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from rdflib.term import Literal, Node, URIRef

from espd_kg.errors import InputError
from espd_kg.iris import is_absolute, slug_of
from espd_kg.linking.header import Header, read_header
from espd_kg.linking.slots import (
    NEGATED,
    NO_TERM_FOUND,
    RELATIONS,
    REQUIRED,
    SLOTS,
    Slot,
)
from espd_kg.namespaces import ID, RDF, RDFS, SSSOM
from espd_kg.quads import GraphFile, Triple
from espd_kg.text_files import read_text, refuse_byte_order_mark

_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class LinkTable:
    """A table as a graph, and the line of each mapping in it."""

    file: GraphFile
    rows: Mapping[str, int]


@dataclass(frozen=True)
class _Row:
    """One decision, its terms resolved."""

    line: int
    cells: Mapping[str, tuple[str, ...]]

    def one(self, slot: str) -> str:
        return self.cells[slot][0] if slot in self.cells else ""

    @property
    def pair(self) -> tuple[str, str]:
        return self.one("subject_id"), self.one("object_id")

    @property
    def holds(self) -> bool:
        return not self.one("predicate_modifier") and self.one("object_id") != NO_TERM_FOUND


def read_links(path: Path, name: str, iri: str) -> LinkTable:
    """Read a table into the graph named `iri`; messages call the file `name`.

    Raises InputError, with the line, for a table that is missing, broken or against the standard.
    """
    text = read_text(path, name)
    refuse_byte_order_mark(text, name)
    if not text.strip():
        raise InputError(
            "the file is empty", file=name, fix="Write the table's header, or take the file away."
        )
    header = read_header(text, name)
    rows = list(_rows(text, header, name))
    mappings = dict(zip(_mapping_iris(rows), rows, strict=True))
    triples = [t for mapping, row in mappings.items() for t in _described(mapping, row)]
    latest = {row.pair: row for row in rows}
    for row in latest.values():
        if row.holds:
            subject, predicate, target = (row.one(slot) for slot in REQUIRED[:3])
            triples.append((URIRef(subject), URIRef(predicate), URIRef(target)))
    lines = {mapping: row.line for mapping, row in mappings.items()}
    return LinkTable(GraphFile(path, name, URIRef(iri), tuple(triples), text), lines)


def _rows(text: str, header: Header, name: str) -> Iterator[_Row]:
    """Yield the decisions; the line of a row is that of the file."""
    table = csv.reader(io.StringIO(header.table, newline=""), dialect="excel-tab")
    columns = _columns(next(table, []), header.lines + 1, name)
    for cells in table:
        line = header.lines + table.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise InputError(
                f"the row has {len(cells)} cells under {len(columns)} columns",
                file=name,
                line=line,
                fix="Separate cells by one tab each.",
            )
        read = zip(columns, cells, strict=True)
        try:
            resolved = {
                column: _resolved(column, cell.strip(), header) for column, cell in read if cell
            }
            _require(resolved)
        except ValueError as error:
            raise InputError(str(error), file=name, line=line) from None
        yield _Row(line, resolved)


def _columns(columns: list[str], line: int, name: str) -> list[str]:
    unknown = [column for column in columns if column not in SLOTS]
    missing = [column for column in REQUIRED if column not in columns]
    repeated = [column for column in columns if columns.count(column) > 1]
    for wrong, reason in (
        (unknown, "is no column of SSSOM that is read here"),
        (missing, "is missing: every table needs this column"),
        (repeated, "heads two columns"),
    ):
        if wrong:
            fix = f"Known columns: {', '.join(SLOTS)}." if wrong is unknown else None
            raise InputError(f"{wrong[0]!r} {reason}", file=name, line=line, fix=fix)
    return columns


def _resolved(column: str, cell: str, header: Header) -> tuple[str, ...]:
    """Return the cell's values, names expanded; raises ValueError on a value that cannot be."""
    slot = SLOTS[column]
    values = [part.strip() for part in cell.split("|")] if slot.several else [cell]
    if column == "predicate_modifier":
        if cell != "Not":
            raise ValueError(f"predicate_modifier is {cell!r}. Write Not, or leave it empty")
        return (NEGATED,)
    if column == "confidence" and not _is_share(cell):
        raise ValueError(f"confidence is {cell!r}. Write a number from 0 to 1")
    if column == "mapping_date" and not _is_date(cell):
        raise ValueError(f"mapping_date is {cell!r}. Write a day that exists, as 2024-05-31")
    if slot.is_thing:
        return tuple(_expanded(column, value, header) for value in values)
    return tuple(values)


def _expanded(column: str, value: str, header: Header) -> str:
    prefix, colon, local = value.partition(":")
    if colon and prefix in header.prefixes and not local.startswith("//"):
        return header.prefixes[prefix] + local
    if is_absolute(value) and ("//" in value or prefix == "urn"):
        return value
    known = ", ".join(sorted(header.prefixes))
    raise ValueError(
        f"{column} {value!r} has no declared prefix. Use one of {known}, or declare it under "
        "curie_map in the header"
    )


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


def _mapping_iris(rows: list[_Row]) -> Iterator[str]:
    """Name each row after its pair; a further decision on the same pair gets a number."""
    counts: dict[str, int] = {}
    for row in rows:
        subject, target = row.pair
        parts = (subject.removeprefix(ID), slug_of(target))
        slug = "-".join(_NOT_IN_SLUGS.sub("-", part.lower()).strip("-") for part in parts)
        counts[slug] = counts.get(slug, 0) + 1
        number = f"-{counts[slug]}" if counts[slug] > 1 else ""
        yield f"{ID}mapping/{slug}{number}"


def _described(mapping: str, row: _Row) -> Iterator[Triple]:
    node = URIRef(mapping)
    yield node, URIRef(RDF + "type"), URIRef(SSSOM + "Mapping")
    yield node, URIRef(RDFS + "label"), Literal(_label(row), lang="en")
    for column, values in row.cells.items():
        slot = SLOTS[column]
        for value in values:
            yield node, URIRef(slot.property), _term(slot, value)


def _label(row: _Row) -> str:
    subject = row.one("subject_label") or slug_of(row.one("subject_id"))
    if row.one("object_id") == NO_TERM_FOUND:
        return f"{subject}: no match found"
    relation = RELATIONS[row.one("predicate_id")]
    negation = "no " if row.one("predicate_modifier") else ""
    target = slug_of(row.one("object_id"))
    words = f" ({row.one('object_label')})" if row.one("object_label") else ""
    return f"{subject}: {negation}{relation} with {target}{words}"


def _term(slot: Slot, value: str) -> Node:
    if slot.is_thing:
        return URIRef(value)
    if slot.datatype is not None:
        return Literal(value, datatype=URIRef(slot.datatype), normalize=False)
    return Literal(value)


def _is_share(text: str) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    return math.isfinite(number) and 0 <= number <= 1


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
