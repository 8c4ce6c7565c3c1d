"""What Wikidata lacks of the events in the graph, for a person to look through and to send.

Nothing is sent. Only decided exact links stand for items, every statement names the public document
that says it, and what Wikidata may have already is marked to be checked first. The words of the
documents stay here: Wikidata takes what is in the public domain, and they belong to others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal

from espd_kg.citations import Citation, citations_of
from espd_kg.linking.outside import quickstatements as qs
from espd_kg.linking.outside.wikibase import LANGUAGES
from espd_kg.linking.table.decisions import DecisionTable, Outcome
from espd_kg.namespaces import CODE, ESPD, RDFS
from espd_kg.reconciling.giving import Contribution, Contributions, Reference, Statement
from espd_kg.reconciling.on_record import OnRecord, look_up
from espd_kg.results import Term, text_value
from espd_kg.stores.base import Store

_NONE_SEEN: Final = "no item was seen; look for one by its names"
_NOT_LOOKED: Final = "nobody has looked for an item; do so by its names"


def contributions(store: Store, table: DecisionTable) -> Contributions:
    """Return what the graph could give to Wikidata; `store` holds the snapshot, where there is one.

    Raises what the store raises; LimitError where the graph is too large for one answer.
    """
    return _Gatherer(store, table).gather()


@dataclass(frozen=True)
class _Fact:
    """Something that our sources say of an event: a property, a value, and the sources."""

    property: str
    value: Term
    sources: frozenset[str]


class _Gatherer:
    """Puts together what is known of the events, their links, and Wikidata's own words."""

    def __init__(self, store: Store, table: DecisionTable) -> None:
        self._store = store
        self._standing = table.by_subject()
        self._items = _exact(table)
        self._unlinked: set[str] = set()
        self._unheld = 0
        self._evidence: Mapping[str, Sequence[Citation]] = {}
        self._titles: dict[str, Literal] = {}
        self._on_record = OnRecord({}, frozenset())

    def gather(self) -> Contributions:
        labels: dict[str, dict[str, str]] = defaultdict(dict)
        for event, label in self._store.select(_EVENTS).rows:
            if isinstance(label, Literal) and label.language:
                labels[text_value(event)].setdefault(label.language.lower(), label.value)
        facts = self._facts(labels)
        sources = {one for found in facts.values() for fact in found for one in fact.sources}
        self._evidence = citations_of(self._store, sources)
        self._titles = self._read_titles()
        linked = {self._items[event] for event in labels if event in self._items}
        self._on_record = look_up(self._store, linked)
        waiting = [event for event in sorted(labels) if self._waits(event)]
        made = [
            self._contribution(event, labels[event], facts[event])
            for event in sorted(labels)
            if event not in waiting
        ]
        kept = tuple(one for one in made if one.statements)
        return Contributions(kept, tuple(waiting), tuple(sorted(self._unlinked)), self._unheld)

    def _facts(self, events: Iterable[str]) -> dict[str, list[_Fact]]:
        found: dict[tuple[str, str, Term], set[str]] = defaultdict(set)
        for subject, kind, value, source in self._store.select(_FACTS).rows:
            if value is not None:
                found[text_value(subject), text_value(kind), value].add(text_value(source))
        facts: dict[str, list[_Fact]] = {event: [] for event in events}
        for (event, name, value), sources in sorted(found.items(), key=str):
            if event in facts:
                facts[event].append(_Fact(name, value, frozenset(sources - {""})))
        return facts

    def _read_titles(self) -> dict[str, Literal]:
        """Return the title of each document with an address of its own, in English if it has one.

        What is embedded in another's page is found there, under the title of that page.
        """
        rows = self._store.select(_TITLES).rows
        titles = [(text_value(one), title) for one, title in rows if isinstance(title, Literal)]
        titles.sort(key=lambda pair: (pair[1].language != "en", pair[1].value), reverse=True)
        return dict(titles)

    def _waits(self, event: str) -> bool:
        """Whether something is proposed, or linked less than exactly: then no item is made."""
        outcomes = {one.outcome for one in self._standing.get(event, ())}
        return event not in self._items and bool(outcomes & {Outcome.UNSURE, Outcome.LINKED})

    def _contribution(
        self, event: str, labels: Mapping[str, str], facts: Sequence[_Fact]
    ) -> Contribution:
        item = self._items.get(event)
        check = "" if item else self._why_check(event)
        statements = tuple(sorted(self._statements(item, facts), key=_by_property))
        label = labels.get("en") or min(labels.values())
        wanted = {lang: labels[lang] for lang in LANGUAGES if lang in labels}
        return Contribution(event, label, item, {} if item else wanted, statements, check)

    def _why_check(self, event: str) -> str:
        outcomes = {one.outcome for one in self._standing.get(event, ())}
        if Outcome.NO_ITEM in outcomes:
            return ""
        return _NONE_SEEN if Outcome.NO_ITEM_SEEN in outcomes else _NOT_LOOKED

    def _statements(self, item: str | None, facts: Sequence[_Fact]) -> Iterator[Statement]:
        spans = any(fact.property == "endDate" for fact in facts)
        for fact in facts:
            name = _property(fact.property, spans)
            value = self._value(fact)
            if value is None:
                continue
            references = tuple(self._references(fact))
            if not references:
                self._unheld += 1
                continue
            check = self._on_record.objection(item, name, value) if item else ""
            if check is not None:
                yield Statement(name, value, references, check)

    def _value(self, fact: _Fact) -> str | None:
        text = text_value(fact.value)
        if fact.property in ("startDate", "endDate"):
            return qs.time(text)
        if fact.property == "document":
            address = next((one.url for one in self._evidence.get(text, ()) if one.url), None)
            return qs.address(address) if address else None
        if text not in self._items:
            self._unlinked.add(text)
        return self._items.get(text)

    def _references(self, fact: _Fact) -> Iterator[Reference]:
        """Yield one reference for each public document that says it, in the order of their days."""
        found = [one for source in fact.sources for one in self._evidence.get(source, ())]
        by_address: dict[str, Reference] = {}
        for one in sorted(
            found, key=lambda one: (one.published or "9999", one.document, one.source)
        ):
            if one.url and qs.address(one.url) and one.url not in by_address:
                by_address[one.url] = self._reference(one, one.url)
        yield from by_address.values()

    def _reference(self, one: Citation, url: str) -> Reference:
        title = self._titles.get(one.document)
        found = Reference(url, passage=one.passage or "", quote=one.quote or "")
        if title is None:
            return found
        published = one.published or ""
        return replace(found, title=title.value, language=title.language or "", published=published)


