"""What a shape asks, apart from the shape that asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rdflib.term import URIRef

from espd_kg.validate.conditions import Condition, absent


@dataclass(frozen=True)
class Place:
    """The variables under which a rule speaks: the focus node, its value, the path of a row."""

    this: str
    value: str
    path: str


TOP: Final = Place("?this", "?value", "?path")


@dataclass(frozen=True)
class Rule:
    """What one parameter asks, and of what."""

    component: URIRef
    condition: Condition
    found: str | None = None
    """How the value is reached; without it the condition looks at the focus node."""
    scannable: bool = False
    tells_value: bool = True
    tells_path: bool = False


def on_focus(rule: Rule) -> Condition:
    """Return what a rule asks of the focus node itself."""
    if rule.found is None:
        return rule.condition
    return absent(f"{rule.found} FILTER(!{rule.condition.holds})")
