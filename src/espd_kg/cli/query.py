"""`espd query`: lists the stored queries, or runs one with typed parameters and footnotes."""

from __future__ import annotations

from argparse import SUPPRESS
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from pyoxigraph import Literal

from espd_kg.arguments import choices
from espd_kg.cli.answers import Answer, written
from espd_kg.cli.context import Context
from espd_kg.cli.parser import Language, Parser
from espd_kg.formats import TableFormat
from espd_kg.iris import one_of
from espd_kg.queries.catalogue import Catalogue, find_query
from espd_kg.queries.model import Parameter, StoredQuery
from espd_kg.questions import ask, cite, names_in, uncoded_events
from espd_kg.results import Table
from espd_kg.results_people import labelled
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits

_EXAMPLES: Final = (
    "espd query",
    "espd query commitments --dialogue espd-2024 --cite",
    "espd query provisions --theme 'critical minerals' --format csv",
    "espd query brief --theme trade --since 2020 --cite --format markdown",
    "espd query threads -h",
)


class Engine(StrEnum):
    """Who answers; both give the same rows."""

    EMBEDDED = "embedded"
    RDFLIB = "rdflib"


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd query`, or that of the one query that is named."""
    name = _query_name(argv)
    return _list_parser() if name is None else _query_parser(_load(name, context))


def words(argv: Sequence[str], context: Context) -> list[str]:
    """Return the names of the queries where one may be typed next."""
    if _query_name(argv) is not None:
        return []
    return [path.stem for path in context.workspace().query_files()]


def values(argv: Sequence[str], option: str, context: Context) -> list[str]:
    """Return what may be given for a query's parameter; only a graph that stands is asked."""
    name = _query_name(argv)
    store = context.standing_store()
    if name is None or store is None:
        return []
    with store:
        parameters = _load(name, context).parameters
        asked = (parameter for parameter in parameters if f"--{parameter.name}" == option)
        return [value for parameter in asked for value in choices(store, parameter)]


def run(argv: Sequence[str], context: Context) -> int:
    """Print the list of queries, or the rows of one."""
    name = _query_name(argv)
    if name is None:
        return _list(argv, context)
    query = _load(name, context)
    arguments = _query_parser(query).parse(argv)
    given = {
        parameter.name: value
        for parameter in query.parameters
        if (value := getattr(arguments, _destination(parameter))) is not None
    }
    limits = Limits(seconds=arguments.timeout)
    form: TableFormat = arguments.format
    open_store = context.second_opinion if arguments.engine is Engine.RDFLIB else context.store
    with open_store(limits) as store:
        table = ask(store, query, given)
        notes = cite(store, query, table) if arguments.cite else None
        named = form.for_people or arguments.labels
        names = names_in(store, query, table, str(arguments.lang)) if named else {}
        silent = () if table.rows else uncoded_events(store, query, given, str(arguments.lang))
    shown = labelled(table, names, query.plurals) if arguments.labels else table
    answer = Answer(shown, names, query.plurals, notes, query.cites_note)
    context.console.out(written(answer, form, context.settings))
    if not table.rows and form is TableFormat.TABLE:
        context.console.note(_nothing_found(given, silent))
    return 0


def _list(argv: Sequence[str], context: Context) -> int:
    arguments = _list_parser().parse(argv)
    workspace = context.workspace()
    catalogue = Catalogue.load(workspace.query_files(), workspace.relative)
    rows = tuple(
        (
            Literal(query.name),
            Literal(query.question[str(arguments.lang)]),
            Literal(" ".join(f"--{parameter.name}" for parameter in query.parameters)),
        )
        for _, query in sorted(catalogue.queries.items())
    )
    table = Table(("query", "question", "parameters"), rows)
    context.console.out(written(Answer(table), arguments.format, context.settings))
    for _, complaint in sorted(catalogue.broken.items()):
        context.console.note(f"espd: warning: {complaint}")
    return 0


def _list_parser() -> Parser:
    parser = Parser(
        "query",
        "List the stored queries, or run one: espd query NAME [--PARAM VALUE ...].\n"
        "What a query asks, and its parameters: espd query NAME -h.",
        _EXAMPLES,
    )
    parser.choose("--format", TableFormat, TableFormat.TABLE, "how the list is written")
    parser.choose("--lang", Language, Language.EN, "the language of the questions")
    return parser


def _query_parser(query: StoredQuery) -> Parser:
    parser = Parser(f"query {query.name}", _about(query), _examples(query))
    parser.add_argument("name", help=SUPPRESS)
    for parameter in query.parameters:
        parser.add_argument(
            f"--{parameter.name}",
            dest=_destination(parameter),
            metavar=parameter.type.upper(),
            help=_help(parameter),
        )
    parser.choose("--format", TableFormat, TableFormat.TABLE, "json is the W3C results format")
    parser.add_argument(
        "--cite", action="store_true", help="add the passages behind each row as footnotes"
    )
    parser.add_argument(
        "--labels", action="store_true", help="names instead of IRIs in csv, json, tsv and xml too"
    )
    parser.choose("--lang", Language, Language.EN, "the language of labels")
    parser.choose("--engine", Engine, Engine.EMBEDDED, "rdflib is the slow second opinion")
    parser.limit_time(DEFAULT_LIMITS.seconds)
    return parser


def _load(name: str, context: Context) -> StoredQuery:
    workspace = context.workspace()
    return find_query(workspace.query_files(), name, workspace.relative)


def _query_name(argv: Sequence[str]) -> str | None:
    """Return the first word that is neither an option nor an option's value."""
    takes_value = {"--format", "--lang", "--engine", "--timeout"}
    before = ""
    for word in argv:
        if not word.startswith("-") and before not in takes_value:
            return word
        before = word
    return None


def _destination(parameter: Parameter) -> str:
    return f"parameter_{parameter.name}"


def _about(query: StoredQuery) -> str:
    columns = "\n".join(f"  {column.name:<20} {column.description}" for column in query.columns)
    questions = "\n".join(query.question[language] for language in Language)
    evidence = f"the evidence of {one_of(query.cites)}" if query.cites else query.cites_note
    return f"{query.summary}\n\n{questions}\n\ncolumns:\n{columns}\n\n--cite: {evidence}"


def _examples(query: StoredQuery) -> list[str]:
    return [f"espd query {query.name}", f"espd query {query.name} --cite --format markdown"]


def _help(parameter: Parameter) -> str:
    allowed = f" One of {', '.join(parameter.allowed)}." if parameter.allowed else ""
    default = f" Default {parameter.default}." if parameter.default is not None else ""
    return f"{parameter.description}{allowed}{default}".replace("%", "%%")


def _nothing_found(given: dict[str, str], silent: Iterable[str]) -> str:
    if not given:
        return "No rows: the graph holds nothing of the kind."
    asked = " ".join(f"--{name} {value}" for name, value in given.items())
    reasons = [
        f" No text of “{event}” is held: nothing is coded, though something may have been said."
        for event in silent
    ]
    return "".join([f"No rows match {asked}.", *reasons])
