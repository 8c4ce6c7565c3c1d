"""An answer in the format that was asked for."""

from __future__ import annotations

from types import MappingProxyType

from espd_kg.cli.settings import Settings
from espd_kg.formats import TableFormat
from espd_kg.records import record
from espd_kg.results import Table
from espd_kg.results_formats import write_result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Final

    from espd_kg.citations import Footnotes

_NO_LABELS: Final[Mapping[str, str]] = MappingProxyType({})


@record(frozen=True)
class Answer:
    """A table, the labels that it needs, and the evidence of its rows where it was asked for."""

    table: Table
    labels: Mapping[str, str] = _NO_LABELS
    plurals: Collection[str] = ()
    footnotes: Footnotes | None = None
    why_none: str = ""


def written(
    answer: Answer,
    form: TableFormat,
    settings: Settings,
    table: Table | None = None,
    marks: Sequence[str] = (),
) -> str:
    """Return the answer's table as text, without footnotes.

    `table` is written in its place, where it is given; `marks` refer each row to its footnotes.
    """
    return write_result(
        answer.table if table is None else table,
        form,
        labels=answer.labels,
        plurals=answer.plurals,
        marks=marks,
        width=settings.width,
        color=settings.color,
    )
