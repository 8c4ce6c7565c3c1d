"""Reading shapes: their parameters, lists, targets and names, and what among them is odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import BNode, Literal, Node, URIRef

from espd_kg.findings import Severity
from espd_kg.quads import Triple
from espd_kg.stores.terms import to_engine
from espd_kg.validate.names import name_of, nearest_named
from espd_kg.validate.results import in_english
from espd_kg.validate.scope import UnsupportedError

SEVERITIES: Final = {str(SH.Warning): Severity.WARNING, str(SH.Info): Severity.INFO}
TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_SHAPE_TYPES: Final = (SH.NodeShape, SH.PropertyShape)
_ADVANCED: Final = (SH.rule, SH.jsFunctionName, SH.returnType)
_SILENT: Final = frozenset(
    SH[name]
    for name in (
        *("name", "description", "order", "group", "defaultValue", "message", "severity"),
        *("deactivated", "path", "flags", "ignoredProperties", "prefixes", "declare"),
        *("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
    )
) | frozenset(TARGETS)


class ShapeGraph:
    """The shapes of one run."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.graph = Graph(bind_namespaces="none")
        for triple in triples:
            self.graph.add(triple)
        self._objects: dict[tuple[Node, URIRef], list[Node]] = {}
        self._names: dict[Node, tuple[str, str]] = {}
        self._custom = {
            path
            for p in self.graph.objects(None, SH.parameter)
            for path in self.objects(p, SH.path)
        }
        self._metaclasses = {
            RDFS.Class,
            OWL.Class,
            *self.graph.subjects(RDFS.subClassOf, RDFS.Class),
        }

    @property
    def is_advanced(self) -> bool:
        """Whether anything here changes the data or brings functions of its own."""
        return any((None, predicate, None) in self.graph for predicate in _ADVANCED)

    def roots(self) -> list[Node]:
        """Return the shapes that find their focus nodes themselves."""
        found = {node for target in TARGETS for node in self.graph.subjects(target, None)}
        found |= set(self.graph.subjects(SH.target, None))
        found |= {node for node in self._shapes() if self.is_class(node)}
        return sorted(found, key=lambda node: (isinstance(node, BNode), str(node)))

    def _shapes(self) -> Iterator[Node]:
        for kind in _SHAPE_TYPES:
            yield from self.graph.subjects(RDF.type, kind)
        for predicate in (SH.property, SH.node):
            yield from self.graph.subjects(predicate, None)

    def is_class(self, shape: Node) -> bool:
        """Whether the shape is a class too, and so looks at its instances."""
        return any(kind in self._metaclasses for kind in self.objects(shape, RDF.type))

    def objects(self, node: Node, predicate: URIRef) -> list[Node]:
        """Return the values of a parameter, in order."""
        known = self._objects.get((node, predicate))
        if known is None:
            found = self.graph.objects(node, predicate)
            known = sorted(found, key=lambda term: (type(term).__name__, str(term)))
            self._objects[node, predicate] = known
        return list(known)

    def one(self, node: Node, predicate: URIRef) -> Node | None:
        """Return the only value of a parameter; raises UnsupportedError for a second one."""
        values = self.objects(node, predicate)
        if len(values) > 1:
            raise UnsupportedError(f"two values of {predicate}")
        return values[0] if values else None

    def number(self, node: Node, predicate: URIRef) -> int | None:
        """Return a parameter that is a whole number from 0."""
        value = self.one(node, predicate)
        if value is None:
            return None
        if not isinstance(value, Literal) or type(value.value) is not int or value.value < 0:
            raise UnsupportedError(f"{predicate} is no number")
        return value.value

    def flag(self, node: Node, predicate: URIRef) -> bool:
        """Return a parameter that is true or false, false where it is missing."""
        value = self.one(node, predicate)
        if value is None:
            return False
        if not isinstance(value, Literal) or not isinstance(value.value, bool):
            raise UnsupportedError(f"{predicate} is neither true nor false")
        return value.value

    def items(self, head: Node) -> list[Node]:
        """Return the members of a list that is well formed and not empty."""
        members, seen = [], set()
        while head != RDF.nil:
            first, rest = self.objects(head, RDF.first), self.objects(head, RDF.rest)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise UnsupportedError("a list that is not well formed")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        if not members:
            raise UnsupportedError("an empty list")
        return members

    def parameters(self, shape: Node) -> list[URIRef]:
        """Return what the shape asks for; raises UnsupportedError for what changes the standard."""
        found = set(self.graph.predicates(shape, None))
        if found & self._custom:
            raise UnsupportedError("a constraint component of one's own")
        return sorted(
            p
            for p in found
            if isinstance(p, URIRef) and str(p).startswith(str(SH)) and p not in _SILENT
        )

    def path(self, shape: Node) -> Node | None:
        """Return the path of a property shape, None for a node shape."""
        path = self.one(shape, SH.path)
        types = set(self.objects(shape, RDF.type))
        wrong = SH.NodeShape if path is not None else SH.PropertyShape
        if wrong in types:
            raise UnsupportedError("neither a node shape nor a property shape")
        return path

    def is_deactivated(self, shape: Node) -> bool:
        """Whether the shape is switched off."""
        return self.flag(shape, SH.deactivated)

    def severity(self, shape: Node) -> Severity:
        """Return how much a result of the shape weighs."""
        return SEVERITIES.get(str(self.one(shape, SH.severity)), Severity.VIOLATION)

    def messages(self, node: Node) -> list[tuple[str, str | None]]:
        """Return the messages of a shape or a query, each with its language."""
        return [
            (str(message), message.language if isinstance(message, Literal) else None)
            for message in self.objects(node, SH.message)
        ]

    def message(self, shape: Node) -> str:
        """Return the message of a shape that has one."""
        messages = self.messages(shape)
        if not messages:
            raise UnsupportedError("no sh:message")
        return in_english(messages)

    def named(self, shape: Node) -> tuple[str, str]:
        """Return the IRI and the name under which results of the shape are told."""
        if shape not in self._names:
            rule = nearest_named(self.graph, shape)
            self._names[shape] = str(rule), name_of(self.graph, rule)
        return self._names[shape]


def term(node: Node) -> str:
    """Return an IRI or a literal as SPARQL writes it, in the form that the store gives it.

    Raises UnsupportedError for a blank node and for a literal that the store would rewrite.
    """
    if isinstance(node, BNode):
        raise UnsupportedError("a blank node as a constant")
    try:
        written = to_engine(node)
    except (TypeError, ValueError) as error:
        raise UnsupportedError(str(error)) from None
    if isinstance(written, ox.Literal):
        return str(_stored(written))
    return str(written)


def _stored(written: ox.Literal) -> ox.Literal:
    place = ox.NamedNode("urn:x")
    store = ox.Store()
    store.add(ox.Quad(place, place, written))
    (quad,) = store
    stored = quad.object
    assert isinstance(stored, ox.Literal)
    if stored != written and (stored.language is None or stored.value != written.value):
        raise UnsupportedError(f"the store rewrites {written}")
    return stored
