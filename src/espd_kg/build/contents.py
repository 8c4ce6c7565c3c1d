"""What a compiled graph holds, statement by statement, spelled as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from espd_kg.build.manifest import STORE, WRITTEN
from espd_kg.build.spelling import Spellings, graph_of
from espd_kg.errors import InputError
from espd_kg.namespaces import GRAPH, GRAPH_INFERRED

_ONTOLOGY: Final = GRAPH + "ontology/"
_SNAPSHOTS: Final = GRAPH + "data/snapshots/"
_VOCABULARIES: Final = (_ONTOLOGY + "codes", _ONTOLOGY + "themes")


class Part(StrEnum):
    """The parts of a graph that leave it, or stay, together."""

    ASSERTED = "asserted"
    """What people wrote and what follows from it by reading alone: data, links, themes, codes,
    the texts and the places of the quotes."""
    INFERRED = "inferred"
    ONTOLOGY = "ontology"
    SNAPSHOT = "snapshot"
    """What outside data sets said of their own items on a day."""


def part_of(graph: str) -> Part:
    """Return the part to which a named graph belongs."""
    if graph == GRAPH_INFERRED:
        return Part.INFERRED
    if graph.startswith(_ONTOLOGY) and graph not in _VOCABULARIES:
        return Part.ONTOLOGY
    if graph.startswith(_SNAPSHOTS):
        return Part.SNAPSHOT
    return Part.ASSERTED


def nquads(generation: Path, *parts: Part, subject: str | None = None) -> bytes:
    """Return these parts of a generation as N-Quads, sorted, each literal as it was written.

    With a subject, only what is said of it.

    Raises InputError where the generation cannot be read.
    """
    try:
        store = ox.Store.read_only(str(generation / STORE))
        spelled = Spellings.read((generation / WRITTEN).read_text(encoding="utf-8"))
        return statements(store, spelled, *parts, subject=subject)
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(
            f"the compiled graph cannot be read ({error})",
            file=str(generation),
            fix="Run espd build.",
        ) from None


def statements(
    store: ox.Store, spelled: Spellings, *parts: Part, subject: str | None = None
) -> bytes:
    """Return these parts of a store as N-Quads, sorted, each literal as it was written."""
    dumped = _about(store, subject) if subject else store.dump(format=ox.RdfFormat.N_QUADS)
    # Only the line feed ends a statement: splitlines() would break on U+2028 and others.
    lines = (dumped or b"").decode().split("\n")
    chosen = (line for line in lines if line and part_of(graph_of(line)) in parts)
    return "".join(sorted(_spelled(chosen, spelled))).encode()


def _about(store: ox.Store, subject: str) -> bytes | None:
    quads = store.quads_for_pattern(ox.NamedNode(subject), None, None, None)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS)


def _spelled(lines: Iterator[str], spelled: Spellings) -> Iterator[str]:
    if not spelled:
        return (f"{line}\n" for line in lines)
    return (f"{form} .\n" for line in lines for form in spelled.forms(line.removesuffix(" .")))
