"""`espd publish`: loads the built graphs into a SPARQL server, and sends what differs alone."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from espd_kg.cli.context import Context
from espd_kg.cli.options import Option, TextOrJson, at_least
from espd_kg.cli.parser import Parser
from espd_kg.errors import InputError

if TYPE_CHECKING:
    from espd_kg.publishing import Published
    from espd_kg.stores.remote import Credentials
    from espd_kg.stores.remote.targets import Target

_EXAMPLES: Final = (
    "espd publish --to http://localhost:7878/store",
    "espd publish --to http://localhost:3030/espd/data --dry-run",
    "espd publish --update http://localhost:8890/sparql --query http://localhost:8890/sparql",
)


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd publish`."""
    parser = Parser(
        "publish",
        "Load the built graphs into a SPARQL server, each whole and under its own name. What was\n"
        "sent is noted there: the next run sends what differs alone, removes what is gone, and\n"
        "continues where one broke off; what somebody else changed there it cannot know, see\n"
        "--force. Graphs that are not ours are not touched.\n"
        "ESPD_USER and ESPD_PASSWORD name the user.",
        _EXAMPLES,
    )
    parser.add(Option("--to", "the server's Graph Store address", str, metavar="URL"))
    parser.add(
        Option("--update", "for servers that have none: where updates go", str, metavar="URL")
    )
    parser.add(Option("--query", "with --update: where queries are answered", str, metavar="URL"))
    parser.add(Option("--dry-run", "say what would be sent; send nothing", default=False))
    parser.add(
        Option("--force", "send every graph, though it is noted there as sent", default=False)
    )
    parser.add(
        Option(
            "--insecure",
            "let the password travel over plain http to another machine",
            default=False,
        )
    )
    silence = "how long the server may be silent (default %(default)g)"
    parser.add(Option("--timeout", silence, at_least(0, float), 300.0, metavar="SECONDS"))
    parser.choose("--format", TextOrJson, TextOrJson.TEXT, "how the outcome is printed")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Send what differs, and print how many graphs were sent, stood, or were removed."""
    arguments = build_parser(argv, context).parse(argv)
    _refuse_contradictions(arguments)
    # HTTP is loaded for those who want it.
    import pyoxigraph as ox

    from espd_kg.build.manifest import STORE
    from espd_kg.cli.elsewhere import credentials
    from espd_kg.publishing import publish

    target = _target(arguments, credentials(context.settings))
    store = ox.Store.read_only(str(context.generation() / STORE))
    progress = context.console.progress
    published = publish(
        store, target, dry_run=arguments.dry_run, force=arguments.force, progress=progress
    )
    as_json = arguments.format is TextOrJson.JSON
    content = _json(published) if as_json else _text(published, dry_run=arguments.dry_run)
    context.console.out(content)
    return 0


def _refuse_contradictions(arguments: Namespace) -> None:
    if (arguments.to is None) == (arguments.update is None):
        raise InputError(
            "publish needs one place", fix="Give --to URL, or --update URL with --query URL."
        )
    if (arguments.update is None) != (arguments.query is None):
        raise InputError(
            "--update and --query belong together: what was published is read by queries",
            fix="Give both, or --to URL.",
        )


def _target(arguments: Namespace, who: Credentials | None) -> Target:
    from espd_kg.stores.limits import Limits
    from espd_kg.stores.remote import RemoteStore
    from espd_kg.stores.remote.sending import refuse_open_password
    from espd_kg.stores.remote.targets import GraphStore, UpdateService

    if who is not None and not arguments.insecure:
        refuse_open_password(arguments.to or arguments.update)
    if arguments.to is not None:
        return GraphStore(arguments.to, credentials=who, seconds=arguments.timeout)
    limits = Limits(seconds=arguments.timeout)
    reader = RemoteStore(
        arguments.query, limits=limits, credentials=who, insecure=arguments.insecure
    )
    return UpdateService(arguments.update, reader, credentials=who, seconds=arguments.timeout)


def _text(published: Published, *, dry_run: bool) -> str:
    would = "to send" if dry_run else "sent"
    gone = "to remove" if dry_run else "removed"
    counts = (
        (published.sent, would),
        (published.unchanged, "unchanged"),
        (published.removed, gone),
    )
    lines = [f"{len(graphs):>7,}  graphs {what}" for graphs, what in counts]
    if dry_run:
        lines += [f"{would}: {graph}" for graph in published.sent]
        lines += [f"{gone}: {graph}" for graph in published.removed]
    return "\n".join(lines) + "\n"


def _json(published: Published) -> str:
    content = {
        "sent": published.sent,
        "unchanged": published.unchanged,
        "removed": published.removed,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
