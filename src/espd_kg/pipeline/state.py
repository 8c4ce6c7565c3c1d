"""What a build remembers for the next one: what it read, and what it found wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from espd_kg.findings import Finding, Severity

FILE: Final = "state.json"


@dataclass(frozen=True)
class Examination:
    """The findings of each rule, without their places, and what each rule looked at."""

    findings: Mapping[str, tuple[Finding, ...]]
    """By the rule's key in the rulebook."""
    examined: Mapping[str, int]
    """By the target's or the check's key in the rulebook."""


@dataclass(frozen=True)
class State:
    """The hashes of the files that were read, and the examination of what they say."""

    hashes: Mapping[str, str]
    rulebook: str
    """The hash of the ontology, rules, shapes and checks."""
    whole: bool
    """Whether the closure had to treat the graph as a whole."""
    examination: Examination

    def to_json(self) -> str:
        """Return the state as JSON, sorted."""
        content = {
            "hashes": dict(sorted(self.hashes.items())),
            "rulebook": self.rulebook,
            "whole": self.whole,
            "findings": {
                rule: [_packed(one) for one in _ordered(found)]
                for rule, found in sorted(self.examination.findings.items())
                if found
            },
            "examined": dict(sorted(self.examination.examined.items())),
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> State:
        """Return the state that `to_json` wrote; raises ValueError on anything else."""
        try:
            content = json.loads(text)
            findings = {
                rule: tuple(_unpacked(one) for one in found)
                for rule, found in content["findings"].items()
            }
            examination = Examination(findings, content["examined"])
            return cls(content["hashes"], content["rulebook"], content["whole"], examination)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"this is no state of a build: {error}") from None


def _ordered(found: Iterable[Finding]) -> list[Finding]:
    return sorted(set(found), key=lambda one: one.sort_key)


def _packed(one: Finding) -> dict[str, str | None]:
    return {
        "severity": str(one.severity),
        "rule": one.rule,
        "ruleName": one.rule_name,
        "focus": one.focus,
        "path": one.path,
        "value": one.value,
        "message": one.message,
        "component": one.component,
    }


def _unpacked(packed: Mapping[str, str | None]) -> Finding:
    return Finding(
        severity=Severity(packed["severity"] or ""),
        rule=packed["rule"] or "",
        rule_name=packed["ruleName"] or "",
        focus=packed["focus"],
        path=packed["path"],
        value=packed["value"],
        message=packed["message"] or "",
        component=packed["component"],
    )
