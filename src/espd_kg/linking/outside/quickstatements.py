"""Commands of QuickStatements, version 1: columns between tabs, one command a line.

The syntax: https://www.wikidata.org/wiki/Help:QuickStatements. It knows no escapes: a text is
everything between the first and the last quotation mark of its column. What would end a column, a
command or a text in one of the tool's versions is therefore taken out of a text, or the text is
not written at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlsplit

from espd_kg.namespaces import WD

CREATE: Final = "CREATE"
LAST: Final = "LAST"
"""The item that the last CREATE has made."""

_MARK: Final = "#"
_SPACES: Final = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# A bar ends a column, two a command; /* begins a comment; a backslash escapes in version 3 only.
_NOT_CARRIED: Final = re.compile(r"\||\\|/\*|\*/")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ITEM: Final = re.compile(r"Q[1-9][0-9]*")
_UNDETERMINED: Final = "und"


def command(*columns: str) -> str:
    """Return one command."""
    return "\t".join(columns) + "\n"


def remark(text: str) -> str:
    """Return a line for people: a mark at its head keeps it from being a command."""
    return f"{_MARK} {_SPACES.sub(' ', text).strip()}\n"


def marked(commands: str) -> str:
    """Return commands as lines that no version runs before somebody takes the marks away.

    The first version passes over them, the third reports them.
    """
    return "".join(_MARK + line for line in commands.splitlines(keepends=True))


def item(iri: str) -> str | None:
    """Return the Q-number of a Wikidata item, None for any other IRI."""
    name = iri.removeprefix(WD)
    return name if iri.startswith(WD) and _ITEM.fullmatch(name) else None


def text(words: str) -> str | None:
    """Return a text on one line, in quotation marks; None for one that cannot be carried."""
    plain = _SPACES.sub(" ", words).strip()
    return None if not plain or _NOT_CARRIED.search(plain) else f'"{plain}"'


def text_in(words: str, language: str | None) -> str | None:
    """Return a text with its language; None for one that cannot be carried."""
    quoted = text(words)
    tag = (language or "").lower()
    return quoted and f"{tag if _LANGUAGE.fullmatch(tag) else _UNDETERMINED}:{quoted}"


def address(url: str) -> str | None:
    """Return an address of the web as a text; None for anything else."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f'"{quote(parts.geturl(), safe=_IN_ADDRESSES)}"'


def time(date: str) -> str | None:
    """Return a date that is as precise as 2024, 2024-05 or 2024-05-31; None for anything else.

    Wikibase numbers the precision: 9 is a year, 10 a month, 11 a day.
    """
    found = _DATE.fullmatch(date)
    if found is None:
        return None
    year, month, day = found.groups("00")
    return f"+{year}-{month}-{day}T00:00:00Z/{9 + (month != '00') + (day != '00')}"


def reference(url: str, title: str, language: str, published: str) -> Sequence[str]:
    """Return the columns of one reference; none where the address is none of the web."""
    place = address(url)
    if place is None:
        return ()
    pairs = (("S854", place), ("S1476", text_in(title, language)), ("S577", time(published)))
    return [column for name, value in pairs if value for column in (name, value)]


_IN_ADDRESSES: Final = "%:/?#[]@!$&'()+,;=~"