def _exact(table: DecisionTable) -> dict[str, str]:
    """Return the Q-number of each thing that was decided to be one item, and one alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in table.exact():
        number = qs.item(one.object)
        if number:
            found[one.subject].add(number)
    return {subject: min(items) for subject, items in found.items() if len(items) == 1}


def _by_property(one: Statement) -> tuple[int, str]:
    return int(one.property.removeprefix("P")), one.value


def _property(name: str, spans: bool) -> str:
    if name == "startDate":
        return "P580" if spans else "P585"
    return _PROPERTIES[name]


_PROPERTIES: Final[Mapping[str, str]] = {
    "endDate": "P582",
    "place": "P276",
    "participant": "P710",
    "whole": "P361",
    "document": "P973",
}
_HEAD: Final = f"PREFIX espd: <{ESPD}> PREFIX code: <{CODE}> PREFIX rdfs: <{RDFS}> "
_HELD: Final = """
  ?event a espd:Event .
  FILTER NOT EXISTS { ?event espd:eventStatus ?status FILTER(?status != code:held) }
"""
_EVENTS: Final = f"""{_HEAD}
SELECT DISTINCT ?event ?label WHERE {{ {_HELD} ?event rdfs:label ?label }}
ORDER BY ?event ?label"""
_FACTS: Final = f"""{_HEAD}
SELECT DISTINCT ?event ?name ?value ?source WHERE {{
  {_HELD}
  {{
    VALUES (?property ?name ?sourced) {{
      (espd:startDate "startDate" espd:dateEvidence) (espd:endDate "endDate" espd:dateEvidence)
      (espd:place "place" espd:placeEvidence)
    }}
    ?event ?property ?value .
    OPTIONAL {{ ?event ?sourced ?own }}
    OPTIONAL {{ ?event espd:evidence ?any }}
    BIND(COALESCE(?own, ?any) AS ?source)
  }} UNION {{
    BIND("participant" AS ?name)
    ?part espd:atEvent ?event ; espd:official|espd:ofState ?value .
    OPTIONAL {{ ?part espd:evidence ?source }}
  }} UNION {{
    BIND("document" AS ?name)
    ?event espd:outcomeDocument ?value .
    BIND(?value AS ?source)
  }} UNION {{
    BIND("whole" AS ?name)
    ?event espd:sessionOf|espd:inFramework ?value .
    ?event espd:evidence ?source
  }}
}}"""
_TITLES: Final = f"""{_HEAD}
SELECT DISTINCT ?document ?title WHERE {{ ?document espd:title ?title ; espd:url ?address }}"""
