"""What outside data sets said, laid over a graph that was reasoned upon and validated without it.

A snapshot is about items of others. It is asked together with the graph, but nothing follows from
it, no rule looks at it and nothing of it is counted: so the store that is examined holds none.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from espd_kg.build.generation import branch
from espd_kg.build.manifest import EXAMINED, STORE
from espd_kg.build.parse import Statements
from espd_kg.build.spelling import Spellings
from espd_kg.errors import InputError
from espd_kg.iris import is_ours, shorten
from espd_kg.pipeline.reading import read_source
from espd_kg.pipeline.sources import Kind, Source, Sources


@dataclass(frozen=True)
class Snapshots:
    """The snapshots of a workspace, read."""

    read_files: tuple[Statements, ...]

    @classmethod
    def read(cls, sources: Sources) -> Snapshots:
        """Read the files under data/snapshots.

        Raises InputError, with file and line, for what cannot be read, and for a statement that
        names a thing or term of ours: it would be said by no source.
        """
        return cls(tuple(_read(source) for source in sources.of_kind(Kind.SNAPSHOT)))

    @property
    def spellings(self) -> Spellings:
        """The statements that the store spells otherwise."""
        return Spellings(pair for one in self.read_files for pair in one.respelled)

    def lay_over(self, folder: Path) -> None:
        """Put the snapshots into the store of a generation; the one without them stays beside it.

        Nothing happens where there are none.
        """
        quads = [quad for one in self.read_files for quad in one.quads]
        if not quads:
            return
        # A store is closed when nothing holds it any more; until then its files may change.
        gc.collect()
        examined = (folder / STORE).rename(folder / EXAMINED)
        store = branch(examined, folder)
        store.extend(quads)
        store.flush()


def _read(source: Source) -> Statements:
    try:
        found = read_source(source)
    except InputError as error:
        from espd_kg.linking.outside.snapshot import damaged  # only a mistake pays for it

        raise damaged(error) from None
    own = sorted({term.value for quad in found.quads for term in _names(quad)})
    if own:
        raise InputError(
            f"a snapshot says something about {shorten(own[0])}, which is ours",
            file=source.name,
            fix="Take it out, or write the file anew with espd link enrich.",
        )
    return found


def _names(quad: ox.Quad) -> Iterator[ox.NamedNode]:
    """Yield the terms of a statement that name something of ours."""
    for term in (quad.subject, quad.predicate, quad.object):
        if isinstance(term, ox.NamedNode) and is_ours(term.value):
            yield term
