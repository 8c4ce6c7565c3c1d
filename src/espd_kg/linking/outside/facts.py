"""What a data set says of its items: asked for, looked through, and kept in its own words.

What comes from outside is not trusted: a value that is not of the form that its property has is
left out, and said to be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import XSD
from rdflib.term import Literal, URIRef

from espd_kg.linking.outside import wikibase as wb
from espd_kg.linking.outside.datasets import Dataset
from espd_kg.linking.outside.reading import readable, rows
from espd_kg.quads import Triple
from espd_kg.results import Row, Term, text_value
from espd_kg.stores.base import Store

_YEAR, _MONTH = 9, 10
"""Wikibase's numbers for the precision of a date; a day has 11."""

_FORMS: Final[Mapping[str, str]] = {
    wb.VERSION: r"[0-9]{1,18}",
    wb.MODIFIED: r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,20}(Z|[+-][0-9:]{5})?",
    wb.ALPHA_2: "[A-Z]{2}",
    wb.ALPHA_3: "[A-Z]{3}",
    wb.COORDINATES: r"(<\S+> )?Point\(-?[0-9.]+(E-?[0-9]+)? -?[0-9.]+(E-?[0-9]+)?\)",
}
"""The forms of values that are literals, by their properties."""


@dataclass(frozen=True)
class Facts:
    """What was said of some items."""

    triples: Mapping[str, frozenset[Triple]]
    """By the item; of an item that is not there, or became another, nothing."""
    merged: Mapping[str, str]
    """The items that became another, with what they became."""
    missing: tuple[str, ...]
    """The items of which nothing is said."""
    left_out: tuple[str, ...]
    """What was said and not kept, in words."""


def questions(items: Sequence[str], happenings: Collection[str] = ()) -> tuple[str, ...]:
    """Return the questions that `fetch` puts for these items."""
    usual = wb.said(items), wb.times(items), wb.positions(items)
    some = _happened(items, happenings)
    return (*usual, wb.settings(some), wb.dates(some)) if some else usual


def fetch(
    store: Store, dataset: Dataset, items: Sequence[str], happenings: Collection[str] = ()
) -> Facts:
    """Ask for the facts of some items; raises as the store does.

    Of those that are `happenings` also when and where they were, and with whom.
    """
    reader = _Reader(dataset, frozenset(items))
    if some := _happened(items, happenings):
        reader.read_said(rows(store, wb.settings(some), wb.SAID_COLUMNS))
        reader.read_dates(rows(store, wb.dates(some), wb.DATES_COLUMNS))
    reader.read_said(rows(store, wb.said(items), wb.SAID_COLUMNS))
    times = _by_statement(rows(store, wb.times(items), wb.TIMES_COLUMNS))
    reader.read_positions(rows(store, wb.positions(items), wb.POSITIONS_COLUMNS), times)
    return reader.facts()


def _happened(items: Iterable[str], happenings: Collection[str]) -> list[str]:
    return [item for item in items if item in happenings]


