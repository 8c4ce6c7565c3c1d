"""The terminals of the SPARQL 1.1 grammar, as one pattern that tells which of them it met."""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


def match_terminal(text: str, at: int) -> re.Match[str] | None:
    """Match the longest terminal or comment that begins here; its group says which it is."""
    found = _ascii().match(text, at)
    # Letters outside ASCII only matter to names: the costly pattern waits for one.
    named = found is None or found.lastgroup in _NAMED or found[0] == "?"
    if named and not _run(text, at).isascii():
        return _every_letter().match(text, at)
    return found


def _run(text: str, at: int) -> str:
    """Return what stands from here up to a space or a character that ends any name."""
    found = _any_run().match(text, at)
    return found[0] if found else ""


_NAMED: Final = ("name", "blank", "variable", "word")
_ECHAR: Final = r"""\\[tbnrf\\"']|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"""
_UCHAR: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_EXPONENT: Final = "[eE][+-]?[0-9]+"
_PLX: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"


def _pattern(letters: str = "", marks: str = "", ties: str = "") -> re.Pattern[str]:
    """Return the grammar's terminals, given the letters outside ASCII.

    `letters` may begin a name, `marks` may stand inside one, `ties` inside a variable too.
    """
    begin = f"A-Za-z{letters}"
    inside = f"{begin}_\\-0-9{marks}{ties}"
    prefix = f"(?:[{begin}](?:[{inside}.]*[{inside}])?)?"
    local = f"(?:[{begin}_:0-9]|{_PLX})(?:(?:[{inside}.:]|{_PLX})*(?:[{inside}:]|{_PLX}))?"
    return re.compile(
        rf"""
          (?P<comment>\#[^\r\n]*)
        | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_UCHAR})*>)
        | (?P<string>
              \'\'\'(?:'{{0,2}}(?:[^'\\]|{_ECHAR}))*\'\'\'
            | \"""(?:"{{0,2}}(?:[^"\\]|{_ECHAR}))*\"""
            | '(?!'')(?:[^'\\\r\n]|{_ECHAR})*' | "(?!"")(?:[^"\\\r\n]|{_ECHAR})*")
        | (?P<blank>_:[{begin}_0-9](?:[{inside}.]*[{inside}])?)
        | (?P<name>{prefix}:(?:{local})?)
        | (?P<variable>[?$][{begin}_0-9][{begin}_0-9{marks}{ties}]*)
        | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--(?:ltr|rtl))?)
        | (?P<number>[0-9]+\.[0-9]*{_EXPONENT}|\.?[0-9]+{_EXPONENT}|[0-9]*\.[0-9]+|[0-9]+)
        | (?P<word>[A-Za-z][A-Za-z0-9_]*)
        | (?P<mark>\^\^|&&|\|\||<=|>=|!=|<<\(|\)>>|<<|>>|\{{\||\|\}}|[(){{}}\[\].,;*/+\-|^=!<>?~])
        """,
        re.VERBOSE,
    )


@cache
def _every_letter() -> re.Pattern[str]:
    return _pattern(
        "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
        "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff",
        "\u00b7\u0300-\u036f",
        "\u203f-\u2040",
    )


# Patterns are compiled when there is text to read: a query of our own is never read.


@cache
def _ascii() -> re.Pattern[str]:
    return _pattern()


@cache
def _any_run() -> re.Pattern[str]:
    return re.compile(r'[^\x00-\x20<>"{}|^`]*')
