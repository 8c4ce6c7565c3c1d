"""The evidence behind a thing: exact words, their document and its address, as footnotes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from espd_kg.namespaces import ESPD, RDFS
from espd_kg.results import Term, text_value
from espd_kg.results_people import markdown_text, visible
from espd_kg.stores.base import Store
from espd_kg.stores.writing import portions, values_block

Facts: TypeAlias = Mapping[str, Mapping[str, Sequence[Term]]]

_THING: Final = ("evidence", "quote", "title")
_SOURCE: Final = ("source", "quote", "start", "end")
_NO_ADDRESS: Final = "no address on record"
_NAMED: Final = ("publisher", "outcomeOf")
_DOCUMENT: Final = ("title", "publisher", "published", "url", "embeddedIn", "outcomeOf")


@dataclass(frozen=True)
class Citation:
    """One piece of evidence for one thing; without a passage, the document as a whole.

    `occasion` is the label of the event whose outcome the document is.
    """

    thing: str
    passage: str | None
    quote: str | None
    document: str
    document_title: str
    occasion: str | None
    publisher: str | None
    published: str | None
    url: str | None
    start: int | None
    end: int | None

    @property
    def source(self) -> str:
        """The passage, or the document where no passage is held."""
        return self.passage or self.document


@dataclass(frozen=True)
class Footnotes:
    """The notes of a table, and for each row the numbers (from 1) of those that bear it out."""

    notes: tuple[Citation, ...]
    numbers: tuple[tuple[int, ...], ...]

    def marks(self, *, markdown: bool = False) -> tuple[str, ...]:
        """Return each row's references: `[1] [2]`, for Markdown `[^1] [^2]`; none without notes."""
        if not self.notes:
            return ()
        mark = "[^{}]" if markdown else "[{}]"
        return tuple(" ".join(map(mark.format, numbers)) for numbers in self.numbers)

    def to_text(self, *, markdown: bool = False) -> str:
        """Return the notes, one a line, under the numbers that the rows use."""
        render = markdown_note if markdown else plain_note
        return "".join(f"{render(number, note)}\n" for number, note in enumerate(self.notes, 1))


def citations(store: Store, iri: str) -> tuple[Citation, ...]:
    """Return the evidence of one thing, in the order of publication and of the text.

    A passage or a document cites itself; a thing without evidence cites nothing.
    """
    return citations_of(store, [iri])[iri]


def citations_of(store: Store, iris: Iterable[str]) -> dict[str, tuple[Citation, ...]]:
    """Return the evidence of each thing, as `citations` does, with few queries for all."""
    wanted = sorted(set(iris))
    things = _facts(store, wanted, _THING)
    sources = {iri: _sources(iri, things[iri]) for iri in wanted}
    cited = {source for group in sources.values() for source in group}
    passages = _facts(store, cited, _SOURCE)
    documents = _Documents.read(store, {_document(source, passages) for source in cited})
    return {
        iri: tuple(
            sorted(
                (_citation(iri, source, passages, documents) for source in group),
                key=_in_reading_order,
            )
        )
        for iri, group in sources.items()
    }


def footnotes(
    rows: Iterable[Iterable[str]], evidence: Mapping[str, Sequence[Citation]]
) -> Footnotes:
    """Number the evidence of the things in each row; the same passage is noted once."""
    notes: dict[str, tuple[int, Citation]] = {}
    numbers: list[tuple[int, ...]] = []
    for row in rows:
        of_row: list[int] = []
        for citation in (found for iri in row for found in evidence.get(iri, ())):
            number, _ = notes.setdefault(citation.source, (len(notes) + 1, citation))
            of_row.append(number)
        numbers.append(tuple(dict.fromkeys(of_row)))
    return Footnotes(tuple(citation for _, citation in notes.values()), tuple(numbers))


def plain_note(number: int, note: Citation) -> str:
    """Return `[1] “words” — title (occasion), publisher, date, address`."""
    return f"[{number}] {visible(_note(note, note.url or _NO_ADDRESS))}"


def markdown_note(number: int, note: Citation) -> str:
    """Return the same as a Markdown footnote: `[^1]: ...`."""
    address = f"<{note.url}>" if note.url else _NO_ADDRESS
    return f"[^{number}]: {markdown_text(_note(note, None))}, {address}"


