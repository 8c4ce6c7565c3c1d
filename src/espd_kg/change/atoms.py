"""What a pattern asks of a single fact, and the conditions on the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from espd_kg.change.syntax import (
    Alternative,
    Inverse,
    Negated,
    Path,
    Repeated,
    Sequence,
    Term,
    Variable,
    path_text,
)

Edge: TypeAlias = tuple[str | None, bool]
"""A predicate (None: any), and whether its facts point the way that the path is walked."""


@dataclass(frozen=True)
class Atom:
    """A pattern for one fact, or for a walk over facts, in a graph or (None) in any."""

    subject: Term
    path: str
    object: Term
    graph: Term | None
    edges: tuple[Edge, ...]
    repeats: bool = False
    """Whether more than one fact may lie between the two ends."""
    empty: bool = False
    """Whether the two ends may be one node, with no fact between them."""

    @property
    def predicate(self) -> Variable | None:
        """The variable that stands for the predicate."""
        return self.path if isinstance(self.path, Variable) else None

    @cached_property
    def variables(self) -> frozenset[Variable]:
        """All variables in it."""
        terms = (self.subject, self.path, self.object, self.graph)
        return frozenset(term for term in terms if isinstance(term, Variable))

    @property
    def pieces(self) -> tuple[str, ...]:
        """Its SPARQL text, in pieces, so that the variables can be renamed."""
        pattern = (self.subject, self.path, self.object)
        return pattern if self.graph is None else ("GRAPH", self.graph, "{", *pattern, "}")


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds for every row: a test, a value worked out, or a table of values."""

    pieces: tuple[str, ...]
    needs: frozenset[Variable]
    makes: tuple[Variable, ...] = ()
    table: bool = False

    @property
    def choice(self) -> tuple[Variable, frozenset[str]] | None:
        """The variable of a table that gives it one of some IRIs, and these."""
        if not self.table or len(self.makes) != 1:
            return None
        # VALUES ( ?name ) { ( <a> ) ( <b> ) }
        terms = frozenset(self.pieces[6:-1:3])
        return (self.makes[0], terms) if all(term[0] == "<" for term in terms) else None


def atoms(
    subject: Term, path: Path, target: Term, graph: Term | None, fresh: Callable[[], Variable]
) -> Iterator[Atom]:
    """Yield the atoms of a triple pattern; `fresh` names the nodes in the middle of a sequence."""
    if isinstance(path, Inverse):
        yield from atoms(target, path.path, subject, graph, fresh)
    elif isinstance(path, Sequence):
        *middle, last = path.paths
        for step in middle:
            node = fresh()
            yield from atoms(subject, step, node, graph, fresh)
            subject = node
        yield from atoms(subject, last, target, graph, fresh)
    else:
        yield _atom(subject, path, target, graph)


def closure(atom: Atom, start: Term, end: Term) -> Atom | None:
    """Return any walk over the facts that the atom's path may use, or None for a walk over all."""
    steps = [f"{'' if forward else '^'}{predicate}" for predicate, forward in atom.edges]
    if any(predicate is None for predicate, _ in atom.edges):
        return None
    text = f"({'|'.join(steps)})*"
    return Atom(start, text, end, atom.graph, atom.edges, repeats=True, empty=True)


def _atom(subject: Term, path: Path, target: Term, graph: Term | None) -> Atom:
    edges = tuple(dict.fromkeys(_edges(path, True)))
    text = path_text(path)
    return Atom(subject, text, target, graph, edges, _repeats(path), _empty(path))


def _edges(path: Path, forward: bool) -> Iterator[Edge]:
    if isinstance(path, str):
        yield None if isinstance(path, Variable) else path, forward
    elif isinstance(path, Inverse):
        yield from _edges(path.path, not forward)
    elif isinstance(path, Repeated):
        yield from _edges(path.path, forward)
    elif isinstance(path, Negated):
        if path.forward or not path.backward:
            yield None, forward
        if path.backward:
            yield None, not forward
    else:
        for each in path.paths:
            yield from _edges(each, forward)


def _repeats(path: Path) -> bool:
    if isinstance(path, Repeated):
        return path.times != "?" or _repeats(path.path)
    if isinstance(path, Sequence):
        return True
    if isinstance(path, Alternative):
        return any(_repeats(each) for each in path.paths)
    return isinstance(path, Inverse) and _repeats(path.path)


def _empty(path: Path) -> bool:
    if isinstance(path, Repeated):
        return path.times != "+" or _empty(path.path)
    if isinstance(path, Sequence):
        return all(_empty(each) for each in path.paths)
    if isinstance(path, Alternative):
        return any(_empty(each) for each in path.paths)
    return isinstance(path, Inverse) and _empty(path.path)
