"""Things as the data files of the project write them: one subject after another, in Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

KINDS: Final = (
    *("claim", "delegation", "dialogue", "document", "event", "framework", "initiative"),
    *("organization", "participation", "passage", "person", "place", "place-name", "post"),
    *("provision", "session", "state", "tenure", "thread"),
)
ID: Final = "https://w3id.org/espd/id/"
PREFIXES: Final = {
    **{kind: f"{ID}{kind}/" for kind in KINDS},
    "code": "https://w3id.org/espd/code/",
    "espd": "https://w3id.org/espd/ontology#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "theme": "https://w3id.org/espd/theme/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_USED: Final = re.compile(r"(?<![\w<:/-])([a-z-]+):[\w]")


@dataclass
class Thing:
    """A subject with its class and its properties; values are written as Turtle writes them."""

    name: str
    kind: str
    facts: list[tuple[str, list[str]]]

    @classmethod
    def of(cls, name: str, kind: str, **facts: str | Iterable[str] | None) -> Thing:
        """Return a thing with the properties, called as in the ontology, that have a value."""
        values = ((key, _listed(value)) for key, value in facts.items())
        return cls(name, kind, [(_property(key), value) for key, value in values if value])

    @property
    def iri(self) -> str:
        """The whole IRI."""
        prefix, _, local = self.name.partition(":")
        return PREFIXES[prefix] + local

    def values(self, name: str) -> list[str]:
        """Return the values of a property, which is written with its prefix."""
        return next((values for key, values in self.facts if key == name), [])

    def put(self, name: str, *values: str) -> None:
        """Give the property these values instead of its own; without values, take it away."""
        others = [(key, known) for key, known in self.facts if key != name]
        place = next((n for n, (key, _) in enumerate(self.facts) if key == name), len(others))
        self.facts = others[:place] + ([(name, list(values))] if values else []) + others[place:]

    def __str__(self) -> str:
        lines = [f"    {key} {', '.join(values)}" for key, values in self.facts]
        return f"{self.name}\n" + " ;\n".join([f"    a {self.kind}", *lines]) + " .\n"


def text(value: str, language: str = "") -> str:
    """Return a literal with a language tag, or plain."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' + (f"@{language}" if language else "")


def typed(value: str, kind: str) -> str:
    """Return a literal of one of the datatypes of XML Schema."""
    return f'"{value}"^^xsd:{kind}'


def document(comment: str, things: Iterable[Thing]) -> str:
    """Return a file: what it holds, the prefixes that it uses, the things in their order."""
    body = "\n".join(str(thing) for thing in things)
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in _used(body))
    return f"# {comment}\n\n{prefixes}\n{body}"


def _used(body: str) -> Iterator[str]:
    yield from sorted(set(_USED.findall(_QUOTED.sub('""', body))) & PREFIXES.keys())


def _property(key: str) -> str:
    prefix, _, name = key.rpartition("__")
    return f"{prefix or 'espd'}:{name}"


def _listed(value: str | Iterable[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
