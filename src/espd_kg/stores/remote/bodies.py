"""The content of a graph as N-Triples, the same bytes for the same graph, ready to be sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Final, Self

import pyoxigraph as ox

TYPE: Final = "application/n-triples"
_IN_MEMORY: Final = 32 * 1024 * 1024
_CHUNK: Final = 64 * 1024


class Body:
    """N-Triples that can be read again for every try; a large body waits on disk.

    To iterate is to read the bytes from their beginning.
    """

    def __init__(self, write: Callable[[IO[bytes]], object]) -> None:
        """Let the content be written down."""
        file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - `close` ends it
        self._file: IO[bytes] = file
        write(self._file)
        self.size = self._file.tell()
        self.digest, self.has_blank_nodes = self._looked_through()

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Self:
        """Write the triples down, in the order in which they come."""
        return cls(lambda file: ox.serialize(triples, file, ox.RdfFormat.N_TRIPLES))

    @classmethod
    def of_graph(cls, store: ox.Store, graph: ox.NamedNode) -> Self:
        """Write a graph down in the store's own order: that of its keys, the same for the same."""
        return cls(lambda file: store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=graph))

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes, some at a time."""
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk

    def statements(self, *, blank: bool) -> Iterator[str]:
        """Yield the statements that name blank nodes, or the others."""
        self._file.seek(0)
        for line in self._file:
            if (_BLANK.search(line) is not None) is blank:
                yield line.decode()

    def triples(self) -> Iterator[ox.Triple]:
        """Yield the triples again."""
        self._file.seek(0)
        return (quad.triple for quad in ox.parse(self._file, ox.RdfFormat.N_TRIPLES))

    def close(self) -> None:
        """Throw the bytes away."""
        self._file.close()

    def __enter__(self) -> Self:
        """Return the body itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Throw the bytes away."""
        self.close()

    def _looked_through(self) -> tuple[str, bool]:
        digest, has_blank_nodes = hashlib.sha256(), False
        self._file.seek(0)
        while lines := b"".join(self._file.readlines(_CHUNK)):
            digest.update(lines)
            has_blank_nodes = has_blank_nodes or _BLANK.search(lines) is not None
        return digest.hexdigest(), has_blank_nodes


# No literal ends so: a quotation mark, a language tag or a datatype stands there.
_BLANK: Final = re.compile(rb"^_:| _:\S+ \.$", re.MULTILINE)


def in_fixed_names(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return a graph's triples, each blank node named by what is said of it (RDFC-1.0), sorted."""
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)
