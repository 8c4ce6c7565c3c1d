"""Decided links: an SSSOM table as triples.

Each row becomes a mapping that says what was judged, by whom and why. The latest row on a pair
of things wins; where it decides, is not negated and finds a term, the link itself follows from it.
A row that no longer stands says which row took its place, for a graph knows no order of rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from rdflib.term import Literal, Node, URIRef

from espd_kg.errors import InputError
from espd_kg.iris import slug_of
from espd_kg.linking.table.decisions import Decision, DecisionTable, Outcome, table_of
from espd_kg.linking.table.items import example_of, is_well_formed
from espd_kg.linking.table.rows import Row, read_rows
from espd_kg.linking.table.slots import NO_TERM_FOUND, RELATIONS, UNNAMED, Slot
from espd_kg.namespaces import BASE, DCTERMS, ID, RDF, RDFS, SSSOM
from espd_kg.quads import GraphFile, Triple

_REPLACED_BY: Final = DCTERMS + "isReplacedBy"
_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class LinkTable:
    """A table as a graph, and the line of each mapping in it."""

    file: GraphFile
    rows: Mapping[str, int]


def read_links(path: Path, name: str, iri: str) -> LinkTable:
    """Read a table into the graph named `iri`; messages call the file `name`.

    Raises InputError, with the line, for a table that is missing, broken or against the standard,
    and for what cannot be an item of the data set that the file is named after.
    """
    raw = read_rows(path, name)
    table = table_of(raw, path, name)
    _refuse_malformed(table)
    names = list(_mapping_iris(table))
    triples = [
        triple
        for mapping, row, decision in zip(names, raw.rows, table.decisions, strict=True)
        for triple in _described(mapping, row, decision, raw.header.slots)
    ]
    for earlier, later in table.replaced().items():
        triples.append((URIRef(names[earlier]), URIRef(_REPLACED_BY), URIRef(names[later])))
    for one in table.links():
        triples.append((URIRef(one.subject), URIRef(one.predicate), URIRef(one.object)))
    lines = {name: one.line for name, one in zip(names, table.decisions, strict=True)}
    return LinkTable(GraphFile(path, name, URIRef(iri), tuple(triples), raw.text), lines)


def _refuse_malformed(table: DecisionTable) -> None:
    for one in table.decisions:
        if one.object != NO_TERM_FOUND and not is_well_formed(table.dataset, one.object):
            raise InputError(
                f"{one.object} is no item of {table.dataset}",
                file=table.name,
                line=one.line,
                fix=f"Write it as in {example_of(table.dataset)}.",
            )


def _mapping_iris(table: DecisionTable) -> Iterator[str]:
    """Name each row after its pair; a further decision on the same pair gets a number.

    Where there is no item, the data set stands for it: several may have none for one thing.
    """
    counts: dict[str, int] = {}
    for decision in table.decisions:
        nothing = decision.object == NO_TERM_FOUND
        item = f"no-item-in-{table.dataset}" if nothing else slug_of(decision.object)
        parts = (decision.subject.removeprefix(ID).removeprefix(BASE), item)
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
