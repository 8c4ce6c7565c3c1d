"""The parsers of `espd query`: they help and explain mistakes; what is right is read without."""

from __future__ import annotations

from argparse import SUPPRESS
from typing import Final

from espd_kg.cli.options import Language
from espd_kg.cli.parser import Parser
from espd_kg.cli.query_options import LISTING, asking
from espd_kg.iris import one_of
from espd_kg.queries.model import StoredQuery

_EXAMPLES: Final = (
    "espd query",
    "espd query commitments --dialogue espd-2024 --cite",
    "espd query provisions --theme 'critical minerals' --format csv",
    "espd query brief --theme trade --since 2020 --cite --format markdown",
    "espd query threads -h",
)


def list_parser() -> Parser:
    """Return the parser of the list of all queries."""
    parser = Parser(
        "query",
        "List the stored queries, or run one: espd query NAME [--PARAM VALUE ...].\n"
        "What a query asks, and its parameters: espd query NAME -h.",
        _EXAMPLES,
    )
    for option in LISTING:
        parser.add(option)
    return parser


def query_parser(query: StoredQuery) -> Parser:
    """Return the parser of one query."""
    parser = Parser(f"query {query.name}", _about(query), _examples(query))
    parser.add_argument("name", help=SUPPRESS)
    for option in asking(query):
        parser.add(option)
    return parser


def _about(query: StoredQuery) -> str:
    columns = "\n".join(f"  {column.name:<20} {column.description}" for column in query.columns)
    questions = "\n".join(query.question[language] for language in Language)
    evidence = f"the evidence of {one_of(query.cites)}" if query.cites else query.cites_note
    online = "".join(
        f"\n\n--online: {', '.join(join.columns)} from {join.dataset}, about ?{join.on}"
        for join in query.joins
    )
    about = f"{query.summary}\n\n{questions}\n\ncolumns:\n{columns}\n\n--cite: {evidence}"
    return f"{about}{online}"


def _examples(query: StoredQuery) -> list[str]:
    online = [f"espd query {query.name} --online --format csv"] if query.joins else []
    cited = f"espd query {query.name} --cite --format markdown"
    return [f"espd query {query.name}", cited, *online]
