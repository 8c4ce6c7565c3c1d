"""Adding to a table of links: rows are added at its end, and none is ever changed."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from espd_kg.errors import InputError
from espd_kg.linking.table.decisions import (
    Decision,
    DecisionTable,
    Judgement,
    own_columns,
    read_decisions,
    table_of,
)
from espd_kg.linking.table.header import read_header
from espd_kg.linking.table.rows import parse_rows
from espd_kg.linking.table.slots import CHECKED_ONLINE, JUDGEMENT
from espd_kg.replacing import replace_bytes
from espd_kg.text_files import read_text

_BREAKING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def append(table: DecisionTable, decisions: Sequence[Decision]) -> DecisionTable:
    """Add decisions at the end of the file and return the table as it then stands.

    The file is replaced in one step, and its old bytes begin the new ones. Two processes that add
    at once take turns. In every text, what would break a line or a cell becomes a space.

    Raises InputError, and changes nothing, where the file is no longer as it was read, has no
    column for what a decision says, or cannot be written, or where a decision would not be read
    back as it was given.
    """
    if not decisions:
        return table
    after = rehearsed(table, decisions)
    with _turn(table):
        _replace(table, after)
    return after


def append_made(table: DecisionTable, make: Callable[[DecisionTable], Decision]) -> DecisionTable:
    """Add the decision that is made on the table as it stands when its turn has come.

    What others added since `table` was read is kept, and is known where the decision is made.

    Raises what `make` raises, and InputError as `append` does.
    """
    with _turn(table):
        fresh = read_decisions(table.path, table.name)
        after = rehearsed(fresh, [make(fresh)])
        _replace(fresh, after)
    return after


def rehearsed(table: DecisionTable, decisions: Sequence[Decision]) -> DecisionTable:
    """Return the table as it would stand with these decisions behind it; nothing is written.

    Raises InputError where it has no column for what a decision says, and where a decision would
    not be read back as it was given.
    """
    names = own_columns(read_header(table.text, table.name).slots)
    # A table from elsewhere may end its lines as Windows does: it stays all of one kind.
    ending = "\r\n" if table.text.partition("\n")[0].endswith("\r") else "\n"
    rows = "".join(_row(_cells(one, table, names), table, ending) for one in decisions)
    text = table.text if table.text.endswith("\n") else table.text + ending
    return _read_back(table, text + rows, decisions)


def tidied(decision: Decision) -> Decision:
    """Return the decision as its row will hold it: on one line, with no tabs."""
    texts = {
        name: _BREAKING.sub(" ", value).strip()
        for name, value in vars(decision).items()
        if type(value) is str
    }
    return replace(decision, **texts)  # type: ignore[arg-type]


def _cells(decision: Decision, table: DecisionTable, names: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that a decision fills, by their columns."""
    one = tidied(decision)
    confidence = "" if one.confidence is None else repr(one.confidence).removesuffix(".0")
    cells = {
        "subject_id": _short(one.subject, table),
        "subject_label": one.subject_label,
        "predicate_id": _short(one.predicate, table),
        "predicate_modifier": "Not" if one.negated else "",
        "object_id": _short(one.object, table),
        "object_label": one.object_label,
        "mapping_justification": _short(one.justification, table),
        "confidence": confidence,
        "author_label": one.author,
        "mapping_date": one.date,
        "mapping_tool": one.tool,
        "mapping_tool_version": one.tool_version,
        "object_source": _short(one.object_source, table) if one.object_source else "",
        "comment": one.comment,
        names.get(JUDGEMENT, "judgement"): str(one.judgement),
        names.get(CHECKED_ONLINE, "checked_online"): one.checked_online,
    }
    if JUDGEMENT not in names and one.judgement is Judgement.DECIDED:
        del cells["judgement"]
    return {column: cell for column, cell in cells.items() if cell}


def _row(cells: Mapping[str, str], table: DecisionTable, ending: str) -> str:
    for column, cell in cells.items():
        if column not in table.columns:
            raise InputError(
                f"the table has no column {column}, so {cell!r} cannot be kept",
                file=table.name,
                fix=f"Add {column} to the row of columns, and an empty cell to each row.",
            )
        if _SURROGATE.search(cell):
            raise InputError(f"{column} holds half of a character: {cell!r}", file=table.name)
    line = io.StringIO(newline="")
    writer = csv.writer(line, dialect="excel-tab", lineterminator=ending)
    writer.writerow([cells.get(column, "") for column in table.columns])
    return line.getvalue()


def _short(iri: str, table: DecisionTable) -> str:
    """Return the IRI under the longest of the file's own prefixes that leaves a plain name."""
    for base, prefix in sorted(
        ((base, name) for name, base in table.prefixes.items()), key=_longest
    ):
        if iri.startswith(base) and _PLAIN.fullmatch(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def _longest(named: tuple[str, str]) -> tuple[int, str]:
    base, prefix = named
    return -len(base), prefix


def _read_back(table: DecisionTable, text: str, decisions: Sequence[Decision]) -> DecisionTable:
    """Return the table that the text holds; raises InputError where it says something else."""
    after = table_of(parse_rows(text, table.name), table.path, table.name)
    added = after.decisions[len(table.decisions) :]
    for given, read in zip(decisions, added, strict=True):
        if replace(tidied(given), line=0) != replace(read, line=0):
            raise InputError(
                f"the decision on {given.subject} and {given.object} would not read back as it "
                "was given",
                file=table.name,
                fix="Nothing was written. Look for stray spaces and bars in its parts.",
            )
    return after


def _replace(table: DecisionTable, after: DecisionTable) -> None:
    """Put a table in the place of the one that was read; raises InputError where that is gone."""
    if read_text(table.path, table.name) != table.text:
        raise InputError(
            "the file changed since it was read",
            file=table.name,
            fix="Nothing was written. Start again from what it says now.",
        )
    with _told(table.name):
        # A link to a table stays a link: the file that it leads to is replaced.
        replace_bytes(table.path.resolve(), after.text.encode())


@contextmanager
def _turn(table: DecisionTable) -> Iterator[None]:
    """Wait until no other process adds to a table in this folder.

    The folder itself is locked: the file is replaced, so a lock on it would be a lock on the old
    one. The system ends the turn of a killed process.
    """
    with _told(table.name):
        handle = os.open(table.path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what the system complains of into an error that names the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"the file cannot be written: {reason}", file=name, fix="Nothing was changed."
        ) from None
