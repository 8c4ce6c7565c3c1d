"""What a data set said of the linked items, on which day and to whom: one graph of its own.

The statements keep the data set's own words, so that they mix with nothing that our sources say;
beside them stands when, where and by what they were asked for (PROV-O), and of what happened also
which properties were asked for (as the record's subjects): so that what is absent is lacking.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD
from rdflib.term import Literal, Node, URIRef

from espd_kg.errors import InputError
from espd_kg.linking.outside import wikibase as wb
from espd_kg.linking.outside.datasets import Dataset
from espd_kg.quads import Triple

_CC0: Final = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True)
class Asking:
    """One asking: the day, the address that was asked, and the version of what asked."""

    day: str
    endpoint: str
    version: str

    @property
    def name(self) -> str:
        """A short name, the same for the same asking."""
        place = _NOT_IN_NAMES.sub("-", self.endpoint.lower().partition("//")[2]).strip("-")
        return f"asked-{self.day}-at-{place}-by-{self.version}"


@dataclass(frozen=True)
class Record:
    """What was said of one item; `happening` where it was also asked when, where and with whom."""

    item: str
    asking: Asking
    triples: frozenset[Triple]
    happening: bool = False

    def kinds(self) -> tuple[str, ...]:
        """Return what the item is an instance of, sorted."""
        return tuple(sorted(self._values(wb.INSTANCE_OF)))

    def labels(self) -> dict[str, str]:
        """Return what the item is called, by language."""
        return {
            o.language: str(o)
            for s, p, o in sorted(self.triples, key=str)
            if str(s) == self.item and str(p) == wb.LABEL and isinstance(o, Literal) and o.language
        }

    def _values(self, name: str) -> set[str]:
        return {str(o) for s, p, o in self.triples if str(s) == self.item and str(p) == name}


@dataclass(frozen=True)
class Snapshot:
    """The records of a data set's items, by the item."""

    records: Mapping[str, Record]

    def updated(self, records: Iterable[Record], linked: Iterable[str]) -> Snapshot:
        """Return the snapshot with new records; of the others, those whose items are linked."""
        fresh = {record.item: record for record in records}
        wanted = fresh.keys() | set(linked)
        both = {**self.records, **fresh}
        return Snapshot({item: both[item] for item in sorted(both) if item in wanted})

    def without(self, items: Iterable[str]) -> Snapshot:
        """Return the snapshot without some items."""
        gone = set(items)
        return Snapshot({item: one for item, one in self.records.items() if item not in gone})


def damaged(error: InputError) -> InputError:
    """Return the complaint on a snapshot that cannot be read, with the way out of it."""
    return InputError(
        f"the snapshot cannot be read: {error.message}",
        file=error.file,
        line=error.line,
        fix="Delete the file: espd link enrich fetches it again.",
    )


def triples(snapshot: Snapshot, dataset: Dataset, graph: str) -> frozenset[Triple]:
    """Return a snapshot as the content of its graph, named `graph`."""
    found = {triple for record in snapshot.records.values() for triple in record.triples}
    if snapshot.records:
        found |= set(_provenance(snapshot, dataset, graph))
    return frozenset(found)


def read(known: Iterable[Triple]) -> Snapshot:
    """Return the snapshot that `triples` wrote; what it did not write is passed over."""
    about: dict[Node, set[Triple]] = defaultdict(set)
    for triple in known:
        about[triple[0]].add(triple)
    records = (_record(node, about) for node in list(about))
    return Snapshot({one.item: one for one in records if one is not None})


def _provenance(snapshot: Snapshot, dataset: Dataset, graph: str) -> Iterator[Triple]:
    whole = URIRef(graph)
    yield whole, RDF.type, PROV.Entity
    yield whole, RDFS.label, Literal(f"{dataset.label} on linked items", lang="en")
    yield whole, DCTERMS.source, URIRef(dataset.entity.rpartition("entity/")[0] or dataset.entity)
    yield whole, DCTERMS.license, _CC0
    for asking in sorted({one.asking for one in snapshot.records.values()}, key=_order):
        yield whole, PROV.wasGeneratedBy, _named(graph, asking.name)
        yield from _asked(asking, graph)
    for record in snapshot.records.values():
        one = _named(graph, record.item.removeprefix(dataset.entity))
        yield one, RDF.type, PROV.Entity
        yield one, PROV.specializationOf, URIRef(record.item)
        yield one, PROV.wasGeneratedBy, _named(graph, record.asking.name)
        if record.happening:
            yield from ((one, DCTERMS.subject, URIRef(name)) for name in wb.HAPPENING)


def _asked(asking: Asking, graph: str) -> Iterator[Triple]:
    node = _named(graph, asking.name)
    agent = _named(graph, f"espd-kg-{asking.version}")
    yield node, RDF.type, PROV.Activity
    yield node, RDFS.label, Literal(f"Asked on {asking.day}", lang="en")
    yield node, DCTERMS.date, Literal(asking.day, datatype=XSD.date, normalize=False)
    yield node, PROV.used, URIRef(asking.endpoint)
    yield node, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, Literal(f"espd-kg {asking.version}", lang="en")


def _record(node: Node, about: Mapping[Node, set[Triple]]) -> Record | None:
    """Return the record of which this is the name; None where it is the name of something else."""
    item = _one(about, node, PROV.specializationOf)
    activity = _one(about, node, PROV.wasGeneratedBy)
    if item is None or activity is None:
        return None
    day = _one(about, activity, DCTERMS.date)
    endpoint = _one(about, activity, PROV.used)
    agent = _one(about, activity, PROV.wasAssociatedWith)
    version = str(agent).rpartition("#espd-kg-")[2]
    asking = Asking(str(day or ""), str(endpoint or ""), version)
    asked = {str(o) for _, p, o in about[node] if p == DCTERMS.subject}
    happening = asked.issuperset(wb.HAPPENING)
    return Record(str(item), asking, frozenset(_said_of(item, about)), happening)


def _said_of(item: Node, about: Mapping[Node, set[Triple]]) -> Iterator[Triple]:
    """Yield what is said of an item, of the statements on it, and of what these are about."""
    for triple in about.get(item, ()):
        yield triple
        if str(triple[1]) == wb.HELD:
            for said in about.get(triple[2], ()):
                yield said
                if str(said[1]) == wb.POSITION:
                    yield from (one for one in about.get(said[2], ()) if str(one[1]) == wb.LABEL)


def _one(about: Mapping[Node, set[Triple]], subject: Node, name: URIRef) -> Node | None:
    values = sorted((o for _, p, o in about.get(subject, ()) if p == name), key=str)
    return values[0] if values else None


def _named(graph: str, name: str) -> URIRef:
    return URIRef(f"{graph}#{name}")


def _order(asking: Asking) -> tuple[str, str, str]:
    return asking.day, asking.endpoint, asking.version
