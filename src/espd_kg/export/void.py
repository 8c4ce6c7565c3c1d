"""What the graph is, and how far it is linked, in the Vocabulary of Interlinked Datasets.

The vocabulary: https://www.w3.org/TR/void/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib.namespace import DCAT, RDF, RDFS, SKOS, VOID, XSD
from rdflib.term import Literal, Node, URIRef

from espd_kg.export.grouping import union
from espd_kg.export.turtle import write_turtle
from espd_kg.iris import slug_of
from espd_kg.namespaces import BASE, ESPD, GRAPH, PREFIXES
from espd_kg.quads import Quad, Triple

_LINKS: Final = GRAPH + "data/links/"
_RELATIONS: Final = {
    SKOS.exactMatch: "exact",
    SKOS.closeMatch: "close",
    SKOS.broadMatch: "broad",
    SKOS.narrowMatch: "narrow",
    SKOS.relatedMatch: "related",
}


@dataclass(frozen=True)
class Target:
    """A data set that links lead to: what people call it, and what is known of it."""

    label: str
    space: str = ""
    endpoint: str = ""


def write_void(
    asserted: Sequence[Quad], known: Iterable[Quad], targets: Mapping[str, Target]
) -> str:
    """Return the description as Turtle.

    `asserted` is what leaves without being asked for more, `known` that and what follows from it;
    `targets` tells of data sets by their names. Counted are the links that stand, for only these
    are triples; nothing is taken from a clock.
    """
    triples = list(union(asserted))
    ours = _ours(triples)
    described = [
        *_described(ours, triples),
        *_partitions(ours, triples, union(known)),
        *_linksets(ours, asserted, targets),
    ]
    return write_turtle(tuple(described), PREFIXES)


def _ours(triples: Iterable[Triple]) -> URIRef:
    found = (str(s) for s, p, o in triples if p == RDF.type and o == DCAT.Dataset)
    return URIRef(min(found, default=BASE + "dataset"))


def _described(ours: URIRef, triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield what the data say of the whole, in words that others know."""
    yield ours, RDF.type, VOID.Dataset
    yield ours, VOID.triples, _number(len(triples))
    for subject, predicate, value in triples:
        own = str(predicate).startswith(ESPD) or predicate == VOID.classPartition
        if subject == ours and not own:
            yield subject, predicate, value


def _partitions(
    ours: URIRef, triples: Sequence[Triple], known: Iterable[Triple]
) -> Iterator[Triple]:
    """Yield the classes that the data name as parts, with how many things each holds."""
    counts = Counter(value for _, predicate, value in known if predicate == RDF.type)
    parts = {value for s, p, value in triples if s == ours and p == VOID.classPartition}
    for subject, predicate, value in triples:
        if subject in parts and predicate == VOID["class"]:
            yield ours, VOID.classPartition, subject
            yield subject, VOID["class"], value
            yield subject, VOID.entities, _number(counts[value])


def _linksets(
    ours: URIRef, quads: Iterable[Quad], targets: Mapping[str, Target]
) -> Iterator[Triple]:
    for (name, predicate), count in sorted(_links(quads).items()):
        relation = _RELATIONS[URIRef(predicate)]
        linkset, target = _part(ours, f"links-{name}-{relation}"), _part(ours, f"target-{name}")
        about = targets.get(name, Target(name))
        yield ours, VOID.subset, linkset
        yield linkset, RDF.type, VOID.Linkset
        yield linkset, RDFS.label, Literal(f"{relation} matches with {about.label}", lang="en")
        yield linkset, VOID.subjectsTarget, ours
        yield linkset, VOID.objectsTarget, target
        yield linkset, VOID.linkPredicate, URIRef(predicate)
        yield linkset, VOID.triples, _number(count)
        yield from _target(target, about)


def _links(quads: Iterable[Quad]) -> Counter[tuple[str, str]]:
    return Counter(
        (slug_of(str(graph)), str(predicate))
        for _, predicate, _, graph in set(quads)
        if str(graph).startswith(_LINKS) and predicate in _RELATIONS
    )


def _target(node: Node, about: Target) -> Iterator[Triple]:
    yield node, RDF.type, VOID.Dataset
    yield node, RDFS.label, Literal(about.label, lang="en")
    if about.space:
        yield node, VOID.uriSpace, Literal(about.space)
    if about.endpoint:
        yield node, VOID.sparqlEndpoint, URIRef(about.endpoint)


def _part(ours: URIRef, name: str) -> URIRef:
    return URIRef(f"{ours}#{name}")


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
