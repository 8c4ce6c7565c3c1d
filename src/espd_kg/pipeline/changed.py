"""A graph made from the one before: only what the changed files can reach is done again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from espd_kg.build.parse import Statements
from espd_kg.build.spelling import Spellings
from espd_kg.change.delta import Delta
from espd_kg.evidence import DOCUMENT
from espd_kg.infer.program import Equality
from espd_kg.pipeline.placing import changed_evidence, text_files
from espd_kg.pipeline.reading import read_source
from espd_kg.pipeline.rulebook import Rulebook, belongs
from espd_kg.pipeline.sources import Kind, Source, Sources, is_snapshot
from espd_kg.progress import Progress
from espd_kg.workspace import graph_iri


@dataclass(frozen=True)
class Changes:
    """The files that differ from those of the build before."""

    present: tuple[Source, ...]
    """Files that are new or have another content."""
    gone: Mapping[str, str]
    """The graphs of the files that are gone, by the files' names."""

    def __len__(self) -> int:
        """How many files differ."""
        return len(self.present) + len(self.gone)

    @property
    def texts(self) -> set[str]:
        """The documents whose texts changed, came or went."""
        stems = [source.slug for source in self.present if source.kind is Kind.TEXT]
        stems += [_stem(name) for name in self.gone if name.endswith(".txt")]
        return {DOCUMENT + stem for stem in stems}


@dataclass(frozen=True)
class Applied:
    """What the change of some files changed in the graph."""

    delta: Delta
    spellings: Spellings


def apply(
    before: ox.Store,
    store: ox.Store,
    spelled: Spellings,
    rulebook: Rulebook,
    sources: Sources,
    changes: Changes,
    progress: Progress,
) -> Applied | None:
    """Bring a store that holds what `before` holds up to date with the changed files.

    Returns None where the change needs the graph to be closed as a whole; the store is then left
    half changed.

    Raises InputError, with file and line, for what cannot be read.
    """
    progress("Reading the changed files")
    read = {source.graph: read_source(source) for source in changes.present if _fills(source)}
    graphs = frozenset((*read, *(g for n, g in changes.gone.items() if not n.endswith(".txt"))))
    stated = _difference(before, read, graphs)
    if rulebook.program.needs_whole(quad.triple for quad in stated.added):
        return None
    _write(store, stated)
    progress("Placing the quotes")
    files = text_files(sources.of_kind(Kind.TEXT))
    evidence = changed_evidence(before, store, stated, files, changes.texts)
    _write(store, evidence)
    progress("Reasoning over what changed")
    try:
        inferred = rulebook.program.maintain(before, store, stated | evidence)
    except Equality:
        return None
    spelled = spelled.stated().without(graphs)
    spelled |= Spellings(pair for one in read.values() for pair in one.respelled)
    return Applied(stated | evidence | inferred, spelled | spelled.inferred(store))


def _fills(source: Source) -> bool:
    return source.kind is not Kind.TEXT


def _difference(before: ox.Store, read: Mapping[str, Statements], graphs: Iterable[str]) -> Delta:
    """Return the difference between what the graphs held and what their files say now."""
    held = frozenset(
        quad
        for graph in graphs
        for quad in before.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    )
    store = ox.Store()
    for one in read.values():
        store.extend(one.quads)
    stated = frozenset(store)
    return Delta(added=stated - held, removed=held - stated)


def _write(store: ox.Store, delta: Delta) -> None:
    for quad in delta.removed:
        store.remove(quad)
    store.extend(delta.added)


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]


def changes_since(before: Mapping[str, str], now: Mapping[str, str], sources: Sources) -> Changes:
    """Return the files whose hashes differ, and those that are gone."""
    fillers = sources.of_kind(Kind.DATA, Kind.LINKS, Kind.TEXT)
    present = tuple(one for one in fillers if before.get(one.name) != now[one.name])
    named = {one.name for one in fillers}
    gone = [name for name in before if _fills_a_graph(name) and name not in named]
    return Changes(present, {name: graph_iri(name) for name in sorted(gone)})


def _fills_a_graph(name: str) -> bool:
    """Whether a file that was read states something of the world, and is no rule or query."""
    return not belongs(name) and not name.startswith("queries/") and not is_snapshot(name)
