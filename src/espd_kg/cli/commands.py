"""The commands, each with the module that holds it; a module is imported only when it is run."""

from __future__ import annotations

from types import MappingProxyType

from espd_kg.cli.context import Context
from espd_kg.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final, Protocol

    from espd_kg.cli.parser import Parser

    class CommandModule(Protocol):
        """What the module of a command offers."""

        def build_parser(self, argv: Sequence[str], context: Context) -> Parser:
            """Return the command's parser; it may depend on what has been typed."""

        def run(self, argv: Sequence[str], context: Context) -> int:
            """Do what the command is for and return the exit code."""


@record(frozen=True)
class Command:
    """A command as the first page of help lists it."""

    module: str
    summary: str
    hidden: bool = False

    def load(self) -> CommandModule:
        """Import the module that holds the command."""
        module: CommandModule = __import__(f"espd_kg.cli.{self.module}", fromlist=["run"])
        return module


COMMANDS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "build": Command("build", "build the graph and print what it holds"),
        "validate": Command("validate", "test the data against every shape and check"),
        "query": Command("query", "list the stored queries, or run one"),
        "sparql": Command("sparql", "run any SPARQL query"),
        "export": Command("export", "write the graph as RDF, JSON-LD or CSV"),
        "publish": Command("publish", "load the built graphs into a SPARQL server"),
        "show": Command("show", "show one thing: its facts, its passages, what points to it"),
        "link": Command("link", "link things to outside data: propose, review, decide, check"),
        "completion": Command("completion", "print a completion script for your shell"),
        "__complete": Command("complete", "list what may come next", hidden=True),
    }
)
"""Every command by its name, in the order of the help."""
