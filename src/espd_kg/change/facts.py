"""Changed quads, found by what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import pyoxigraph as ox

from espd_kg.namespaces import RDF

TYPE: Final = f"<{RDF}type>"


class Fact(NamedTuple):
    """A quad, and the texts of its subject, predicate, object and graph."""

    texts: tuple[str, str, str, str]
    quad: ox.Quad


@dataclass(frozen=True)
class Facts:
    """Quads by their predicate; those that give a class, by the class too."""

    every: list[Fact]
    by_predicate: dict[str, list[Fact]]
    by_class: dict[str, list[Fact]]

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Facts:
        """Sort the quads in."""
        every: list[Fact] = []
        by_predicate: dict[str, list[Fact]] = defaultdict(list)
        by_class: dict[str, list[Fact]] = defaultdict(list)
        for quad in quads:
            texts = (str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name))
            fact = Fact(texts, quad)
            every.append(fact)
            by_predicate[texts[1]].append(fact)
            if texts[1] == TYPE:
                by_class[texts[2]].append(fact)
        return cls(every, dict(by_predicate), dict(by_class))

    def with_predicates(
        self, predicates: frozenset[str] | None, objects: Collection[str] | None
    ) -> list[Fact]:
        """Return the facts with these predicates (None: any).

        Where `objects` are given, facts with others may be left out.
        """
        if predicates is None:
            return self.every
        if objects is not None and predicates == {TYPE}:
            return [fact for each in sorted(objects) for fact in self.by_class.get(each, ())]
        return [fact for each in sorted(predicates) for fact in self.by_predicate.get(each, ())]
