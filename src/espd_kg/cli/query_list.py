"""`espd query` without a name: every stored query with its question."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal

from espd_kg.cli.answers import Answer, written
from espd_kg.cli.context import Context
from espd_kg.cli.query_parser import list_parser
from espd_kg.queries.catalogue import Catalogue
from espd_kg.results import Table


def run(argv: Sequence[str], context: Context) -> int:
    """Print the list; below it, on standard error, what is wrong with a broken file."""
    arguments = list_parser().parse(argv)
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
