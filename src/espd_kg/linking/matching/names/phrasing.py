"""Other ways to word the name of an office, a body, a place or a theme, the nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

MOST: Final = 120
"""How many wordings of one name are looked for."""

_LONGEST: Final = 200
_ROUNDS: Final = 3
_EDGE: Final = 32

_MARKS: Final = "\ue000\ue001"
"""Characters that no text uses: they stand for names that may be exchanged, two at most."""
_MARK: Final = f"[{_MARKS}]"

_TURNS: Final[tuple[tuple[str, str, int], ...]] = (
    (r"^[Tt]he ", "", 1),
    (r"\s*\([^()]*\)$", "", 1),
    # An embassy in a city; an office for its field.
    (r"^(.+) in ([^,]+)$", r"\1, \2", 1),
    (rf"^(\w+) of ({_MARK}) in (.+)$", r"\2 \1 in \3", 1),
    (r"\b([Mm]inister|[Mm]inistry) of\b", r"\1 for", 1),
    (r"\b(Ministry|Minister|Department|Secretary) of ([A-Z]\w+(?: [A-Z]\w+)?)\b", r"\2 \1", 1),
    (r"\bForeign Affairs (Minist(?:er|ry))\b", r"Foreign \1", 1),
    (r"^([A-Z][a-z]+) of (?:the )?([A-Z][^,]+)$", r"\2 \1", 2),
    # The state before the office, or behind it.
    (rf"^({_MARK}) (?=\w)(.+)$", r"\2 of \1", 1),
    (rf"^(.+) of ({_MARK})$", r"\2 \1", 2),
    # The state left out: the name then fits those of all states.
    (rf"^(.*\S),? (?:of|to|in) {_MARK}$", r"\1", 3),
    (rf"^{_MARK},? (?=\w)", "", 3),
    (r"’", "'", 1),
    (rf"(?<=[\w{_MARKS}])-(?=[A-Z]|{_MARK})", "–", 1),
    # British and American endings.
    (r"([Ll]ab)or\b", r"\1our", 1),
    (r"([Dd]ef)ense\b", r"\1ence", 1),
    (r"iz(?=ation|ed\b|e\b|ing\b)", "is", 1),
    # One for many.
    (r"(?<=[a-z]{3})(?<![sui])s$", "", 1),
)
_RULES: Final = tuple((re.compile(old), new, cost) for old, new, cost in _TURNS)


def phrasings(
    name: str, groups: Sequence[Sequence[str]] = (), most: int = MOST
) -> list[tuple[int, str]]:
    """Return at most so many wordings of a name, each with its cost, the nearest first.

    `groups` hold the names that stand for one another, such as those of one state: each is put in
    the other's place, and left out, which makes the name generic. The name itself comes first and
    costs nothing.
    """
    if len(name) > _LONGEST or re.search(_MARK, name):
        return [(0, name)]
    marked, used = _marked(name, groups)
    found = {marked: 0}
    edge = [marked]
    for _ in range(_ROUNDS):
        further: dict[str, int] = {}
        for one in edge:
            for cost, other in _turned(one):
                if other and other not in found:
                    further[other] = min(further.get(other, cost + found[one]), cost + found[one])
        found |= further
        edge = sorted(further, key=lambda one: (further[one], one))[:_EDGE]
    worded = ((cost + more, text) for one, cost in found.items() for more, text in _cased(one))
    spelt = ((cost + more, text) for cost, one in worded for more, text in _named(one, used))
    cheapest = {name: 0}
    for cost, one in sorted(spelt):
        cheapest.setdefault(one, cost)
    return [(cost, one) for one, cost in cheapest.items()][:most]


def _marked(name: str, groups: Iterable[Sequence[str]]) -> tuple[str, list[list[str]]]:
    """Return the name with a mark where a name of a group stood, and those names, its own first."""
    used: list[list[str]] = []
    for group in groups:
        for one in sorted({one for one in group if one}, key=lambda one: (-len(one), one)):
            where = re.search(rf"\b((?:[Tt]he )?)(?<!\w){re.escape(one)}(?!\w)", name)
            if where is not None and where.span() != (0, len(name)) and len(used) < len(_MARKS):
                name = name[: where.start()] + _MARKS[len(used)] + name[where.end() :]
                own = where[1].lower() + one
                others = [article + other for article in ("", "the ") for other in group if other]
                used.append(list(dict.fromkeys((own, *others))))
                break
    return name, used


def _turned(name: str) -> Iterator[tuple[int, str]]:
    for pattern, other, cost in _RULES:
        turned = pattern.sub(other, name, count=1)
        if turned != name:
            yield cost, turned


def _cased(name: str) -> Iterator[tuple[int, str]]:
    """Yield the name, and with its capitals the other way: data sets differ in that."""
    yield 0, name
    words = name.split(" ")
    lowered = " ".join(word.lower() if word[1:].islower() else word for word in words)
    yield 1, lowered
    yield 1, lowered[:1].upper() + lowered[1:]
    if words[0][1:].islower():
        yield 1, name[:1].lower() + name[1:]


def _named(name: str, used: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Yield the name with each name of a group where its mark stands; none begins with "the"."""
    texts = [(0, name)]
    for mark, group in zip(_MARKS, used, strict=False):
        if mark in name:
            texts = [
                (cost + min(at, 1), text.replace(mark, other))
                for cost, text in texts
                for at, other in enumerate(group)
            ]
    yield from ((cost, text.removeprefix("the ")) for cost, text in texts)
