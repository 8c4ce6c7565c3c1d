"""Tables of decisions held against each other, against the graph, and against what was fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from espd_kg.errors import InputError
from espd_kg.findings import Finding, Report, Severity
from espd_kg.iris import shorten
from espd_kg.linking.checking.chains import contradictions
from espd_kg.linking.checking.item_types import misfit
from espd_kg.linking.review.deciding import says_the_same
from espd_kg.linking.subject.subjects import Subject
from espd_kg.linking.table.decisions import Decision, DecisionTable, Judgement, Outcome
from espd_kg.linking.table.items import example_of, is_well_formed
from espd_kg.linking.table.slots import EXACT, NO_TERM_FOUND
from espd_kg.namespaces import CHECK, SKOS

_CLOSE: Final = (EXACT, SKOS + "closeMatch")


@dataclass(frozen=True)
class Known:
    """What the rows are held against: our things, and the types of items by data set and item.

    Without things, where no graph stands, the rules that need them find nothing.
    """

    subjects: Mapping[str, Subject] = field(default_factory=dict)
    types: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What a rule says of a row: what is wrong and what to do."""

    table: DecisionTable
    decision: Decision
    message: str
    severity: Severity = Severity.VIOLATION


Said: TypeAlias = Callable[[DecisionTable, Decision, Known], str | None]
"""What is wrong with one row and what to do, None where nothing is."""

Rule: TypeAlias = Callable[[Sequence[DecisionTable], Known], Iterator[Found]]


def check(
    tables: Sequence[DecisionTable], known: Known, damaged: Iterable[InputError] = ()
) -> Report:
    """Return what the rules find in tables that were read, and why others could not be read.

    Each rule has looked at every row, or at the table where it has none.
    """
    rows = sum(max(len(table.decisions), 1) for table in tables)
    broken = list(damaged)
    findings = [_unreadable(error) for error in broken]
    for name, rule in RULES.items():
        findings += [_finding(name, found) for found in rule(tables, known)]
    return Report.of(findings, {"form": rows + len(broken), **dict.fromkeys(RULES, rows)})


def _duplicates(tables: Sequence[DecisionTable], known: Known) -> Iterator[Found]:
    for table in tables:
        before: dict[tuple[str, str], Decision] = {}
        for one in table.decisions:
            earlier = before.get(one.pair)
            if earlier is not None and says_the_same(earlier, one):
                message = f"says nothing that line {earlier.line} does not say. Take this row away."
                yield Found(table, one, message)
            before[one.pair] = one


def _two_objects(tables: Sequence[DecisionTable], known: Known) -> Iterator[Found]:
    for table in tables:
        for first, one in _repeated(table, lambda one: one.subject):
            message = (
                f"is an exact match with {shorten(one.object)} and, on line {first.line}, with "
                f"{shorten(first.object)}: it can be one of them only. {_REFUSE}"
            )
            yield Found(table, one, message)


def _two_subjects(tables: Sequence[DecisionTable], known: Known) -> Iterator[Found]:
    for table in tables:
        for first, one in _repeated(table, lambda one: one.object):
            message = (
                f"and, on line {first.line}, {shorten(first.subject)} are both an exact match with "
                f"{shorten(one.object)}: it can be one of them only. {_REFUSE}"
            )
            yield Found(table, one, message)


def _repeated(
    table: DecisionTable, key: Callable[[Decision], str]
) -> Iterator[tuple[Decision, Decision]]:
    first: dict[str, Decision] = {}
    for one in sorted(table.exact(), key=lambda link: link.line):
        if first.setdefault(key(one), one) is not one:
            yield first[key(one)], one


def _chains(tables: Sequence[DecisionTable], known: Known) -> Iterator[Found]:
    by_name = {table.name: table for table in tables}
    for found in contradictions(tables):
        name, one = found.row
        rows = ", ".join(f"{file}:{row.line}" for file, row in found.chain)
        message = (
            f"is kept apart from {shorten(one.object)}, but the exact matches of {rows} make them "
            f"one. {_REFUSE}"
        )
        yield Found(by_name[name], one, message)


