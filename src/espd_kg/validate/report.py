"""A report in SHACL's own vocabulary, as Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rdflib.term import Literal, URIRef

from espd_kg.findings import Finding, Report, Severity
from espd_kg.iris import is_absolute
from espd_kg.namespaces import SH
from espd_kg.quads import n3

_SEVERITIES: Final = {
    Severity.VIOLATION: "sh:Violation",
    Severity.WARNING: "sh:Warning",
    Severity.INFO: "sh:Info",
}
_COMPONENT: Final = SH + "SPARQLConstraintComponent"


def to_shacl(report: Report) -> str:
    """Return the report as Turtle: the same text for the same findings.

    As SHACL has it, a report conforms where there is no result at all, warnings included.
    """
    lines = [f"@prefix sh: <{SH}> .", "", "[] a sh:ValidationReport ;"]
    conforms = report.looked_at > 0 and not report.findings
    lines.append(f"    sh:conforms {'true' if conforms else 'false'}")
    for finding in report.findings:
        lines[-1] += " ;"
        lines += ["    sh:result [", *(f"        {line} ;" for line in _result(finding)), "    ]"]
    lines[-1] += " ."
    return "\n".join(lines) + "\n"


def _result(finding: Finding) -> Iterator[str]:
    yield "a sh:ValidationResult"
    yield f"sh:resultSeverity {_SEVERITIES[finding.severity]}"
    yield f"sh:focusNode {_term(finding.focus or finding.rule)}"
    if finding.path is not None:
        yield f"sh:resultPath {_path(finding.path)}"
    if finding.value is not None:
        yield f"sh:value {_term(finding.value)}"
    yield f"sh:resultMessage {n3(Literal(finding.message, lang='en'))}"
    yield f"sh:sourceConstraintComponent {_term(finding.component or _COMPONENT)}"
    yield f"sh:sourceShape {_term(finding.rule)}"


def _term(text: str) -> str:
    return n3(URIRef(text)) if is_absolute(text) else n3(Literal(text))


def _path(text: str) -> str:
    """Return a path of SPARQL in the nodes that SHACL writes for it."""
    if is_absolute(text):
        return n3(URIRef(text))
    node, rest = _read(_PARTS.findall(text))
    assert not rest, f"{text} is no property path"
    return node


def _read(parts: list[str]) -> tuple[str, list[str]]:
    """Return the first step of a path as a node, and what is left after it."""
    head, *rest = parts
    if head == "^":
        node, rest = _read(rest)
        return f"[ sh:inversePath {node} ]", rest
    if head != "(":
        return _repeated(head, rest)
    members, mark = [], ")"
    while True:
        node, rest = _read(rest)
        members.append(node)
        separator, *rest = rest
        if separator == ")":
            break
        mark = separator
    steps = f"( {' '.join(members)} )"
    return _repeated(f"[ sh:alternativePath {steps} ]" if mark == "|" else steps, rest)


def _repeated(node: str, rest: list[str]) -> tuple[str, list[str]]:
    while rest and rest[0] in _REPEATS:
        node = f"[ sh:{_REPEATS[rest[0]]} {node} ]"
        rest = rest[1:]
    return node, rest


_REPEATS: Final = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_PARTS: Final = re.compile(r"<[^>]*>|[()/|^*+?]")
