"""The files of a workspace, each with its graph and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from espd_kg.errors import InputError
from espd_kg.workspace import Workspace, graph_iri

_VOCABULARIES: Final = ("ontology/codes.ttl", "ontology/themes.ttl")
_SHAPES: Final = "ontology/shapes/"
_SNAPSHOTS: Final = "data/snapshots/"


class Kind(StrEnum):
    """What a file holds."""

    DATA = "data"
    LINKS = "links"
    SNAPSHOT = "snapshot"
    """What an outside data set said on a day: kept beside the graph, and never part of it."""
    TEXT = "text"
    VOCABULARY = "vocabulary"
    """Codes and themes: told apart from the ontology's axioms, for they leave in exports."""
    ONTOLOGY = "ontology"


_KINDS: Final = {".ttl": Kind.DATA, ".txt": Kind.TEXT, ".sssom.tsv": Kind.LINKS}


@dataclass(frozen=True)
class Source:
    """A file that fills a graph, or the text of a document."""

    name: str
    """As messages call it."""
    path: Path
    graph: str
    kind: Kind
    beside: bool = False
    """A text that was not asked for: it lies beside a file that was added."""

    @property
    def slug(self) -> str:
        """The file's name without what follows the last dot: a text's document."""
        return self.path.stem

    @property
    def size(self) -> int:
        """How many bytes the file holds; 0 where that cannot be told."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def read(self) -> bytes:
        """Return the file's bytes; raises InputError where it cannot be read."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(f"the file cannot be read: {reason}", file=self.name) from None


@dataclass(frozen=True)
class Sources:
    """All files that fill the graph, by the names that messages give them."""

    by_name: dict[str, Source]

    @classmethod
    def of(cls, workspace: Workspace, extra_files: Sequence[Path] = ()) -> Sources:
        """List the workspace's files with the extra ones; one that is in both counts once.

        Raises InputError for an extra file of another kind, and where there is no data at all.
        """
        listed = (*_own(workspace), *_extra(workspace, extra_files))
        found = cls({source.name: source for source in listed})
        if not found.of_kind(Kind.DATA):
            raise InputError(
                "data/ holds no Turtle file",
                file=str(workspace.root),
                fix="Name a folder with Turtle files under data/.",
            )
        return found

    def of_kind(self, *kinds: Kind) -> list[Source]:
        """Return the files of these kinds, sorted by name."""
        return [self.by_name[name] for name in sorted(self.by_name) if self._is(name, kinds)]

    def graphs(self, *kinds: Kind) -> list[str]:
        """Return the graphs of the files of these kinds, sorted."""
        return sorted(source.graph for source in self.of_kind(*kinds))

    def _is(self, name: str, kinds: Iterable[Kind]) -> bool:
        return self.by_name[name].kind in kinds


def _own(workspace: Workspace) -> Iterator[Source]:
    for name, entry in workspace.inputs():
        kind = _kind(name)
        if kind is not None:
            yield Source(name, Path(entry.path), graph_iri(name), kind)


def _kind(name: str) -> Kind | None:
    """Return what a file of the workspace holds, None for rules, shapes and queries."""
    folder = name.partition("/")[0]
    if folder == "ontology" and name.endswith(".ttl") and not name.startswith(_SHAPES):
        return Kind.VOCABULARY if name in _VOCABULARIES else Kind.ONTOLOGY
    if folder != "data":
        return None
    if is_snapshot(name):
        return Kind.SNAPSHOT
    return next((kind for suffix, kind in _KINDS.items() if name.endswith(suffix)), None)


def is_snapshot(name: str) -> bool:
    """Whether a file of this name holds what an outside data set said."""
    return name.startswith(_SNAPSHOTS) and name.endswith(".ttl")


def _extra(workspace: Workspace, paths: Sequence[Path]) -> Iterator[Source]:
    for path in paths:
        kind = next((kind for suffix, kind in _KINDS.items() if path.name.endswith(suffix)), None)
        if kind is None:
            raise InputError(
                "this kind of file cannot be added",
                file=str(path),
                fix="Add Turtle (.ttl), a text (.txt) or a table of links (.sssom.tsv).",
            )
        if is_snapshot(workspace.relative(path)):
            kind = Kind.SNAPSHOT
        yield _source(workspace, path, kind)
        text = path.with_suffix(".txt")
        if kind is Kind.DATA and text.is_file():
            yield _source(workspace, text, Kind.TEXT, beside=True)


def _source(workspace: Workspace, path: Path, kind: Kind, *, beside: bool = False) -> Source:
    return Source(workspace.relative(path), path, workspace.graph_iri(path), kind, beside)
