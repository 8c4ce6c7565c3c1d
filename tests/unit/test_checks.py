"""Checks: no row is right, a row is a finding, and what was looked at is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from espd_kg.build.parse import parse_text
from espd_kg.checks import run_checks
from espd_kg.errors import InputError
from espd_kg.findings import Report, Severity
from espd_kg.locate import Locator
from espd_kg.namespaces import CHECK
from espd_kg.quads import write_nquads
from espd_kg.queries.reading import parse_check
from espd_kg.stores.embedded import EmbeddedStore

FILE = parse_text(
    """@prefix espd: <https://w3id.org/espd/ontology#> .
<https://w3id.org/espd/id/dialogue/one> espd:ordinal 1 .
<https://w3id.org/espd/id/dialogue/two>
    espd:ordinal 1 .
""",
    Path("d.ttl"),
    "data/d.ttl",
    "https://w3id.org/espd/graph/d",
)
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
    with EmbeddedStore.from_nquads(write_nquads(FILE.quads)) as store:
        return run_checks(store, [one], Locator.of([FILE]))


def test_a_row_is_a_finding_with_its_place() -> None:
    report = run(check())
    (found,) = report.findings
    assert (found.rule, found.rule_name) == (CHECK + "ordinals", "ordinals")
    assert found.focus == "https://w3id.org/espd/id/dialogue/two"
    assert (found.file, found.line) == ("data/d.ttl", 4)
    assert found.value == "1"
    assert found.message == (
        "dialogue:two and dialogue:one are both number 1. Correct espd:ordinal in one."
    )
    assert report.examined == {CHECK + "ordinals": 2}
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


@pytest.mark.parametrize(
    "examines",
    [
        "SELECT ?n WHERE { ?d ?p ?n }",
        "SELECT ('many' AS ?n) WHERE { }",
    ],
)
def test_a_check_that_does_not_count_is_refused(examines: str) -> None:
    with pytest.raises(InputError, match=r"queries/checks/ordinals\.rq: .*does not count"):
        run(check(examines=examines))
