"""From what the rules found to a report: spelled as written, with file and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from espd_kg.build.spelling import Spellings, split
from espd_kg.findings import Finding, Report, Severity
from espd_kg.namespaces import CHECK
from espd_kg.pipeline.examining import Rules, finding_of
from espd_kg.pipeline.locating import located
from espd_kg.pipeline.rulebook import Rulebook
from espd_kg.pipeline.sources import Sources
from espd_kg.pipeline.state import Examination
from espd_kg.validate.reference import Place, Spelling, Written
from espd_kg.validate.results import Outcome, Result

_EMPTINESS: Final = Finding(
    severity=Severity.VIOLATION,
    rule=CHECK + "something-examined",
    rule_name="something-examined",
    focus=None,
    path=None,
    value=None,
    message="No shape found anything to look at: data/ or the shapes are empty.",
)
_DATA: Final = ("asserted", "known")


def report(
    store: ox.Store,
    rulebook: Rulebook,
    rules: Rules,
    examination: Examination,
    spelled: Spellings,
    sources: Sources,
    *,
    by_reference: bool = False,
) -> Report:
    """Return all that is wrong with the graph in the store.

    The shapes' part is what the everyday validator found, or, `by_reference`, what pyshacl finds.
    What only pyshacl can find is always asked of it: shapes that are not compiled, and what
    depends on how a literal was written.
    """
    plans = rulebook.compiled.plans
    written = _written(spelled)
    if by_reference:
        outcomes = {name: rulebook.validation(name).reference(store, written) for name in plans}
        return _joined(store, outcomes, rules, examination, sources)
    outcomes = {name: _outcome(name, rules, examination) for name in plans}
    if written or any(plan.unsupported for plan in plans.values()):
        outcomes = {
            name: rulebook.validation(name).completed(store, outcome, written)
            for name, outcome in outcomes.items()
        }
    return _joined(store, outcomes, rules, examination, sources)


def _outcome(name: str, rules: Rules, examination: Examination) -> Outcome:
    """Return what the plan of this name found."""
    found = (
        _result(one)
        for rule, findings in examination.findings.items()
        if rule.startswith(f"{name}/")
        for one in findings
    )
    counts: dict[str, int] = defaultdict(int)
    for tally in rules.tallies:
        if tally.key.startswith(f"{name}/"):
            counts[tally.name] += examination.examined[tally.key]
    return Outcome(frozenset(found), dict(counts))


def _joined(
    store: ox.Store,
    outcomes: dict[str, Outcome],
    rules: Rules,
    examination: Examination,
    sources: Sources,
) -> Report:
    found = [finding_of(result) for one in outcomes.values() for result in one.results]
    found += _others(rules, examination)
    numbers: dict[str, int] = defaultdict(int)
    for outcome in outcomes.values():
        for shape, number in outcome.examined.items():
            numbers[shape] += number
    for tally in rules.checks:
        numbers[tally.name] += examination.examined[tally.key]
    data = any(number for name in _DATA for number in outcomes[name].examined.values())
    placed = located(found, store, sources)
    return Report.of([*placed, *([] if data else [_EMPTINESS])], numbers)


def _others(rules: Rules, examination: Examination) -> Iterator[Finding]:
    """Yield what checks and reasoning found."""
    shapes = {rule.key for rule in rules.rules if not rule.key.startswith(("check/", "clash/"))}
    for key, findings in examination.findings.items():
        if key not in shapes:
            yield from findings


def _written(spelled: Spellings) -> Written:
    """Return the stored statements that were written otherwise, with the literals as written."""
    written: dict[Place, list[Spelling]] = defaultdict(list)
    for stored, form in spelled:
        (quad,) = ox.parse(f"{stored} .", ox.RdfFormat.N_QUADS)
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.Literal)
        written[quad.subject, quad.predicate, quad.object].append(_spelling(form))
    return written


def _spelling(form: str) -> Spelling:
    literal = split(form)[2]
    words, _, tag = literal.rpartition("@")
    if words.endswith('"'):
        (plain,) = ox.parse(f"<x:x> <x:x> {words} .", ox.RdfFormat.N_TRIPLES)
        assert isinstance(plain.object, ox.Literal)
        return plain.object.value, None, tag
    (quad,) = ox.parse(f"<x:x> <x:x> {literal} .", ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value, quad.object.datatype.value, None


def _result(one: Finding) -> Result:
    return Result(
        one.severity,
        one.rule,
        one.rule_name,
        one.focus or "",
        one.path,
        one.value,
        one.message,
        one.component,
    )
