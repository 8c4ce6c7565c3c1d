"""`espd __complete`: what may come next on the line, one word a line, for the shells' scripts."""

from __future__ import annotations

from argparse import Action
from collections.abc import Sequence

from espd_kg.cli.commands import COMMANDS
from espd_kg.cli.context import Context
from espd_kg.cli.main import main_parser, shown_commands, split_command
from espd_kg.cli.parser import Parser
from espd_kg.errors import EspdError


def run(argv: Sequence[str], context: Context) -> int:
    """Print the words that fit; a line that makes no sense has none."""
    words = list(argv[1:] if argv[:1] == ["--"] else argv)
    *before, current = words or [""]
    found = [word for word in _candidates(before, context) if word.startswith(current)]
    context.console.out("".join(f"{word}\n" for word in dict.fromkeys(found)))
    return 0


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return a parser that takes anything: whatever is typed may be completed."""
    return Parser("__complete", "List what may come next.")


def _candidates(before: list[str], context: Context) -> list[str]:
    options, name, after = split_command(before)
    if name is None:
        if before and before[-1] == "--workspace":
            return []
        return [*shown_commands(), *main_parser().option_names()]
    if name not in shown_commands():
        return []
    command = COMMANDS[name].load()
    try:
        inside = _at_workspace(options, context)
        parser = command.build_parser(after, inside)
        words = getattr(command, "words", None)
        extra = words(after, inside) if words else []
    except EspdError:
        return []
    waiting = _waiting_option(parser, after)
    if waiting is not None:
        given = getattr(command, "values", None)
        known = list(map(str, waiting.choices or ()))
        return known or (given(after, after[-1], inside) if given else [])
    return [*extra, *_positional_choices(parser), *parser.option_names()]


def _at_workspace(options: list[str], context: Context) -> Context:
    named = main_parser().parse(options).workspace
    return context if named is None else context.at(named)


def _waiting_option(parser: Parser, typed: list[str]) -> Action | None:
    """Return the option whose value comes next, if one was just typed."""
    last = typed[-1] if typed else ""
    options = (action for action in parser.actions() if last in action.option_strings)
    return next((action for action in options if action.nargs != 0), None)


def _positional_choices(parser: Parser) -> list[str]:
    positional = (action for action in parser.actions() if not action.option_strings)
    return [str(word) for action in positional for word in action.choices or ()]
