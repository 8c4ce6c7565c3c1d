"""The key under which different spellings of one name meet.

A key is a skeleton of sounds. What spellings of Kazakh and Russian names differ in is given up:
which of k, q, kh and h; which of zh, j and dzh; which of o and u; whether a consonant is doubled;
and, within a word, every e, i and y, which come and go (Tileuberdi, Tleuberdi). What tells names
apart is kept: the other consonants, a against o, and how a word begins and ends (Umarov, Umarova).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from espd_kg.linking.matching.names.wording import essential

_CYRILLIC: Final = "абвгғдеёжзийіклмнңопрстуұүфхһқцчшщыэюяәө"
_SOUNDS: Final = (
    "a b v g g d e e ž z y y y k l m n n o p r s t u u u f k k k ts č š š y e yu ya a o"
)
_LETTERS: Final = {
    **dict(zip(_CYRILLIC, _SOUNDS.split(" "), strict=True)),
    **{"ъ": "", "ь": "", "ў": "u", "ј": "y", "ї": "y", "є": "e", "ґ": "g"},
    **{"š": "š", "ş": "š", "č": "č", "ç": "č", "ž": "ž", "ğ": "g", "ñ": "n", "ŋ": "n"},
    **{"ä": "a", "ö": "o", "ü": "u", "ı": "y", "ə": "a", "ø": "o", "ł": "l", "đ": "d"},
}

_DIGRAPHS: Final = (
    ("shch|sch|sh", "š"),
    ("tch|ch", "č"),
    ("dzh|zh|dž|dj", "ž"),
    # In libraries' spelling j is a vowel: Kajrat.
    ("(?<=[aeiouy])j(?![aeiouy])", "y"),
    ("j", "ž"),
    ("ph", "f"),
    ("th", "t"),
    ("gh", "g"),
    ("ck|kh|q|h", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("x", "ks"),
    ("(?<=[^aeiouy])yo", "e"),
    # Kazakh еу, in Russian eyes еу or ей.
    ("e[uw]", "e"),
    ("^[uw](?=[aeioy])", "v"),
    ("(?<=[aeiouy])w", "u"),
    ("w", "v"),
    ("u", "o"),
    ("[eiy]+", "i"),
)
_RULES: Final = tuple((re.compile(pattern), sound) for pattern, sound in _DIGRAPHS)
_FALLING: Final = re.compile("(?<!^)i(?!$)|^i(?=[ao])")
_AFTER_FALLING: Final = re.compile("dž")
_DOUBLED: Final = re.compile(r"(.)\1+")


def key(name: str) -> str:
    """Return the key of a name: those of its words, sorted, so that their order does not matter.

    Patronymics and initials are left out where enough is left. The key of a key is itself: a word
    of which one sound is left counts as an initial.
    """
    before, after = name, _once(unicodedata.normalize("NFKC", name))
    while after != before:
        before, after = after, _once(after)
    return after


def _once(name: str) -> str:
    return " ".join(sorted({word_key(word) for word in essential(name)} - {""}))


def word_key(word: str) -> str:
    """Return the skeleton of one word; empty where it holds neither letters nor digits."""
    sounds = "".join(_sound(letter) for letter in unicodedata.normalize("NFC", word).casefold())
    for pattern, sound in _RULES:
        sounds = pattern.sub(sound, sounds)
    fallen = _FALLING.sub("", sounds)
    return _DOUBLED.sub(r"\1", _AFTER_FALLING.sub("ž", fallen))


def _sound(letter: str) -> str:
    """Return what a letter stands for; a mark on an unknown letter is taken off."""
    if letter in _LETTERS:
        return _LETTERS[letter]
    apart = unicodedata.normalize("NFKD", letter).casefold()
    if apart == letter:
        return letter if letter.isalnum() else ""
    return "".join(_sound(part) for part in apart)
