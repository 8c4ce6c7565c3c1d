"""The views of one thing: text for the terminal, Markdown for a brief, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from textwrap import wrap
from typing import Final

from pyoxigraph import Literal, NamedNode

from espd_kg.citations import Citation, plain_note
from espd_kg.describe import Description, Fact, Value, short_name
from espd_kg.iris import is_ours, slug_of
from espd_kg.namespaces import ESPD, RDF, RDFS, SKOS
from espd_kg.results import Term, text_value
from espd_kg.results_people import markdown_text, visible

_OWN_WORDS: Final = (ESPD, RDFS, SKOS)
_MOST_VALUES: Final = 12
_LONGEST_TEXT: Final = 300
_NAME_WIDTH: Final = 22
_NARROWEST: Final = 20


@dataclass(frozen=True)
class Page:
    """A description with its passages and the labels of everything that it names."""

    description: Description
    citations: tuple[Citation, ...]
    labels: Mapping[str, str]

    @property
    def title(self) -> str:
        """The thing's own label."""
        return self.name(self.description.iri)

    def name(self, iri: str) -> str:
        """Return a label, or the last part of the IRI where there is none."""
        return self.labels.get(iri) or slug_of(iri) or iri

    def shown(self, term: Term) -> str:
        """Return a value as people read it: a label with the short name, or the text."""
        if isinstance(term, NamedNode):
            short, label = short_name(term.value), self.labels.get(term.value)
            return f"{label} ({short})" if label and label != short else short
        text = text_value(term)
        shortened = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rstrip()} …"
        tag = f" @{term.language}" if isinstance(term, Literal) and term.language else ""
        return shortened + tag

    def facts(self) -> list[Fact]:
        """Return the facts without those that only follow in other vocabularies."""
        kept = (Fact(fact.property, _told(fact)) for fact in self.description.facts)
        return [fact for fact in kept if fact.values]

    def left_out(self) -> int:
        """Return how many facts `facts` leaves out."""
        return _count(self.description.facts) - _count(self.facts())


def to_text(page: Page, width: int) -> str:
    """Return the page as plain text that fits the width."""
    lines = [page.title, page.description.iri, ""]
    lines += _section(page, page.facts(), width, lambda fact: page.name(fact.property))
    if page.left_out():
        lines += [
            "",
            f"and {page.left_out()} derived facts in other vocabularies (--format turtle)",
        ]
    if page.citations:
        lines += ["", "passages"]
        for note in _notes(page):
            lines += _hanging("  ", note, width, deeper="    ")
    if page.description.incoming:
        lines += ["", "what points here"]
        incoming = page.description.incoming
        lines += _section(page, incoming, width, lambda fact: f"← {page.name(fact.property)}")
    return "".join(f"{visible(line).rstrip()}\n" for line in lines)


def to_markdown(page: Page) -> str:
    """Return the page as Markdown."""
    lines = [f"# {markdown_text(page.title)}", "", f"<{page.description.iri}>", ""]
    lines += [_bullet(page, page.name(fact.property), fact) for fact in page.facts()]
    if page.citations:
        lines += ["", "## Passages", ""]
        lines += [f"- {markdown_text(note)}" for note in _notes(page)]
    if page.description.incoming:
        lines += ["", "## What points here", ""]
        lines += [
            _bullet(page, f"← {page.name(fact.property)}", fact)
            for fact in page.description.incoming
        ]
    return "".join(f"{line}\n" for line in lines)


def to_json(page: Page) -> str:
    """Return everything that is known of the thing as JSON."""
    content: dict[str, object] = {
        "iri": page.description.iri,
        "label": page.labels.get(page.description.iri),
        "facts": [_json_fact(page, fact) for fact in page.description.facts],
        "passages": [asdict(citation) for citation in page.citations],
        "incoming": [_json_fact(page, fact) for fact in page.description.incoming],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _told(fact: Fact) -> tuple[Value, ...]:
    own_words = fact.property.startswith(_OWN_WORDS) or fact.property == RDF + "type"
    return tuple(
        value for value in fact.values if not value.derived or (own_words and _is_own(value.term))
    )


def _is_own(term: Term) -> bool:
    return not isinstance(term, NamedNode) or is_ours(term.value)


def _count(facts: Iterable[Fact]) -> int:
    return sum(len(fact.values) for fact in facts)


def _section(
    page: Page, facts: Iterable[Fact], width: int, name_of: Callable[[Fact], str]
) -> Iterator[str]:
    for fact in facts:
        head = name_of(fact)
        for text in _listed(page, fact):
            yield from _hanging(f"  {head:<{_NAME_WIDTH}} ", text, width)
            head = ""


def _notes(page: Page) -> list[str]:
    return [plain_note(number, note) for number, note in enumerate(page.citations, start=1)]


def _hanging(head: str, text: str, width: int, deeper: str = "") -> list[str]:
    """Return the text beside its head, wrapped, each further line under the first."""
    indent = " " * len(head) + deeper
    return wrap(
        text,
        max(width, len(indent) + _NARROWEST),
        initial_indent=head,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [head]


def _bullet(page: Page, name: str, fact: Fact) -> str:
    return f"- **{markdown_text(name)}**: {'; '.join(map(markdown_text, _listed(page, fact)))}"


def _listed(page: Page, fact: Fact) -> list[str]:
    """Return the values for reading; a long list is cut, and says so."""
    texts = [page.shown(value.term) for value in fact.values[:_MOST_VALUES]]
    more = len(fact.values) - len(texts)
    return [*texts, f"and {more} more (--format json)"] if more else texts


def _json_fact(page: Page, fact: Fact) -> dict[str, object]:
    return {
        "property": fact.property,
        "label": page.labels.get(fact.property),
        "values": [_json_value(page, value) for value in fact.values],
    }


def _json_value(page: Page, value: Value) -> dict[str, object]:
    term = value.term
    told: dict[str, object] = {"value": text_value(term), "derived": value.derived}
    if isinstance(term, NamedNode):
        told["type"], told["label"] = "uri", page.labels.get(term.value)
    elif isinstance(term, Literal):
        told["type"] = "literal"
        told["language" if term.language else "datatype"] = term.language or term.datatype.value
    else:
        told["type"] = "bnode"
    return told
