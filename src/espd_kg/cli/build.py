"""`espd build`: ontology and data become a validated, compiled graph; prints what it counted."""

from __future__ import annotations

from espd_kg.cli.context import Context
from espd_kg.cli.making import MAKING, made_by
from espd_kg.cli.options import TextOrJson, choice, read_plainly
from espd_kg.iris import slug_of
from espd_kg.pipeline import build

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from espd_kg.build.manifest import Manifest
    from espd_kg.cli.parser import Parser

_EXAMPLES: Final = (
    "espd build",
    "espd build --format json",
    "espd build --workers 4",
    "espd build --reasoner owlrl --validator pyshacl",
)
_MOST_DOCUMENTS: Final = 20
"""Up to how many documents each has a line of its own."""


_OPTIONS: Final = (
    *MAKING,
    choice("--format", TextOrJson, TextOrJson.TEXT, "how the counts are printed"),
)


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd build`."""
    from espd_kg.cli.parser import Parser

    parser = Parser(
        "build",
        "Parse, infer, validate and compile the graph. With nothing changed, no work is done.",
        _EXAMPLES,
    )
    for option in _OPTIONS:
        parser.add(option)
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Build the graph where anything changed, and print what it holds."""
    plain = read_plainly(_OPTIONS, argv)
    arguments = vars(build_parser(argv, context).parse(argv)) if plain is None else plain
    manifest = build(context.workspace(), made_by(arguments), progress=context.console.progress)
    text = manifest.to_json() if arguments["format"] is TextOrJson.JSON else _counted(manifest)
    context.console.out(text)
    return 0


def _counted(manifest: Manifest) -> str:
    """Return what the graph holds, one count a line, then how much of the documents is coded."""
    lines = [f"{number:>7,}  {name}" for name, number in manifest.counts.items()]
    return "\n".join([*lines, *_coded(manifest)]) + "\n"


def _coded(manifest: Manifest) -> list[str]:
    shares = manifest.coverage
    if len(shares) > _MOST_DOCUMENTS:
        whole = sum(share.characters for share in shares.values())
        accounted = sum(share.covered + share.listed_as_not_coded for share in shares.values())
        return [f"{accounted / whole:>7.1%}  of {len(shares):,} documents coded or listed"]
    return [
        f"{share.share:>7.1%}  of {slug_of(document)} coded or listed with a reason"
        for document, share in shares.items()
    ]
