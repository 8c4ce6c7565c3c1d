"""All that a graph is held against: the ontology's rules, the shapes and the checks, compiled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib.term import URIRef

from espd_kg.build.parse import Statements, parse_file
from espd_kg.infer.program import Program
from espd_kg.namespaces import GRAPH_EVIDENCE, GRAPH_INFERRED, RDFS
from espd_kg.pipeline.keeping import keep, kept
from espd_kg.pipeline.reading import read_source
from espd_kg.pipeline.sources import Kind, Source, Sources
from espd_kg.quads import Triple
from espd_kg.queries.model import StoredCheck
from espd_kg.queries.reading import read_check
from espd_kg.stores.terms import to_rdflib
from espd_kg.text_files import read_text
from espd_kg.validate.plan import Plan
from espd_kg.validate.whole import Validation
from espd_kg.version import VERSION
from espd_kg.workspace import Workspace

KEPT: Final = "rulebook.pickle"
"""The name of the file, in the folder of builds, that keeps the compiled rulebook."""

PLANS: Final = ("asserted", "known", "style")
_ADOPTED: Final = ("ontology/", "queries/checks/")


@dataclass(frozen=True)
class Compiled:
    """What takes long to compile, and is the same for every graph of the same rulebook."""

    program: Program
    plans: Mapping[str, Plan]
    """The shapes: on what was typed ("asserted"), what is known, and the ontology's "style"."""
    checks: tuple[StoredCheck, ...]


@dataclass(frozen=True)
class Rulebook:
    """What the files of the ontology say, and what follows for every graph."""

    ontology: tuple[Statements, ...]
    vocabulary: tuple[Statements, ...]
    rules: tuple[tuple[str, str], ...]
    compiled: Compiled
    digest: str
    """The hash of all that was compiled."""
    workspace: Workspace
    sources: Sources

    def validation(self, name: str) -> Validation:
        """Return the shapes of a plan, with the reference validator at hand; reads them again."""
        return _validation(name, self.workspace, self.sources, self.ontology)

    @property
    def program(self) -> Program:
        """The ontology's axioms and the stored rules, compiled."""
        return self.compiled.program

    @property
    def axioms(self) -> int:
        """How many statements the ontology's own graphs hold."""
        return len({quad for one in self.ontology for quad in one.quads})

    @classmethod
    def read(
        cls,
        workspace: Workspace,
        sources: Sources,
        hashes: Mapping[str, str],
        keeping: Path | None = None,
    ) -> Rulebook:
        """Read and compile the rulebook; raises InputError for a file that cannot be used.

        What is compiled is kept in the file `keeping` for the next time, where one is named.
        """
        ontology = _statements(sources.of_kind(Kind.ONTOLOGY))
        vocabulary = _statements(sources.of_kind(Kind.VOCABULARY))
        rules = tuple(_rules(workspace))
        digest = _digest(hashes, sources.graphs(Kind.LINKS))
        compiled = None if keeping is None else kept(keeping, digest)
        if not isinstance(compiled, Compiled):
            compiled = _compiled(workspace, sources, ontology, vocabulary, rules)
            if keeping is not None:
                keep(keeping, digest, compiled)
        return cls(ontology, vocabulary, rules, compiled, digest, workspace, sources)


def _compiled(
    workspace: Workspace,
    sources: Sources,
    ontology: Sequence[Statements],
    vocabulary: Sequence[Statements],
    rules: Sequence[tuple[str, str]],
) -> Compiled:
    validations = {name: _validation(name, workspace, sources, ontology) for name in PLANS}
    return Compiled(
        Program.of((q.triple for one in (*ontology, *vocabulary) for q in one.quads), rules),
        {name: validation.plan for name, validation in validations.items()},
        tuple(read_check(path, workspace.relative(path)) for path in workspace.check_files()),
    )


def _validation(
    name: str, workspace: Workspace, sources: Sources, ontology: Iterable[Statements]
) -> Validation:
    """Return the shapes of this name, and what they see."""
    tree = list(_class_tree(ontology))
    terms = sources.graphs(Kind.ONTOLOGY, Kind.VOCABULARY)
    if name == "asserted":
        foreign = [*terms, *sources.graphs(Kind.LINKS), GRAPH_EVIDENCE, GRAPH_INFERRED]
        shapes = _shapes(workspace, workspace.asserted_shape_files())
        return Validation(shapes, tree, "asserted", foreign=foreign)
    if name == "known":
        return Validation(_shapes(workspace, workspace.shape_files()), tree, "known")
    shapes = _shapes(workspace, workspace.style_shape_files())
    return Validation(shapes, tree, "ontology", graphs=terms)


def belongs(name: str) -> bool:
    """Whether a file of this name is part of the rulebook: ontology, rules, shapes and checks."""
    return name.startswith(_ADOPTED)


def _digest(hashes: Mapping[str, str], links: Iterable[str]) -> str:
    """Return one hash over the rulebook's files, and the graphs that count as not typed."""
    lines = [f"{name}\n{digest}\n" for name, digest in sorted(hashes.items()) if belongs(name)]
    return hashlib.sha256("\n".join([VERSION, *lines, *links]).encode()).hexdigest()


def _statements(sources: Iterable[Source]) -> tuple[Statements, ...]:
    return tuple(read_source(source) for source in sources)


def _rules(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for path in workspace.rule_files():
        name = workspace.relative(path)
        yield name, read_text(path, name)


def _shapes(workspace: Workspace, paths: Iterable[Path]) -> list[Triple]:
    return [
        triple
        for path in paths
        for triple in parse_file(
            path, workspace.relative(path), workspace.graph_iri(path), blank_nodes=True
        ).triples
    ]


def _class_tree(ontology: Iterable[Statements]) -> Iterator[Triple]:
    """Yield the ontology's rdfs:subClassOf between named classes."""
    wanted = ox.NamedNode(RDFS + "subClassOf")
    for one in ontology:
        for quad in one.quads:
            ends = (quad.subject, quad.object)
            if quad.predicate == wanted and all(isinstance(end, ox.NamedNode) for end in ends):
                yield to_rdflib(quad.subject), URIRef(wanted.value), to_rdflib(quad.object)
