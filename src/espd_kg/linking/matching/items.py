"""Items of Wikidata as they are judged: names, types, countries, offices and dates.

What is asked is said with the properties of a Wikibase in its RDF form; each question names the
items that it is about, so that none searches through the whole data set.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from espd_kg.linking.outside import wikibase as wb
from espd_kg.linking.outside.reading import readable, rows
from espd_kg.namespaces import SKOS, WD
from espd_kg.results import Term, text_value
from espd_kg.stores.base import Store
from espd_kg.stores.writing import values_block

_DIRECT: Final = wb.PREFIXES["wdt"]
DESCRIPTION: Final = wb.SCHEMA + "description"
ALTERNATIVE: Final = SKOS + "altLabel"

LANGUAGES: Final = (*wb.LANGUAGES, "mul")
"""The languages of names that are read; `mul` is Wikidata's for a name in all of them."""

INSTANCE, SUBCLASS, COUNTRY, CITIZENSHIP = "P31", "P279", "P17", "P27"
JURISDICTION, OPERATOR, PARTICIPANT = "P1001", "P137", "P710"
OCCUPATION, BORN, DIED = "P106", "P569", "P570"
POINT_IN_TIME, START, INCEPTION = "P585", "P580", "P571"
CODE, COORDINATES = "P297", "P625"
_READ: Final = (
    *(INSTANCE, SUBCLASS, COUNTRY, CITIZENSHIP, JURISDICTION, OPERATOR, PARTICIPANT),
    *(OCCUPATION, BORN, DIED, POINT_IN_TIME, START, INCEPTION, CODE, COORDINATES),
)
_NAMES: Final = ("item", "relation", "value")
_OFFICES: Final = ("item", "post", "start", "startPrecision", "end", "endPrecision")
_PARENTS: Final = ("item", "parent")
"""The columns of the answers."""

_ANCESTRY: Final = 3
"""How many steps up from an item's types are looked at."""
_TOGETHER: Final = 25
_LONGEST: Final = 250
"""So much of a name is read; Wikidata itself allows no longer ones."""
_ITEM: Final = re.compile(r"Q[1-9][0-9]{0,14}")
_PARTS: Final = {9: 4, 10: 7, 11: 10}
"""How much of a date is known, by Wikibase's number for its precision."""


