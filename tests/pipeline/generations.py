"""Small generations to write, also from a process of its own."""

from __future__ import annotations

from espd_kg.build.compile import Parts
from espd_kg.build.manifest import Manifest, Share

LINE = b'<http://x/a> <http://x/p> "%s" <http://x/g> .\n'


def parts(word: str = "one", lines: int = 1) -> Parts:
    text = b"".join(LINE % f"{word} {number}".encode() for number in range(lines))
    return Parts(text, b"", b"")


def manifest(name: str) -> Manifest:
    """Return a manifest whose generation is called `name`, four hexadecimal digits, four times."""
    shares = {"https://w3id.org/espd/id/document/d": Share(10, 5, 2)}
    return Manifest(name * 16, name * 4, "sparql", {"triples": 1}, shares)
