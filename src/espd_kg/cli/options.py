"""The options of a command as a table, read from plain words without argparse.

Loading argparse takes longer than finding most answers. Words that are right are read here;
whatever else is typed, also -h, is left to the parser, which knows how to explain itself.
"""

from __future__ import annotations

from espd_kg.records import StrEnum, record
from espd_kg.stores.limits import as_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@record(frozen=True)
class Option:
    """An option: what its value is made of, its default, and what the help says of it.

    Without a `convert` it takes no value, and is true where it is given. `choices` are the words
    that it takes, where these are fixed; `prefix` keeps its destination apart from others.
    """

    name: str
    help: str
    convert: Callable[[str], object] | None = None
    default: object = None
    metavar: str | None = None
    choices: Sequence[str] | None = None
    prefix: str = ""

    @property
    def destination(self) -> str:
        """Under which name the value is found."""
        return self.prefix + self.name.removeprefix("--").replace("-", "_")


class TextOrJson(StrEnum):
    """How a command tells what it did or found: to people, or to programs."""

    TEXT = "text"
    JSON = "json"


class Language(StrEnum):
    """The languages in which the graph's labels are written."""

    EN = "en"
    RU = "ru"
    KK = "kk"


def choice(name: str, kind: type[StrEnum], default: StrEnum | None, help: str) -> Option:
    """Return an option that takes one of a fixed set of words."""
    return Option(name, help, kind, default, choices=tuple(kind))


def time_limit(default: float | None) -> Option:
    """Return `--timeout`, how many seconds a query may take."""
    help = "give up after so long (default %(default)g)"
    return Option("--timeout", help, at_least(0, float), default, metavar="SECONDS")


def memory_limit(default: int | None) -> Option:
    """Return `--memory`, how much memory a query may need."""
    help = f"give up where a query needs more (default {as_size(default)})" if default else ""
    return Option("--memory", help, size, default, metavar="SIZE")


def store_choice() -> Option:
    """Return `--store`, where the graph is that answers."""
    help = "disk (default), memory, or the URL of a SPARQL endpoint"
    return Option("--store", help, str, "disk", metavar="WHERE")


def at_least(minimum: float, convert: Callable[[str], float]) -> Callable[[str], float]:
    """Return a converter for a number that must not be smaller; it raises ValueError."""

    def checked(text: str) -> float:
        try:
            number = convert(text)
        except ValueError:
            raise ValueError(f"{text!r} is not a number") from None
        if not number >= minimum:
            raise ValueError(f"{text} is not {minimum:g} or more")
        return number

    return checked


def size(text: str) -> int:
    """Return the bytes that a size means, as in 500M or 1.5G; raises ValueError."""
    digits, unit = (text[:-1], text[-1].upper()) if text[-1:].isalpha() else (text, "")
    power = ("", "K", "M", "G", "T").index(unit) if unit in ("", "K", "M", "G", "T") else -1
    try:
        number = float(digits)
    except ValueError:
        number = -1.0
    if power < 0 or not 0 < number < float("inf"):
        raise ValueError(f"{text!r} is no size; write it as in 500M or 2G")
    return int(number * 1024**power)


def read_plainly(options: Iterable[Option], argv: Sequence[str]) -> Mapping[str, object] | None:
    """Return the options' values by their destinations, where every word is right.

    None where a word is not, and where somebody asks for help: that is the parser's to say.
    """
    known = {option.name: option for option in options}
    found = {option.destination: option.default for option in known.values()}
    given: set[str] = set()
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None or name in given or (equals and option.convert is None):
            return None
        given.add(name)
        if option.convert is None:
            found[option.destination] = True
            continue
        text = value if equals else next(words, None)
        # argparse takes a word that begins with a dash for an option, unless it is a number.
        if text is None or (not equals and text.startswith("-")):
            return None
        try:
            found[option.destination] = option.convert(text)
        except ValueError:
            return None
    return found
