"""`espd link enrich`: chosen facts of linked items, as a dated snapshot in a graph of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from espd_kg.cli.link.outside import add_asking, opened
from espd_kg.cli.link.tables import add_dataset, read_table
from espd_kg.cli.link.tables import values as values
from espd_kg.cli.parser import Parser
from espd_kg.iris import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from espd_kg.cli.context import Context
    from espd_kg.reconciling.enriching import Enriched

_EXAMPLES: Final = (
    "espd link enrich --dry-run",
    "espd link enrich",
    "espd link enrich --for person --refresh",
    "espd link enrich --for person/kairat-umarov",
)


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd link enrich`."""
    parser = Parser(
        "link enrich",
        "Ask a data set for chosen facts of the items that things are exactly linked to: names in\n"
        "English, Russian and Kazakh, types, positions held with their dates, coordinates, ISO\n"
        "codes; of events also dates, places, participants and where they are described. They go\n"
        "into data/snapshots/, one graph with its own provenance; nothing follows from it.\n"
        "Answers are kept: what was interrupted goes on where it stopped; --refresh asks anew.\n"
        "ESPD_CONTACT says whom the service may write to.",
        _EXAMPLES,
    )
    add_dataset(parser)
    add_asking(parser)
    parser.add_argument(
        "--for", dest="thing", metavar="WHAT", help="a kind, or one thing (default: all linked)"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print the queries; ask nothing, write nothing"
    )
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Ask, write the snapshot, and print what it holds."""
    arguments = build_parser(argv, context).parse(argv)
    table = read_table(context, arguments.dataset)
    from espd_kg.reconciling.enriching import enrich, planned

    if arguments.dry_run:
        questions = planned(table, arguments.thing)
        context.console.out("\n\n".join(questions) + "\n" * bool(questions))
        return 0
    with opened(context, arguments.dataset, arguments) as answers:
        workspace, progress = context.workspace(), context.console.progress
        done = enrich(workspace, table, answers, arguments.thing, progress=progress)
        context.console.out("".join(f"{line}\n" for line in _told(done, answers.asked)))
    for words in _notes(done):
        context.console.note(words)
    return 0


def _told(done: Enriched, sent: int) -> Iterator[str]:
    counts = (
        (len(done.asked), "items asked for"),
        (sent, "questions sent; the others had been answered before"),
        (len(done.snapshot.records), "items in the snapshot"),
    )
    yield from (f"{count:>7,}  {what}" for count, what in counts)
    yield f"{done.name} is {'written' if done.changed else 'as it was'}"


def _notes(done: Enriched) -> Iterator[str]:
    for item, target in done.merged:
        yield f"espd: {shorten(item)} was merged into {shorten(target)}. {_CHECK}"
    if done.missing:
        names = ", ".join(map(shorten, done.missing[:_NAMED]))
        left = len(done.missing) - _NAMED
        more = f" and {left:,} more" if left > 0 else ""
        yield f"espd: nothing is said of {names}{more}. {_CHECK}"
    if done.left_out:
        example, count = done.left_out[0], len(done.left_out)
        values = "1 value is" if count == 1 else f"{count:,} values are"
        yield f"espd: {values} not of the form that was expected, as {example}; left out."


_NAMED: Final = 3
"""How many items are named of which nothing is said."""
_CHECK: Final = "Run espd link check --online."
