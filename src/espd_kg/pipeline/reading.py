"""Files as quads: a batch of them, and what follows within it, is the work of one worker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, overload

import pyoxigraph as ox

from espd_kg.build.parse import Statements, read_statements
from espd_kg.build.spelling import respelled
from espd_kg.evidence import Passage, derive
from espd_kg.infer.program import Equality, Program
from espd_kg.linking.table.mappings import LinkTable, read_links
from espd_kg.namespaces import GRAPH_INFERRED
from espd_kg.pipeline.sources import Kind, Source
from espd_kg.stores.terms import to_engine

BATCH_BYTES: Final = 2_000_000
"""How much Turtle a worker reads at once: enough to be worth the way, little enough to hold."""


@dataclass(frozen=True)
class Files:
    """The work: files by name, graph and bytes, and the program that closes them."""

    program: Program
    files: tuple[tuple[str, str, bytes], ...]


@dataclass(frozen=True)
class Batch:
    """What came of it, as N-Quads: what is stated and what follows from it within the batch."""

    stated: bytes
    inferred: bytes
    respelled: tuple[tuple[str, str], ...]
    needs_whole: bool
    """Whether the batch states what only the closure of the whole graph can treat."""


class Batches(Sequence[Files]):
    """Files in portions of about `BATCH_BYTES`, read when they are asked for."""

    def __init__(self, program: Program, sources: Iterable[Source]) -> None:
        """Portion the files by their sizes."""
        self._program = program
        self._portions: list[list[Source]] = []
        size = BATCH_BYTES
        for source in sources:
            if size >= BATCH_BYTES:
                self._portions.append([])
                size = 0
            self._portions[-1].append(source)
            size += source.size

    @overload
    def __getitem__(self, index: int) -> Files: ...

    @overload
    def __getitem__(self, index: slice) -> list[Files]: ...

    def __getitem__(self, index: int | slice) -> Files | list[Files]:
        """Return the files of a portion; raises InputError where one cannot be read."""
        if isinstance(index, slice):
            return [self._read(portion) for portion in self._portions[index]]
        return self._read(self._portions[index])

    def __len__(self) -> int:
        """How many portions there are."""
        return len(self._portions)

    def _read(self, portion: list[Source]) -> Files:
        files = tuple((source.name, source.graph, source.read()) for source in portion)
        return Files(self._program, files)


def read_batch(work: Files) -> Batch:
    """Read files of data; raises InputError, with file and line, for what cannot be read."""
    read = [read_statements(content, name, graph) for name, graph, content in work.files]
    quads = [quad for one in read for quad in one.quads]
    return closed(work.program, quads, tuple(pair for one in read for pair in one.respelled))


@dataclass(frozen=True)
class Placing:
    """The work of placing quotes: the texts of some documents and the passages in them."""

    program: Program
    passages: dict[str, Passage]
    texts: dict[str, str]


def place_batch(work: Placing) -> Batch:
    """Derive the evidence of some documents."""
    return closed(work.program, derive(work.passages, work.texts), ())


def closed(program: Program, quads: list[ox.Quad], respelled: tuple[tuple[str, str], ...]) -> Batch:
    """Return quads with what follows from them alone."""
    store = ox.Store()
    store.extend(quads)
    triples = [quad.triple for quad in store]
    follows, whole = _follows(program, triples)
    graph = ox.NamedNode(GRAPH_INFERRED)
    inferred = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in follows)
    return Batch(nquads(quads), nquads(inferred), respelled, whole)


def _follows(program: Program, triples: list[ox.Triple]) -> tuple[list[ox.Triple], bool]:
    """Return what follows, and whether only the closure of the whole graph can tell that."""
    if program.needs_whole(triples):
        return [], True
    try:
        return program.within(triples), False
    except Equality:
        return [], True


def read_source(source: Source) -> Statements:
    """Read one file into its graph: Turtle, or a table of links.

    Raises InputError, with file and line, for what cannot be read.
    """
    if source.kind is Kind.LINKS:
        return read_table(source)[0]
    blank_nodes = source.kind in (Kind.ONTOLOGY, Kind.VOCABULARY)
    return read_statements(source.read(), source.name, source.graph, blank_nodes=blank_nodes)


def read_table(source: Source) -> tuple[Statements, LinkTable]:
    """Read a table of links, and where its rows stand."""
    table = read_links(source.path, source.name, source.graph)
    graph = ox.NamedNode(source.graph)
    quads = []
    tags = []
    for triple in table.file.triples:
        subject, predicate, value = (to_engine(term) for term in triple)
        assert not isinstance(subject, ox.Literal)
        assert isinstance(predicate, ox.NamedNode)
        quads.append(ox.Quad(subject, predicate, value, graph))
        tag = getattr(triple[2], "language", None)
        if tag:
            tags.append(str(tag))
    return Statements(quads, tuple(respelled(quads, iter(tags)))), table


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as N-Quads, in their order."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
