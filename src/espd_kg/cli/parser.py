"""argparse with messages for people: one sentence, the nearest right word, and where to read on."""

import argparse
import itertools
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from espd_kg.cli import options
from espd_kg.cli.options import Option, choice
from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.records import StrEnum


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are InputErrors; the face prints them."""

    def __init__(self, command: str, summary: str, examples: Sequence[str] = ()) -> None:
        super().__init__(
            prog=f"espd {command}".rstrip(),
            description=summary,
            epilog=_epilog(examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def parse(self, argv: Sequence[str], *, intermixed: bool = False) -> argparse.Namespace:
        """Return the arguments; `intermixed` ones may have options between them.

        Raises InputError, with a suggestion, for what is not known, and for an option given twice.
        """
        self._refuse_repetition(argv)
        read = self.parse_known_intermixed_args if intermixed else self.parse_known_args
        arguments, unknown = read(argv)
        if unknown:
            word = unknown[0].split("=")[0]
            raise InputError(
                f"{word!r} is not understood here",
                fix=nearest(word, self.option_names()) or f"See {self.prog} -h.",
            )
        return arguments

    def _refuse_repetition(self, argv: Sequence[str]) -> None:
        seen: set[str] = set()
        for word in itertools.takewhile(lambda word: word != "--", argv):
            name = word.partition("=")[0]
            if name in seen and name in self._option_string_actions:
                raise InputError(f"{name} is given twice", fix="Give it once.")
            seen.add(name)

    def option_names(self) -> list[str]:
        """Return the long options, sorted."""
        return sorted(
            name
            for action in self._actions
            for name in action.option_strings
            if name.startswith("--")
        )

    def actions(self) -> list[argparse.Action]:
        """Return the options and arguments, in the order in which they were added."""
        return list(self._actions)

    def _print_message(self, message: str, file: object = None) -> None:
        # argparse itself would swallow a full disk here.
        if sys.stdout is None:
            raise OSError("standard output is closed")
        sys.stdout.write(message)

    def error(self, message: str) -> NoReturn:
        """Raise the parser's own complaint as an InputError."""
        raise InputError(message, fix=f"See {self.prog} -h.")

    def add(self, option: Option) -> None:
        """Add an option of a table."""
        if option.convert is None:
            self.add_argument(option.name, action="store_true", help=option.help)
            return
        self.add_argument(
            option.name,
            dest=option.destination,
            type=told(option.convert, option.choices),
            choices=option.choices,
            default=option.default,
            metavar=option.metavar,
            help=option.help,
        )

    def choose(self, name: str, kind: type[StrEnum], default: StrEnum | None, help: str) -> None:
        """Add an option that takes one of a fixed set of words."""
        self.add(choice(name, kind, default, help))


def at_least(minimum: float, convert: Callable[[str], float]) -> Callable[[str], object]:
    """Return a converter for a number that must not be smaller."""
    return told(options.at_least(minimum, convert))


def told(
    convert: Callable[[str], object], choices: Sequence[str] | None = None
) -> Callable[[str], object]:
    """Return the converter with complaints as argparse takes them; of choices, the nearest."""

    def converted(text: str) -> object:
        try:
            return convert(text)
        except ValueError as error:
            fix = nearest(text, map(str, choices)) if choices else ""
            message = f"there is no {text!r}. {fix}" if choices else str(error)
            raise argparse.ArgumentTypeError(message) from None

    return converted


def _epilog(examples: Sequence[str]) -> str | None:
    return "examples:\n" + "\n".join(f"  {line}" for line in examples) if examples else None
