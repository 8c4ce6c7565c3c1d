"""Where each quote stands: offsets and Web Annotation selectors, derived from the documents.

Offsets count Unicode code points, the end exclusive. A passage whose words are absent from its
document, or stand there more than once, gets no offsets: a shape names it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from espd_kg.namespaces import ESPD, GRAPH_EVIDENCE, ID, OA, RDF, RDFS, XSD

CONTEXT: Final = 32
"""How many code points before and after a quote go into its selector, at most."""

DOCUMENT: Final = ID + "document/"

_SOURCE: Final = ESPD + "source"
_QUOTE: Final = ESPD + "quote"
_PREFIX: Final = ESPD + "prefix"
_EMBEDDED: Final = ESPD + "embeddedIn"
_LABEL: Final = RDFS + "label"
_TEXT: Final = ESPD + "text"
PLACING: Final = frozenset({_SOURCE, _QUOTE, _PREFIX, _EMBEDDED, _LABEL})
"""The properties on which the place of a passage depends."""


@dataclass(frozen=True)
class Passage:
    """What the data says of a passage, each value in a list, for data may be wrong."""

    sources: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Passages:
    """Passages by their IRIs, and the passages in which documents are embedded."""

    facts: Mapping[str, Passage]
    embedded: Mapping[str, list[str]]
    """The quotes of the passages in which a document is embedded, by the document's IRI."""

    @classmethod
    def read(cls, store: ox.Store) -> Passages:
        """Return every passage of the store's union."""
        facts: dict[str, Passage] = defaultdict(Passage)
        for name in (_SOURCE, _QUOTE):
            for subject, value in _statements(store, name):
                _values(facts[subject], name).append(value)
        for subject, value in _statements(store, _PREFIX):
            if subject in facts:
                facts[subject].prefixes.append(value)
        for subject, one in facts.items():
            one.labels.extend(_labels(store, subject))
        return cls(dict(facts), _embedded(store))

    @classmethod
    def of(cls, store: ox.Store, passages: Iterable[str], documents: Iterable[str]) -> Passages:
        """Return these passages, and what these documents are embedded in."""
        facts: dict[str, Passage] = {}
        for iri in passages:
            sources, quotes, prefixes = (
                _objects(store, iri, name) for name in (_SOURCE, _QUOTE, _PREFIX)
            )
            one = Passage(sources, quotes, prefixes, _labels(store, iri))
            if one.sources or one.quotes:
                facts[iri] = one
        embedded = {
            document: [
                quote
                for passage in _objects(store, document, _EMBEDDED)
                for quote in _objects(store, passage, _QUOTE)
            ]
            for document in documents
        }
        return cls(facts, {document: quotes for document, quotes in embedded.items() if quotes})


def whole_texts(passages: Passages, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the text of every document that has one, by the document's IRI, sorted.

    `texts` holds those of files by the document's IRI. A document that is embedded in a passage and
    has no file consists of that passage's quote.
    """
    whole = dict(texts)
    for document, quotes in passages.embedded.items():
        if len(quotes) == 1:
            whole.setdefault(document, quotes[0])
    return dict(sorted(whole.items()))


def derive(facts: Mapping[str, Passage], whole: Mapping[str, str]) -> list[ox.Quad]:
    """Return the evidence graph: the documents' texts, and each passage's place in its document."""
    return [*stated_texts(whole), *placed(facts, whole)]


def stated_texts(whole: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Yield the text of each document."""
    for document, text in whole.items():
        yield _quad(ox.NamedNode(document), _TEXT, ox.Literal(text))


def placed(facts: Mapping[str, Passage], whole: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Yield the place of each passage whose words stand once in their document."""
    for passage in sorted(facts):
        yield from _placed(passage, facts[passage], whole)


def subjects(documents: Iterable[str], passages: Iterable[str]) -> Iterator[str]:
    """Yield every subject that the evidence graph may hold for these documents and passages."""
    yield from documents
    for passage in passages:
        yield from (passage, f"{passage}#position", f"{passage}#quote")


def locate(text: str, quote: str, prefix: str = "") -> int | None:
    """Return where the quote begins, if it stands exactly once in the text after the prefix."""
    if not quote:
        return None
    sought = prefix + quote
    first = text.find(sought)
    if first < 0 or text.find(sought, first + 1) >= 0:
        return None
    return first + len(prefix)


def _placed(passage: str, one: Passage, texts: Mapping[str, str]) -> Iterator[ox.Quad]:
    prefixes = one.prefixes or [""]
    if not len(one.sources) == len(one.quotes) == len(prefixes) == 1:
        return
    source, quote = one.sources[0], one.quotes[0]
    text = texts.get(source)
    start = None if text is None else locate(text, quote, prefixes[0])
    if text is None or start is None:
        return
    end = start + len(quote)
    label = one.labels[0] if one.labels else passage
    node, position, words = (ox.NamedNode(passage + part) for part in ("", "#position", "#quote"))
    for subject, predicate, value in (
        (node, ESPD + "start", _integer(start)),
        (node, ESPD + "end", _integer(end)),
        (node, OA + "hasSource", ox.NamedNode(source)),
        (node, OA + "hasSelector", words),
        (node, OA + "hasSelector", position),
        (words, RDF + "type", ox.NamedNode(OA + "TextQuoteSelector")),
        (words, _LABEL, ox.Literal(f"Words: {label}", language="en")),
        (words, OA + "exact", ox.Literal(quote)),
        (words, OA + "prefix", ox.Literal(text[max(0, start - CONTEXT) : start])),
        (words, OA + "suffix", ox.Literal(text[end : end + CONTEXT])),
        (position, RDF + "type", ox.NamedNode(OA + "TextPositionSelector")),
        (position, _LABEL, ox.Literal(f"Position: {label}", language="en")),
        (position, OA + "start", _integer(start)),
        (position, OA + "end", _integer(end)),
    ):
        yield _quad(subject, predicate, value)


def _quad(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), value, ox.NamedNode(GRAPH_EVIDENCE))


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def _values(one: Passage, name: str) -> list[str]:
    return one.sources if name == _SOURCE else one.quotes


def _embedded(store: ox.Store) -> dict[str, list[str]]:
    quotes: dict[str, list[str]] = defaultdict(list)
    for document, passage in _statements(store, _EMBEDDED):
        quotes[document] += _objects(store, passage, _QUOTE)
    return {document: found for document, found in quotes.items() if found}


def _statements(store: ox.Store, name: str) -> list[tuple[str, str]]:
    """Return subject and value of each statement with this property, each once, sorted."""
    quads = store.quads_for_pattern(None, ox.NamedNode(name), None, None)
    return sorted({(_text(quad.subject), _text(quad.object)) for quad in quads})


def _objects(store: ox.Store, subject: str, name: str) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(name), None, None)
    return sorted({_text(quad.object) for quad in quads})


def _labels(store: ox.Store, subject: str) -> list[str]:
    """Return the labels, English first."""
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(_LABEL), None, None)
    literals = {quad.object for quad in quads if isinstance(quad.object, ox.Literal)}
    return [one.value for one in sorted(literals, key=lambda x: (x.language != "en", str(x)))]


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
