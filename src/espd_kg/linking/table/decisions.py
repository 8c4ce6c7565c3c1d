"""Decisions as values: what a table of links says of each pair, and what of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from espd_kg.errors import InputError
from espd_kg.linking.table.rows import RawTable, Row, read_rows
from espd_kg.linking.table.slots import CHECKED_ONLINE, EXACT, JUDGEMENT, NO_TERM_FOUND, Slot
from espd_kg.records import StrEnum

_SUFFIX: Final = ".sssom.tsv"


class Judgement(StrEnum):
    """Whether a row decides, or only proposes to whoever decides."""

    DECIDED = "decided"
    UNSURE = "unsure"


class Outcome(StrEnum):
    """What a row comes to."""

    LINKED = "linked"
    REFUSED = "refused"
    UNSURE = "unsure"
    NO_ITEM = "no item"
    NO_ITEM_SEEN = "no item seen"


@dataclass(frozen=True)
class Decision:
    """One judgement on a pair of things; all terms are full IRIs.

    `object` is `slots.NO_TERM_FOUND` where there is no item; `date` and `checked_online` are days
    as 2024-05-31, and the empty text where there is none; several authors stand with bars between
    them; `line` is that in the file, 0 where the decision was not read from one.
    """

    subject: str
    predicate: str
    object: str
    justification: str
    negated: bool = False
    judgement: Judgement = Judgement.DECIDED
    subject_label: str = ""
    object_label: str = ""
    comment: str = ""
    author: str = ""
    date: str = ""
    confidence: float | None = None
    tool: str = ""
    tool_version: str = ""
    object_source: str = ""
    checked_online: str = ""
    line: int = 0

    @property
    def outcome(self) -> Outcome:
        """What the row comes to: only a decision that finds a term and is not negated links."""
        nothing = self.object == NO_TERM_FOUND
        if self.judgement is Judgement.UNSURE:
            return Outcome.NO_ITEM_SEEN if nothing else Outcome.UNSURE
        if nothing:
            return Outcome.NO_ITEM
        return Outcome.REFUSED if self.negated else Outcome.LINKED

    @property
    def pair(self) -> tuple[str, str]:
        """The two things that the decision is about."""
        return self.subject, self.object


@dataclass(frozen=True)
class DecisionTable:
    """One file as read: `dataset` is its name without folder and suffix, `text` its words."""

    name: str
    path: Path
    dataset: str
    prefixes: Mapping[str, str]
    columns: tuple[str, ...]
    text: str
    decisions: tuple[Decision, ...]

    def latest(self) -> dict[tuple[str, str], Decision]:
        """Return the decision that stands on each pair: the last in the file, whatever its date."""
        return {decision.pair: decision for decision in self.decisions}

    def links(self) -> list[Decision]:
        """Return the decisions that stand and link."""
        return [one for one in self.latest().values() if one.outcome is Outcome.LINKED]

    def exact(self) -> list[Decision]:
        """Return those of them that say that both are one thing."""
        return [one for one in self.links() if one.predicate == EXACT]

    def of(self, subject: str) -> list[Decision]:
        """Return what stands on a subject, in the order of the file.

        That nothing was found is overtaken by a later row that links or proposes something.
        """
        return self.by_subject().get(subject, [])

    def by_subject(self) -> dict[str, list[Decision]]:
        """Return what `of` returns, for every subject of the file."""
        gone = self.replaced()
        standing: dict[str, list[Decision]] = {}
        for place, decision in enumerate(self.decisions):
            if place not in gone:
                standing.setdefault(decision.subject, []).append(decision)
        return standing

    def replaced(self) -> dict[int, int]:
        """Return the rows that no longer stand, each with the row that took its place.

        Rows are numbered from 0. The next row on a pair takes the place of the one before. That
        nothing was found gives way to the last row behind it that links or proposes something.
        """
        found: dict[int, int] = {}
        last: dict[tuple[str, str], int] = {}
        for place, one in enumerate(self.decisions):
            if one.pair in last:
                found[last[one.pair]] = place
            last[one.pair] = place
        finding = {
            self.decisions[place].subject: place
            for place in sorted(last.values())
            if self.decisions[place].outcome in (Outcome.LINKED, Outcome.UNSURE)
        }
        for (subject, item), place in last.items():
            if item == NO_TERM_FOUND and finding.get(subject, -1) > place:
                found[place] = finding[subject]
        return found


def read_decisions(path: Path, name: str) -> DecisionTable:
    """Read a table of links; messages call the file `name`.

    Raises InputError, with file, line and fix, for a table that is missing, broken or against the
    standard, and for a row whose judgement cannot be understood.
    """
    return table_of(read_rows(path, name), path, name)


def table_of(raw: RawTable, path: Path, name: str) -> DecisionTable:
    """Return the decisions of a table that was read; raises InputError with the line."""
    names = own_columns(raw.header.slots)
    decisions = tuple(_decision(row, names, name) for row in raw.rows)
    dataset = path.name.removesuffix(_SUFFIX)
    header = raw.header
    return DecisionTable(name, path, dataset, header.prefixes, raw.columns, raw.text, decisions)


def own_columns(slots: Mapping[str, Slot]) -> dict[str, str]:
    """Return under which names a header declares our own two properties."""
    return {
        slot.property: name
        for name, slot in slots.items()
        if slot.property in (JUDGEMENT, CHECKED_ONLINE)
    }


def _decision(row: Row, names: Mapping[str, str], name: str) -> Decision:
    confidence = row.one("confidence")
    decision = Decision(
        subject=row.one("subject_id"),
        predicate=row.one("predicate_id"),
        object=row.one("object_id"),
        justification=row.one("mapping_justification"),
        negated="predicate_modifier" in row.cells,
        judgement=_judgement(row.value(names.get(JUDGEMENT, "")), row.line, name),
        subject_label=row.value("subject_label"),
        object_label=row.value("object_label"),
        comment=row.value("comment"),
        author=row.one("author_label"),
        date=row.one("mapping_date"),
        confidence=float(confidence) if confidence else None,
        tool=row.value("mapping_tool"),
        tool_version=row.value("mapping_tool_version"),
        object_source=row.value("object_source"),
        checked_online=row.value(names.get(CHECKED_ONLINE, "")),
        line=row.line,
    )
    if decision.negated and decision.judgement is Judgement.UNSURE:
        raise InputError(
            "an unsure row says Not",
            file=name,
            line=row.line,
            fix="Write decided to refuse the pair, or take Not away to propose it.",
        )
    return decision


def _judgement(cell: str, line: int, name: str) -> Judgement:
    try:
        return Judgement(cell or Judgement.DECIDED)
    except ValueError:
        raise InputError(
            f"the judgement is {cell!r}",
            file=name,
            line=line,
            fix="Write decided or unsure; an empty cell means decided.",
        ) from None
