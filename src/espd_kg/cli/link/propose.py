"""`espd link propose`: look for candidates in an outside data set, for people to decide on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from espd_kg.cli.answers import Answer, written
from espd_kg.cli.link.outside import add_asking, opened
from espd_kg.cli.link.tables import add_dataset, day, read_table, table_to_add_to
from espd_kg.cli.link.tables import values as known_values
from espd_kg.cli.options import choice
from espd_kg.cli.parser import Parser, at_least
from espd_kg.errors import EspdError
from espd_kg.formats import TableFormat
from espd_kg.results import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from espd_kg.cli.context import Context
    from espd_kg.linking.matching.scoring import Scored
    from espd_kg.reconciling.proposing import Asked, Plan

_EXAMPLES: Final = (
    "espd link propose --for person --dry-run",
    "espd link propose --for person/akan-rakhmetullin",
    "espd link propose --for post --format json",
    "espd link propose --limit 10",
)
_COLUMNS: Final = ("thing", "item", "label", "description", "score", "features", "status")
_NAMED: Final = 3
"""How many things are named for which nothing was found."""


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd link propose`."""
    parser = Parser(
        "link propose",
        "Look in a data set for items that may be things of ours: by their names in English,\n"
        "Russian and Kazakh and other ways to write them. What is found is scored by name, type,\n"
        "country, office and dates, and added to the table of decisions as unsure, with the\n"
        "reasons. Nothing is linked before somebody decides (espd link review). What stands in\n"
        "the table is not proposed again. Answers are kept, so a run that broke goes on where it\n"
        "stopped. ESPD_CONTACT says whom the service may write to.",
        _EXAMPLES,
    )
    add_dataset(parser)
    parser.add_argument(
        "--for",
        dest="thing",
        metavar="WHAT",
        help="a kind, or one thing (default: all that is not linked yet)",
    )
    add_asking(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="print the queries; ask nothing, write nothing"
    )
    parser.add_argument(
        "--limit", metavar="N", type=at_least(1, int), help="ask for so many things at most"
    )
    parser.add(choice("--format", TableFormat, TableFormat.TABLE, "table is for people"))
    return parser


def values(argv: Sequence[str], option: str, context: Context) -> list[str]:
    """Return the values that are known for an option."""
    if option == "--for":
        from espd_kg.linking.matching.kinds import KINDS

        return list(KINDS)
    return known_values(argv, option, context)


def run(argv: Sequence[str], context: Context) -> int:
    """Ask, add what is likely to the table, and print it; to programs also what was not found.

    What was found is printed also where the data set stops answering.
    """
    arguments = build_parser(argv, context).parse(argv)
    read = read_table if arguments.dry_run else table_to_add_to
    table = read(context, arguments.dataset)
    from espd_kg.reconciling.proposing import plan, propose

    with context.store() as graph:
        what = plan(graph, table, arguments.thing, arguments.limit)
    if arguments.dry_run:
        context.console.out("\n".join(_questions(what)))
        return 0
    asked: list[Asked] = []
    failure: EspdError | None = None
    with opened(context, arguments.dataset, arguments) as outside:
        today = day(context.settings.today, "ESPD_TODAY")
        try:
            for one in propose(what, table, outside, today, progress=context.console.progress):
                asked.append(one)
        except EspdError as error:
            failure = error
    rows = [row for one in asked for row in _rows(one)]
    if arguments.format is not TableFormat.TABLE:
        rows += [_nothing(one) for one in asked if not one.best]
    answer = Answer(
        Table(_COLUMNS, tuple(rows)),
        labels={one.thing.iri: one.thing.label for one in asked},
    )
    context.console.out(written(answer, arguments.format, context.settings))
    for line in _told(asked, what, table.name):
        context.console.note(line)
    if failure is not None:
        raise failure
    return 0


def _questions(what: Plan) -> Iterator[str]:
    for thing in what.things:
        yield f"# {thing.label}: {thing.iri}"
        yield from (f"{question}\n" for question in what.questions(thing))
    yield "# Then the facts of what was found are asked for.\n" if what.things else ""


def _rows(asked: Asked) -> Iterator[Row]:
    for one in asked.best:
        item = one.case.item
        yield (
            NamedNode(asked.thing.iri),
            NamedNode(_iri(one)),
            Literal(item.label),
            Literal(item.description),
            Literal(one.score),
            Literal(one.reasons),
            Literal("proposed" if one in asked.proposed else "stands already"),
        )


def _nothing(asked: Asked) -> Row:
    return NamedNode(asked.thing.iri), *(None for _ in _COLUMNS[2:]), Literal("nothing likely")


def _iri(scored: Scored) -> str:
    from espd_kg.namespaces import WD

    return WD + scored.case.item.id


def _told(asked: Sequence[Asked], what: Plan, name: str) -> Iterator[str]:
    added = sum(len(one.proposed) for one in asked)
    things = f"{len(asked)} of {len(what.things)}"
    yield f"espd: rows added to {name}: {added}; things asked for: {things}"
    if what.settled:
        yield f"espd: settled, so not asked for: {len(what.settled)}"
    nothing = [one.thing.label for one in asked if not one.best]
    if nothing:
        names = "; ".join(nothing[:_NAMED])
        more = f" and others; --format json names all {len(nothing)}" * (len(nothing) > _NAMED)
        yield f"espd: things for which nothing likely was found: {len(nothing)}: {names}{more}"
    aside = sum(len(one.aside) for one in asked)
    if aside:
        yield f"espd: items that bear a name but cannot be the thing: {aside}"
