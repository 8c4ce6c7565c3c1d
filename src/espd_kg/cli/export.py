"""`espd export`: the graph as one RDF document, a JSON-LD tree, or tables; its links alone."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from espd_kg.cli.context import Context
from espd_kg.cli.parser import Parser
from espd_kg.errors import InputError
from espd_kg.formats import RdfFormat
from espd_kg.iris import one_of
from espd_kg.records import StrEnum

_EXAMPLES: Final = (
    "espd export --format turtle --output espd.ttl",
    "espd export --format trig --inferred | gzip > espd.trig.gz",
    "espd export --format jsonld --frame dialogue --output dialogues.jsonld",
    "espd export --format csv --output tables/",
    "espd export --format sssom --output links.sssom.tsv",
)


_FORMATS: Final = (
    "csv writes a folder of tables with a datapackage.json; sssom the decided links as one table; "
    "void how far the graph is linked, counted, as Turtle"
)


class Form(StrEnum):
    """What an export may be: an RDF document, tables, or something about the links."""

    TURTLE = RdfFormat.TURTLE
    TRIG = RdfFormat.TRIG
    NQUADS = RdfFormat.NQUADS
    NTRIPLES = RdfFormat.NTRIPLES
    RDFXML = RdfFormat.RDFXML
    JSONLD = RdfFormat.JSONLD
    CSV = "csv"
    SSSOM = "sssom"
    VOID = "void"


class Frame(StrEnum):
    """The trees that can be cut out of the graph."""

    DIALOGUE = "dialogue"


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd export`."""
    parser = Parser(
        "export",
        "Write data, links, themes and codes: the same bytes for the same data, every literal as\n"
        "it was written. Turtle, N-Triples, RDF/XML and JSON-LD hold the union of the graphs.",
        _EXAMPLES,
    )
    parser.choose("--format", Form, None, _FORMATS)
    parser.add_argument(
        "--inferred", action="store_true", help="add what was inferred (csv always does)"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write here, whole or not at all (csv: a folder)",
    )
    parser.choose("--frame", Frame, None, "with jsonld: one tree for each dialogue")
    parser.add_argument("--context", action="store_true", help="write the JSON-LD context alone")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Write the export to the output, or to standard output."""
    arguments = build_parser(argv, context).parse(argv)
    _refuse_contradictions(arguments)
    generation = context.generation()
    # rdflib and PyLD are heavy; help and mistakes are answered without them.
    from espd_kg import exporting
    from espd_kg.export.files import write_file, write_folder

    output: Path | None = arguments.output
    context.console.progress("writing the graph")
    if arguments.format is Form.CSV:
        assert output is not None
        write_folder(output, exporting.tables(generation))
        return 0
    if arguments.context:
        content = exporting.jsonld_context_document(generation)
    elif arguments.frame is not None:
        content = exporting.tree(generation, str(arguments.frame))
    elif arguments.format in (Form.SSSOM, Form.VOID):
        content = _links(arguments.format, generation, context)
    else:
        form = RdfFormat(arguments.format)
        content = exporting.document(generation, form, inferred=arguments.inferred)
    if output is None:
        context.console.out(content)
    else:
        write_file(output, content)
    return 0


def _links(form: Form, generation: Path, context: Context) -> bytes:
    from espd_kg.linking.table.decisions import read_decisions
    from espd_kg.reconciling import leaving

    if form is Form.VOID:
        return leaving.void(generation)
    workspace = context.workspace()
    tables = [read_decisions(path, workspace.relative(path)) for path in workspace.link_files()]
    return leaving.sssom(tables)


def _refuse_contradictions(arguments: Namespace) -> None:
    if arguments.context:
        if arguments.format not in (None, Form.JSONLD):
            raise InputError("only JSON-LD has a context", fix="Leave --format out.")
        return
    if arguments.format is None:
        raise InputError("no format was given", fix=f"Add --format {one_of(tuple(Form))}.")
    if arguments.format is Form.CSV and arguments.output is None:
        raise InputError("csv writes a folder of tables", fix="Add --output FOLDER.")
    if arguments.frame is not None and arguments.format is not Form.JSONLD:
        raise InputError("only JSON-LD can be framed", fix="Add --format jsonld.")
