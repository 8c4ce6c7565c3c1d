"""Triples indexed by subject and property, for filling columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib.namespace import RDF
from rdflib.term import Literal, Node, URIRef

from espd_kg.export.columns import Column
from espd_kg.export.terms import term_order
from espd_kg.namespaces import ESPD
from espd_kg.quads import Triple

_START = URIRef(ESPD + "start")
_SOURCE = URIRef(ESPD + "source")


class Facts:
    """Looks up what is said of a thing, in an order that depends on nothing but the facts."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[Node, Node], list[Node]] = defaultdict(list)
        self._instances: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, value in dict.fromkeys(triples):
            self._values[subject, predicate].append(value)
            if predicate == RDF.type and isinstance(subject, URIRef):
                self._instances[str(value)].add(str(subject))

    def instances(self, class_iri: str) -> list[str]:
        """Return the IRIs of the things of a class, sorted."""
        return sorted(self._instances.get(class_iri, ()))

    def values(self, subject: str, column: Column) -> list[str]:
        """Return a column's values for a thing; a path goes on from the first passage only."""
        at: Node = URIRef(subject)
        for step in column.path[:-1]:
            onward = self._ordered(at, step)
            if not onward:
                return []
            at = onward[0]
        found = self._ordered(at, column.path[-1])
        if column.path[0].endswith("evidence") and not column.plural:
            found = found[:1]
        return [str(value) for value in found if _speaks(value, column.language)]

    def kinds(self, subject: str, class_iri: str) -> list[str]:
        """Return the classes of this graph's ontology that a thing has beside the given one."""
        found = map(str, self._ordered(URIRef(subject), str(RDF.type)))
        return [kind for kind in found if kind.startswith(ESPD) and kind != class_iri]

    def one(self, subject: str, predicate: str, language: str | None = None) -> str | None:
        """Return the first value of a property, in the language where one is given."""
        found = self._ordered(URIRef(subject), predicate)
        return next((str(value) for value in found if _speaks(value, language)), None)

    def _ordered(self, subject: Node, predicate: str) -> list[Node]:
        return sorted(self._values.get((subject, URIRef(predicate)), ()), key=self._order)

    def _order(self, value: Node) -> tuple[bool, str, int, tuple[int, str, str, str]]:
        """Put passages first, in the order of their documents' texts, all else by its own text."""
        source = next((str(node) for node in self._values.get((value, _SOURCE), ())), "")
        starts = [str(node) for node in self._values.get((value, _START), ())]
        start = int(starts[0]) if starts and starts[0].isdecimal() else 0
        return not source, source, start, term_order(value)


def _speaks(value: Node, language: str | None) -> bool:
    return language is None or (isinstance(value, Literal) and value.language == language)
