"""`espd link`: links to outside data: proposed by machine, decided by people, kept as evidence."""

from __future__ import annotations

from espd_kg.cli.link.commands import SUBCOMMANDS
from espd_kg.errors import InputError
from espd_kg.iris import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from espd_kg.cli.commands import CommandModule
    from espd_kg.cli.context import Context
    from espd_kg.cli.parser import Parser

_EXAMPLES: Final = (
    "espd link status",
    "espd link propose --for person --dry-run",
    "espd link review --for person",
    'espd link decide state/kazakhstan Q232 --same --because "ISO code KZ on both sides"',
    "espd link check",
)
_ORDER: Final = "Write the command first, as in espd link status --dataset wikidata."


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the subcommand's parser, or that of `espd link` where none is named yet."""
    command = _named(argv)
    if command is not None:
        return command.build_parser(argv[1:], context)
    from espd_kg.cli.parser import Parser

    listing = "\n".join(f"  {name:<12}{one.summary}" for name, one in SUBCOMMANDS.items())
    summary = "Link the graph to outside data: people decide, and every decision is kept."
    parser = Parser("link", f"{summary}\n\nsubcommands:\n{listing}", _EXAMPLES)
    parser.usage = "espd link SUBCOMMAND ..."
    parser.add_argument(
        "subcommand", metavar="SUBCOMMAND", choices=list(SUBCOMMANDS), help="what to do"
    )
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Run the subcommand and return its exit code."""
    command = _named(argv)
    if command is not None:
        return command.run(argv[1:], context)
    if not argv:
        raise InputError("no link command was given", fix="See espd link -h.")
    if not argv[0].startswith("-"):
        raise InputError(f"there is no link command {argv[0]!r}", fix=nearest(argv[0], SUBCOMMANDS))
    if argv[0] not in ("-h", "--help"):
        raise InputError(f"{argv[0]!r} is not understood before a link command", fix=_ORDER)
    build_parser(argv, context).parse(argv)
    return 0


def words(argv: Sequence[str], context: Context) -> list[str]:
    """Return what the subcommand itself would complete here."""
    offered = getattr(_named(argv), "words", None)
    return offered(argv[1:], context) if offered else []


def values(argv: Sequence[str], option: str, context: Context) -> list[str]:
    """Return the values that the subcommand knows for an option."""
    offered = getattr(_named(argv), "values", None)
    return offered(argv[1:], option, context) if offered else []


def _named(argv: Sequence[str]) -> CommandModule | None:
    return SUBCOMMANDS[argv[0]].load() if argv and argv[0] in SUBCOMMANDS else None
