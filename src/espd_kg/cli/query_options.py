"""The options of `espd query`, and which of the words after it is the name of a query."""

from __future__ import annotations

from espd_kg.cli.options import Language, Option, choice, memory_limit, store_choice, time_limit
from espd_kg.formats import TableFormat
from espd_kg.queries.model import Parameter, StoredQuery
from espd_kg.records import StrEnum
from espd_kg.stores.limits import DEFAULT_LIMITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

PARAMETER: Final = "parameter_"
"""What stands before a parameter's name where its value is found."""

_TAKE_VALUES: Final = (
    *("--format", "--lang", "--engine", "--store", "--timeout", "--memory", "--endpoint"),
)


class Engine(StrEnum):
    """Who answers; both give the same rows."""

    EMBEDDED = "embedded"
    RDFLIB = "rdflib"


LISTING: Final = (
    choice("--format", TableFormat, TableFormat.TABLE, "how the list is written"),
    choice("--lang", Language, Language.EN, "the language of the questions"),
)
"""The options of the list of all queries."""


def _memory() -> Option:
    """Return `--memory`, which is nothing unless somebody gives it: rdflib cannot hold it."""
    usual = memory_limit(DEFAULT_LIMITS.memory)
    return Option(
        usual.name, f"{usual.help}; not with rdflib", usual.convert, metavar=usual.metavar
    )


_ASKING: Final = (
    choice("--format", TableFormat, TableFormat.TABLE, "json is the W3C results format"),
    Option("--cite", "add the passages behind each row as footnotes", default=False),
    Option("--labels", "names instead of IRIs in csv, json, tsv and xml too", default=False),
    choice("--lang", Language, Language.EN, "the language of labels"),
    choice("--engine", Engine, Engine.EMBEDDED, "rdflib is the slow second opinion"),
    store_choice(),
    time_limit(DEFAULT_LIMITS.seconds),
    _memory(),
)


_ONLINE: Final = (
    Option("--online", "ask the data sets outside for the columns that they fill", default=False),
    Option("--endpoint", "ask this SPARQL service instead of theirs", str, metavar="URL"),
    Option("--refresh", "ask again, also where an answer is kept", default=False),
)
"""The options of a query that is joined with data sets outside."""


def asking(query: StoredQuery) -> tuple[Option, ...]:
    """Return the options of one query: its parameters, then those of every query."""
    return (*map(_option, query.parameters), *_ASKING, *(_ONLINE if query.joins else ()))


def query_name(argv: Sequence[str]) -> str | None:
    """Return the first word that is neither an option nor an option's value."""
    before = ""
    for word in argv:
        if not word.startswith("-") and before not in _TAKE_VALUES:
            return word
        before = word
    return None


def _option(parameter: Parameter) -> Option:
    return Option(
        f"--{parameter.name}",
        _help(parameter),
        str,
        metavar=parameter.type.upper(),
        prefix=PARAMETER,
    )


def _help(parameter: Parameter) -> str:
    allowed = f" One of {', '.join(parameter.allowed)}." if parameter.allowed else ""
    default = f" Default {parameter.default}." if parameter.default is not None else ""
    return f"{parameter.description}{allowed}{default}".replace("%", "%%")
