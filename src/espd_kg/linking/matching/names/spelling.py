"""Other ways to spell a word in Latin letters, the likeliest first.

Each rule exchanges spellings of one sound that English, Russian and Kazakh habits put down
differently. A spelling costs one for each exchange; rare exchanges cost more.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from typing import Final

MOST: Final = 24
"""How many spellings of one word are looked for."""

_LONGEST: Final = 40
_DEAREST: Final = 4

_VOWEL: Final = "aeiouyäöüūīı"
_EXCHANGES: Final[tuple[tuple[str, str, int], ...]] = (
    # A sound at the beginning: Yerlan, Erlan; Umarov, Omarov.
    ("^e", "ye", 1),
    ("^ye", "e", 1),
    ("^u(?=[^aeiouy])", "o", 1),
    ("^o(?=[^aeiouy])", "u", 1),
    ("^u(?=a)", "v", 2),
    # Between vowels: Tokayev, Tokaev.
    ("(?<=[aiouy])e(?=v)", "ye", 1),
    ("(?<=[aiouy])ye(?=v)", "e", 1),
    # The second half of a diphthong: Kairat, Kayrat.
    (f"(?<=[aeou])i(?![{_VOWEL}])", "y", 1),
    (f"(?<=[aeou])y(?![{_VOWEL}])", "i", 1),
    ("eu(?=[^aeiouy])", "ey", 2),
    # х, һ, қ, ғ, ж.
    ("kh", "h", 1),
    ("kh", "k", 2),
    ("(?<![kszgct])h(?=[aeiouymn])", "kh", 1),
    ("q", "k", 1),
    ("k(?!h)", "q", 2),
    ("gh", "g", 1),
    ("g(?!h)", "gh", 2),
    ("dzh|dj", "zh", 1),
    ("(?<!d)zh", "j", 1),
    ("(?<!d)j(?=[aeiouy])", "zh", 1),
    ("^(?:zh|j)(?=[aeiouy])", "dzh", 2),
    # One consonant or two: Idrissov, Idrisov; Rakhmetullin, Rakhmetulin.
    (r"([sltmn])\1", r"\1", 1),
    (f"(?<=[{_VOWEL}])([sl])(?=[{_VOWEL}])", r"\1\1", 2),
    # ы, и, і.
    ("iy$|ii$|yi$", "y", 1),
    ("(?<=[^aeiouy])y$", "iy", 2),
    (f"(?<=[^{_VOWEL}])y(?=[^{_VOWEL}])", "i", 1),
    (f"(?<=[^{_VOWEL}])i(?=[^{_VOWEL}])", "y", 1),
    ("(?<=^[bdkpt])i(?=[lr])", "", 2),
    ("^([bdkpt])(?=l)", r"\1i", 3),
    # ю, я, у.
    ("iya$", "ia", 1),
    ("ia$", "iya", 1),
    ("iu", "yu", 1),
    ("(?<=[aeo])w(?=[^aeiouy])", "u", 1),
    ("(?<=a)u(?=[^aeiouy])", "w", 2),
)
_RULES: Final = tuple((re.compile(old), new, cost) for old, new, cost in _EXCHANGES)


def spellings(word: str, most: int = MOST) -> list[tuple[int, str]]:
    """Return at most so many spellings of a word, each with its cost, the cheapest first.

    The word itself comes first and costs nothing. Those of equal cost are in the alphabet's order.
    A word that is unusually long is left as it is.
    """
    low = word.lower()
    found: dict[str, int] = {}
    waiting = [(0, low)]
    while waiting and len(found) < most:
        cost, one = heapq.heappop(waiting)
        if one in found:
            continue
        found[one] = cost
        if len(one) <= _LONGEST:
            for more, other in _exchanged(one):
                if cost + more <= _DEAREST and other not in found:
                    heapq.heappush(waiting, (cost + more, other))
    return [(cost, word if one == low else _cased(one, word)) for one, cost in found.items()]


def _exchanged(word: str) -> Iterator[tuple[int, str]]:
    """Yield what one exchange at one place makes of a word."""
    for pattern, other, cost in _RULES:
        for match in pattern.finditer(word):
            yield cost, word[: match.start()] + match.expand(other) + word[match.end() :]


def _cased(word: str, model: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
