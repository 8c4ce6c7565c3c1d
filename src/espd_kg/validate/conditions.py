"""What must hold of a node, as an expression of SPARQL that is always true or false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce


@dataclass(frozen=True)
class Condition:
    """A condition, and how to find quickly what does not meet it."""

    holds: str
    """An expression that never ends in an error."""
    pattern: str | None = None
    """A pattern over the same node that matches where the condition holds, and only there."""
    breach: str | None = None
    """A pattern that finds, without help, the nodes of which the condition does not hold."""

    @property
    def broken(self) -> str:
        """What takes a query's rows to those that do not meet the condition."""
        if self.pattern is not None:
            return f"MINUS {{ {self.pattern} }}"
        return f"FILTER(!{self.holds})"


TRUE = Condition("(true)")
FALSE = Condition("(false)")


def expression(text: str) -> Condition:
    """Return a condition that only looks at the term itself."""
    return Condition(f"({text})")


def exists(pattern: str) -> Condition:
    """Return the condition that something is there."""
    return Condition(f"(EXISTS {{ {pattern} }})", pattern=pattern)


def absent(pattern: str, *, breach: str | None = None) -> Condition:
    """Return the condition that something is not there."""
    return Condition(f"(NOT EXISTS {{ {pattern} }})", breach=breach)


def every(conditions: Iterable[Condition]) -> Condition:
    """Return the condition that all hold."""
    parts = list(dict.fromkeys(conditions))
    if len(parts) == 1:
        return parts[0]
    return Condition(f"({' && '.join(part.holds for part in parts)})") if parts else TRUE


def some(conditions: Iterable[Condition]) -> Condition:
    """Return the condition that at least one holds."""
    parts = list(dict.fromkeys(conditions))
    if len(parts) == 1:
        return parts[0]
    return Condition(f"({' || '.join(part.holds for part in parts)})") if parts else FALSE


def exactly_one(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that one holds, and only one."""
    numbers = [f"IF({part.holds}, 1, 0)" for part in conditions]
    return Condition(f"({' + '.join(numbers)} = 1)")


def negated(condition: Condition) -> Condition:
    """Return the condition that another does not hold."""
    if condition.pattern is not None:
        return absent(condition.pattern)
    return Condition(f"(!{condition.holds})")


def at_least(number: int, patterns: Sequence[tuple[str, str]]) -> str:
    """Return a pattern for that many different values, each given with its variable."""
    chosen = patterns[:number]
    variables = [variable for _, variable in chosen]
    apart = [
        f"!sameTerm({one}, {other})"
        for place, one in enumerate(variables)
        for other in variables[place + 1 :]
    ]
    found = " ".join(pattern for pattern, _ in chosen)
    return reduce(lambda text, test: f"{text} FILTER({test})", apart, found)
