"""Small tables of decisions to write."""

from __future__ import annotations

from pathlib import Path

from espd_kg.linking.table.decisions import Decision, DecisionTable, Judgement, read_decisions
from espd_kg.linking.table.slots import MANUAL, NO_TERM_FOUND
from espd_kg.namespaces import ID, SKOS, WD

NAME = "data/links/wikidata.sssom.tsv"
HEADER = """\
#mapping_set_id: https://w3id.org/espd/mappings/wikidata
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  espd: https://w3id.org/espd/ontology#
#  espd-id: https://w3id.org/espd/id/
#  wd: http://www.wikidata.org/entity/
#  xsd: http://www.w3.org/2001/XMLSchema#
#extension_definitions:
#  - slot_name: judgement
#    property: espd:judgement
#    type_hint: xsd:string
#  - slot_name: checked_online
#    property: espd:checkedOnline
#    type_hint: xsd:date
"""
COLUMNS = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "author_label",
    "mapping_date",
    "mapping_tool",
    "mapping_tool_version",
    "object_source",
    "comment",
    "judgement",
    "checked_online",
]
KAZAKHSTAN, ITEM = ID + "state/kazakhstan", WD + "Q232"
EXACT, CLOSE = SKOS + "exactMatch", SKOS + "closeMatch"
WIKIDATA = "https://www.wikidata.org/"


def line(**cells: str) -> str:
    """Return a row: decided, exact, on Kazakhstan and its item unless the cells say otherwise."""
    usual = {
        "subject_id": "espd-id:state/kazakhstan",
        "predicate_id": "skos:exactMatch",
        "object_id": "wd:Q232",
        "mapping_justification": "semapv:ManualMappingCuration",
        "judgement": "decided",
    }
    return "\t".join({**usual, **cells}.get(column, "") for column in COLUMNS)


def written(
    folder: Path,
    *rows: str,
    header: str = HEADER,
    end: str = "\n",
    file: str = "wikidata.sssom.tsv",
) -> Path:
    """Write a table with our columns and these rows."""
    path = folder / file
    path.write_bytes((header + "\n".join(["\t".join(COLUMNS), *rows]) + end).encode())
    return path


def read(folder: Path, *rows: str, header: str = HEADER, end: str = "\n") -> DecisionTable:
    """Write such a table and read it."""
    return read_decisions(written(folder, *rows, header=header, end=end), NAME)


def decision(
    subject: str = KAZAKHSTAN,
    item: str = ITEM,
    *,
    predicate: str = EXACT,
    negated: bool = False,
    judgement: Judgement = Judgement.DECIDED,
) -> Decision:
    """Return a decision on Kazakhstan and its item, unless told otherwise."""
    return Decision(subject, predicate, item, MANUAL, negated=negated, judgement=judgement)


NOTHING = NO_TERM_FOUND
