"""Regular expressions that Python and the embedded engine read alike."""

from __future__ import annotations

import re
from typing import Final

_PYTHON_SPACE: Final = (
    r"\t-\r\x1C-\x20\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"
)
_LITERAL: Final = r"[A-Za-z0-9 _/:#@=,;!%'\"<>~`\u00A1-\uD7FF-]"
_ESCAPED: Final = r"\\[.\-/?+*()|^$\[\]{}]"
_SPACE: Final = r"\\[sS]"
_MEMBER: Final = rf"(?:[A-Za-z0-9 _/:#@=,;!%'\"<>.?+*()|$\u00A1-\uD7FF]|-(?!-)|{_ESCAPED}|{_SPACE})"
_TOKEN: Final = re.compile(
    rf"(?P<set>\[\^?{_MEMBER}+\])|{_SPACE}|{_ESCAPED}|{_LITERAL}|\.|\^|\$|\||\(\?:|\((?!\?)|\)"
    r"|[*+?]\??|\{[0-9]{1,3}(?:,(?:[0-9]{1,3})?)?\}"
)


def shared(pattern: str) -> str | None:
    """Return the pattern for the engine, where all that it matches Python's search matches too.

    None where that is not known. The engine may match less: Python's `$` also stands before a
    line feed at the end.
    """
    made, place = [], 0
    while place < len(pattern):
        found = _TOKEN.match(pattern, place)
        if found is None:
            return None
        made.append(_translated(found[0], is_set=found["set"] is not None))
        place = found.end()
    return "".join(made)


def _translated(token: str, *, is_set: bool) -> str:
    if not is_set:
        return token if token not in (r"\s", r"\S") else _space(token)
    head = "[^" if token.startswith("[^") else "["
    body = token[len(head) : -1]
    return head + re.sub(r"\\[sS]", lambda found: _space(found[0]), body) + "]"


def _space(token: str) -> str:
    """Return Python's own white space, or all else, as a set."""
    return f"[{_PYTHON_SPACE}]" if token == r"\s" else f"[^{_PYTHON_SPACE}]"
