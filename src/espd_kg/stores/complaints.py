"""What the engine says of malformed SPARQL, cut down to what helps a person."""

from __future__ import annotations

import re

from espd_kg.iris import one_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_MOST: Final = 6
_UNWANTED: Final = frozenset(
    ("SERVICE", "LATERAL", "'", '"', "'''", '"""', "\\", "\\U", "\\u", "_:", "<<", "<<(")
)
_ITEM: Final = r'"(?:\\.|[^"\\])*"|\[(?:\'[^\']*\'|[^\]])*\]|[^,"\[\]]+'
_ESCAPE: Final = r"\\(.)"


def complaint(text: str, stands: str) -> str:
    """Return the engine's own sentence if it has one, else what stands there and was expected.

    Character classes, and the words that no query here may use, are left out.
    """
    listed = text.removeprefix("expected ").removeprefix("one of ")
    items = [item.strip() for item in re.findall(_ITEM, listed)]
    sentences = [item for item in items if " " in item and item[0] not in '"[']
    if sentences:
        return " ".join(sentences[0].split()).rstrip(".").replace("The ", "the ", 1)
    expected = _expected(items)
    unexpected = f"unexpected {stands}"
    return f"{unexpected}; expected {expected}" if expected else unexpected


def _expected(items: list[str]) -> str:
    names = {_plain(item) for item in items if item and item[0] != "["} - _UNWANTED
    wanted = sorted(names, key=lambda name: (name not in "})].{", not name.isalpha(), name))
    if len(wanted) > _MOST:
        return f"{', '.join(wanted[:_MOST])}, ..."
    return one_of(wanted) if wanted else ""


def _plain(item: str) -> str:
    return re.sub(_ESCAPE, r"\1", item[1:-1]) if item.startswith('"') else item
