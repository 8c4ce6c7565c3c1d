"""How alike two names are, from 0 to 1."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from espd_kg.linking.matching.names.keys import key
from espd_kg.linking.matching.names.letters import unmarked

NEAR: Final = 0.9
"""From here on, two names are taken for spellings of one."""

_APART: Final = re.compile(r"[\W_]+")
_BY_KEY: Final = 0.95
_RANK_WORDS: Final = (
    "vice deputy first second assistant acting under principal former "
    "вице первый заместитель помощник бывший бірінші орынбасары көмекшісі бұрынғы"
)
_RANKS: Final = frozenset(unmarked(_RANK_WORDS).split())
"""Words that make another office of one."""
_OTHER_RANK: Final = 0.8
"""More alike are no two names that differ in such a word, or in a number."""


def likeness(one: str, other: str, *, personal: bool = False) -> float:
    """Return how alike two names are; 1.0 where only case, marks and punctuation differ.

    Names of people that share a key count as spellings of one. What is left is measured by
    rapidfuzz, the words in any order; a deputy is not the minister, nor a 70th session the 71st.
    """
    first, second = folded(one), folded(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if personal and key(one) == key(other):
        return _BY_KEY
    from rapidfuzz.fuzz import token_sort_ratio  # takes longer to load than most commands

    most = _BY_KEY if _telling(first) == _telling(second) else _OTHER_RANK
    return min(token_sort_ratio(first, second) / 100, most)


def _telling(name: str) -> set[str]:
    """Return the words of a folded name on which two like ones may not differ."""
    return {one for one in name.split() if one in _RANKS or not one.isalpha()}


def folded(name: str) -> str:
    """Return a name in small letters without marks, punctuation and articles."""
    plain = unmarked(unicodedata.normalize("NFKC", name)).casefold()
    words = _APART.sub(" ", plain).split()
    return " ".join(word for word in words if word != "the")
