"""Checks: no row is right, a row is a finding, and what was looked at is counted."""

from __future__ import annotations

import pyoxigraph as ox

from espd_kg.build.parse import read_statements
from espd_kg.checks import broken, looked_at
from espd_kg.findings import Report, Severity
from espd_kg.namespaces import CHECK
from espd_kg.queries.reading import parse_check

FILE = """\
@prefix espd: <https://w3id.org/espd/ontology#> .
<https://w3id.org/espd/id/dialogue/one> espd:ordinal 1 .
<https://w3id.org/espd/id/dialogue/two>
    espd:ordinal 1 .
"""
CHECK_TEXT = """\
#+ summary: Ordinals are unique.
#+ message: "{subject} and {other} are both number {value}. Correct {path} in one."
#+ severity: SEVERITY
#+ examines: |
#+   EXAMINES
#+ columns:
#+   - {name: subject, type: dialogue, description: "One."}
#+   - {name: other, type: dialogue, description: "The other."}
#+   - {name: path, type: string, description: "The property."}
#+   - {name: value, type: integer, description: "The number."}
PREFIX espd: <https://w3id.org/espd/ontology#>
SELECT ?subject ?other (espd:ordinal AS ?path) ?value
WHERE { ?other espd:ordinal ?value . ?subject espd:ordinal ?value .
  FILTER(STR(?other) < STR(?subject)) }
"""
COUNT = "SELECT (COUNT(?d) AS ?n) WHERE { ?d <https://w3id.org/espd/ontology#ordinal> ?o }"


def check(severity: str = "violation", examines: str = COUNT) -> str:
    return CHECK_TEXT.replace("SEVERITY", severity).replace("EXAMINES", examines)


def run(text: str) -> Report:
    one = parse_check("ordinals", text, "queries/checks/ordinals.rq")
    store = ox.Store()
    store.extend(read_statements(FILE.encode(), "d.ttl", "https://w3id.org/espd/graph/d").quads)
    return Report.of(broken(store, one), {CHECK + one.name: int(looked_at(store, one))})


def test_a_row_is_a_finding() -> None:
    report = run(check())
    (found,) = report.findings
    assert (found.rule, found.rule_name) == (CHECK + "ordinals", "ordinals")
    assert found.focus == "https://w3id.org/espd/id/dialogue/two"
    assert found.value == "1"
    assert found.message == (
        "dialogue:two and dialogue:one are both number 1. Correct espd:ordinal in one."
    )
    assert report.examined == {CHECK + "ordinals": 1}
    assert not report.conforms


def test_a_warning_does_not_refuse_the_data() -> None:
    report = run(check("warning"))
    assert report.findings[0].severity is Severity.WARNING
    assert report.conforms


def test_a_check_that_looked_at_nothing_is_seen_to() -> None:
    nothing = COUNT.replace("ontology#ordinal", "ontology#ordinl")
    report = run(check(examines=nothing))
    assert report.examined == {CHECK + "ordinals": 0}
    assert not report.conforms
