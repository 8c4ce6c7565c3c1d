"""How links leave the graph: as one table of decisions, and as a description with counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from espd_kg.export.sssom import UNSPECIFIED_LICENCE, Columns, Extension, write_sssom
from espd_kg.export.void import Target, write_void
from espd_kg.exporting import compiled_quads
from espd_kg.linking.outside.datasets import DATASETS
from espd_kg.linking.table.decisions import Decision, DecisionTable, Judgement
from espd_kg.linking.table.header import read_header
from espd_kg.linking.table.slots import CHECKED_ONLINE, SLOTS
from espd_kg.namespaces import BASE, XSD

SET: Final = BASE + "mappings"
"""The name of the set of all mappings of a workspace."""

_DAY_CHECKED: Final = Extension("checked_online", CHECKED_ONLINE, XSD + "date")
_NAMES: Final = (
    *("subject_id", "subject_label", "predicate_id", "predicate_modifier"),
    *("object_id", "object_label", "mapping_justification", "author_label"),
    *("license", "object_source", "mapping_tool", "mapping_tool_version", "mapping_date"),
    *("confidence", "comment", _DAY_CHECKED.name),
)
_COLUMNS: Final = Columns(
    _NAMES,
    frozenset(
        name for name in _NAMES if name in SLOTS and SLOTS[name].is_thing and name != "license"
    ),
    (_DAY_CHECKED,),
)


def decided(tables: Iterable[DecisionTable]) -> list[Decision]:
    """Return the decisions that stand: links, refusals, and that no item exists; no proposals."""
    return [
        decision
        for table in tables
        for found in table.by_subject().values()
        for decision in found
        if decision.judgement is Judgement.DECIDED
    ]


def sssom(tables: Sequence[DecisionTable]) -> bytes:
    """Return the decisions that stand in these tables as one SSSOM table."""
    licences = {table.name: _field(table, "license") for table in tables}
    shared = set(licences.values())
    licence = min(shared) if len(shared) == 1 else UNSPECIFIED_LICENCE
    head = {
        "mapping_set_id": SET,
        "mapping_set_description": "The decisions that stand on what is the same thing elsewhere.",
        "mapping_set_source": sorted({_field(table, "mapping_set_id") for table in tables}),
        "license": licence,
    }
    rows = [
        _cells(decision, licences[table.name] if len(shared) > 1 else "")
        for table in tables
        for decision in decided([table])
    ]
    prefixes = {name: iri for table in tables for name, iri in table.prefixes.items()}
    return write_sssom(rows, _COLUMNS, head, prefixes).encode()


def void(generation: Path) -> bytes:
    """Return what the compiled graph is and how far it is linked, as VoID in Turtle."""
    asserted = compiled_quads(generation, inferred=False)
    targets = {one.name: Target(one.label, one.entity, one.endpoint) for one in DATASETS.values()}
    return write_void(asserted, compiled_quads(generation, inferred=True), targets).encode()


def _field(table: DecisionTable, name: str) -> str:
    return str(read_header(table.text, table.name).fields[name])


def _cells(one: Decision, licence: str) -> dict[str, str]:
    confidence = "" if one.confidence is None else repr(one.confidence).removesuffix(".0")
    return {
        "subject_id": one.subject,
        "subject_label": one.subject_label,
        "predicate_id": one.predicate,
        "predicate_modifier": "Not" if one.negated else "",
        "object_id": one.object,
        "object_label": one.object_label,
        "mapping_justification": one.justification,
        "author_label": one.author,
        "license": licence,
        "object_source": one.object_source,
        "mapping_tool": one.tool,
        "mapping_tool_version": one.tool_version,
        "mapping_date": one.date,
        "confidence": confidence,
        "comment": one.comment,
        _DAY_CHECKED.name: one.checked_online,
    }
