"""What the subcommands of `espd link` share: which table, and who signs when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.linking.table.decisions import DecisionTable, read_decisions
from espd_kg.linking.table.slots import SLOTS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from espd_kg.cli.context import Context
    from espd_kg.cli.parser import Parser
    from espd_kg.cli.settings import Settings

SUFFIX: Final = ".sssom.tsv"
USUAL: Final = "wikidata"


def add_dataset(parser: Parser, default: str | None = USUAL) -> None:
    """Add `--dataset`: the table of decisions by the name of its file in data/links."""
    told = f"default {default}" if default else "default: all"
    parser.add_argument(
        "--dataset", metavar="NAME", default=default, help=f"a table in data/links ({told})"
    )


def add_signature(parser: Parser) -> None:
    """Add `--author` and `--date`, with which a decision is signed."""
    parser.add_argument("--author", metavar="NAME", help="who decides (or set ESPD_AUTHOR)")
    parser.add_argument("--date", metavar="DAY", help="when, as 2024-05-31 (default: today)")


def signature(arguments: Namespace, settings: Settings) -> tuple[str, str]:
    """Return who decides and on which day.

    Raises InputError where nobody is named, and for a day that does not exist or is to come.
    """
    author = (arguments.author or settings.author or "").strip()
    if not author:
        raise InputError(
            "nobody signs the decision", fix="Name yourself with --author, or set ESPD_AUTHOR."
        )
    today = day(settings.today, "ESPD_TODAY")
    return author, past_day(arguments.date, "--date", settings) if arguments.date else today


def past_day(text: str, named: str, settings: Settings) -> str:
    """Return a day that is not still to come; raises InputError, calling it `named`, as `day`."""
    today = day(settings.today, "ESPD_TODAY")
    if day(text, named) > today:
        raise InputError(f"{named} is {text}, which is still to come", fix=f"Today is {today}.")
    return text


def day(text: str, named: str) -> str:
    """Return a day; raises InputError, calling it `named`, where there is no such day."""
    complaint = SLOTS["mapping_date"].complaint(text)
    if complaint is not None:
        raise InputError(f"{named} is {text!r}", fix=f"{complaint}.")
    return text


def datasets(context: Context) -> list[str]:
    """Return the names of the tables in data/links, sorted."""
    return [path.name.removesuffix(SUFFIX) for path in context.workspace().link_files()]


def table_path(context: Context, dataset: str) -> Path:
    """Return where the table of a data set is; raises InputError where there is none."""
    for path in context.workspace().link_files():
        if path.name == dataset + SUFFIX:
            return path
    names = datasets(context)
    message = f"there is no table of links to {dataset!r}"
    raise InputError(message, fix=nearest(dataset, names) or f"Write data/links/{dataset}{SUFFIX}.")


def read_table(context: Context, dataset: str) -> DecisionTable:
    """Read the table of a data set; raises InputError where it is missing or broken."""
    path = table_path(context, dataset)
    return read_decisions(path, context.workspace().relative(path))


def table_to_add_to(context: Context, dataset: str) -> DecisionTable:
    """Read the table of a data set to which decisions are about to be added.

    Raises InputError as `read_table` does, and for the tables that came with the package.
    """
    workspace = context.workspace()
    if not workspace.build_dir.is_relative_to(workspace.root):
        raise InputError(
            "these tables came with the package, and the next version would replace them",
            file=str(workspace.data / "links"),
            fix="Work in a checkout, or name a folder of your own with --workspace.",
        )
    return read_table(context, dataset)


def read_tables(context: Context, dataset: str | None) -> list[DecisionTable]:
    """Read the table of a data set, or all of them; raises InputError as `read_table` does."""
    names = datasets(context) if dataset is None else [dataset]
    return [read_table(context, name) for name in names]


def values(argv: Sequence[str], option: str, context: Context) -> list[str]:
    """Return the values that are known for an option: what most subcommands offer the shell."""
    return datasets(context) if option == "--dataset" else []
