"""The options of the commands that make a graph: by which engines, and where the work is done."""

from __future__ import annotations

from espd_kg.cli.options import Option, at_least, choice
from espd_kg.pipeline.options import Options, options
from espd_kg.records import StrEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final


class Reasoner(StrEnum):
    """Who closes the graph under the ontology; both give the same triples."""

    SPARQL = "sparql"
    OWLRL = "owlrl"


class Validator(StrEnum):
    """Who holds the graph against the shapes; both give the same report."""

    SPARQL = "sparql"
    PYSHACL = "pyshacl"


MAKING: Final = (
    choice("--reasoner", Reasoner, Reasoner.SPARQL, "owlrl is the slow reference"),
    choice("--validator", Validator, Validator.SPARQL, "pyshacl is the slow reference"),
    Option(
        "--workers",
        "how many processes share the work (default: as many as suit it)",
        at_least(1, int),
        metavar="N",
    ),
    Option(
        "--cluster",
        "share the work with a Dask cluster; needs espd-kg[cluster] and a folder that all see",
        str,
        metavar="ADDRESS",
    ),
    Option("--force", "start from nothing, whatever stands"),
)


def made_by(arguments: Mapping[str, Any]) -> Options:
    """Return how the graph is to be made, as the arguments have it."""
    return options(
        str(arguments["reasoner"]),
        str(arguments["validator"]),
        workers=arguments["workers"],
        cluster=arguments["cluster"],
        force=bool(arguments["force"]),
    )
