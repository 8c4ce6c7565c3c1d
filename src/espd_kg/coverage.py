"""How much of each document is coded: under cited passages, listed as not coded, or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from espd_kg.namespaces import ESPD

CITING: Final = frozenset(ESPD + name for name in ("evidence", "dateEvidence", "placeEvidence"))
"""The properties by which something cites a passage as its evidence."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Coverage:
    """One document: its length and how many of its characters are accounted for."""

    document: str
    characters: int
    covered: int
    listed_as_not_coded: int
    gaps: tuple[Span, ...]
    """The stretches under no passage, as offsets."""


def documents_with_text(store: ox.Store) -> list[str]:
    """Return the IRIs of the documents that have a text, sorted."""
    found = store.quads_for_pattern(None, _espd("text"), None, None)
    return sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)})


def coverage(store: ox.Store, documents: Iterable[str]) -> tuple[Coverage, ...]:
    """Return the coverage of each of these documents that has a text, in their order.

    A character under a cited passage is covered, even where another passage lists it as not coded.
    """
    return tuple(
        _of_document(store, document, texts[0])
        for document in documents
        if (texts := _values(store, ox.NamedNode(document), "text"))
    )


def _of_document(store: ox.Store, document: str, text: str) -> Coverage:
    spans: dict[bool, list[Span]] = defaultdict(list)
    sources = store.quads_for_pattern(None, _espd("source"), ox.NamedNode(document), None)
    for passage in {quad.subject for quad in sources if isinstance(quad.subject, ox.NamedNode)}:
        starts, ends = _values(store, passage, "start"), _values(store, passage, "end")
        cited = _is_cited(store, passage)
        if starts and ends and (cited or _values(store, passage, "notCoded")):
            spans[cited].append((int(starts[0]), int(ends[0])))
    return _coverage(document, text, spans[True], spans[False])


def _is_cited(store: ox.Store, passage: ox.NamedNode) -> bool:
    return any(
        next(iter(store.quads_for_pattern(None, ox.NamedNode(name), passage, None)), None)
        for name in CITING
    )


def _values(store: ox.Store, subject: ox.NamedNode, name: str) -> list[str]:
    quads = store.quads_for_pattern(subject, _espd(name), None, None)
    terms = (quad.object for quad in quads)
    return sorted({term.value for term in terms if isinstance(term, ox.Literal | ox.NamedNode)})


def _espd(name: str) -> ox.NamedNode:
    return ox.NamedNode(ESPD + name)


def _coverage(document: str, text: str, covered: list[Span], listed: list[Span]) -> Coverage:
    under = _merged(covered)
    either = _merged([*covered, *listed])
    length = len(text)
    return Coverage(
        document, length, _length(under), _length(either) - _length(under), _gaps(either, length)
    )


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _length(spans: list[Span]) -> int:
    return sum(end - start for start, end in spans)


def _gaps(merged: list[Span], length: int) -> tuple[Span, ...]:
    edges = [0, *(edge for span in merged for edge in span), length]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((start, end) for start, end in pairs if start < end)
