"""The words of a name: which ones matter, and in which order they may stand."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʹ`][^\W_]+)*")
_INITIAL: Final = re.compile(r"[^\W\d_](?:[^\W\d_]\.)?", re.IGNORECASE)
_PATRONYMIC: Final = re.compile(
    r".{2,}(?:[oe]vi(?:ch|č)|(?:ovna|evna|ichna)|(?:uly|ūly|kyzy|qyzy)"
    r"|(?:ович|евич)|(?:овна|евна|ична)|(?:ұлы|улы|қызы|кызы))|(?:uly|ūly|kyzy|qyzy|ұлы|қызы)",
    re.IGNORECASE,
)
"""A name after the father: Russian -ovich and -ovna, Kazakh -uly and -kyzy, joined or apart."""

_ACRONYM: Final = re.compile(r"[A-ZА-ЯӘҒҚҢӨҰҮҺІ0-9.+]{1,6}")
_FEWEST: Final = 2


def is_short_form(name: str) -> bool:
    """Whether a name is one of capitals, as ABC or PGI: these stand for a hundred other things."""
    return _ACRONYM.fullmatch(name) is not None


def words(name: str) -> list[str]:
    """Return the words of a name; a hyphen parts them, an apostrophe does not."""
    return _WORD.findall(name)


def essential(name: str) -> list[str]:
    """Return the words of a name without initials and patronymics.

    Both stay where fewer than two words would be left without them: a family name may end like
    a patronymic.
    """
    found = words(name)
    for passing in (_INITIAL, _PATRONYMIC):
        kept = [word for word in found if not passing.fullmatch(word)]
        found = kept if len(kept) >= _FEWEST else found
    return found


def spoken(name: str) -> list[str]:
    """Return the words of a name as spaces part them, without initials and patronymics."""
    found = [word.strip(",;") for word in name.split()]
    for passing in (_INITIAL, _PATRONYMIC):
        kept = [word for word in found if word and not passing.fullmatch(word.rstrip("."))]
        found = kept if len(kept) >= _FEWEST else found
    return [word for word in found if word]


def orders(parts: list[str]) -> list[str]:
    """Return the ways to put the words of a person's name in a row: the family name last, or first.

    A name of one word has one.
    """
    if len(parts) < _FEWEST:
        return [" ".join(parts)]
    given, family = " ".join(parts[:-1]), parts[-1]
    return [f"{given} {family}", f"{family} {given}", f"{family}, {given}"]
