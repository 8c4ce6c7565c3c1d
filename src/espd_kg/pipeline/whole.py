"""A graph made from nothing: files in batches, what follows within and across them, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib.term import URIRef

from espd_kg.build.contents import Part, statements
from espd_kg.build.generation import new_store
from espd_kg.build.parse import Statements
from espd_kg.build.spelling import Spellings
from espd_kg.infer import Inconsistency, Reasoner, infer
from espd_kg.infer.program import Equality
from espd_kg.literals import silent_literals
from espd_kg.namespaces import GRAPH_INFERRED
from espd_kg.pipeline.placing import placings, read_texts, text_files
from espd_kg.pipeline.reading import (
    Batch,
    Batches,
    closed,
    place_batch,
    read_batch,
    read_source,
)
from espd_kg.pipeline.room import gather_heap
from espd_kg.pipeline.rulebook import Rulebook
from espd_kg.pipeline.sources import Kind, Sources
from espd_kg.progress import Progress
from espd_kg.quads import read_nquads, write_nquads
from espd_kg.workers import each

_LOADED_AT_ONCE: Final = 32_000_000


@dataclass(frozen=True)
class Filled:
    """What filling a store brought to light beside what the store holds."""

    spellings: Spellings
    """The statements that the store spells otherwise."""
    whole: bool
    """Whether the graph had to be closed as a whole."""
    inconsistencies: tuple[Inconsistency, ...] = ()
    """The contradictions found on the way, where the graph was closed as a whole."""


def fill(
    store: ox.Store,
    rulebook: Rulebook,
    sources: Sources,
    reasoner: Reasoner,
    pool: Executor,
    progress: Progress,
) -> Filled:
    """Fill an empty store with all that the files state and all that follows.

    Raises InputError, with file and line, for what cannot be read.
    """
    loading = _Loading(store)
    # What is loaded in bulk gets other names for its blank nodes every time.
    store.extend(_terms(rulebook))
    loading.take(_read(rulebook, sources))
    files = Batches(rulebook.program, sources.of_kind(Kind.DATA))
    for batch in each(pool, read_batch, files, progress, "Reading the files"):
        loading.take(batch)
    loading.load()
    _place(store, rulebook, sources, pool, loading, progress)
    filled = _close(store, rulebook, reasoner, loading, progress)
    store.optimize()
    store.flush()
    return replace(filled, spellings=filled.spellings | filled.spellings.inferred(store))


def _place(
    store: ox.Store,
    rulebook: Rulebook,
    sources: Sources,
    pool: Executor,
    loading: _Loading,
    progress: Progress,
) -> None:
    """Load where each quote stands in its text; texts and quotes leave memory with the work."""
    texts = read_texts(store, text_files(sources.of_kind(Kind.TEXT)))
    work = list(placings(store, rulebook.program, texts))
    for batch in each(pool, place_batch, work, progress, "Placing the quotes"):
        loading.take(batch)
    loading.load()


def dump(store: ox.Store, folder: Path, rulebook: Rulebook) -> Path:
    """Write what a store in memory holds into a file of the folder, and return the file.

    The ontology is left out, and the store lacks it afterwards: what is loaded in bulk gets other
    names for its blank nodes, so it goes by itself.
    """
    for graph in {quad.graph_name for quad in _terms(rulebook)}:
        store.remove_graph(graph)
    passing = folder / "statements.nq"
    store.dump(str(passing), ox.RdfFormat.N_QUADS)
    return passing


def keep(passing: Path, folder: Path, rulebook: Rulebook) -> None:
    """Make the folder's store of the file that `dump` wrote, and take the file away."""
    kept = new_store(folder)
    kept.bulk_load(path=str(passing), format=ox.RdfFormat.N_QUADS)
    passing.unlink()
    kept.extend(_terms(rulebook))
    kept.optimize()
    kept.flush()


def _terms(rulebook: Rulebook) -> list[ox.Quad]:
    return [quad for one in (*rulebook.ontology, *rulebook.vocabulary) for quad in one.quads]


def _close(
    store: ox.Store,
    rulebook: Rulebook,
    reasoner: Reasoner,
    loading: _Loading,
    progress: Progress,
) -> Filled:
    if reasoner == "sparql" and not loading.needs_whole:
        try:
            rulebook.program.across(store, progress)
            return Filled(loading.spellings, whole=False)
        except Equality:
            pass
    progress("Reasoning over the whole graph")
    return _close_whole(store, rulebook, loading.spellings, reasoner)


@silent_literals()
def _close_whole(
    store: ox.Store, rulebook: Rulebook, spelled: Spellings, reasoner: Reasoner
) -> Filled:
    """Close the graph by a reasoner that takes it as a whole, in memory."""
    graph = ox.NamedNode(GRAPH_INFERRED)
    store.remove_graph(graph)
    known = read_nquads(statements(store, spelled, Part.ASSERTED, Part.ONTOLOGY))
    inference = infer(((s, p, o) for s, p, o, _ in known), rulebook.rules, reasoner)
    inferred = write_nquads((s, p, o, URIRef(GRAPH_INFERRED)) for s, p, o in inference.triples)
    store.bulk_load(inferred, ox.RdfFormat.N_QUADS)
    return Filled(spelled, whole=True, inconsistencies=inference.inconsistencies)


def _read(rulebook: Rulebook, sources: Sources) -> Batch:
    """Return what the tables of links state, with what the store respells in the ontology."""
    links = [read_source(source) for source in sources.of_kind(Kind.LINKS)]
    quads = [quad for one in links for quad in one.quads]
    pairs = _pairs(*rulebook.ontology, *rulebook.vocabulary, *links)
    return closed(rulebook.program, quads, tuple(pairs))


def _pairs(*read: Statements) -> Iterator[tuple[str, str]]:
    for one in read:
        yield from one.respelled


class _Loading:
    """Quads on their way into a store, in large portions: each costs a file of its own."""

    def __init__(self, store: ox.Store) -> None:
        self.needs_whole = False
        self._store = store
        self._waiting: list[bytes] = []
        self._size = 0
        self._respelled: list[tuple[str, str]] = []

    @property
    def spellings(self) -> Spellings:
        return Spellings(self._respelled)

    def take(self, batch: Batch) -> None:
        self.needs_whole |= batch.needs_whole
        self._respelled += batch.respelled
        self._waiting += (batch.stated, batch.inferred)
        self._size += len(batch.stated) + len(batch.inferred)
        if self._size > _LOADED_AT_ONCE:
            self.load()

    def load(self) -> None:
        content = b"".join(self._waiting)
        self._waiting, self._size = [], 0
        if content:
            self._store.bulk_load(content, ox.RdfFormat.N_QUADS)
        if len(content) > _LOADED_AT_ONCE:
            gather_heap()
