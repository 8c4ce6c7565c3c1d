"""The words of a query that stands in a shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n\r]*)|(?P<space>\s+)
    |(?P<string>\"{3}(?:"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
        (?:\.+(?:[\w:-]|%[0-9A-Fa-f]{2})+|-+(?:[\w:]|%[0-9A-Fa-f]{2})*)*)
    |(?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<mark>\^\^|&&|\|\||[!<>]=|.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """One word of a query."""

    kind: str
    text: str
    gap: str = " "
    """What stands before it: the engine wants some words and brackets together."""


def tokens(query: str) -> Iterator[Token]:
    """Yield the words of a query without its comments."""
    gap = ""
    for found in _TOKEN.finditer(query):
        if found.lastgroup in ("comment", "space"):
            gap = " "
            continue
        yield Token(str(found.lastgroup), found[0], gap)
        gap = ""


def joined(words: Iterator[Token] | list[Token]) -> str:
    """Return the text of a query again."""
    return "".join(token.gap + token.text for token in words)
