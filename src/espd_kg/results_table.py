"""Tables for the terminal, drawn by rich; imported only where a table is asked for."""

from collections.abc import Collection, Mapping, Sequence
from io import StringIO
from textwrap import wrap
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text

from espd_kg.results import Table
from espd_kg.results_people import MARKS_TITLE, Sheet, sheet, visible, without_echoes

PLAIN_WIDTH: Final = 120
"""How wide a table is drawn where there is no terminal to fit."""

_PADDING: Final = 2
_GAP: Final = 2
_LONGEST_WORD: Final = 30
_MOST_LINES: Final = 12
_LONG_TEXT: Final = 100
_NARROWEST_FOR_LONG_TEXT: Final = 30


def to_table(
    table: Table,
    labels: Mapping[str, str],
    plurals: Collection[str] = (),
    marks: Sequence[str] = (),
    *,
    width: int = PLAIN_WIDTH,
    color: bool = False,
) -> str:
    """Return the table drawn within `width` columns; long cells wrap, nothing is cut off.

    An address is never broken: one that is longer than the width goes beyond it. A column that
    repeats the name of the thing before it is left out.
    `marks` holds the numbers of each row's footnotes, shown in a last column. Where the columns
    would be too narrow to read, each row is drawn as a list of its cells.
    """
    if not table.rows:
        return "no rows\n"
    shown = _readable(without_echoes(table, sheet(table, labels, plurals)), marks)
    widths = _widths(shown, width)
    console = Console(file=StringIO(), width=width, force_terminal=color, no_color=not color)
    with console.capture() as capture:
        if widths:
            console.print(_grid(shown, widths))
        else:
            _print_records(console, shown, width)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().strip("\n").split("\n"))


def _readable(shown: Sheet, marks: Sequence[str]) -> Sheet:
    """Return the sheet with its marks, and with nothing in it that a terminal would obey."""
    last: list[tuple[str, ...]] = [(mark,) for mark in marks] or [()] * len(shown.cells)
    cells = tuple(
        tuple(visible(cell, keep="\n") for cell in (*row, *mark))
        for row, mark in zip(shown.cells, last, strict=True)
    )
    titles = (*shown.titles, MARKS_TITLE) if marks else shown.titles
    return Sheet(titles, cells, (*shown.numeric, False) if marks else shown.numeric)


def _widths(shown: Sheet, width: int) -> list[int]:
    """Return the width of each column, or nothing where they cannot all be read.

    Each needs its longest word, and room to read its longest cell; what is left goes
    to the columns that want least, so that the long ones wrap.
    """
    columns = list(zip(shown.titles, *shown.cells, strict=True))
    wanted = [max(map(_line_length, column)) for column in columns]
    widths = [
        max(max(map(_longest_word, column)), _needed(max(map(cell_len, column)), most))
        for column, most in zip(columns, wanted, strict=True)
    ]
    spare = width - sum(widths) - _PADDING * len(widths)
    if spare < 0:
        return []
    order = sorted(range(len(widths)), key=lambda at: wanted[at] - widths[at])
    for served, at in enumerate(order):
        share = min(wanted[at] - widths[at], spare // (len(order) - served))
        widths[at] += share
        spare -= share
    return widths


def _needed(longest: int, longest_line: int) -> int:
    """Return how wide a column must be to be read, words aside."""
    room = -(-longest_line // _MOST_LINES)
    return max(room, _NARROWEST_FOR_LONG_TEXT) if longest > _LONG_TEXT else room


def _longest_word(text: str) -> int:
    """Return the length of the longest word; only an address may ask for more than the usual."""
    return max((_word_length(word) for word in text.split()), default=1)


def _word_length(word: str) -> int:
    return cell_len(word) if "://" in word else min(cell_len(word), _LONGEST_WORD)


def _line_length(text: str) -> int:
    return max(map(cell_len, text.splitlines()), default=1)


def _grid(shown: Sheet, widths: Sequence[int]) -> RenderableType:
    grid = RichTable(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold"
    )
    for title, numeric, width in zip(shown.titles, shown.numeric, widths, strict=True):
        grid.add_column(
            Text(title),
            justify="right" if numeric else "left",
            overflow="fold",
            width=width,
        )
    for cells in shown.cells:
        grid.add_row(*map(_cell, cells))
    return grid


def _print_records(console: Console, shown: Sheet, width: int) -> None:
    """Print each row as a list of its cells; a word that is wider than the room stays whole."""
    margin = max(map(cell_len, shown.titles)) + _GAP
    for number, cells in enumerate(shown.cells, start=1):
        console.print(Rule(Text(str(number)), align="left"))
        for title, cell in zip(shown.titles, cells, strict=True):
            lines = _wrapped(cell, max(width - margin, 1))
            for head, line in zip((title, *[""] * len(lines)), lines, strict=False):
                record = Text(head, style="bold").append(" " * (margin - cell_len(head)))
                console.print(Text.assemble(record, (line, "not bold")), soft_wrap=True)


def _wrapped(text: str, width: int) -> list[str]:
    return [
        part
        for line in text.splitlines()
        for part in wrap(line.strip(), width, break_long_words=False, break_on_hyphens=False)
    ]


def _cell(text: str) -> Text:
    return Text(text, overflow="fold")