class _Reader:
    """Puts the rows of the answers together, item by item."""

    def __init__(self, dataset: Dataset, items: frozenset[str]) -> None:
        self._dataset = dataset
        self._items = items
        self._found: dict[str, set[Triple]] = defaultdict(set)
        self._merged: dict[str, str] = {}
        self._left_out: set[str] = set()

    def facts(self) -> Facts:
        kept = {item: frozenset(self._found[item]) for item in sorted(self._found)}
        whole = {item: triples for item, triples in kept.items() if item not in self._merged}
        seen = self._found.keys() | self._merged.keys()
        return Facts(
            whole,
            dict(sorted(self._merged.items())),
            tuple(sorted(self._items - seen)),
            tuple(sorted(self._left_out)),
        )

    def read_said(self, rows: Iterable[Row]) -> None:
        for item, name, value in rows:
            subject, predicate = text_value(item), text_value(name)
            if subject not in self._items:
                continue
            if predicate == wb.SAME_AS:
                self._merge(subject, text_value(value))
            elif (kept := self._value(predicate, value)) is not None:
                self._found[subject].add((URIRef(subject), URIRef(predicate), kept))
            else:
                self._leave_out(subject, predicate, value)

    def read_dates(self, rows: Iterable[Row]) -> None:
        for item, name, value, precision in rows:
            subject, predicate = text_value(item), text_value(name)
            when = date_of(value, text_value(precision))
            if subject not in self._items:
                continue
            if when is None or predicate not in wb.DATES:
                self._leave_out(subject, predicate, value)
            else:
                self._found[subject].add((URIRef(subject), URIRef(predicate), when))

    def read_positions(self, rows: Iterable[Row], times: Mapping[str, list[Triple] | None]) -> None:
        for item, statement, rank, post, label in rows:
            subject, node, office = text_value(item), text_value(statement), text_value(post)
            if subject not in self._items or rank is None:
                continue
            dated = times.get(node, [])
            if not node.startswith(wb.STATEMENT) or not _PLAIN.fullmatch(node) or dated is None:
                self._leave_out(subject, wb.HELD, statement)
                continue
            if not self._dataset.is_item(office) or not _is_rank(text_value(rank)):
                self._leave_out(subject, wb.POSITION, post)
                continue
            self._found[subject] |= {
                (URIRef(subject), URIRef(wb.HELD), URIRef(node)),
                (URIRef(node), URIRef(wb.POSITION), URIRef(office)),
                (URIRef(node), URIRef(wb.RANK), URIRef(text_value(rank))),
                *dated,
            }
            name = self._value(wb.LABEL, label)
            if name is not None:
                self._found[subject].add((URIRef(office), URIRef(wb.LABEL), name))

    def _merge(self, item: str, target: str) -> None:
        if self._dataset.is_item(target):
            self._merged[item] = target

    def _value(self, name: str, value: Term | None) -> URIRef | Literal | None:
        text = text_value(value)
        if name in _ITEMS:
            known = isinstance(value, ox.NamedNode) and self._dataset.is_item(text)
            return URIRef(text) if known else None
        if name == wb.DESCRIBED_AT:
            known = isinstance(value, ox.NamedNode) and _ADDRESS.fullmatch(text) is not None
            return URIRef(text) if known else None
        if not isinstance(value, ox.Literal):
            return None
        if name == wb.LABEL:
            words = readable(text)
            return Literal(words, lang=value.language) if words and value.language else None
        if name not in _FORMS or not re.fullmatch(_FORMS[name], text):
            return None
        datatype = value.datatype.value
        plain = datatype == str(XSD.string)
        return Literal(text, datatype=None if plain else URIRef(datatype), normalize=False)

    def _leave_out(self, item: str, name: str, value: Term | None) -> None:
        what = readable(text_value(value))[:60]
        self._left_out.add(f"{item.removeprefix(self._dataset.entity)}: {name} {what!r}")


def _by_statement(rows: Iterable[Row]) -> dict[str, list[Triple] | None]:
    """Return the dates of each statement; None where one of them cannot be read."""
    found: dict[str, list[Triple] | None] = {}
    for statement, qualifier, value, precision in rows:
        node = text_value(statement)
        when = date_of(value, text_value(precision))
        known = found.setdefault(node, [])
        if when is None or not _PLAIN.fullmatch(node):
            found[node] = None
        elif known is not None:
            known.append((URIRef(node), URIRef(text_value(qualifier)), when))
    return found


def date_of(value: Term | None, precision: str) -> Literal | URIRef | None:
    """Return a date as precise as it is known: a day, a month or a year.

    Wikibase writes the first of January for a year; where the precision is not said, a first day
    is therefore taken for less. What is known only to exist, or by the decade, is a name without
    more; None is what cannot be read.
    """
    if isinstance(value, (ox.NamedNode, ox.BlankNode)):
        known = isinstance(value, ox.NamedNode) and _PLAIN.fullmatch(value.value)
        return URIRef(value.value if known else wb.GENID + "unknown")
    match = _TIME.match(text_value(value))
    if match is None:
        return None
    digits = int(precision) if precision.isdecimal() else _guessed(match)
    if digits < _YEAR:
        return URIRef(wb.GENID + "unknown")
    return next(_dates(match, digits))


def _dates(match: re.Match[str], precision: int) -> Iterator[Literal]:
    year, month, day = match.groups()
    if precision == _YEAR or month == "00":
        yield Literal(year, datatype=XSD.gYear, normalize=False)
    if precision == _MONTH or day == "00":
        yield Literal(f"{year}-{month}", datatype=XSD.gYearMonth, normalize=False)
    yield Literal(f"{year}-{month}-{day}", datatype=XSD.date, normalize=False)


def _guessed(match: re.Match[str]) -> int:
    _, month, day = match.groups()
    if day not in ("00", "01"):
        return _MONTH + 1
    return _MONTH if month not in ("00", "01") else _YEAR


def _is_rank(iri: str) -> bool:
    return iri in (wb.WIKIBASE + "NormalRank", wb.WIKIBASE + "PreferredRank")


_ITEMS: Final = (wb.INSTANCE_OF, *wb.SETTINGS)
_ADDRESS: Final = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")
_TIME: Final = re.compile(r"([0-9]{4})-(0[0-9]|1[0-2])-([0-2][0-9]|3[01])(?:T|\Z)")
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]*")
