"""`espd validate`: every shape and check over the workspace, or over files added to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from espd_kg.cli.context import Context
from espd_kg.cli.making import MAKING, made_by
from espd_kg.cli.parser import Parser
from espd_kg.pipeline import check
from espd_kg.records import StrEnum
from espd_kg.validate.report import to_shacl

_EXAMPLES: Final = (
    "espd validate",
    "espd validate draft.ttl",
    "espd validate --format turtle > report.ttl",
)
_DOES_NOT_CONFORM: Final = 1


class Form(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"
    SHACL = "shacl"


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd validate`."""
    parser = Parser(
        "validate",
        "Test the data against every shape and check. Exit code 1 where it does not conform.",
        _EXAMPLES,
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="Turtle files to test with the data"
    )
    for option in MAKING:
        parser.add(option)
    parser.choose("--format", Form, Form.TEXT, "turtle, or shacl: a SHACL report in Turtle")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Validate and print the report."""
    arguments = build_parser(argv, context).parse(argv)
    report = check(
        context.workspace(),
        arguments.files,
        made_by(vars(arguments)),
        progress=context.console.progress,
    )
    if arguments.format is Form.JSON:
        context.console.out(report.to_json())
    elif arguments.format in (Form.TURTLE, Form.SHACL):
        context.console.out(to_shacl(report))
    else:
        context.console.out(report.to_text())
    return 0 if report.conforms else _DOES_NOT_CONFORM
