"""What the subcommands of `espd link` share that ask a data set outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from espd_kg.cli.link.tables import day
from espd_kg.cli.options import Option, at_least

if TYPE_CHECKING:
    from argparse import Namespace

    from espd_kg.cli.context import Context
    from espd_kg.cli.parser import Parser
    from espd_kg.linking.outside.asking import CachedAnswers

ANSWERS: Final = "answers"
"""The folder, in that of the builds, in which answers are kept."""

_PATIENCE: Final = 300.0


def add_asking(parser: Parser) -> None:
    """Add `--endpoint`, `--timeout` and `--refresh`: whom to ask, how long, and whether again."""
    parser.add_argument(
        "--endpoint", metavar="URL", help="ask here (default: the data set's own query service)"
    )
    parser.add(
        Option(
            "--timeout",
            "give up on a question after so long, waits included (default %(default)g)",
            at_least(0, float),
            _PATIENCE,
            metavar="SECONDS",
        )
    )
    parser.add_argument("--refresh", action="store_true", help="ask again what was answered before")


def opened(context: Context, dataset: str, arguments: Namespace, since: str = "") -> CachedAnswers:
    """Open a data set for questions; an endpoint that was typed is one that may be asked.

    Raises InputError where no endpoint may be asked, or no contact is known.
    """
    from dataclasses import asdict

    from espd_kg.linking.outside.asking import ASKING, open_dataset
    from espd_kg.stores.limits import Limits

    settings = context.settings
    typed = [arguments.endpoint] if arguments.endpoint else []
    return open_dataset(
        dataset,
        endpoint=arguments.endpoint,
        cache=context.workspace().build_dir / ANSWERS,
        today=day(settings.today, "ESPD_TODAY"),
        contact=settings.contact,
        refresh=arguments.refresh,
        allowed=[*settings.endpoints, *typed],
        since=since,
        limits=Limits(**{**asdict(ASKING), "seconds": arguments.timeout}),
    )
