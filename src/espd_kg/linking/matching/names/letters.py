"""From Kazakh and Russian Cyrillic to Latin, by the tables under which people are labelled.

Russian goes by the schemas of `iuliia`. No kept library knows Kazakh, so its two tables stand here:
the alphabet that the government of Kazakhstan published on 28 January 2021, and the system of the
US Board on Geographic Names and the British Permanent Committee (BGN/PCGN, 1979).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_SHARED: Final = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "з": "z",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "ф": "f",
    "ч": "ch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "ё": "yo",
    "ц": "ts",
    "қ": "q",
    "ә": "ä",
    "ө": "ö",
    "ү": "ü",
}
"""What both tables write alike."""

OFFICIAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_SHARED,
        "ғ": "ğ",
        "ж": "j",
        "и": "i",
        "й": "i",
        "і": "ı",
        "ң": "ñ",
        "у": "u",
        "ұ": "ū",
        "х": "h",
        "һ": "h",
        "ш": "ş",
        "щ": "ş",
        "э": "e",
        "ю": "iu",
        "я": "ia",
    }
)
"""Kazakh in the Latin alphabet of 2021."""

GEOGRAPHIC: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_SHARED,
        "ғ": "gh",
        "ж": "zh",
        "и": "ī",
        "й": "y",
        "і": "i",
        "ң": "ng",
        "у": "ū",
        "ұ": "u",
        "х": "kh",
        "һ": "h",
        "ш": "sh",
        "щ": "shch",
        "э": "ė",
        "ю": "yu",
        "я": "ya",
    }
)
"""Kazakh by BGN/PCGN."""

PRESS: Final[Mapping[str, str]] = MappingProxyType(
    {**GEOGRAPHIC, "қ": "k", "ғ": "g", "ң": "n", "һ": "kh"}
)
"""Kazakh as passports and newspapers mostly write it: through Russian, without marks."""

_RUSSIAN: Final = (
    *("WIKIPEDIA", "ICAO_DOC_9303", "MVD_782", "ISO_9_1968"),
    *("GOST_7034", "ALA_LC"),
)
"""The press, passports of today and of before, standards (ISO 9, GOST), libraries; `iuliia` names
the source of each."""

_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_MARKS_OF_SOFTNESS: Final = re.compile("[ʹʺ'’`]")


def is_cyrillic(text: str) -> bool:
    """Whether a text holds Cyrillic letters."""
    return _CYRILLIC.search(text) is not None


def romanized(text: str, language: str) -> list[str]:
    """Return a Cyrillic text in Latin letters, by each table for its language, likeliest first.

    Kazakh for `kk`, else Russian; letters that a table does not know are left out.
    """
    if language == "kk":
        found = [unmarked(_written(text, PRESS))]
        found += [_written(text, OFFICIAL), unmarked(_written(text, OFFICIAL))]
        found += [_written(text, GEOGRAPHIC), unmarked(_written(text, GEOGRAPHIC))]
    else:
        import iuliia  # takes as long to load as a small answer

        schemas = (getattr(iuliia, name) for name in _RUSSIAN)
        found = [_MARKS_OF_SOFTNESS.sub("", schema.translate(text)) for schema in schemas]
    composed = (unicodedata.normalize("NFC", one) for one in found)
    return list(dict.fromkeys(_CYRILLIC.sub("", one) for one in composed))


def unmarked(text: str) -> str:
    """Return a text without marks on its letters; the dotless i becomes an i."""
    apart = unicodedata.normalize("NFD", text.replace("ı", "i"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)


def _written(text: str, table: Mapping[str, str]) -> str:
    return "".join(_letter(letter, table) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str, table: Mapping[str, str]) -> str:
    low = letter.lower()
    if low not in table:
        return letter
    return table[low] if letter == low else table[low].capitalize()
