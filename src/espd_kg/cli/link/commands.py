"""The subcommands of `espd link`, each with the module that holds it, imported when it is run."""

from __future__ import annotations

from types import MappingProxyType

from espd_kg.cli.commands import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

SUBCOMMANDS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "propose": Command("link.propose", "look for candidates in an outside data set"),
        "review": Command("link.review", "decide on the candidates, one at a time"),
        "decide": Command("link.decide", "record one decision"),
        "status": Command("link.status", "count what is linked, open and refused, by kind"),
        "check": Command("link.check", "test the tables of decisions against each other"),
        "enrich": Command("link.enrich", "fetch chosen facts of linked items into a snapshot"),
        "contribute": Command("link.contribute", "write what an outside data set lacks, to review"),
    }
)
"""Every subcommand by its name, in the order of the help."""