def _note(note: Citation, url: str | None) -> str:
    title = f"{note.document_title} ({note.occasion})" if note.occasion else note.document_title
    origin = ", ".join(part for part in (title, note.publisher, note.published, url) if part)
    words = " ".join(note.quote.split()) if note.quote else ""
    return f"“{words}” — {origin}" if words else origin


@dataclass(frozen=True)
class _Documents:
    """What is known of the cited documents, and of those in which they are embedded."""

    facts: Facts
    names: Facts
    hosts: Mapping[str, str]

    @classmethod
    def read(cls, store: Store, iris: Iterable[str]) -> "_Documents":
        facts = _facts(store, iris, _DOCUMENT)
        embedding = {iri: _one(facts[iri], "embeddedIn") for iri in facts}
        passages = _facts(store, (found for found in embedding.values() if found), ("source",))
        hosts = {
            iri: host
            for iri, passage in embedding.items()
            if passage and (host := _one(passages[passage], "source"))
        }
        facts = {**facts, **_facts(store, hosts.values(), _DOCUMENT)}
        named = {_one(found, name) for found in facts.values() for name in _NAMED}
        names = _facts(store, (iri for iri in named if iri), (RDFS + "label",))
        return cls(facts, names, hosts)

    def address(self, iri: str) -> str | None:
        """Return the document's own address, or that of the page that holds it."""
        host = self.hosts.get(iri)
        return _one(self.facts[iri], "url") or (_one(self.facts[host], "url") if host else None)

    def name_of(self, role: str, iri: str) -> str | None:
        """Return the label of what stands in this role to the document."""
        thing = _one(self.facts[iri], role)
        return _one(self.names[thing], RDFS + "label") if thing else None


def _facts(store: Store, iris: Iterable[str], properties: Sequence[str]) -> Facts:
    """Return the values of some properties of some things; names without a colon are ours."""
    full = {name: name if ":" in name else ESPD + name for name in properties}
    names = {iri: name for name, iri in full.items()}
    found: dict[str, dict[str, list[Term]]] = {iri: defaultdict(list) for iri in iris}
    for portion in portions(found):
        table = store.select(
            "SELECT DISTINCT ?thing ?property ?value WHERE { "
            f"{values_block('thing', portion)} {values_block('property', full.values())} "
            "?thing ?property ?value }"
        )
        for thing, prop, value in table.rows:
            if value is not None:
                found[text_value(thing)][names[text_value(prop)]].append(value)
    return found


def _sources(iri: str, facts: Mapping[str, Sequence[Term]]) -> list[str]:
    if "quote" in facts or "title" in facts:
        return [iri]
    return sorted({term.value for term in facts.get("evidence", ()) if isinstance(term, NamedNode)})


def _document(source: str, passages: Facts) -> str:
    return _one(passages[source], "source") or source


def _citation(iri: str, source: str, passages: Facts, documents: _Documents) -> Citation:
    document = _document(source, passages)
    start, end = (_one(passages[source], name) for name in ("start", "end"))
    return Citation(
        thing=iri,
        passage=source if source != document else None,
        quote=_one(passages[source], "quote"),
        document=document,
        document_title=_one(documents.facts[document], "title") or document,
        occasion=documents.name_of("outcomeOf", document),
        publisher=documents.name_of("publisher", document),
        published=_one(documents.facts[document], "published"),
        url=documents.address(document),
        start=int(start) if start else None,
        end=int(end) if end else None,
    )


def _one(facts: Mapping[str, Sequence[Term]], name: str) -> str | None:
    """Return one value as text: English where languages differ, else the first in order."""
    values = sorted(facts.get(name, ()), key=_english_first)
    return text_value(values[0]) if values else None


def _english_first(term: Term) -> tuple[bool, str]:
    language = term.language if isinstance(term, Literal) else None
    return (language or "en").lower() != "en", text_value(term)


def _in_reading_order(citation: Citation) -> tuple[str, str, int, str]:
    return (
        citation.published or "",
        citation.document,
        -1 if citation.start is None else citation.start,
        citation.passage or "",
    )
