"""Escapes: of strings and IRIs in Turtle, N-Quads and SPARQL; what a text must not show as is."""

from __future__ import annotations

from types import MappingProxyType

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Mapping
    from typing import Final

ESCAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "\b": "\\b",
        "\t": "\\t",
        "\n": "\\n",
        "\f": "\\f",
        "\r": "\\r",
        '"': '\\"',
        "\\": "\\\\",
    }
)
"""The characters that have an escape of their own, each with its escape."""


def unescaped(text: str) -> str:
    """Return the text with its escapes resolved; raises ValueError for one that is no character."""
    if "\\" not in text:
        return text
    import re  # most texts are free of escapes

    return re.sub(_SEQUENCE, _character, text)


def steers(character: str) -> bool:
    """Whether a character is not seen and changes what is: it steers a terminal or turns a line.

    These are Unicode's categories Cc (control), Cf (format: also the controls of direction), Zl
    and Zp (line and paragraph separators).
    """
    import unicodedata  # most texts are free of them

    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _CHARACTERS[match[1]]
    code = int(match[2] or match[3], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"{match[0]} names no character")
    return chr(code)


_CHARACTERS: Final = {escape[1]: character for character, escape in ESCAPES.items()} | {"'": "'"}
_SEQUENCE: Final = r"""\\(?:([tbnrf"'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))"""
