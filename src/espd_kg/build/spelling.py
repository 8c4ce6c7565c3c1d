"""Literals whose spelling the embedded store changes, and the way back to what was written.

The store turns "05" into "5", xsd:int into xsd:integer and en-GB into en-gb. What leaves the
project is spelled as its author wrote it: beside the store lies a table of the statements that it
spells otherwise, each line the statement as stored, a tab, and the statement as written, both in
N-Quads.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from espd_kg.namespaces import GRAPH_INFERRED, RDF, XSD

_VERBATIM: Final = frozenset({XSD + "string", XSD + "anyURI", RDF + "langString"})
_TABLE: Final = "\t"


class Spellings:
    """The statements that the store spells otherwise, as stored and as written."""

    def __init__(self, written: Iterable[tuple[str, str]] = ()) -> None:
        """Hold (stored, written) pairs of N-Quads statements."""
        self._written: dict[str, set[str]] = defaultdict(set)
        for stored, form in written:
            self._written[stored].add(form)

    @classmethod
    def read(cls, text: str) -> Spellings:
        """Read the table that `to_text` wrote; raises ValueError on anything else."""
        pairs = (line.split(_TABLE) for line in text.split("\n") if line)
        return cls((stored, form) for stored, form in pairs)

    def to_text(self) -> str:
        """Return the table, sorted."""
        lines = (
            f"{stored}{_TABLE}{form}\n" for stored, forms in self._written.items() for form in forms
        )
        return "".join(sorted(lines))

    def __bool__(self) -> bool:
        """Whether any statement is spelled otherwise."""
        return bool(self._written)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The (stored, written) pairs, sorted."""
        return iter(
            sorted((stored, form) for stored, forms in self._written.items() for form in forms)
        )

    def __or__(self, other: Spellings) -> Spellings:
        """Return both tables as one."""
        return Spellings((*self, *other))

    def without(self, graphs: frozenset[str]) -> Spellings:
        """Return the table without the statements of these graphs."""
        return Spellings(pair for pair in self if graph_of(pair[0]) not in graphs)

    def stated(self) -> Spellings:
        """Return the table without what was inferred."""
        return self.without(frozenset({GRAPH_INFERRED}))

    def forms(self, stored: str) -> Iterable[str]:
        """Return the statement in each form in which it was written."""
        return self._written.get(stored, (stored,))

    def inferred(self, store: ox.Store) -> Spellings:
        """Return the inferred statements whose literal some file spells otherwise.

        Such a literal is spelled as it stands on the same subject, else as it stands anywhere.
        """
        on_subject: dict[tuple[str, str], set[str]] = defaultdict(set)
        anywhere: dict[str, set[str]] = defaultdict(set)
        for stored, form in self:
            subject, _, literal, _ = split(stored)
            on_subject[subject, literal].add(split(form)[2])
            anywhere[literal].add(split(form)[2])
        return Spellings(_inferred(store, on_subject, anywhere))


def _inferred(
    store: ox.Store,
    on_subject: Mapping[tuple[str, str], set[str]],
    anywhere: Mapping[str, set[str]],
) -> Iterator[tuple[str, str]]:
    graph = ox.NamedNode(GRAPH_INFERRED)
    for literal, forms in anywhere.items():
        (statement,) = ox.parse(f"<x:x> <x:x> {literal} .", ox.RdfFormat.N_TRIPLES)
        for quad in store.quads_for_pattern(None, None, statement.object, graph):
            stored = str(quad)
            subject, predicate, _, _ = split(stored)
            for form in on_subject.get((subject, literal)) or {min(forms)}:
                yield stored, f"{subject} {predicate} {form} <{GRAPH_INFERRED}>"


def respelled(quads: Iterable[ox.Quad], tags: Iterator[str] | None) -> Iterator[tuple[str, str]]:
    """Yield the quads that a store spells otherwise, as stored and as written.

    `tags` are the language tags of the quads' literals as written, in their order; None where all
    of them are in lower case.
    """
    odd = list(_suspects(quads, tags))
    pairs = []
    for (quad, form), stored in zip(odd, _as_stored([quad for quad, _ in odd]), strict=True):
        subject, predicate, graph = quad.subject, quad.predicate, quad.graph_name
        one = ox.Quad(subject, predicate, stored, graph)
        pairs.append((str(one), f"{subject} {predicate} {form} {graph}"))
    changed = {stored for stored, form in pairs if stored != form}
    yield from (pair for pair in pairs if pair[0] in changed)


def _suspects(
    quads: Iterable[ox.Quad], tags: Iterator[str] | None
) -> Iterator[tuple[ox.Quad, str]]:
    """Yield the quads whose literals a store may spell otherwise, with the literal as written."""
    for quad in quads:
        literal = quad.object
        if not isinstance(literal, ox.Literal):
            continue
        if literal.language is None:
            if literal.datatype.value not in _VERBATIM:
                yield quad, str(literal)
        elif tags is not None:
            yield quad, f"{str(literal).rpartition('@')[0]}@{next(tags)}"


def _as_stored(quads: Sequence[ox.Quad]) -> list[ox.Literal]:
    """Return the quads' literals as a store gives them back."""
    literals = [quad.object for quad in quads]
    assert all(isinstance(literal, ox.Literal) for literal in literals)
    known = {literal: ox.NamedNode(f"x:{number}") for number, literal in enumerate(literals)}
    store, place = ox.Store(), ox.NamedNode("x:x")
    store.extend(ox.Quad(node, place, literal) for literal, node in known.items())
    stored = {quad.subject: quad.object for quad in store}
    found = [stored[known[literal]] for literal in literals]
    return [literal for literal in found if isinstance(literal, ox.Literal)]


def split(statement: str) -> tuple[str, str, str, str]:
    """Return subject, predicate, object and graph of an N-Quads statement with a graph's IRI."""
    match = _STATEMENT.fullmatch(statement)
    if match is None:
        raise ValueError(f"this is no statement: {statement!r}")
    subject, predicate, value, graph = match.groups()
    return subject, predicate, value, graph


def graph_of(statement: str) -> str:
    """Return the IRI of the graph in which an N-Quads statement stands."""
    return statement[statement.rindex("<") + 1 : statement.rindex(">")]


_STATEMENT: Final = re.compile(r"(\S+) (\S+) (.*) (<[^>]*>)", re.DOTALL)