@dataclass(frozen=True)
class Held:
    """An office that somebody held: its item, and dates as precise as they are known."""

    post: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Item:
    """One item: `facts` are values by property, `held` the offices of a person."""

    id: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    description: str
    facts: Mapping[str, tuple[str, ...]]
    held: tuple[Held, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything is said of it."""
        return bool(self.labels or self.aliases or self.description or self.facts)

    @property
    def label(self) -> str:
        """Its label in the first language that it has one in, else its id."""
        return next((self.labels[one] for one in _LABELS_FIRST if one in self.labels), self.id)

    def values(self, *properties: str) -> tuple[str, ...]:
        """Return the values of some properties."""
        return tuple(value for one in properties for value in self.facts.get(one, ()))


@dataclass
class Reader:
    """Reads items from a store, and remembers the classes and names that many items share."""

    store: Store
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, ids: Sequence[str], *, offices: bool) -> list[Item]:
        """Return what is known of the items, in the order of `ids`; `offices` for people.

        Raises ServiceError or LimitError where the store does not answer as it must.
        """
        found = [item for part in _portions(ids) for item in self._read(part, offices)]
        self._read_parents(kind for item in found for kind in item.values(INSTANCE, SUBCLASS))
        return [_classed(item, self.parents) for item in found]

    def names_of(self, ids: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return the labels of items, by language, for each of them that has one."""
        wanted = sorted(set(ids), key=number)
        for part in _portions([one for one in wanted if one not in self.names]):
            self.names |= {one: {} for one in part}
            question = _names_query(part, (wb.LABEL,))
            for item, _, label in rows(self.store, question, _NAMES):
                if _id(item) in part and isinstance(label, Literal) and label.language:
                    self.names[_id(item)][label.language] = _words(label)
        return {one: self.names[one] for one in wanted}

    def _read(self, ids: Sequence[str], offices: bool) -> list[Item]:
        read: dict[str, _Draft] = {one: _Draft() for one in ids}
        relations = (wb.LABEL, ALTERNATIVE, DESCRIPTION)
        for item, relation, value in rows(self.store, _names_query(ids, relations), _NAMES):
            if _id(item) in read and isinstance(value, Literal) and value.language:
                read[_id(item)].add_name(text_value(relation), value.language, _words(value))
        for item, relation, value in rows(self.store, _facts_query(ids), _NAMES):
            known = text_value(relation).removeprefix(_DIRECT)
            if _id(item) in read and known in _READ and value is not None:
                read[_id(item)].facts[known].add(_value(value))
        if offices:
            for item, post, *dates in rows(self.store, _offices_query(ids), _OFFICES):
                if _id(item) in read and _id(post):
                    start, end = _date(*dates[:2]), _date(*dates[2:])
                    read[_id(item)].held.add((_id(post), start, end))
        return [draft.item(one) for one, draft in read.items()]

    def _read_parents(self, classes: Iterable[str]) -> None:
        edge = sorted({one for one in classes if _ITEM.fullmatch(one)}, key=number)
        for _ in range(_ANCESTRY):
            for part in _portions([one for one in edge if one not in self.parents]):
                found: dict[str, set[str]] = {one: set() for one in part}
                for child, parent in rows(self.store, _parents_query(part), _PARENTS):
                    if _id(child) in found and _id(parent):
                        found[_id(child)].add(_id(parent))
                self.parents |= {one: _sorted(above) for one, above in found.items()}
            edge = sorted({up for one in edge for up in self.parents[one]}, key=number)


@dataclass
class _Draft:
    names: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    held: set[tuple[str, str, str]] = field(default_factory=set)

    def add_name(self, relation: str, language: str, words: str) -> None:
        if words:
            self.names[relation].append((language, words))

    def item(self, id: str) -> Item:
        aliases: dict[str, list[str]] = {}
        for language, alias in sorted(self.names[ALTERNATIVE]):
            aliases.setdefault(language, []).append(alias)
        descriptions = dict(sorted(self.names[DESCRIPTION], reverse=True))
        return Item(
            id,
            dict(sorted(self.names[wb.LABEL], reverse=True)),
            {language: tuple(own) for language, own in aliases.items()},
            descriptions.get("en") or next(iter(descriptions.values()), ""),
            {name: _sorted(values) for name, values in sorted(self.facts.items())},
            tuple(Held(*one) for one in sorted(self.held)),
        )


def number(id: str) -> tuple[int, str]:
    """Return what items are put in order by: the older item, with the lower number, first."""
    digits = id.removeprefix("Q")
    return (int(digits), id) if digits.isdecimal() and len(digits) < 20 else (10**20, id)


def item_id(term: Term | None) -> str:
    """Return the id of an item of Wikidata, or nothing for any other term."""
    return _id(term)


def _id(term: Term | None) -> str:
    if not isinstance(term, NamedNode) or not term.value.startswith(WD):
        return ""
    local = term.value[len(WD) :]
    return local if _ITEM.fullmatch(local) else ""


def _value(term: Term) -> str:
    return _id(term) or readable(text_value(term))


def _words(name: Literal) -> str:
    return readable(name.value)[:_LONGEST]


def _date(value: Term | None, precision: Term | None) -> str:
    """Return a date as precise as it is known: a year, a month or a day; nothing beyond those."""
    text, known = text_value(value), text_value(precision)
    length = _PARTS.get(int(known), 0) if known.isdecimal() and len(known) < 3 else 0
    return text[:length] if text[:1].isdecimal() else ""


def _classed(item: Item, parents: Mapping[str, tuple[str, ...]]) -> Item:
    """Return the item with all the classes that it belongs to, its own types first."""
    edge = list(item.values(INSTANCE, SUBCLASS))
    found = dict.fromkeys(edge)
    for _ in range(_ANCESTRY):
        edge = [up for one in edge for up in parents.get(one, ()) if up not in found]
        found |= dict.fromkeys(edge)
    fields = {**vars(item), "classes": tuple(found)}
    return Item(**fields)


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids), key=number))


def _portions(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + _TOGETHER] for at in range(0, len(ids), _TOGETHER)]


def _items(ids: Iterable[str]) -> str:
    return values_block("item", (WD + one for one in ids))


def _names_query(ids: Sequence[str], relations: Sequence[str]) -> str:
    wanted = ", ".join(f'"{language}"' for language in LANGUAGES)
    return f"""SELECT ?item ?relation ?value WHERE {{
  {_items(ids)}
  {values_block("relation", relations)}
  ?item ?relation ?value .
  FILTER(LANG(?value) IN ({wanted}))
}}"""


def _facts_query(ids: Sequence[str]) -> str:
    return f"""SELECT ?item ?relation ?value WHERE {{
  {_items(ids)}
  {values_block("relation", (_DIRECT + one for one in _READ))}
  ?item ?relation ?value .
}}"""


def _offices_query(ids: Sequence[str]) -> str:
    return f"""SELECT ?item ?post ?start ?startPrecision ?end ?endPrecision WHERE {{
  {_items(ids)}
  ?item <{wb.HELD}> ?held .
  ?held <{wb.POSITION}> ?post ; <{wb.RANK}> ?rank .
  FILTER(?rank != <{wb.DEPRECATED}>)
  OPTIONAL {{
    ?held <{wb.PREFIXES["pqv"]}P580> ?from .
    ?from <{wb.WIKIBASE}timeValue> ?start ; <{wb.WIKIBASE}timePrecision> ?startPrecision .
  }}
  OPTIONAL {{
    ?held <{wb.PREFIXES["pqv"]}P582> ?until .
    ?until <{wb.WIKIBASE}timeValue> ?end ; <{wb.WIKIBASE}timePrecision> ?endPrecision .
  }}
}}"""


def _parents_query(classes: Sequence[str]) -> str:
    return f"""SELECT ?item ?parent WHERE {{
  {_items(classes)}
  ?item <{_DIRECT}{SUBCLASS}> ?parent .
}}"""


_LABELS_FIRST: Final = ("en", "mul", "ru", "kk")