def _kinds(tables: Sequence[DecisionTable], known: Known) -> Iterator[Found]:
    for table in tables:
        types = known.types.get(table.dataset, {})
        for one in table.latest().values():
            subject = known.subjects.get(one.subject)
            judged = one.outcome in (Outcome.LINKED, Outcome.UNSURE) and one.predicate in _CLOSE
            wrong = misfit(subject.kind, types.get(one.object, ())) if subject and judged else None
            if subject and wrong:
                message = (
                    f"is a {subject.kind}, but {shorten(one.object)} is {wrong}. Look at the item "
                    "and refuse the pair, or correct the number."
                )
                linked = one.outcome is Outcome.LINKED
                yield Found(table, one, message, Severity.VIOLATION if linked else Severity.WARNING)


def _unknown_subject(table: DecisionTable, one: Decision, known: Known) -> str | None:
    if not known.subjects or one.subject in known.subjects:
        return None
    return "is no thing of this graph. Correct its name, or describe it in data/."


def _object_form(table: DecisionTable, one: Decision, known: Known) -> str | None:
    if one.object == NO_TERM_FOUND or is_well_formed(table.dataset, one.object):
        return None
    return (
        f"has {one.object}, which is no item of {table.dataset}. Write it as in "
        f"{example_of(table.dataset)}."
    )


def _reason(table: DecisionTable, one: Decision, known: Known) -> str | None:
    return None if one.comment else "has no reason. Say in its comment what it rests on."


def _signature(table: DecisionTable, one: Decision, known: Known) -> str | None:
    by = one.author or (one.tool if one.judgement is Judgement.UNSURE else "")
    if by and one.date:
        return None
    missing = "date (mapping_date)" if by else "author (author_label)"
    return f"has no {missing}. Add a row that says it."


def _object_source(table: DecisionTable, one: Decision, known: Known) -> str | None:
    if one.object != NO_TERM_FOUND or one.object_source:
        return None
    return "has no item, but not where. Name the data set under object_source."


def _of_rows(said: Said) -> Rule:
    """Return the rule that says this of every row."""

    def rule(tables: Sequence[DecisionTable], known: Known) -> Iterator[Found]:
        for table in tables:
            yield from _said(said, table, table.decisions, known)

    return rule


def _of_standing(said: Said) -> Rule:
    """Return the rule that says this of the latest row on each pair."""

    def rule(tables: Sequence[DecisionTable], known: Known) -> Iterator[Found]:
        for table in tables:
            yield from _said(said, table, table.latest().values(), known)

    return rule


def _said(
    said: Said, table: DecisionTable, rows: Iterable[Decision], known: Known
) -> Iterator[Found]:
    for one in rows:
        message = said(table, one, known)
        if message is not None:
            yield Found(table, one, message)


_REFUSE: Final = "Look at both, and add a row that refuses the wrong one."

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "duplicate": _duplicates,
        "two-objects": _two_objects,
        "two-subjects": _two_subjects,
        "chain": _chains,
        "unknown-subject": _of_rows(_unknown_subject),
        "object-form": _of_rows(_object_form),
        "object-kind": _kinds,
        "reason": _of_standing(_reason),
        "signature": _of_standing(_signature),
        "object-source": _of_standing(_object_source),
    }
)
"""The rules by their names; a table that cannot be read breaks the rule `form`."""


def _finding(name: str, found: Found) -> Finding:
    one = found.decision
    return Finding(
        severity=found.severity,
        rule=f"{CHECK}link-{name}",
        rule_name=name,
        focus=one.subject,
        path=None,
        value=one.object,
        message=found.message,
        file=found.table.name,
        line=one.line,
    )


def _unreadable(error: InputError) -> Finding:
    return Finding(
        severity=Severity.VIOLATION,
        rule=f"{CHECK}link-form",
        rule_name="form",
        focus=None,
        path=None,
        value=None,
        message=" ".join(part for part in (f"{error.message}.", error.fix) if part),
        file=error.file,
        line=error.line,
    )
