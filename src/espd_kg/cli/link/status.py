"""`espd link status`: what is linked, waits, was refused and is open, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from espd_kg.cli.answers import Answer, written
from espd_kg.cli.link.tables import add_dataset, read_tables
from espd_kg.cli.link.tables import values as values
from espd_kg.cli.options import choice
from espd_kg.cli.parser import Parser
from espd_kg.formats import TableFormat
from espd_kg.linking.review.status import Count, status
from espd_kg.linking.subject.subjects import subjects
from espd_kg.linking.table.decisions import Outcome
from espd_kg.results import Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from espd_kg.cli.context import Context

_EXAMPLES: Final = (
    "espd link status",
    "espd link status --dataset wikidata --format csv",
)
_COLUMNS: Final = (
    "dataset",
    "kind",
    "things",
    "linked",
    "unchecked",
    "unsure",
    "refused",
    "noItem",
    "noItemSeen",
    "open",
)


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd link status`."""
    parser = Parser(
        "link status",
        "Count the things that are linked, wait for a decision, were refused, have no item, and\n"
        "are open, by kind. A thing with several candidates counts once in each column.\n"
        "unchecked: linked to an item that nobody has read online yet.",
        _EXAMPLES,
    )
    add_dataset(parser, default=None)
    parser.add(choice("--format", TableFormat, TableFormat.TABLE, "table is for people"))
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Count and print."""
    arguments = build_parser(argv, context).parse(argv)
    tables = read_tables(context, arguments.dataset)
    with context.store() as store:
        known = subjects(store)
    table = Table(_COLUMNS, tuple(_row(count) for count in status(tables, known)))
    context.console.out(written(Answer(table), arguments.format, context.settings))
    return 0


def _row(count: Count) -> Row:
    outcomes = count.by_outcome
    numbers = (
        count.things,
        outcomes.get(Outcome.LINKED, 0),
        count.unchecked,
        outcomes.get(Outcome.UNSURE, 0),
        outcomes.get(Outcome.REFUSED, 0),
        outcomes.get(Outcome.NO_ITEM, 0),
        outcomes.get(Outcome.NO_ITEM_SEEN, 0),
        count.open,
    )
    return (Literal(count.dataset), Literal(count.kind), *map(Literal, numbers))
