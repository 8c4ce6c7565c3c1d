"""Every check refuses what it should, names the thing, and lets the rest pass."""

import pytest

from checks import bench
from espd_kg.findings import Severity
from shapes.bench import Fixture

STORED = bench.stored()
ALL = bench.fixtures()
REFUSED = [fixture for fixture in ALL if fixture.refused]
ACCEPTED = [fixture for fixture in ALL if not fixture.refused]


def test_every_check_has_both_kinds_of_fixture() -> None:
    assert len(STORED) > 15
    assert {fixture.shape for fixture in REFUSED} == set(STORED)
    assert {fixture.shape for fixture in ACCEPTED} == set(STORED)


@pytest.mark.parametrize("name", STORED)
def test_the_base_passes(name: str) -> None:
    report = bench.run(STORED[name])
    assert not report.findings, report.to_text()


@pytest.mark.parametrize("fixture", REFUSED, ids=lambda fixture: fixture.name)
def test_a_refused_fixture_fires_what_it_names_and_no_more(fixture: Fixture) -> None:
    report = bench.run(STORED[fixture.shape], fixture)
    assert fixture.fires
    assert {(f.rule, f.focus) for f in report.findings} == fixture.fires, report.to_text()
    severity = STORED[fixture.shape].severity
    assert report.conforms is (severity is Severity.WARNING)
    for finding in report.findings:
        assert finding.severity is severity
        assert "{" not in finding.message
        assert "(nothing)" not in finding.message


@pytest.mark.parametrize("fixture", ACCEPTED, ids=lambda fixture: fixture.name)
def test_an_accepted_fixture_passes_and_was_looked_at(fixture: Fixture) -> None:
    report = bench.run(STORED[fixture.shape], fixture)
    assert not report.findings, report.to_text()
    assert report.looked_at > 0
