"""Decided links: an SSSOM table as triples.

Each row becomes a mapping that says what was judged, by whom and why. The latest row on a pair
of things wins; where it decides, is not negated and finds a term, the link itself follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from rdflib.term import Literal, Node, URIRef

from espd_kg.iris import slug_of
from espd_kg.linking.decisions import Decision, Outcome, table_of
from espd_kg.linking.rows import Row, read_rows
from espd_kg.linking.slots import RELATIONS, UNNAMED, Slot
from espd_kg.namespaces import BASE, ID, RDF, RDFS, SSSOM
from espd_kg.quads import GraphFile, Triple

_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class LinkTable:
    """A table as a graph, and the line of each mapping in it."""

    file: GraphFile
    rows: Mapping[str, int]


def read_links(path: Path, name: str, iri: str) -> LinkTable:
    """Read a table into the graph named `iri`; messages call the file `name`.

    Raises InputError, with the line, for a table that is missing, broken or against the standard.
    """
    raw = read_rows(path, name)
    table = table_of(raw, path, name)
    mappings = dict(
        zip(
            _mapping_iris(table.decisions), zip(raw.rows, table.decisions, strict=True), strict=True
        )
    )
    triples = [
        triple
        for mapping, (row, decision) in mappings.items()
        for triple in _described(mapping, row, decision, raw.header.slots)
    ]
    for one in table.links():
        triples.append((URIRef(one.subject), URIRef(one.predicate), URIRef(one.object)))
    lines = {mapping: decision.line for mapping, (_, decision) in mappings.items()}
    return LinkTable(GraphFile(path, name, URIRef(iri), tuple(triples), raw.text), lines)


def _mapping_iris(decisions: Sequence[Decision]) -> Iterator[str]:
    """Name each row after its pair; a further decision on the same pair gets a number."""
    counts: dict[str, int] = {}
    for decision in decisions:
        parts = (decision.subject.removeprefix(ID).removeprefix(BASE), slug_of(decision.object))
        slug = "-".join(_NOT_IN_SLUGS.sub("-", part.lower()).strip("-") for part in parts)
        counts[slug] = counts.get(slug, 0) + 1
        number = f"-{counts[slug]}" if counts[slug] > 1 else ""
        yield f"{ID}mapping/{slug}{number}"


def _described(
    mapping: str, row: Row, decision: Decision, slots: Mapping[str, Slot]
) -> Iterator[Triple]:
    node = URIRef(mapping)
    yield node, URIRef(RDF + "type"), URIRef(SSSOM + "Mapping")
    yield node, URIRef(RDFS + "label"), Literal(_label(decision), lang="en")
    for column, values in row.cells.items():
        slot = slots[column]
        # What a foreign table adds without a property of its own has no name in the graph.
        if slot.property.startswith(UNNAMED):
            continue
        for value in values:
            yield node, URIRef(slot.property), _term(slot, value)


def _label(decision: Decision) -> str:
    subject = decision.subject_label or slug_of(decision.subject)
    if decision.outcome in _NOTHING:
        return f"{subject}: {_NOTHING[decision.outcome]}"
    relation = RELATIONS[decision.predicate]
    words = f" ({decision.object_label})" if decision.object_label else ""
    return (
        f"{subject}: {_BEFORE[decision.outcome]}{relation} with {slug_of(decision.object)}{words}"
    )


def _term(slot: Slot, value: str) -> Node:
    if slot.is_thing or slot.words is not None:
        return URIRef(value)
    if slot.datatype is not None:
        return Literal(value, datatype=URIRef(slot.datatype), normalize=False)
    return Literal(value)


_NOTHING: Final[Mapping[Outcome, str]] = MappingProxyType(
    {Outcome.NO_ITEM: "no match found", Outcome.NO_ITEM_SEEN: "no match seen"}
)
_BEFORE: Final[Mapping[Outcome, str]] = MappingProxyType(
    {Outcome.LINKED: "", Outcome.REFUSED: "no ", Outcome.UNSURE: "perhaps "}
)
