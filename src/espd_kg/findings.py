"""What validation finds, as values: findings and the report that holds them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """How much a finding weighs; only a violation refuses the data."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


_WEIGHT: Final = {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where it stands, and what an editor should do."""

    severity: Severity
    rule: str
    rule_name: str
    focus: str | None
    path: str | None
    value: str | None
    message: str
    file: str | None = None
    line: int | None = None
    component: str | None = None
    """The constraint component of SHACL that was broken, where a shape found this."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, str, str]:
        """Order by file, line, weight, then by what was found."""
        return (
            self.file or "",
            self.line or 0,
            _WEIGHT[self.severity],
            self.focus or "",
            self.path or "",
            self.value or "",
            self.rule,
            self.message,
        )

    def to_text(self) -> str:
        """Return `file:line: severity: message [rule]`, naming the thing and the property."""
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        head = f"{where}: " if where else ""
        about = " ".join(f"<{part}>" for part in (self.focus, self.path) if part)
        middle = f"{about}: " if about else ""
        return f"{head}{self.severity}: {middle}{self.message} [{self.rule_name}]"

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the finding's fields for JSON."""
        return {
            "severity": str(self.severity),
            "rule": self.rule,
            "ruleName": self.rule_name,
            "focus": self.focus,
            "path": self.path,
            "value": self.value,
            "message": self.message,
            "file": self.file,
            "line": self.line,
        }


@dataclass(frozen=True)
class Report:
    """All findings of one run, and how much each rule looked at."""

    findings: tuple[Finding, ...] = ()
    examined: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding], examined: Mapping[str, int]) -> "Report":
        """Return a report in a fixed order, each finding once."""
        ordered = tuple(sorted(set(findings), key=lambda finding: finding.sort_key))
        return cls(ordered, dict(sorted(examined.items())))

    def __add__(self, other: "Report") -> "Report":
        """Join two runs; what both looked at under the same rule is added up."""
        examined = dict(self.examined)
        for rule, number in other.examined.items():
            examined[rule] = examined.get(rule, 0) + number
        return Report.of((*self.findings, *other.findings), examined)

    @property
    def looked_at(self) -> int:
        """How many things the rules looked at, all together."""
        return sum(self.examined.values())

    @property
    def violations(self) -> int:
        """How many findings refuse the data."""
        return sum(finding.severity is Severity.VIOLATION for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """Whether something was looked at and nothing in it refuses the data."""
        return self.looked_at > 0 and self.violations == 0

    def to_text(self) -> str:
        """Return one line a finding, and a last line that sums up."""
        lines = [finding.to_text() for finding in self.findings]
        return "\n".join([*lines, self._summary()]) + "\n"

    def _summary(self) -> str:
        if self.looked_at == 0:
            return "nothing was examined, so nothing is known to conform"
        others = len(self.findings) - self.violations
        verdict = "conforms" if self.conforms else "does not conform"
        rules = sum(number > 0 for number in self.examined.values())
        return (
            f"{verdict}: {_count(self.violations, 'violation')}, {_count(others, 'warning')}, "
            f"{_count(self.looked_at, 'node')} examined by {_count(rules, 'rule')}"
        )

    def to_json(self) -> str:
        """Return the report as JSON, indented, ending in a line break."""
        content = {
            "conforms": self.conforms,
            "findings": [finding.to_dict() for finding in self.findings],
            "examined": dict(self.examined),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
