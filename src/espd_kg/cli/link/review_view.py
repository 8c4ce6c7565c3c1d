"""How a candidate looks in a review: our facts on the left, those of the item on the right."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from espd_kg.results_people import visible

if TYPE_CHECKING:
    from espd_kg.linking.review.sides import Facts

HELP: Final = "s same, n not the same, u unsure, k skip, z take the last back, q quit"


def page(head: str, left: Facts, right: Facts, width: int) -> str:
    """Return the page of one candidate; nothing in it is obeyed by a terminal."""
    table = Table(box=SIMPLE_HEAD, width=width, pad_edge=False)
    for title in ("our graph", "the item"):
        table.add_column(title, ratio=1, overflow="fold")
    table.add_row(_written(left), _written(right))
    console = Console(file=StringIO(), width=width, force_terminal=False, no_color=True)
    with console.capture() as capture:
        console.print(Text(visible(head)))
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().strip("\n").split("\n"))


def _written(facts: Facts) -> Text:
    return Text("\n".join(visible(f"{name}: {value}") for name, value in facts))
