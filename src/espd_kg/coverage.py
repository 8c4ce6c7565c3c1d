"""How much of each document is coded: under cited passages, listed as not coded, or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib.term import Node

from espd_kg.namespaces import ESPD
from espd_kg.quads import Triple

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


def coverage(triples: Iterable[Triple]) -> tuple[Coverage, ...]:
    """Return the coverage of every document that has a text, sorted by the document's IRI.

    `triples` are the asserted data and the evidence graph. A character under a cited passage is
    covered, even where another passage lists it as not coded.
    """
    values: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    cited: set[str] = set()
    for subject, predicate, value in triples:
        values[str(predicate)][str(subject)].append(value)
        if str(predicate) in CITING:
            cited.add(str(value))
    covered: dict[str, list[Span]] = defaultdict(list)
    listed: dict[str, list[Span]] = defaultdict(list)
    for passage, starts in values[ESPD + "start"].items():
        span = (int(str(starts[0])), int(str(values[ESPD + "end"][passage][0])))
        source = str(values[ESPD + "source"][passage][0])
        if passage in cited:
            covered[source].append(span)
        elif passage in values[ESPD + "notCoded"]:
            listed[source].append(span)
    texts = values[ESPD + "text"]
    return tuple(
        _coverage(document, str(texts[document][0]), covered[document], listed[document])
        for document in sorted(texts)
    )


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
