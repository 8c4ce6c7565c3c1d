"""The names under which an outside data set may hold a thing of ours: the likeliest, in order."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from espd_kg.linking.matching.names.letters import is_cyrillic, romanized, unmarked
from espd_kg.linking.matching.names.phrasing import phrasings
from espd_kg.linking.matching.names.spelling import spellings
from espd_kg.linking.matching.names.wording import is_short_form, orders, spoken

MOST: Final = 160
"""How many names are looked for in one script."""

_WORDS: Final = 6
_SPELLINGS: Final = 20

_SHORT_FORM: Final = 3
"""What it costs to go by a short form: ABC and PGI are a hundred other things besides."""


@dataclass(frozen=True, order=True)
class SearchName:
    """A name to look for: how far it is from the one that we have, and its language, en, ru or kk.

    English stands for any Latin script.
    """

    cost: int
    text: str
    language: str


def person_names(names: Mapping[str, Sequence[str]]) -> list[SearchName]:
    """Return the names under which a person may be known.

    `names` are those that we have, by language, the label first. Each is spelt in other ways, and
    turned round so that the family name is first.
    """
    found = _own(names)
    rows = [
        row
        for language, own in sorted(names.items(), key=_english_first)
        for name in own
        for row in _rows(name, language)
    ]
    by_length: dict[int, list[list[str]]] = {}
    for row in rows:
        by_length.setdefault(len(row), []).append(row)
    for same in by_length.values():
        found += _spelt(same)
    for language, own in sorted(names.items(), key=_english_first):
        if language != "en":
            for name in own:
                turned = orders(spoken(name))
                found += [SearchName(1, one, language) for one in turned]
    return _cheapest(found)


def other_names(
    names: Mapping[str, Sequence[str]],
    groups: Sequence[Sequence[str]] = (),
    alternative: int = 1,
) -> list[SearchName]:
    """Return the names under which anything but a person may be known.

    `groups` hold names that stand for one another within a name, such as those of a state;
    `alternative` is what it costs to go by another of our names than the label.
    """
    found = _own(names, alternative)
    for language, own in sorted(names.items(), key=_english_first):
        for place, name in enumerate(own):
            worded = phrasings(name, groups if language == "en" else ())
            more = _distance(place, name, alternative)
            found += [SearchName(cost + more, one, language) for cost, one in worded]
            if is_cyrillic(name) and name[:1].isupper() and len(name.split()) == 1:
                latin = (unmarked(one) for one in romanized(name, language))
                found += [SearchName(2, one, "en") for one in latin]
    return _cheapest(found)


def _own(names: Mapping[str, Sequence[str]], alternative: int = 1) -> list[SearchName]:
    return [
        SearchName(_distance(place, name, alternative), name, language)
        for language, own in names.items()
        for place, name in enumerate(own)
    ]


def _distance(place: int, name: str, alternative: int) -> int:
    """Return what a name of ours costs: nothing the label, more another, most a short form."""
    if place == 0:
        return 0
    return max(alternative, _SHORT_FORM) if is_short_form(name) else alternative


def _rows(name: str, language: str) -> list[list[str]]:
    """Return the words of a name in Latin letters, once for each way to write them."""
    parts = spoken(name)
    if not 0 < len(parts) <= _WORDS:
        return []
    if not is_cyrillic(name):
        return [parts]
    return [one.split() for one in romanized(" ".join(parts), language)]


def _spelt(rows: Sequence[Sequence[str]]) -> list[SearchName]:
    """Return names of one length, each word in any of its spellings, the cheapest first."""
    choices = [_choices(column) for column in zip(*rows, strict=True)]
    found = []
    for cost, parts in _products(choices, MOST // 2):
        for turn, one in enumerate(orders(list(parts))):
            found.append(SearchName(cost + min(turn, 1), one, "en"))
    return found


def _choices(words: Iterable[str]) -> list[tuple[int, str]]:
    """Return the spellings of one word of a name, in the order of their cost."""
    cheapest: dict[str, int] = {}
    for place, word in enumerate(dict.fromkeys(words)):
        for cost, one in _hyphenated(word):
            cheapest[one] = min(cheapest.get(one, 99), cost + min(place, 1))
    ordered = sorted(cheapest.items(), key=lambda pair: (pair[1], pair[0]))
    return [(cost, one) for one, cost in ordered[:_SPELLINGS]]


def _hyphenated(word: str) -> list[tuple[int, str]]:
    """Return the spellings of a word, each part of a double name in its own."""
    parts = [spellings(part, _SPELLINGS) for part in word.split("-")[:3]]
    return [(cost, "-".join(chosen)) for cost, chosen in _products(parts, _SPELLINGS)]


def _products(
    choices: Sequence[Sequence[tuple[int, str]]], most: int
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the cheapest combinations of one choice from each list, without trying them all."""
    if not choices or not all(choices):
        return []
    start = (0,) * len(choices)
    waiting = [(sum(one[0][0] for one in choices), start)]
    seen = {start}
    found: list[tuple[int, tuple[str, ...]]] = []
    while waiting and len(found) < most:
        cost, places = heapq.heappop(waiting)
        pairs = zip(choices, places, strict=True)
        found.append((cost, tuple(choice[place][1] for choice, place in pairs)))
        for at, place in enumerate(places):
            further = (*places[:at], place + 1, *places[at + 1 :])
            if place + 1 < len(choices[at]) and further not in seen:
                seen.add(further)
                more = choices[at][place + 1][0] - choices[at][place][0]
                heapq.heappush(waiting, (cost + more, further))
    return found


def _cheapest(found: Iterable[SearchName]) -> list[SearchName]:
    """Return each name once, at its lowest cost, and no more than are looked for in one script."""
    once: dict[tuple[str, str], SearchName] = {}
    composed = (
        SearchName(name.cost, unicodedata.normalize("NFC", name.text).strip(), name.language)
        for name in found
    )
    for name in sorted(composed):
        if name.text:
            once.setdefault((name.text, name.language), name)
    kept: list[SearchName] = []
    counted: dict[str, int] = {}
    for name in once.values():
        counted[name.language] = counted.get(name.language, 0) + 1
        if counted[name.language] <= MOST:
            kept.append(name)
    return kept


def _english_first(pair: tuple[str, Sequence[str]]) -> tuple[bool, str]:
    return pair[0] != "en", pair[0]
