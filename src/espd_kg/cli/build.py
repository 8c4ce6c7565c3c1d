"""`espd build`: ontology and data become a validated, compiled graph; prints what it counted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from espd_kg.build.manifest import Manifest
from espd_kg.cli.context import Context
from espd_kg.cli.parser import Parser
from espd_kg.iris import slug_of
from espd_kg.pipeline import build

_EXAMPLES: Final = ("espd build", "espd build --format json", "espd build --reasoner owlrl")


class Form(StrEnum):
    """How the counts are written."""

    TEXT = "text"
    JSON = "json"


class Reasoner(StrEnum):
    """Who closes the graph under the ontology; both give the same triples."""

    SPARQL = "sparql"
    OWLRL = "owlrl"


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd build`."""
    parser = Parser(
        "build",
        "Parse, infer, validate and compile the graph. With nothing changed, no work is done.",
        _EXAMPLES,
    )
    parser.choose("--reasoner", Reasoner, Reasoner.SPARQL, "owlrl is the slow reference")
    parser.choose("--format", Form, Form.TEXT, "how the counts are printed")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Build the graph where anything changed, and print what it holds."""
    arguments = build_parser(argv, context).parse(argv)
    manifest = build(
        context.workspace(),
        reasoner=str(arguments.reasoner),
        progress=context.console.progress,
    )
    text = manifest.to_json() if arguments.format is Form.JSON else _counted(manifest)
    context.console.out(text)
    return 0


def _counted(manifest: Manifest) -> str:
    """Return what the graph holds, one count a line, then how much of each document is coded."""
    lines = [f"{number:>7,}  {name}" for name, number in manifest.counts.items()]
    shares = [
        f"{share.share:>7.1%}  of {slug_of(document)} coded or listed with a reason"
        for document, share in manifest.coverage.items()
    ]
    return "\n".join([*lines, *shares]) + "\n"
