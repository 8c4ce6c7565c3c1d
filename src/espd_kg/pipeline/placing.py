"""The evidence graph: derived for all documents, or for those that a change concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from espd_kg import evidence
from espd_kg.change.delta import Delta
from espd_kg.errors import InputError
from espd_kg.evidence import DOCUMENT, PLACING, Passage, Passages
from espd_kg.infer.program import Program
from espd_kg.namespaces import ESPD, GRAPH_EVIDENCE, GRAPH_INFERRED
from espd_kg.pipeline.reading import Placing
from espd_kg.pipeline.sources import Source
from espd_kg.text_files import decoded

_DOCUMENTS_AT_ONCE: Final = 200
_SOURCE: Final = ESPD + "source"
_EMBEDDED: Final = ESPD + "embeddedIn"
_DERIVED: Final = (ox.NamedNode(GRAPH_EVIDENCE), ox.NamedNode(GRAPH_INFERRED))


def text_files(sources: Iterable[Source]) -> dict[str, Source]:
    """Return the texts' files by their documents' IRIs; raises InputError for a second one."""
    files: dict[str, Source] = {}
    for source in sources:
        document = DOCUMENT + source.slug
        if document in files:
            raise InputError(
                f"document/{source.slug} has two texts", file=source.name, fix="Keep one of them."
            )
        files[document] = source
    return files


def read_texts(store: ox.Store, files: Mapping[str, Source]) -> dict[str, str]:
    """Return the texts by their documents' IRIs.

    Raises InputError for a text that no file describes.
    """
    texts: dict[str, str] = {}
    for document, source in files.items():
        if _is_described(store, document):
            texts[document] = decoded(source.read(), source.name)
        elif not source.beside:
            raise InputError(
                f"no file describes document/{source.slug}, whose text this is",
                file=source.name,
                fix=f"Describe it in {source.slug}.ttl beside it, or take the text away.",
            )
    return texts


def placings(store: ox.Store, program: Program, texts: Mapping[str, str]) -> Iterator[Placing]:
    """Yield the work of deriving the whole evidence graph, some documents at a time."""
    passages = Passages.read(store)
    whole = evidence.whole_texts(passages, texts)
    within: dict[str, dict[str, Passage]] = {}
    for iri, one in passages.facts.items():
        if len(one.sources) == 1 and one.sources[0] in whole:
            within.setdefault(one.sources[0], {})[iri] = one
    documents = list(whole)
    for at in range(0, len(documents), _DOCUMENTS_AT_ONCE):
        some = documents[at : at + _DOCUMENTS_AT_ONCE]
        facts = {iri: one for document in some for iri, one in within.get(document, {}).items()}
        yield Placing(program, facts, {document: whole[document] for document in some})


def changed_evidence(
    before: ox.Store,
    after: ox.Store,
    delta: Delta,
    files: Mapping[str, Source],
    changed_texts: Iterable[str],
) -> Delta:
    """Return how the evidence graph changes, given how the stated graphs and the texts do.

    `files` are the texts of all documents, `changed_texts` the documents whose text changed, came
    or went. The evidence graph of `after` is still that of `before`.

    Raises InputError for a text that no file describes.
    """
    documents, passages = _concerned(before, after, delta, changed_texts)
    sources = {one for passage in passages for one in _objects(after, passage, _SOURCE)}
    found = Passages.of(after, sorted(passages), sorted(documents | sources))
    wanted = sorted(documents | sources | _subjects_of(delta))
    texts = read_texts(after, {one: files[one] for one in wanted if one in files})
    whole = evidence.whole_texts(found, texts)
    own = {document: text for document, text in whole.items() if document in documents}
    fresh = _as_stored([*evidence.stated_texts(own), *evidence.placed(found.facts, whole)])
    stale = frozenset(_held(before, evidence.subjects(documents, passages)))
    return Delta(added=fresh - stale, removed=stale - fresh)


def _concerned(
    before: ox.Store, after: ox.Store, delta: Delta, changed_texts: Iterable[str]
) -> tuple[set[str], set[str]]:
    """Return the documents whose text may change, and the passages whose place may."""
    changed = {
        quad.subject.value
        for quad in (*delta.added, *delta.removed)
        if quad.predicate.value in PLACING and isinstance(quad.subject, ox.NamedNode)
    }
    documents: set[str] = set(changed_texts)
    passages: set[str] = set()
    for store in (before, after):
        # A label is that of anything; what has no source is no passage.
        passages |= {one for one in changed if _objects(store, one, _SOURCE)}
        documents |= {one for one in changed if _objects(store, one, _EMBEDDED)}
        documents |= {one for passage in changed for one in _subjects(store, _EMBEDDED, passage)}
    for store in (before, after):
        passages |= {one for document in documents for one in _subjects(store, _SOURCE, document)}
    return documents, passages


def _subjects_of(delta: Delta) -> set[str]:
    quads = (*delta.added, *delta.removed)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _held(store: ox.Store, subjects: Iterable[str]) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(GRAPH_EVIDENCE)
    for subject in subjects:
        yield from store.quads_for_pattern(ox.NamedNode(subject), None, None, graph)


def _as_stored(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """Return the quads as a store spells them."""
    store = ox.Store()
    store.extend(quads)
    return frozenset(store)


def _is_described(store: ox.Store, iri: str) -> bool:
    """Whether a file states something of the thing."""
    quads = store.quads_for_pattern(ox.NamedNode(iri), None, None, None)
    return any(quad.graph_name not in _DERIVED for quad in quads)


def _objects(store: ox.Store, subject: str, name: str) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(name), None, None)
    return [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]


def _subjects(store: ox.Store, name: str, value: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(name), ox.NamedNode(value), None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value
