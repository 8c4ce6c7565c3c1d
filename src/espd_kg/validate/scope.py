"""Which graphs a shape sees, and how a query says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Literal, TypeAlias

from espd_kg.namespaces import RDF, RDFS

Kind: TypeAlias = Literal["asserted", "known", "ontology"]

TYPE: Final = f"<{RDF}type>"
SUBCLASS: Final = f"<{RDFS}subClassOf>"


class UnsupportedError(Exception):
    """A shape asks for what is not compiled; the reference validator does it."""


@dataclass
class Scope:
    """How triples are asked for.

    "known" and "ontology" ask the graphs that a query is given, so a triple stands as it is.
    "asserted" leaves the foreign graphs out by name, but for the class tree.
    """

    kind: Kind
    foreign: Sequence[str] = ()
    tree: Sequence[tuple[str, str]] = ()
    """Pairs of narrower and wider class, as IRIs."""
    asked: set[tuple[str, str]] = field(default_factory=set)
    """Subject and predicate of every pattern that was made, for those who want to know."""
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def plain(self) -> bool:
        """Whether a property path can stand as it is."""
        return self.kind != "asserted"

    def variable(self, stem: str) -> str:
        """Return a variable that no other part of the query has."""
        return f"?_{stem}{next(self._numbers)}"

    def triple(self, subject: str, predicate: str, value: str) -> str:
        """Return a pattern for one triple, in SPARQL's terms."""
        self.asked.add((subject, predicate))
        bare = f"{subject} {predicate} {value} ."
        if self.plain:
            return bare
        graph = self.variable("g")
        foreign = ", ".join(f"<{iri}>" for iri in self.foreign)
        seen = f"{graph} NOT IN ({foreign})" if foreign else "true"
        if predicate == SUBCLASS or predicate.startswith("?"):
            seen += self._in_tree(subject, predicate, value)
        return f"GRAPH {graph} {{ {bare} }} FILTER({seen})"

    def walk(self, start: str, path: str, end: str) -> str:
        """Return a pattern for a path of more than one triple."""
        self.asked.add(("", path))
        return f"{start} {path} {end} ."

    def _in_tree(self, subject: str, predicate: str, value: str) -> str:
        if not self.tree:
            return ""
        pairs = " || ".join(
            f"(sameTerm({subject}, <{narrow}>) && sameTerm({value}, <{wide}>))"
            for narrow, wide in sorted(self.tree)
        )
        return f" || (sameTerm({predicate}, {SUBCLASS}) && ({pairs}))"
