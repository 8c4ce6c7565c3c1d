"""A small workspace with links into a small Wikidata, for tests of what is fetched and compared."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from espd_kg.linking.outside.asking import CachedAnswers, open_dataset
from espd_kg.linking.table.decisions import DecisionTable, read_decisions
from espd_kg.workspace import Workspace
from pipeline import small
from wikidata.building import Item, Place, Text, Time, claims, held

HEAD: Final = """\
#mapping_set_id: https://w3id.org/espd/mappings/wikidata
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  dialogue: https://w3id.org/espd/id/dialogue/
#  person: https://w3id.org/espd/id/person/
#  state: https://w3id.org/espd/id/state/
#  wd: http://www.wikidata.org/entity/
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification
"""
ROWS: Final = (
    "person:lu\tskos:exactMatch\t\twd:Q1\tDonald Lu\tsemapv:ManualMappingCuration",
    "state:kz\tskos:exactMatch\t\twd:Q232\tKazakhstan\tsemapv:ManualMappingCuration",
    "dialogue:one\tskos:closeMatch\t\twd:Q7\tTalks\tsemapv:ManualMappingCuration",
    "person:lu\tskos:exactMatch\tNot\twd:Q8\tNamesake\tsemapv:ManualMappingCuration",
)
LU: Final = Item(
    "Q1",
    {"en": "Donald Lu", "ru": "Дональд Лу"},
    claims=(*claims("P31", "Q5"), held("Q9", "2021-09-15"), held("Q10", "2018", "2021-09")),
    version=77,
)
KAZAKHSTAN: Final = Item(
    "Q232",
    {"en": "Kazakhstan", "kk": "Қазақстан"},
    claims=(
        *claims("P31", "Q3624078"),
        *claims("P297", Text("KZ")),
        *claims("P625", Place(48, 68)),
    ),
)
TALKS: Final = Item(
    "Q7",
    {"en": "Talks"},
    claims=(
        *claims("P31", "Q2761147"),
        *claims("P17", "Q232"),
        *claims("P585", Time("2023-06")),
        *claims("P710", "Q1", "Q232"),
    ),
)
POSTS: Final = (Item("Q9", {"en": "assistant secretary"}), Item("Q10", {"en": "ambassador"}))
ITEMS: Final = (LU, KAZAKHSTAN, TALKS, *POSTS)

_UNLINKED: Final = 'person:ann a espd:Official ; rdfs:label "Ann Example"@en .'


def workspace(root: Path, *rows: str) -> Workspace:
    """Write a small workspace whose table holds these rows, or the usual ones."""
    table = HEAD + "".join(f"{row}\n" for row in rows or ROWS)
    files = {"data/links/wikidata.sssom.tsv": table, "data/people/ann.ttl": _UNLINKED}
    return small.write(root, **files)


def table_of(own: Workspace) -> DecisionTable:
    (path,) = own.link_files()
    return read_decisions(path, own.relative(path))


def answers_of(
    own: Workspace, address: str, *, today: str = "2026-11-22", refresh: bool = False
) -> CachedAnswers:
    """Open the server for questions, its answers kept beside the build."""
    return open_dataset(
        "wikidata",
        endpoint=address,
        cache=own.build_dir / "answers",
        today=today,
        contact="",
        refresh=refresh,
        allowed=[address],
    )
