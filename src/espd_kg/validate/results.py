"""One result of a shape, told the same way whichever engine found it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from espd_kg.findings import Finding, Report, Severity
from espd_kg.iris import is_absolute

if TYPE_CHECKING:
    from espd_kg.locate import Locator

NO_MESSAGE: Final = "the shape is not met"


@dataclass(frozen=True)
class Result:
    """What a shape found at one focus node; a `Finding` without its place in a file."""

    severity: Severity
    rule: str
    rule_name: str
    focus: str
    path: str | None
    value: str | None
    message: str
    component: str | None

    def finding(self, locator: Locator) -> Finding:
        """Return the result with the file and line that the locator knows for it."""
        is_property = self.path is not None and is_absolute(self.path)
        place = locator.find(
            self.focus if is_absolute(self.focus) else None,
            self.path if is_property else None,
            self.value,
        )
        return Finding(
            severity=self.severity,
            rule=self.rule,
            rule_name=self.rule_name,
            focus=self.focus,
            path=self.path,
            value=self.value,
            message=self.message,
            file=place.file,
            line=place.line,
            component=self.component,
        )


@dataclass(frozen=True)
class Outcome:
    """What shapes found, and how many focus nodes each named shape with a target looked at."""

    results: frozenset[Result] = frozenset()
    examined: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Outcome) -> Outcome:
        """Join two runs; what the same shape looked at in both is added up."""
        examined = dict(self.examined)
        for shape, number in other.examined.items():
            examined[shape] = examined.get(shape, 0) + number
        return Outcome(self.results | other.results, examined)

    def report(self, locator: Locator) -> Report:
        """Return the findings, each with its place in a file."""
        return Report.of((result.finding(locator) for result in self.results), self.examined)


def in_english(messages: Iterable[tuple[str, str | None]]) -> str:
    """Return the message in English, or the first in order where none is; each has its language."""
    ordered = sorted(messages, key=lambda message: message[0])
    english = [words for words, language in ordered if language == "en"]
    return [*english, *(words for words, _ in ordered), NO_MESSAGE][0]
