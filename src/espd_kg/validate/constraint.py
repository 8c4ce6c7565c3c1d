"""One thing that a shape asks, and the nodes that it asks it of, as queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from espd_kg.findings import Severity


@dataclass(frozen=True)
class Constraint:
    """One thing that a shape asks, as a SELECT of what does not meet it.

    A row has ?this, the focus node; ?value where a value is told; ?path where the row names it.
    """

    key: ClassVar[tuple[str, ...]] = ("this",)
    text: str
    shape: str
    rule_name: str
    severity: Severity
    component: str
    message: str
    path: str | None = None
    templates: tuple[str, ...] = ()
    """Messages with {?name} in them, of which each row fills its own; else `message` is told."""
    tells_this: bool = False
    """Whether a query of a shape selects $this, without which an empty row is no result."""
    focus_is_value: bool = False
    """Whether the focus node is told as the value where a row has none."""
    graphs: tuple[str, ...] = ()
    """The only graphs that are asked; none means all."""
    reads: frozenset[str] | None = None
    """The properties that it may look at; None where it may be any."""
    local: bool = False
    """Whether it looks at triples of the focus node alone."""
    minds_tags: bool = False
    """Whether capitals in a language tag can matter to it."""


@dataclass(frozen=True)
class Target:
    """The focus nodes that a shape finds itself, as a SELECT of ?this."""

    key: ClassVar[tuple[str, ...]] = ("this",)
    text: str
    shape: str
    graphs: tuple[str, ...] = ()
