"""An answer with its footnotes, in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from textwrap import wrap
from typing import Final

from pyoxigraph import Literal

from espd_kg.citations import Footnotes, plain_note
from espd_kg.cli.answers import Answer, written
from espd_kg.cli.settings import PLAIN_WIDTH, Settings
from espd_kg.formats import TableFormat
from espd_kg.results import PLURAL_SEPARATOR, Table
from espd_kg.results_people import MARKS_TITLE

_UNDER_NUMBER: Final = "    "


def with_footnotes(answer: Answer, notes: Footnotes, form: TableFormat, settings: Settings) -> str:
    """Return the answer as text with its footnotes.

    Formats for people put marks in the rows and the notes below. JSON puts the notes beside the
    results, where readers of the W3C format pass them by; the others spell them out in the rows.
    """
    if form.for_people:
        markdown = form is TableFormat.MARKDOWN
        marks = notes.marks(markdown=markdown)
        shown = written(answer, form, settings, marks=marks)
        below = notes.to_text(markdown=markdown) or _why(answer)
        return f"{shown}\n{below if markdown else _fitted(below, settings)}"
    if form is TableFormat.JSON:
        numbers = [PLURAL_SEPARATOR.join(map(str, of_row)) for of_row in notes.numbers]
        text = written(answer, form, settings, _with_column(answer.table, numbers))
        return _with_citations(text, notes)
    spelled = [
        PLURAL_SEPARATOR.join(plain_note(number, notes.notes[number - 1]) for number in of_row)
        for of_row in notes.numbers
    ]
    return written(answer, form, settings, _with_column(answer.table, spelled))


def _with_column(table: Table, cells: Collection[str]) -> Table:
    rows = zip(table.rows, cells, strict=True)
    return Table((*table.columns, MARKS_TITLE), tuple((*row, Literal(cell)) for row, cell in rows))


def _fitted(notes: str, settings: Settings) -> str:
    """Return the notes wrapped to the terminal, each under its number; addresses stay whole."""
    lines = (
        line
        for note in notes.splitlines()
        for line in wrap(
            note,
            settings.width or PLAIN_WIDTH,
            subsequent_indent=_UNDER_NUMBER,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
    return "".join(f"{line}\n" for line in lines)


def _why(answer: Answer) -> str:
    """Return why there are no notes."""
    return f"{answer.why_none}\n" if answer.why_none else "No evidence is held for these rows.\n"


def _with_citations(text: str, notes: Footnotes) -> str:
    content = json.loads(text)
    content["citations"] = [
        {"number": number, **asdict(note)} for number, note in enumerate(notes.notes, start=1)
    ]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
