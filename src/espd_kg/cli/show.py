"""`espd show`: one thing, its facts, its passages, and what points to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from espd_kg.citations import citations
from espd_kg.cli.context import Context
from espd_kg.cli.options import Language, memory_limit, store_choice, time_limit
from espd_kg.cli.parser import Parser
from espd_kg.cli.settings import PLAIN_WIDTH
from espd_kg.cli.show_views import Page, to_json, to_markdown, to_text
from espd_kg.describe import describe, find
from espd_kg.labels import labels
from espd_kg.records import StrEnum
from espd_kg.stores.base import Store
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits

_EXAMPLES: Final = (
    "espd show dialogue/espd-2024",
    "espd show donald-lu",
    "espd show theme/critical-minerals --lang kk",
    "espd show provision/espd-2024-methane --format turtle",
)


class Form(StrEnum):
    """How the thing is shown."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"
    MARKDOWN = "markdown"


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd show`."""
    parser = Parser(
        "show",
        "Show one thing: its facts, the passages that bear it out, and what points to it.",
        _EXAMPLES,
    )
    parser.add_argument(
        "thing",
        metavar="THING",
        help="an IRI, kind/slug, prefix:name, or a slug or label that is unique",
    )
    parser.choose("--format", Form, Form.TEXT, "turtle and json hold every fact")
    parser.choose("--lang", Language, Language.EN, "the language of the labels")
    parser.add(store_choice())
    parser.add(time_limit(DEFAULT_LIMITS.seconds))
    parser.add(memory_limit(DEFAULT_LIMITS.memory))
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Find the thing and print what is known of it."""
    arguments = build_parser(argv, context).parse(argv)
    limits = Limits(arguments.timeout, memory=arguments.memory)
    with context.store(limits, arguments.store) as store:
        iri = find(store, arguments.thing)
        if arguments.format is Form.TURTLE:
            content = _turtle(iri, context, arguments.store, store)
        else:
            content = _written(_page(store, iri, arguments.lang), arguments.format, context)
    context.console.out(content)
    return 0


def _page(store: Store, iri: str, language: Language) -> Page:
    description = describe(store, iri)
    return Page(
        description, citations(store, iri), labels(store, description.iris(), str(language))
    )


def _written(page: Page, form: Form, context: Context) -> str:
    if form is Form.JSON:
        return to_json(page)
    if form is Form.MARKDOWN:
        return to_markdown(page)
    return to_text(page, context.settings.width or PLAIN_WIDTH)


def _turtle(iri: str, context: Context, where: str, store: Store) -> str:
    """Return the thing's facts as they were written: the store has put some in another form.

    From an endpoint, they come in the form in which it has them.
    """
    if where.startswith(("http:", "https:")):
        from espd_kg.cli.elsewhere import facts_as_turtle

        return facts_as_turtle(store, iri)
    from espd_kg import exporting  # rdflib is heavy; only this format needs it

    return exporting.subject(context.generation(), iri).decode()
