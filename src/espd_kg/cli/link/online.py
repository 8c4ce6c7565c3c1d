"""`espd link check --online`: linked items that were merged, deleted, retyped or renamed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from espd_kg.cli.link.outside import opened
from espd_kg.cli.link.tables import USUAL, day, read_table
from espd_kg.iris import shorten
from espd_kg.linking.checking.drift import Change

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from espd_kg.cli.context import Context
    from espd_kg.reconciling.drift import Compared

_FOUND: Final = 1


def run_online(arguments: Namespace, context: Context, *, as_json: bool = False) -> int:
    """Ask what became of the linked items; print it, and what may be decided now.

    Only answers of this day count, so that a check that was interrupted goes on where it stopped.
    Returns 0 where nothing changed, else 1; no decision is touched.
    """
    from espd_kg.reconciling.drift import drift

    dataset = arguments.dataset or USUAL
    today = day(context.settings.today, "ESPD_TODAY")
    table = read_table(context, dataset)
    with opened(context, dataset, arguments, since=today) as answers:
        workspace, progress = context.workspace(), context.console.progress
        compared = drift(workspace, table, answers, today, progress=progress)
    text = "".join(f"{line}\n" for line in _told(compared, table.name))
    context.console.out(compared.to_json() if as_json else text)
    return _FOUND if compared.drifts else 0


def _told(compared: Compared, name: str) -> Iterator[str]:
    for one in compared.drifts:
        yield f"{one.change}: {shorten(one.subject)}, {shorten(one.item)}: {one.words}"
        yield "  Run one of these:" if one.change is Change.RETYPED else "  To record it:"
        yield from (f"    {command}" for command in one.commands)
    items, drifts = compared.items, len(compared.drifts)
    yield f"{name}: {items:,} items asked about, {drifts:,} changes found"
    if compared.undecided:
        yield f"{compared.undecided:,} links lead to what is no item of the data set; not asked"
