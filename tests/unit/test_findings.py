import json
from dataclasses import replace

from espd_kg.findings import Finding, Report, Severity

FINDING = Finding(
    severity=Severity.VIOLATION,
    rule="https://w3id.org/espd/shapes#Dialogue",
    rule_name="dialogue",
    focus="https://w3id.org/espd/id/dialogue/espd-2024",
    path="https://w3id.org/espd/ontology#ordinal",
    value="7",
    message="The ordinal is used twice; give each edition its own.",
    file="data/dialogues/espd-2024.ttl",
    line=12,
)
WARNING = replace(FINDING, severity=Severity.WARNING, file=None, line=None, path=None)


def test_nothing_examined_conforms_to_nothing() -> None:
    assert not Report().conforms
    assert not Report((), {"dialogue": 0}).conforms
    assert "nothing was examined" in Report().to_text()


def test_only_violations_refuse() -> None:
    assert Report((WARNING,), {"dialogue": 3}).conforms
    assert not Report((FINDING,), {"dialogue": 3}).conforms


def test_a_finding_names_file_line_thing_and_rule() -> None:
    assert FINDING.to_text() == (
        "data/dialogues/espd-2024.ttl:12: violation: "
        "<https://w3id.org/espd/id/dialogue/espd-2024> <https://w3id.org/espd/ontology#ordinal>: "
        "The ordinal is used twice; give each edition its own. [dialogue]"
    )
    assert WARNING.to_text().startswith("warning: <https://w3id.org/espd/id/dialogue/espd-2024>:")


def test_reports_are_ordered_and_hold_each_finding_once() -> None:
    second = replace(FINDING, line=2)
    report = Report.of([FINDING, WARNING, second, FINDING], {"b": 1, "a": 2})
    assert report.findings == (WARNING, second, FINDING)
    assert list(report.examined) == ["a", "b"]


def test_reports_add_up() -> None:
    joined = Report.of([FINDING], {"a": 1}) + Report.of([WARNING], {"a": 2, "b": 3})
    assert joined.examined == {"a": 3, "b": 3}
    assert joined.violations == 1
    assert joined.to_text().splitlines()[-1] == (
        "does not conform: 1 violation, 1 warning, 6 nodes examined by 2 rules"
    )


def test_json_holds_every_field() -> None:
    content = json.loads(Report((FINDING,), {"dialogue": 3}).to_json())
    assert content["conforms"] is False
    assert content["examined"] == {"dialogue": 3}
    (finding,) = content["findings"]
    assert finding["focus"] == FINDING.focus
    assert finding["line"] == 12
    assert set(finding) == {
        "severity",
        "rule",
        "ruleName",
        "focus",
        "path",
        "value",
        "message",
        "file",
        "line",
    }
