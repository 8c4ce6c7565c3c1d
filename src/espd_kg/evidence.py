"""Where each quote stands: offsets and Web Annotation selectors, derived from the documents.

Offsets count Unicode code points, the end exclusive. A passage whose words are absent from its
document, or stand there more than once, gets no offsets: a shape names it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib.term import Literal, Node, URIRef

from espd_kg.namespaces import ESPD, GRAPH_EVIDENCE, ID, OA, RDF, RDFS, XSD
from espd_kg.quads import GraphFile, Quad, Triple

CONTEXT: Final = 32
"""How many code points before and after a quote go into its selector, at most."""

DOCUMENT: Final = ID + "document/"


def derive(files: Iterable[GraphFile], texts: Mapping[str, str]) -> tuple[Quad, ...]:
    """Return the evidence graph: the documents' texts, and each passage's place in its document.

    `texts` holds the text of each document by its slug. A document that is embedded in a passage
    and has no text of its own consists of that passage's quote.
    """
    facts = _Facts.of(triple for file in files for triple in file.triples)
    whole = document_texts(facts, texts)
    triples: list[Triple] = [
        (URIRef(document), _espd("text"), Literal(text)) for document, text in whole.items()
    ]
    for passage in sorted(facts.passages):
        triples += _placed(passage, facts, whole)
    graph = URIRef(GRAPH_EVIDENCE)
    return tuple((s, p, o, graph) for s, p, o in triples)


def locate(text: str, quote: str, prefix: str = "") -> int | None:
    """Return where the quote begins, if it stands exactly once in the text after the prefix."""
    if not quote:
        return None
    sought = prefix + quote
    first = text.find(sought)
    if first < 0 or text.find(sought, first + 1) >= 0:
        return None
    return first + len(prefix)


def document_texts(facts: _Facts, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the text of every document that has one, by the document's IRI, sorted."""
    whole = {DOCUMENT + slug: text for slug, text in texts.items()}
    for document, passages in facts.embedded.items():
        quotes = [quote for passage in passages for quote in facts.quotes.get(passage, ())]
        if len(quotes) == 1:
            whole.setdefault(document, quotes[0])
    return dict(sorted(whole.items()))


@dataclass(frozen=True)
class _Facts:
    """What the data says of passages, each value in a list, for data may be wrong."""

    passages: set[str]
    sources: Mapping[str, list[str]]
    quotes: Mapping[str, list[str]]
    prefixes: Mapping[str, list[str]]
    labels: Mapping[str, list[str]]
    embedded: Mapping[str, list[str]]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> _Facts:
        values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            name = str(predicate)
            if name in _READ and str(value) not in values[name][str(subject)]:
                values[name][str(subject)].append(str(value))
        source = values[ESPD + "source"]
        return cls(
            set(source) | set(values[ESPD + "quote"]),
            source,
            values[ESPD + "quote"],
            values[ESPD + "prefix"],
            values[RDFS + "label"],
            values[ESPD + "embeddedIn"],
        )


def _placed(passage: str, facts: _Facts, texts: Mapping[str, str]) -> Iterator[Triple]:
    sources, quotes = facts.sources.get(passage, []), facts.quotes.get(passage, [])
    prefixes = facts.prefixes.get(passage, [""])
    if not len(sources) == len(quotes) == len(prefixes) == 1:
        return
    text, quote = texts.get(sources[0]), quotes[0]
    start = None if text is None else locate(text, quote, prefixes[0])
    if text is None or start is None:
        return
    end = start + len(quote)
    label = facts.labels.get(passage, [passage])[0]
    node, position, words = (URIRef(passage + part) for part in ("", "#position", "#quote"))
    yield node, _espd("start"), _integer(start)
    yield node, _espd("end"), _integer(end)
    yield node, _oa("hasSource"), URIRef(sources[0])
    yield node, _oa("hasSelector"), words
    yield node, _oa("hasSelector"), position
    yield words, URIRef(RDF + "type"), _oa("TextQuoteSelector")
    yield words, URIRef(RDFS + "label"), Literal(f"Words: {label}", lang="en")
    yield words, _oa("exact"), Literal(quote)
    yield words, _oa("prefix"), Literal(text[max(0, start - CONTEXT) : start])
    yield words, _oa("suffix"), Literal(text[end : end + CONTEXT])
    yield position, URIRef(RDF + "type"), _oa("TextPositionSelector")
    yield position, URIRef(RDFS + "label"), Literal(f"Position: {label}", lang="en")
    yield position, _oa("start"), _integer(start)
    yield position, _oa("end"), _integer(end)


def _espd(name: str) -> URIRef:
    return URIRef(ESPD + name)


def _oa(name: str) -> URIRef:
    return URIRef(OA + name)


def _integer(value: int) -> Node:
    return Literal(str(value), datatype=URIRef(XSD + "integer"), normalize=False)


_READ: Final = frozenset(
    {RDFS + "label"} | {ESPD + name for name in ("source", "quote", "prefix", "embeddedIn")}
)
