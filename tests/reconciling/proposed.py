"""Our own graph as its files say it, an empty table, and the made-up outside served for a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from espd_kg.linking.matching.items import Reader
from espd_kg.linking.subject.things import Surroundings, described, surroundings
from espd_kg.linking.table.decisions import DecisionTable, read_decisions
from espd_kg.reconciling.proposing import Asked, ask
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import EmbeddedStore
from linking.tables import NAME, line, written
from support import ROOT


@cache
def graph() -> Store:
    """Return our own data and themes, before anything is derived."""
    store = ox.Store()
    files = [*(ROOT / "data").rglob("*.ttl"), ROOT / "ontology" / "themes.ttl"]
    for file in sorted(file for file in files if "snapshots" not in file.parts):
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:x"))
    written_out = store.dump(format=ox.RdfFormat.N_QUADS)
    assert written_out is not None
    return EmbeddedStore.from_nquads(written_out)


@cache
def around() -> Surroundings:
    """Return the names of our states and places."""
    return surroundings(graph())


def table(folder: Path, *rows: str) -> DecisionTable:
    """Write a table with these rows and read it."""
    folder.mkdir(exist_ok=True)
    return read_decisions(written(folder, *rows), NAME)


def row(subject: str, item: str, **cells: str) -> str:
    """Return a row on a thing and an item: decided, unless the cells say otherwise."""
    return line(subject_id=subject, object_id=f"wd:{item}", **cells)


@dataclass(frozen=True)
class Outside:
    """The made-up outside, open for questions."""

    store: Store
    reader: Reader

    def ask(self, iri: str, decided: DecisionTable) -> Asked:
        """Ask for one thing of ours."""
        (thing,) = described(graph(), [iri])
        return ask(thing, around(), decided, self.reader)


def first(asked: Asked) -> str:
    """Return the id of the item that ranks first, or nothing."""
    return asked.best[0].case.item.id if asked.best else ""


def shown(asked: Asked, right: str) -> str:
    """Return what was found instead of the right item, for whoever reads of a miss."""
    best = [f"  {one.score} {one.case.item.id}: {one.reasons}" for one in asked.best]
    aside = [f"  aside: {item.id} {reason}" for item, reason in asked.aside]
    return "\n".join([f"{asked.thing.iri}: not {right}", *best, *aside])


def ids(found: Sequence[object]) -> list[str]:
    """Return the ids of scored items."""
    return [one.case.item.id for one in found]  # type: ignore[attr-defined]
