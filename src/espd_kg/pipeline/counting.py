"""What a graph holds, in numbers: counted whole, or brought up to date after a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from espd_kg.build.contents import Part, part_of
from espd_kg.build.manifest import Share
from espd_kg.change.delta import Delta
from espd_kg.coverage import CITING, coverage, documents_with_text
from espd_kg.namespaces import ESPD, RDF

_COUNTED: Final = {
    "dialogues": "Dialogue",
    "officials": "Official",
    "provisions": "Provision",
    "commitments": "Commitment",
    "passages": "Passage",
}
_TRIPLES: Final = "triples"
_TYPE: Final = ox.NamedNode(RDF + "type")
_SPANNING: Final = frozenset(ESPD + name for name in ("source", "start", "end", "notCoded"))


def counts(store: ox.Store, axioms: int) -> dict[str, int]:
    """Return how many things and statements a store holds, without the ontology's `axioms`."""
    numbers = {name: len(_members(store, of)) for name, of in _COUNTED.items()}
    return {**numbers, _TRIPLES: len(store) - axioms}


def changed_counts(
    known: Mapping[str, int], before: ox.Store, after: ox.Store, delta: Delta
) -> dict[str, int]:
    """Return the counts after a change, given those before."""
    numbers = dict(known)
    for name, of in _COUNTED.items():
        members = ox.NamedNode(ESPD + of)
        concerned = {
            quad.subject
            for quad in (*delta.added, *delta.removed)
            if quad.predicate == _TYPE and quad.object == members
        }
        numbers[name] += sum(_is_a(after, one, members) for one in concerned)
        numbers[name] -= sum(_is_a(before, one, members) for one in concerned)
    numbers[_TRIPLES] += _statements(delta.added) - _statements(delta.removed)
    return numbers


def shares(store: ox.Store, documents: Iterable[str] | None = None) -> dict[str, Share]:
    """Return how much is coded of these documents, or of all that have a text."""
    wanted = documents_with_text(store) if documents is None else sorted(documents)
    return {
        one.document: Share(one.characters, one.covered, one.listed_as_not_coded)
        for one in coverage(store, wanted)
    }


def changed_shares(
    known: Mapping[str, Share], before: ox.Store, after: ox.Store, delta: Delta
) -> dict[str, Share]:
    """Return how much is coded of each document after a change, given what was before."""
    concerned = _documents(before, after, delta)
    kept = {document: share for document, share in known.items() if document not in concerned}
    return dict(sorted({**kept, **shares(after, concerned)}.items()))


def _documents(before: ox.Store, after: ox.Store, delta: Delta) -> set[str]:
    documents, passages = set(), set()
    for quad in (*delta.added, *delta.removed):
        name = quad.predicate.value
        if name == ESPD + "text" and isinstance(quad.subject, ox.NamedNode):
            documents.add(quad.subject.value)
        if name in _SPANNING and isinstance(quad.subject, ox.NamedNode):
            passages.add(quad.subject)
        if name in CITING and isinstance(quad.object, ox.NamedNode):
            passages.add(quad.object)
    source = ox.NamedNode(ESPD + "source")
    for passage in passages:
        for store in (before, after):
            for quad in store.quads_for_pattern(passage, source, None, None):
                if isinstance(quad.object, ox.NamedNode):
                    documents.add(quad.object.value)
    return documents


def _members(store: ox.Store, of: str) -> set[object]:
    quads = store.quads_for_pattern(None, _TYPE, ox.NamedNode(ESPD + of), None)
    return {quad.subject for quad in quads}


def _is_a(
    store: ox.Store, one: ox.NamedNode | ox.BlankNode | ox.Triple, members: ox.NamedNode
) -> bool:
    assert not isinstance(one, ox.Triple)
    return next(iter(store.quads_for_pattern(one, _TYPE, members, None)), None) is not None


def _statements(quads: Iterable[ox.Quad]) -> int:
    return sum(
        part_of(quad.graph_name.value) is not Part.ONTOLOGY
        for quad in quads
        if isinstance(quad.graph_name, ox.NamedNode)
    )
