"""All that a workspace holds, read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib.namespace import RDFS
from rdflib.term import URIRef

from espd_kg import evidence
from espd_kg.build.parse import parse_file
from espd_kg.errors import InputError
from espd_kg.linking.sssom import LinkTable, read_links
from espd_kg.locate import Locator
from espd_kg.quads import GraphFile, Quad, Triple
from espd_kg.text_files import read_text
from espd_kg.workspace import Workspace

_VOCABULARIES: Final = ("codes", "themes")
_LINKS: Final = ".sssom.tsv"


@dataclass(frozen=True)
class Material:
    """The files of a workspace as graphs, and the evidence derived from them."""

    data: tuple[GraphFile, ...]
    vocabulary: tuple[GraphFile, ...]
    """Codes and themes: told apart from the ontology's axioms, for they leave in exports."""
    ontology: tuple[GraphFile, ...]
    links: tuple[LinkTable, ...]
    evidence: tuple[Quad, ...]

    @property
    def asserted(self) -> Iterator[Quad]:
        """What people wrote and what follows from it by reading alone: data, links, evidence."""
        tables = (table.file for table in self.links)
        for file in (*self.data, *self.vocabulary, *tables):
            yield from file.quads
        yield from self.evidence

    @property
    def axioms(self) -> Iterator[Quad]:
        """The ontology's own triples."""
        return (quad for file in self.ontology for quad in file.quads)

    @property
    def class_tree(self) -> Iterator[Triple]:
        """The ontology's rdfs:subClassOf between named classes."""
        for file in self.ontology:
            for triple in file.triples:
                if triple[1] == RDFS.subClassOf and isinstance(triple[2], URIRef):
                    yield triple

    @cached_property
    def locator(self) -> Locator:
        """Where everything stands."""
        tables = [table.file for table in self.links]
        rows = {mapping: line for table in self.links for mapping, line in table.rows.items()}
        return Locator.of((*self.data, *self.vocabulary, *self.ontology, *tables), rows)


def gather(workspace: Workspace, extra_files: Sequence[Path] = ()) -> Material:
    """Read the workspace with the extra files added to it.

    Raises InputError for a file that cannot be read, for a text that no file describes, and where
    there is no data at all.
    """
    extra = _by_kind(extra_files)
    turtle = _united(workspace.turtle_files("data"), extra[".ttl"])
    if not turtle:
        raise InputError(
            "data/ holds no Turtle file",
            file=str(workspace.root),
            fix="Name a folder with Turtle files under data/.",
        )
    tables = _united(workspace.link_files(), extra[_LINKS])
    data = _graphs(workspace, turtle, blank_nodes=False)
    added = [*extra[".txt"], *_texts_beside(extra[".ttl"], data)]
    ontology = _graphs(workspace, workspace.turtle_files("ontology"), blank_nodes=True)
    texts = _texts(workspace, _united(workspace.text_files(), added), data)
    return Material(
        data,
        tuple(file for file in ontology if _is_vocabulary(workspace, file)),
        tuple(file for file in ontology if not _is_vocabulary(workspace, file)),
        tuple(read_links(p, workspace.relative(p), workspace.graph_iri(p)) for p in tables),
        evidence.derive(data, texts),
    )


def read_shapes(workspace: Workspace, paths: Iterable[Path]) -> list[Triple]:
    """Return the triples of shape files."""
    return [t for file in _graphs(workspace, paths, blank_nodes=True) for t in file.triples]


def _by_kind(paths: Iterable[Path]) -> dict[str, list[Path]]:
    kinds: dict[str, list[Path]] = {".ttl": [], ".txt": [], _LINKS: []}
    for path in paths:
        kind = next((kind for kind in kinds if path.name.endswith(kind)), None)
        if kind is None:
            raise InputError(
                "this kind of file cannot be added",
                file=str(path),
                fix="Add Turtle (.ttl), a text (.txt) or a table of links (.sssom.tsv).",
            )
        kinds[kind].append(path)
    return kinds


def _united(paths: Iterable[Path], extra: Iterable[Path]) -> list[Path]:
    """Return both, each file once."""
    return list({path.resolve(): path for path in (*extra, *paths)}.values())


def _graphs(
    workspace: Workspace, paths: Iterable[Path], *, blank_nodes: bool
) -> tuple[GraphFile, ...]:
    return tuple(
        parse_file(
            path, workspace.relative(path), workspace.graph_iri(path), blank_nodes=blank_nodes
        )
        for path in paths
    )


def _is_vocabulary(workspace: Workspace, file: GraphFile) -> bool:
    return file.path.parent == workspace.ontology and file.path.stem in _VOCABULARIES


def _texts_beside(paths: Iterable[Path], data: Iterable[GraphFile]) -> Iterator[Path]:
    """Yield the text beside each added file, where it is the text of a document."""
    described = _subjects(data)
    for path in paths:
        text = path.with_suffix(".txt")
        if evidence.DOCUMENT + text.stem in described and text.is_file():
            yield text


def _subjects(files: Iterable[GraphFile]) -> set[str]:
    return {str(subject) for file in files for subject, _, _ in file.triples}


def _texts(
    workspace: Workspace, paths: Iterable[Path], data: Iterable[GraphFile]
) -> dict[str, str]:
    """Return each document's text by its slug, the stem of its file."""
    described = _subjects(data)
    texts: dict[str, str] = {}
    for path in paths:
        name, slug = workspace.relative(path), path.stem
        if evidence.DOCUMENT + slug not in described:
            raise InputError(
                f"no file describes document/{slug}, whose text this is",
                file=name,
                fix=f"Describe it in {slug}.ttl beside it, or take the text away.",
            )
        if slug in texts:
            raise InputError(f"document/{slug} has two texts", file=name, fix="Keep one of them.")
        texts[slug] = read_text(path, name)
    return texts
