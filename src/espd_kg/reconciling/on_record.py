"""What the snapshot has on items of Wikidata, held against what we would say of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from espd_kg.linking.outside import quickstatements as qs
from espd_kg.linking.outside.wikibase import PREFIXES
from espd_kg.namespaces import DCTERMS, GRAPH, PROV, WD
from espd_kg.results import text_value
from espd_kg.stores.base import Store
from espd_kg.stores.writing import portions, values_block

_SNAPSHOTS: Final = GRAPH + "data/snapshots/"
_DIRECT: Final = PREFIXES["wdt"]
_MANY: Final = frozenset({"P710", "P973"})
"""Properties with several values each: another value on record does not speak against ours."""

_DATES: Final = frozenset({"P580", "P582", "P585"})
"""Properties of which one on record may say already what another would say again."""

_NOT_KNOWN: Final = (
    "the snapshot does not tell whether the item says this already: espd link enrich"
)
_DIFFERS: Final = "the item says something else"
_DATED: Final = "the item is dated otherwise"


@dataclass(frozen=True)
class OnRecord:
    """What is said of items, by Q-number and property, and which of both were asked for."""

    said: Mapping[tuple[str, str], frozenset[str]]
    asked: frozenset[tuple[str, str]]

    def objection(self, item: str, name: str, value: str) -> str | None:
        """Return why a person must look before this is said of an item.

        That is the empty text where nothing speaks against it, and None where the item says it
        already.
        """
        said = self.said.get((item, name), frozenset())
        if any(_same(value, one) for one in said):
            return None
        if said:
            return "" if name in _MANY else _DIFFERS
        if name in _DATES and any((item, other) in self.said for other in _DATES):
            return _DATED
        return "" if (item, name) in self.asked else _NOT_KNOWN


def look_up(store: Store, items: Iterable[str]) -> OnRecord:
    """Return what the snapshot has on items, by their Q-numbers; raises what the store raises."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    asked = set()
    for portion in portions(sorted(WD + item for item in items)):
        for item, name, value in store.select(_said(portion)).rows:
            said[_named(text_value(item), text_value(name))].add(text_value(value))
        for item, name in store.select(_asked(portion)).rows:
            asked.add(_named(text_value(item), text_value(name)))
    return OnRecord({key: frozenset(values) for key, values in said.items()}, frozenset(asked))


def _named(item: str, name: str) -> tuple[str, str]:
    return item.removeprefix(WD), name.removeprefix(_DIRECT)


def _same(value: str, said: str) -> bool:
    """Whether what is written here is what Wikidata says; a date, as far as ours is known."""
    dated = re.match(r"\+([0-9]{4})-([0-9]{2})-([0-9]{2})T", value)
    if dated:
        return said.startswith("-".join(part for part in dated.groups() if part != "00"))
    return value.strip('"') == (qs.item(said) or said)


def _said(items: Sequence[str]) -> str:
    return f"""SELECT DISTINCT ?item ?name ?value WHERE {{
      {values_block("item", items)}
      GRAPH ?graph {{ ?item ?name ?value }}
      FILTER(STRSTARTS(STR(?graph), "{_SNAPSHOTS}") && STRSTARTS(STR(?name), "{_DIRECT}"))
    }}"""


def _asked(items: Sequence[str]) -> str:
    """Return the question for what each record was asked for: its subjects."""
    return f"""SELECT DISTINCT ?item ?name WHERE {{
      {values_block("item", items)}
      GRAPH ?graph {{ ?record <{PROV}specializationOf> ?item ; <{DCTERMS}subject> ?name }}
      FILTER(STRSTARTS(STR(?graph), "{_SNAPSHOTS}"))
    }}"""
