"""`espd link contribute`: what Wikidata lacks of our events, to look through; nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from espd_kg.cli.link.tables import USUAL, add_dataset, read_table
from espd_kg.cli.link.tables import values as values
from espd_kg.cli.options import choice
from espd_kg.cli.parser import Parser
from espd_kg.errors import InputError
from espd_kg.reconciling.giving import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from espd_kg.cli.context import Context
    from espd_kg.reconciling.giving import Contributions

_EXAMPLES: Final = (
    "espd link contribute",
    "espd link contribute --output events.qs",
    "espd link contribute --format json",
)


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd link contribute`."""
    parser = Parser(
        "link contribute",
        "Write, for a person to look through, what Wikidata lacks of our events: participants,\n"
        "dates, places and documents, each with the public document that says it. Nothing is\n"
        "sent. Only decided exact links stand for items. What Wikidata may have already stands\n"
        "behind the mark #: look first, and take the mark away where it is right.",
        _EXAMPLES,
    )
    add_dataset(parser)
    parser.add(choice("--format", Form, Form.QUICKSTATEMENTS, "commands, or all that is known"))
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write here, whole or not at all"
    )
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Write the commands to the output, or to standard output; say beside them what is left out."""
    arguments = build_parser(argv, context).parse(argv)
    if arguments.dataset != USUAL:
        raise InputError(
            f"QuickStatements are for Wikidata alone, not for {arguments.dataset!r}",
            fix="Leave --dataset out.",
        )
    table = read_table(context, arguments.dataset)
    # rdflib is heavy; help and mistakes are answered without it.
    from espd_kg.export.files import write_file
    from espd_kg.reconciling.contributing import contributions
    from espd_kg.reconciling.giving import written

    with context.store() as store:
        found = contributions(store, table)
    text = written(found, arguments.format)
    if arguments.output is None:
        context.console.out(text)
    else:
        write_file(arguments.output, text.encode())
    for line in _notes(found):
        context.console.note(line)
    return 0


def _notes(found: Contributions) -> list[str]:
    """Return what a person should know beside the commands."""
    statements = [(each, one) for one in found.events for each in one.statements]
    checks = sum(bool(each.check or one.check) for each, one in statements)
    notes = [
        f"{len(statements)} statements on {len(found.events)} events, {checks} of them to be "
        "checked first. Nothing was sent."
    ]
    if found.waiting:
        notes.append(f"{len(found.waiting)} events wait for a decision: espd link review.")
    if found.unlinked:
        notes.append(f"{len(found.unlinked)} things have no decided exact item: espd link status.")
    if found.unheld:
        notes.append(f"{found.unheld} statements rest on documents without a public address.")
    return notes
