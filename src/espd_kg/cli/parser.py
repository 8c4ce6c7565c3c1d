"""argparse with messages for people: one sentence, the nearest right word, and where to read on."""

import argparse
import itertools
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NoReturn

from espd_kg.errors import InputError
from espd_kg.iris import nearest


class Language(StrEnum):
    """The languages in which the graph's labels are written."""

    EN = "en"
    RU = "ru"
    KK = "kk"


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

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments.

        Raises InputError, with a suggestion, for what is not known, and for an option given twice.
        """
        self._refuse_repetition(argv)
        arguments, unknown = self.parse_known_args(argv)
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

    def choose(self, option: str, kind: type[StrEnum], default: StrEnum | None, help: str) -> None:
        """Add an option that takes one of a fixed set of words."""
        self.add_argument(
            option, type=_choice(kind), choices=list(kind), default=default, help=help
        )

    def limit_time(self, default: float | None) -> None:
        """Add `--timeout`, how many seconds a query may take."""
        self.add_argument(
            "--timeout",
            type=at_least(0, float),
            default=default,
            metavar="SECONDS",
            help="give up after so long (default %(default)g)",
        )


def _choice(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def convert(text: str) -> StrEnum:
        try:
            return kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"there is no {text!r}. {nearest(text, map(str, kind))}"
            ) from None

    return convert


def at_least(minimum: float, convert: Callable[[str], float]) -> Callable[[str], float]:
    """Return a converter for a number that must not be smaller."""

    def checked(text: str) -> float:
        try:
            number = convert(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
        if not number >= minimum:
            raise argparse.ArgumentTypeError(f"{text} is less than {minimum:g}")
        return number

    return checked


def _epilog(examples: Sequence[str]) -> str | None:
    return "examples:\n" + "\n".join(f"  {line}" for line in examples) if examples else None
