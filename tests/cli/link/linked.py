"""A made-up world with a table of links."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from linking.tables import line, written

FILE = "data/links/wikidata.sssom.tsv"
SIGNED = {"comment": "seen", "author_label": "A. Reader", "mapping_date": "2026-11-21"}
ANA, BO = "espd-id:person/ana-vale", "espd-id:person/bo-stern"


def row(**cells: str) -> str:
    """Return a row that is signed and reasoned, on Ruritania and Q232 unless told otherwise."""
    usual = {**SIGNED, "subject_id": "espd-id:state/ruritania", "subject_label": "Ruritania"}
    return line(**{**usual, **cells})


def candidate(subject: str, item: str, label: str, **cells: str) -> str:
    """Return a row that a tool proposed."""
    proposed = {
        "subject_id": subject,
        "subject_label": subject.rpartition("/")[2],
        "object_id": f"wd:{item}",
        "object_label": label,
        "mapping_justification": "semapv:CompositeMatching",
        "confidence": "0.7",
        "author_label": "",
        "mapping_tool": "espd-kg",
        "comment": "name: the same in en",
        "judgement": "unsure",
    }
    return row(**{**proposed, **cells})


def link(world: Path, *rows: str) -> Path:
    """Write the table of a world and return it."""
    folder = world / "data" / "links"
    folder.mkdir(exist_ok=True)
    return written(folder, *rows)


def rows_of(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table by their columns."""
    lines = [one for one in table.read_text().splitlines() if not one.startswith("#")]
    columns = lines[0].split("\t")
    return [dict(zip(columns, one.split("\t"), strict=True)) for one in lines[1:]]


SNAPSHOT = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

wd:Q11 rdfs:label "Ana Vale"@en , "Ана Вейл"@ru ; wdt:P31 wd:Q5 ; p:P39 wds:Q11-1 .
wds:Q11-1 ps:P39 wd:Q20 ; pq:P580 "2000"^^xsd:gYear .
wd:Q20 rdfs:label "envoy"@en .
wd:Q13 rdfs:label "Bo Stern"@en ; wdt:P31 wd:Q515 .
"""


def snapshot(world: Path) -> None:
    """Put what was fetched of two items into a world: a person, and a city of a person's name."""
    folder = world / "data" / "snapshots"
    folder.mkdir()
    (folder / "wikidata.ttl").write_text(SNAPSHOT)


def command(world: Path, verb: str, *words: str) -> tuple[list[str], dict[str, str]]:
    """Return what runs `espd link VERB` as a process of its own, and its surroundings."""
    surroundings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "ESPD_WORKSPACE": str(world),
        "ESPD_AUTHOR": "A. Reader",
        "ESPD_TODAY": "2026-11-22",
        "COLUMNS": "100",
    }
    return [sys.executable, "-m", "espd_kg", "link", verb, *words], surroundings
