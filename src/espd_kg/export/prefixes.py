"""Short names for IRIs, and the record of which prefixes a document has used."""

from __future__ import annotations

import re
from collections.abc import Mapping

# A cautious part of what Turtle allows after the colon: no escapes, no dots, never empty.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")
# What may not stand between the angle brackets of an IRI.
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class Prefixes:
    """Shortens IRIs with the prefixes it is given and remembers the ones it needed."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._prefix_of = {namespace: prefix for prefix, namespace in namespaces.items()}
        self._used: dict[str, str] = {}

    @property
    def used(self) -> dict[str, str]:
        """The prefixes used so far with their namespaces, in the order of their names."""
        return dict(sorted(self._used.items()))

    def shorten(self, iri: str) -> str:
        """Return `prefix:name` where that is safe in Turtle, else the IRI in angle brackets."""
        return self.compact(iri) or angle_brackets(iri)

    def compact(self, iri: str) -> str | None:
        """Return `prefix:name`, or None where no prefix fits or the rest needs escapes."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefix_of.get(iri[:cut])
        if prefix is None or not _LOCAL_NAME.match(iri, cut):
            return None
        self._used[prefix] = iri[:cut]
        return f"{prefix}:{iri[cut:]}"


def angle_brackets(iri: str) -> str:
    """Return the IRI in angle brackets, with what may not stand there escaped."""
    return "<" + _NOT_IN_IRI.sub(lambda match: f"\\u{ord(match[0]):04X}", iri) + ">"
