"""What the engine's regular expressions match, Python's do; what neither decides, Python does."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.validate.functions import FUNCTIONS
from espd_kg.validate.regexes import shared

PARTS = st.sampled_from(
    [
        *"abxé01 .^$|()*+?-_/:\\n&#~\"'",
        *(r"\S", r"\s", "[a-z]", r"[^\s/]", r"[\s\S]", "(?:", "{2}", "{1,}", "{,2}"),
        *(r"\.", r"\w", r"\b", r"\d", "[.]", "[^x]", "(?=a)"),
    ]
)
WORDS = st.text(st.sampled_from("abxé01 .-_/:\n\t\x1c\x85\u00a0\u2028#&\"'ſK"), max_size=6)
KEPT = (r"^\S(.*\S)?$", r"^https?://[^\s/]+\.[^\s]+$", "^[0-9a-f]{64}$", "^[^ ].*[.]$", r"\S")


@given(st.lists(PARTS, max_size=6).map("".join), WORDS)
def test_the_engine_matches_nothing_that_python_does_not(pattern: str, words: str) -> None:
    try:
        python = re.compile(pattern).search(words)
    except re.error:
        return
    easy = shared(pattern)
    if easy is not None and engine(easy, words):
        assert python, (pattern, easy)


@pytest.mark.parametrize("pattern", KEPT)
def test_common_patterns_need_no_help(pattern: str) -> None:
    assert shared(pattern) is not None


@pytest.mark.parametrize("pattern", [r"\w+", r"(?<=a)b", r"a\b", r"(a)\1", "[[a]", "[a&&b]"])
def test_what_they_read_differently_is_left_to_python(pattern: str) -> None:
    assert shared(pattern) is None


def test_a_line_feed_at_the_end_is_what_python_says() -> None:
    assert re.search("^a$", "a\n")
    assert not engine("^a$", "a\n")


def engine(pattern: str, words: str) -> bool:
    text = f"ASK {{ FILTER(COALESCE(REGEX({ox.Literal(words)}, {ox.Literal(pattern)}), false)) }}"
    return bool(ox.Store().query(text, custom_functions=FUNCTIONS))
