"""`espd sparql`: any SPARQL 1.1 query, from the command line, a file or standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from espd_kg.cli.context import Context
from espd_kg.cli.options import Option, at_least, memory_limit, store_choice, time_limit
from espd_kg.cli.parser import Parser
from espd_kg.errors import InputError
from espd_kg.formats import RdfFormat, TableFormat
from espd_kg.iris import one_of
from espd_kg.records import StrEnum
from espd_kg.results import Result, Triples
from espd_kg.results_formats import write_result, write_triples
from espd_kg.stores.guard import with_known_prefixes
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits

_EXAMPLES: Final = (
    "espd sparql 'SELECT ?d ?when WHERE { ?d a espd:Dialogue ; espd:startDate ?when }'",
    "espd sparql @question.rq --format csv",
    "espd sparql - --timeout 5 < question.rq",
    "espd sparql 'DESCRIBE state:kazakhstan' --format turtle",
    "espd sparql @question.rq --store http://localhost:7878/query?union-default-graph",
)


class Form(StrEnum):
    """How an answer is written: rows in one of the first, triples in any."""

    TABLE = TableFormat.TABLE
    JSON = TableFormat.JSON
    CSV = TableFormat.CSV
    TSV = TableFormat.TSV
    XML = TableFormat.XML
    MARKDOWN = TableFormat.MARKDOWN
    TURTLE = RdfFormat.TURTLE
    NTRIPLES = RdfFormat.NTRIPLES
    RDFXML = RdfFormat.RDFXML
    JSONLD = RdfFormat.JSONLD


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd sparql`."""
    parser = Parser(
        "sparql",
        "Run a SPARQL 1.1 query over the whole graph. The prefixes of this graph need no\n"
        "declaration. SERVICE and updates are refused.",
        _EXAMPLES,
    )
    parser.add_argument("query", metavar="QUERY", help="the text, @FILE, or - for standard input")
    parser.choose(
        "--format",
        Form,
        None,
        "a table for SELECT and ASK (default table), RDF for CONSTRUCT and DESCRIBE (turtle)",
    )
    parser.add(store_choice())
    parser.add(time_limit(DEFAULT_LIMITS.seconds))
    parser.add(memory_limit(DEFAULT_LIMITS.memory))
    parser.add(
        Option(
            "--max-rows",
            "refuse larger answers (default %(default)d)",
            at_least(1, int),
            DEFAULT_LIMITS.rows,
            metavar="N",
        )
    )
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Run the query and print its answer."""
    arguments = build_parser(argv, context).parse(argv)
    text = with_known_prefixes(read_query(arguments.query))
    limits = Limits(arguments.timeout, arguments.max_rows, memory=arguments.memory)
    with context.store(limits, arguments.store) as store:
        result = store.query(text)
    context.console.out(written(result, arguments.format, context))
    return 0


def read_query(argument: str) -> str:
    """Return the text that the argument stands for; raises InputError where it cannot be read."""
    if argument != "-" and not argument.startswith("@"):
        return argument
    name = "standard input" if argument == "-" else argument[1:]
    if not name:
        raise InputError("@ needs a file name", fix="Write it as in @question.rq.")
    try:
        content = sys.stdin.buffer.read() if argument == "-" else Path(name).read_bytes()
        return content.decode()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", file=name) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            "is not UTF-8", file=name, line=line, fix="Save the file as UTF-8."
        ) from None


def written(result: Result, form: Form | None, context: Context) -> str:
    """Return the answer in the format asked for, or in the usual one for its kind."""
    tables, graphs = list(map(str, TableFormat)), list(map(str, RdfFormat))
    if isinstance(result, Triples) and (form is None or form in graphs):
        return write_triples(result, RdfFormat(form or RdfFormat.TURTLE))
    if form in graphs:
        raise InputError(
            f"an answer of rows cannot be written as {form}",
            fix=f"Use {one_of(tables)}, or ask with CONSTRUCT or DESCRIBE.",
        )
    return write_result(
        result,
        TableFormat(form or TableFormat.TABLE),
        width=context.settings.width,
        color=context.settings.color,
    )
