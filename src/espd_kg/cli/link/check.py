"""`espd link check`: the tables of decisions, tested against each other and the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from espd_kg.cli.link.outside import add_asking
from espd_kg.cli.link.tables import add_dataset, datasets, read_table, table_path
from espd_kg.cli.link.tables import values as values
from espd_kg.cli.options import TextOrJson
from espd_kg.cli.parser import Parser
from espd_kg.errors import ConformanceError, InputError
from espd_kg.linking.checking.item_types import cached_types
from espd_kg.linking.checking.rules import Known, check
from espd_kg.linking.subject.subjects import subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from espd_kg.cli.context import Context
    from espd_kg.linking.table.decisions import DecisionTable
    from espd_kg.stores.base import Store

_EXAMPLES: Final = (
    "espd link check",
    "espd link check --dataset wikidata --format json",
    "espd link check --dataset wikidata --online",
)
_FOUND: Final = 1


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd link check`."""
    parser = Parser(
        "link check",
        "Test the tables of decisions: their form, duplicates, contradictions, unknown things,\n"
        "and items that cannot be right. Exit code 1 where something is found. Without --online\n"
        "nothing is asked for outside.",
        _EXAMPLES,
    )
    add_dataset(parser, default=None)
    parser.add_argument(
        "--online", action="store_true", help="ask instead what became of the linked items"
    )
    add_asking(parser)
    parser.choose("--format", TextOrJson, TextOrJson.TEXT, "how the report is written")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Check and print the report."""
    arguments = build_parser(argv, context).parse(argv)
    if arguments.online:
        from espd_kg.cli.link.online import run_online

        return run_online(arguments, context, as_json=arguments.format is TextOrJson.JSON)
    tables, damaged = _read(context, arguments.dataset)
    report = check(tables, _known(context, tables, build=not damaged), damaged)
    context.console.out(
        report.to_json() if arguments.format is TextOrJson.JSON else report.to_text()
    )
    return 0 if report.conforms else _FOUND


def _read(context: Context, dataset: str | None) -> tuple[list[DecisionTable], list[InputError]]:
    """Return the tables that can be read, and why the others cannot."""
    tables, damaged = [], []
    for name in datasets(context) if dataset is None else [dataset]:
        table_path(context, name)
        try:
            tables.append(read_table(context, name))
        except InputError as error:
            damaged.append(error)
    return tables, damaged


def _known(context: Context, tables: Sequence[DecisionTable], *, build: bool) -> Known:
    """Return what the graph knows; of a graph that cannot be built, as it stands, if at all."""
    store = _store(context) if build else context.standing_store()
    if store is None:
        context.console.note("espd: warning: no graph stands, so no thing was looked up in it.")
        return Known()
    with store:
        types = {table.dataset: cached_types(store, table.dataset) for table in tables}
        return Known(subjects(store), types)


def _store(context: Context) -> Store | None:
    try:
        return context.store()
    except (ConformanceError, InputError) as error:
        # What the tables have against them may be just what keeps the graph from being built.
        context.console.note(f"espd: warning: {error}. What stood before was looked at.")
        return context.standing_store()
