"""What speaks for an item and against it, one feature at a time, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from espd_kg.linking.matching.candidates import Found
from espd_kg.linking.matching.items import (
    BORN,
    CITIZENSHIP,
    CODE,
    COUNTRY,
    DIED,
    INCEPTION,
    JURISDICTION,
    OCCUPATION,
    OPERATOR,
    PARTICIPANT,
    POINT_IN_TIME,
    START,
    Held,
    Item,
)
from espd_kg.linking.matching.kinds import PUBLIC_LIFE, Kind
from espd_kg.linking.matching.names.likeness import NEAR, likeness
from espd_kg.linking.matching.names.wording import is_short_form
from espd_kg.linking.subject.things import Names, Office, Thing

UNKNOWN: Final = 0.35
"""What a feature counts for of which the item says nothing."""

_EACH_STEP: Final = 0.08
_ALIAS: Final = 0.04
_LEAST: Final = 0.4
_BESIDES: Final = 0.95
_SHORTENED: Final = 0.6
"""How much of its likeness a label keeps that is like another name of ours than our label."""
_GROWN, _SETTLED, _OLDEST = 18, 30, 100
"""Ages: who acts for a state is of age, mostly past youth, and alive."""

_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?=-|$)")


@dataclass(frozen=True)
class Feature:
    """One thing to go by: from 0, against, to 1, for; None where the item says nothing of it."""

    name: str
    value: float | None
    weight: float
    reason: str


@dataclass(frozen=True)
class Known:
    """What the features of all items go by: the items of our states and posts, and names.

    `linked` are the ids under which things of ours are linked, by their IRIs; `states` the names
    of our states; `names` the labels of the items that items point to.
    """

    linked: Mapping[str, frozenset[str]]
    states: Mapping[str, Names]
    names: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Case:
    """A thing and an item that may be the same."""

    thing: Thing
    item: Item
    found: Found
    known: Known
    kind: Kind


def features(case: Case) -> list[Feature]:
    """Return the features by which a case of its kind is judged, as people read them."""
    judged = ((name, weight, _FEATURES[name](case)) for name, weight in case.kind.weights.items())
    return [Feature(name, value, weight, reason) for name, weight, (value, reason) in judged]


Judged = tuple[float | None, str]


def _name(case: Case) -> Judged:
    best = case.found.matches[0]
    value = max(_LEAST, 1.0 - _EACH_STEP * best.cost - (_ALIAS if best.is_alias else 0.0))
    what = "alias" if best.is_alias else "label"
    said = f'its {what} "{best.text}" ({best.language})'
    if best.cost == 0:
        return value, f"{said} is our name"
    return value, f"{said} is another way to write our name"


def _labels(case: Case) -> Judged:
    """Compare the labels language by language; one that is missing counts as unknown.

    A label for all languages stands for an English one that is missing.
    """
    likes: dict[str, float] = {}
    for language, own in case.thing.names.items():
        label = case.item.labels.get(language) or case.item.labels.get("mul", "")
        if label and (language in case.item.labels or language == "en"):
            personal = case.thing.kind == "person"
            likes[language] = max(
                likeness(one, label, personal=personal) * _standing(place, one)
                for place, one in enumerate(own)
            )
    if not likes:
        return None, "it has no label in a language of ours"
    alike = [language for language, value in likes.items() if value >= NEAR]
    unlike = [language for language in likes if language not in alike]
    said = (
        [f"{' and '.join(alike)} agree"] if len(alike) > 1 else [f"{one} agrees" for one in alike]
    )
    said += [f'{one} differs ("{_shown_label(case.item, one)}")' for one in unlike]
    missing = len(case.thing.names) - len(likes)
    value = (sum(likes.values()) + UNKNOWN * missing) / len(case.thing.names)
    return value, f"of the labels, {', '.join(said)}"


def _standing(place: int, name: str) -> float:
    """Return how much a label counts that is like one of our names: most the label, the first."""
    if place == 0:
        return 1.0
    return _SHORTENED if is_short_form(name) else _BESIDES


def _shown_label(item: Item, language: str) -> str:
    return item.labels.get(language) or item.labels.get("mul", "")


def _type(case: Case) -> Judged:
    expected = [one for one in case.item.classes if one in case.kind.expected]
    if expected:
        return 1.0, f"it is {case.kind.expected[expected[0]]} ({expected[0]})"
    types = case.item.values("P31", "P279")
    if not types:
        return None, "it has no type"
    shown = _words(types[:2], case.known)
    if not case.kind.expected:
        return 1.0, f"nothing speaks against its type, {shown}"
    return 0.2, f"its type is none that is expected: {shown}"


def _country(case: Case) -> Judged:
    if not case.thing.states:
        return None, "we know of no state to which it belongs"
    ids = countries(case.item)
    if not ids:
        return None, "no country is stated"
    ours = [state for state in case.thing.states if is_state(state, ids, case.known)]
    shown = _words(ids[:3], case.known)
    if ours:
        return 1.0, f"its country is ours: {shown}"
    return 0.0, f"its country is another: {shown}"


def countries(item: Item) -> tuple[str, ...]:
    """Return the items of the states to which an item belongs, or that run it or take part."""
    found = item.values(CITIZENSHIP, COUNTRY, JURISDICTION, OPERATOR, PARTICIPANT)
    return tuple(dict.fromkeys(found))


def is_state(state: str, ids: Iterable[str], known: Known) -> bool:
    """Whether one of the items is a state of ours: by its link, else by its name."""
    if known.linked.get(state):
        return not known.linked[state].isdisjoint(ids)
    names = {name.casefold() for own in known.states.get(state, {}).values() for name in own}
    labels = (label for one in ids for label in known.names.get(one, {}).values())
    return any(label.casefold() in names for label in labels)


def _office(case: Case) -> Judged:
    if not case.thing.offices:
        return None, "we know of no office"
    if not case.item.held:
        return None, "no office is stated"
    judged = [
        _held_office(office, held, case.known) for office in case.thing.offices
        for held in case.item.held
    ]  # fmt: skip
    return max(judged, key=lambda one: (one[0] or 0.0, one[1]))


def _held_office(office: Office, held: Held, known: Known) -> Judged:
    """Compare one office of ours with one that the item says was held."""
    ours = next(iter(office.names.get("en", ())), office.iri)
    theirs = known.names.get(held.post, {})
    shown = f'"{_best_label(theirs, held.post)}"'
    if known.linked.get(office.iri):
        alike = 1.0 if held.post in known.linked[office.iri] else 0.0
    else:
        pairs = (
            (one, theirs.get(language, "")) for language, own in office.names.items() for one in own
        )
        alike = max((likeness(a, b) for a, b in pairs if b), default=0.0)
    when = f" from {held.start or '?'} to {held.end or '?'}"
    if alike < NEAR:
        return max(UNKNOWN, 0.5 * alike), f"held {shown}{when}, which is not {ours}"
    within = [date for date in office.dates if _within(date, held)]
    if within:
        return 1.0, f"held {shown}{when}; our sources show that office in {within[0]}"
    if not office.dates or not (held.start or held.end):
        return 0.8, f"held {shown}{when}"
    return 0.4, f"held {shown}{when}, but our sources show that office in {office.dates[0]}"


def _within(date: str, held: Held) -> bool:
    """Whether a date may lie within the term: as far as both are known."""
    after = not held.start or date[: len(held.start)] >= held.start[: len(date)]
    before = not held.end or date[: len(held.end)] <= held.end[: len(date)]
    return after and before


def _occupation(case: Case) -> Judged:
    occupations = case.item.values(OCCUPATION)
    if not occupations:
        return None, "no occupation is stated"
    public = [PUBLIC_LIFE[one] for one in occupations if one in PUBLIC_LIFE]
    if public:
        return 1.0, f"it is a {' and '.join(public)}"
    return 0.0, f"its occupation is {_words(occupations[:2], case.known)}"


def _dates(case: Case) -> Judged:
    ours = sorted(year for date in case.thing.dates if (year := _year(date)) is not None)
    if not ours:
        return None, "we have no date to compare"
    if case.thing.kind == "person":
        return _lifetime(case.item, ours)
    theirs = sorted(
        year for date in case.item.values(POINT_IN_TIME, START, INCEPTION)
        if (year := _year(date)) is not None
    )  # fmt: skip
    if not theirs:
        return None, "no date is stated"
    if ours[0] in theirs:
        return 1.0, f"the year agrees: {ours[0]}"
    return 0.0, f"it is dated {theirs[0]}, ours {ours[0]}"


def _lifetime(item: Item, years: Sequence[int]) -> Judged:
    born = next((year for one in item.values(BORN) if (year := _year(one)) is not None), None)
    died = next((year for one in item.values(DIED) if (year := _year(one)) is not None), None)
    if died is not None and died < years[-1]:
        return 0.0, f"died in {died}, but our sources show the person in {years[-1]}"
    if born is None:
        return None, "no date of birth is stated"
    age = years[0] - born
    if not _GROWN <= age <= _OLDEST:
        return 0.0, f"born in {born}, so could not act in {years[0]}"
    value = 1.0 if age >= _SETTLED else 0.5
    return value, f"born in {born}, so {age} years old when first seen in {years[0]}"


def _code(case: Case) -> Judged:
    codes = case.item.values(CODE)
    if codes:
        return 1.0, f"it bears the ISO 3166-1 code {codes[0]}"
    return 0.0, "it bears no ISO 3166-1 code, which every present state does"


def _year(date: str) -> int | None:
    match = _YEAR.match(date)
    return int(match[1]) if match else None


def _words(ids: Iterable[str], known: Known) -> str:
    return ", ".join(f"{_best_label(known.names.get(one, {}), one)}" for one in ids)


def _best_label(labels: Mapping[str, str], id: str) -> str:
    found = next((labels[one] for one in ("en", "mul", "ru", "kk") if one in labels), "")
    return f"{found} ({id})" if found else id


_FEATURES: Final[Mapping[str, Callable[[Case], Judged]]] = MappingProxyType(
    {
        "name": _name,
        "labels": _labels,
        "type": _type,
        "country": _country,
        "office": _office,
        "occupation": _occupation,
        "dates": _dates,
        "code": _code,
    }
)
