"""`espd query`: lists the stored queries, or runs one with typed parameters and footnotes.

An answer takes the store a few milliseconds to find, so what not every answer needs is loaded
where it is needed: the parser for help and mistakes, the catalogue for a file that has changed.
"""

from __future__ import annotations

from espd_kg.cli.answers import Answer, written
from espd_kg.cli.context import DISK, Context
from espd_kg.cli.options import read_plainly
from espd_kg.cli.query_options import PARAMETER, Engine, asking, query_name
from espd_kg.errors import InputError
from espd_kg.formats import TableFormat
from espd_kg.queries.model import StoredQuery
from espd_kg.questions import ask
from espd_kg.results import Table
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Final

    from espd_kg.cli.parser import Parser
    from espd_kg.cli.settings import Settings
    from espd_kg.stores.base import Store


_FETCHED: Final = "http://www.wikidata.org/prop/"
"""How the words begin that only snapshots of data sets outside hold; a query names them."""


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd query`, or that of the one query that is named."""
    from espd_kg.cli.query_parser import list_parser, query_parser

    name = query_name(argv)
    return list_parser() if name is None else query_parser(_load(name, context))


def words(argv: Sequence[str], context: Context) -> list[str]:
    """Return the names of the queries where one may be typed next."""
    if query_name(argv) is not None:
        return []
    return [path.stem for path in context.workspace().query_files()]


def values(argv: Sequence[str], option: str, context: Context) -> list[str]:
    """Return what may be given for a query's parameter; only a graph that stands is asked."""
    from espd_kg.arguments import choices

    name = query_name(argv)
    store = context.standing_store()
    if name is None or store is None:
        return []
    with store:
        parameters = _load(name, context).parameters
        asked = (parameter for parameter in parameters if f"--{parameter.name}" == option)
        return [value for parameter in asked for value in choices(store, parameter)]


def run(argv: Sequence[str], context: Context) -> int:
    """Print the list of queries, or the rows of one."""
    name = query_name(argv)
    if name is None:
        from espd_kg.cli import query_list

        return query_list.run(argv, context)
    query = _load(name, context)
    arguments = _read(query, argv)
    given = {
        parameter.name: str(value)
        for parameter in query.parameters
        if (value := arguments[PARAMETER + parameter.name]) is not None
    }
    embedded = arguments["engine"] is Engine.EMBEDDED
    limits = _limits(arguments, embedded)
    with _open(context, limits, embedded, str(arguments["store"])) as store:
        table = ask(store, query, given)
        notes: list[str] = []
        code = 0
        if query.joins:
            from espd_kg.cli.query_online import joined

            table, notes, code = joined(table, query, arguments, context)
        elif _FETCHED in query.text:
            from espd_kg.cli.query_online import not_fetched

            notes = not_fetched(store)
        answer, why = _answer(store, query, given, arguments, table)
    context.console.out(_text(answer, arguments["format"], context.settings))
    for note in (why, *notes):
        if note:
            context.console.note(note)
    return code


def _limits(arguments: Mapping[str, Any], embedded: bool) -> Limits:
    memory = arguments["memory"]
    if memory is not None and not embedded:
        raise InputError("rdflib holds no limit on memory", fix="Leave --memory or --engine out.")
    bound = DEFAULT_LIMITS.memory if memory is None else memory
    return Limits(seconds=arguments["timeout"], memory=bound)


def _open(context: Context, limits: Limits, embedded: bool, where: str) -> Store:
    if embedded:
        return context.store(limits, where, alone=True)
    if where != DISK:
        raise InputError("rdflib reads the build on disk", fix="Leave --engine or --store out.")
    return context.second_opinion(limits)


def _answer(
    store: Store,
    query: StoredQuery,
    given: Mapping[str, str],
    arguments: Mapping[str, Any],
    table: Table,
) -> tuple[Answer, str]:
    """Return the answer with what was asked for beside it, and why a table has no rows."""
    form: TableFormat = arguments["format"]
    lang = str(arguments["lang"])
    named = form.for_people or bool(arguments["labels"])
    if not (named or arguments["cite"]):
        return Answer(table), ""
    from espd_kg.explanations import cite, names_in, uncoded_events

    notes = cite(store, query, table) if arguments["cite"] else None
    names = names_in(store, query, table, lang) if named else {}
    why = ""
    if not table.rows and form is TableFormat.TABLE:
        why = _nothing_found(given, uncoded_events(store, query, given, lang))
    shown = _labelled(table, names, query) if arguments["labels"] else table
    return Answer(shown, names, query.plurals, notes, query.cites_note), why


def _text(answer: Answer, form: TableFormat, settings: Settings) -> str:
    if answer.footnotes is None:
        return written(answer, form, settings)
    from espd_kg.cli.footnotes import with_footnotes

    return with_footnotes(answer, answer.footnotes, form, settings)


def _labelled(table: Table, names: Mapping[str, str], query: StoredQuery) -> Table:
    from espd_kg.results_people import labelled

    return labelled(table, names, query.plurals)


def _read(query: StoredQuery, argv: Sequence[str]) -> Mapping[str, Any]:
    """Return the values of the options; raises InputError where a word is wrong."""
    plain = read_plainly(asking(query), argv[1:]) if argv[0] == query.name else None
    if plain is not None:
        return plain
    from espd_kg.cli.query_parser import query_parser

    return vars(query_parser(query).parse(argv))


def _load(name: str, context: Context) -> StoredQuery:
    """Return the query as it was compiled, or from its file where that has changed since."""
    query = context.compiled_query(name)
    if query is not None:
        return query
    from espd_kg.queries.catalogue import find_query

    workspace = context.workspace()
    return find_query(workspace.query_files(), name, workspace.relative)


def _nothing_found(given: Mapping[str, str], silent: Iterable[str]) -> str:
    if not given:
        return "No rows: the graph holds nothing of the kind."
    asked = " ".join(f"--{name} {value}" for name, value in given.items())
    reasons = [
        f" No text of “{event}” is held: nothing is coded, though something may have been said."
        for event in silent
    ]
    return "".join([f"No rows match {asked}.", *reasons])
