"""The made-up world with a table of links and a snapshot, built."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from espd_kg.linking.table.slots import MANUAL, NO_TERM_FOUND
from espd_kg.namespaces import ID, SKOS, WD
from espd_kg.pipeline import build
from espd_kg.workspace import Workspace
from support import BuiltWorld

TALKS = "dialogue/talks-2001"
COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id"),
    *("object_label", "mapping_justification", "confidence", "author_label", "mapping_date"),
    *("mapping_tool", "object_source", "comment", "judgement", "checked_online"),
)
_HEAD = """\
#mapping_set_id: https://example.org/mappings/NAME
#license: LICENCE
#curie_map:
#  espd: https://w3id.org/espd/ontology#
#  thes: http://example.org/thesaurus/
#  xsd: http://www.w3.org/2001/XMLSchema#
#extension_definitions:
#  - {slot_name: judgement, property: "espd:judgement", type_hint: "xsd:string"}
#  - {slot_name: checked_online, property: "espd:checkedOnline", type_hint: "xsd:date"}
"""
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


def row(subject: str, found: str, predicate: str = "exactMatch", **cells: str) -> str:
    """Return a row: `found` is a Q-number, an IRI, or nothing where no item was found."""
    known = {
        "subject_id": ID + subject,
        "predicate_id": SKOS + predicate,
        "object_id": found if ":" in found else WD + found if found else NO_TERM_FOUND,
        "mapping_justification": MANUAL,
        "author_label": "A Curator",
        "mapping_date": "2026-01-02",
        "comment": "Same name.",
        **cells,
    }
    return "\t".join(known.get(column, "") for column in COLUMNS) + "\n"


def table(*rows: str, name: str = "wikidata", licence: str = CC0) -> str:
    """Return a table of links with these rows."""
    head = _HEAD.replace("NAME", name).replace("LICENCE", licence)
    return "".join([head, "\t".join(COLUMNS), "\n", *rows])


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files into a workspace."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def linked(
    world: BuiltWorld, folder: Path, rows: Sequence[str], files: dict[str, str] | None = None
) -> BuiltWorld:
    """Return a copy of the world in the folder, with these links to Wikidata, built."""
    shutil.copytree(world.root, folder)
    write(folder, {"data/links/wikidata.sssom.tsv": table(*rows), **(files or {})})
    workspace = Workspace.find(folder, folder, folder)
    return BuiltWorld(workspace, build(workspace))
