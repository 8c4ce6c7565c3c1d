"""Candidates: the items that bear a name under which a thing of ours may be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from espd_kg.linking.matching.items import ALTERNATIVE, item_id, number
from espd_kg.linking.matching.names.searching import SearchName, other_names, person_names
from espd_kg.linking.outside import wikibase
from espd_kg.linking.outside.reading import rows
from espd_kg.linking.subject.things import Surroundings, Thing
from espd_kg.results import text_value
from espd_kg.stores.base import Store
from espd_kg.stores.writing import sparql_literal, values_block

LOOKED_AT: Final = 40
"""How many items are looked at for one thing: those whose names come nearest."""

_COLUMNS: Final = ("item", "relation", "name")
_TOGETHER: Final = 120
_MOST: Final = 2000
"""How many items one question may find; a name that more of them bear says nothing."""

_TAGS: Final = {"en": ("en", "mul"), "ru": ("ru", "kk"), "kk": ("kk", "ru")}
"""Under which languages a data set may have put a name. A Cyrillic one may be under either."""

_THEME_ALIAS: Final = 3
"""The other names of a theme are mostly narrower than it."""


@dataclass(frozen=True, order=True)
class Match:
    """A name that an item bears, and that we looked for; `cost` as in `SearchName`."""

    cost: int
    is_alias: bool
    text: str
    language: str


@dataclass(frozen=True)
class Found:
    """An item by its id, and the names through which it was found, the nearest first."""

    id: str
    matches: tuple[Match, ...]


def names_of(thing: Thing, surroundings: Surroundings) -> list[SearchName]:
    """Return the names under which a thing is looked for, the likeliest first."""
    if thing.kind == "person":
        return person_names(thing.names)
    if thing.kind == "theme":
        return other_names(thing.names, alternative=_THEME_ALIAS)
    return other_names(thing.names, surroundings.groups())


def questions(names: Sequence[SearchName]) -> list[str]:
    """Return the queries that look for items under these names, in full words only."""
    terms = list(dict.fromkeys(_terms(names)))
    portions = (terms[at : at + _TOGETHER] for at in range(0, len(terms), _TOGETHER))
    return [_query(part) for part in portions]


def candidates(store: Store, names: Sequence[SearchName]) -> list[Found]:
    """Return the items that bear one of the names, the nearest first, `LOOKED_AT` at most.

    Nearest is whose best name costs least, then which bears names in more languages, then the
    older item. Raises ServiceError or LimitError where the store does not answer as it must.
    """
    cost = _costs(names)
    matches: dict[str, set[Match]] = {}
    for question in questions(names):
        for item, relation, name in rows(store, question, _COLUMNS):
            if not isinstance(name, Literal) or not item_id(item):
                continue
            known = cost.get((name.value, name.language or ""))
            if known is not None:
                is_alias = text_value(relation) == ALTERNATIVE
                match = Match(known, is_alias, name.value, name.language or "")
                matches.setdefault(item_id(item), set()).add(match)
    found = [Found(id, tuple(sorted(own))) for id, own in matches.items()]
    return sorted(found, key=_nearness)[:LOOKED_AT]


def _nearness(found: Found) -> tuple[int, int, bool, tuple[int, str]]:
    best = found.matches[0]
    languages = {match.language for match in found.matches}
    return best.cost, -len(languages), best.is_alias, number(found.id)


def _terms(names: Iterable[SearchName]) -> Iterable[str]:
    for name in names:
        for tag in _TAGS[name.language]:
            yield sparql_literal(Literal(name.text, language=tag))


def _costs(names: Iterable[SearchName]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for name in names:
        for tag in _TAGS[name.language]:
            key = name.text, tag
            found[key] = min(found.get(key, name.cost), name.cost)
    return found


def _query(terms: Sequence[str]) -> str:
    return f"""SELECT DISTINCT ?item ?relation ?name WHERE {{
  VALUES ?name {{ {" ".join(terms)} }}
  {values_block("relation", (wikibase.LABEL, ALTERNATIVE))}
  ?item ?relation ?name .
}} LIMIT {_MOST}"""
