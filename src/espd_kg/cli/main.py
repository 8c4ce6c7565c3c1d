"""The way in: options before the command, then the command; every failure becomes a sentence."""

from __future__ import annotations

import gc
import os
import sys

from espd_kg.cli.commands import COMMANDS
from espd_kg.cli.console import Console
from espd_kg.cli.context import Context
from espd_kg.cli.failures import guarded, leave
from espd_kg.cli.settings import Settings
from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from espd_kg.cli.parser import Parser

_RARELY: Final = 100_000
_EXAMPLES: Final = (
    "espd build",
    "espd query commitments --dialogue espd-2024 --cite",
    "espd show person/donald-lu",
    "espd export --format turtle --output espd.ttl",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    # Most of what is made at the start stays to the end: looking for what does not only takes time.
    gc.set_threshold(_RARELY)
    settings = Settings.read(os.environ)
    console = Console(progress=settings.progress)
    words = list(sys.argv[1:] if argv is None else argv)
    code = guarded(lambda: _run(words, settings, console), console, settings)
    if argv is None:
        leave(code)
    return code


def _run(words: list[str], settings: Settings, console: Console) -> int:
    before, name, after = split_command(words)
    folder, wants_version = _read(before)
    if wants_version:
        console.out(f"espd {VERSION}\n")
        return 0
    if name is None:
        raise InputError("no command was given", fix="See espd -h.")
    if name not in COMMANDS:
        raise InputError(f"there is no command {name!r}", fix=nearest(name, shown_commands()))
    context = Context(settings, console)
    if folder is not None:
        context = context.at(folder)
    return COMMANDS[name].load().run(after, context)


def _read(before: list[str]) -> tuple[str | None, bool]:
    """Return the folder that the options name, and whether they ask for the version.

    The plainest words are read without the parser, which takes longer to load than to use.
    """
    match before:
        case []:
            return None, False
        case ["--version"]:
            return None, True
        case ["--workspace", name, *more] if name[:1] != "-" and more in ([], ["--version"]):
            return name, bool(more)
    arguments = main_parser().parse(before)
    return arguments.workspace, arguments.version


def split_command(words: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """Return the options before the command, the command, and what follows it."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] == "--workspace" else 1
    name = words[at] if at < len(words) else None
    return list(words[:at]), name, list(words[at + 1 :])


def shown_commands() -> list[str]:
    """Return the names of the commands that people type, in the order of the help."""
    return [name for name, command in COMMANDS.items() if not command.hidden]


def main_parser() -> Parser:
    """Return the parser of the options that come before a command."""
    from espd_kg.cli.parser import Parser

    listing = "\n".join(f"  {name:<12}{COMMANDS[name].summary}" for name in shown_commands())
    parser = Parser("", "Ask what the dialogues promised, in the exact words.", _EXAMPLES)
    parser.usage = "espd [--workspace DIR] COMMAND ..."
    parser.description = f"{parser.description}\n\ncommands:\n{listing}"
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        help="a folder with data/ of your own (or set ESPD_WORKSPACE); default: the checkout "
        "around the current folder, else the graph that came with the package",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser
