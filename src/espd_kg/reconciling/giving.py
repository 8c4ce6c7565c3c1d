"""What could be given to Wikidata, as values and as text that a person looks through."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from espd_kg.linking.outside import quickstatements as qs
from espd_kg.records import StrEnum


class Form(StrEnum):
    """How contributions are written."""

    QUICKSTATEMENTS = "quickstatements"
    JSON = "json"


@dataclass(frozen=True)
class Reference:
    """A public document that says it; the passage and its words are for whoever checks."""

    url: str
    title: str = ""
    language: str = ""
    published: str = ""
    passage: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Statement:
    """One statement on an event: `value` as QuickStatements writes it.

    `check` says why a person must look first; it is empty where nothing speaks against sending.
    """

    property: str
    value: str
    references: tuple[Reference, ...]
    check: str = ""


@dataclass(frozen=True)
class Contribution:
    """An event: its item, None where one is to be made, and what the item lacks."""

    event: str
    label: str
    item: str | None
    labels: Mapping[str, str]
    statements: tuple[Statement, ...]
    check: str = ""


@dataclass(frozen=True)
class Contributions:
    """All of it, and what could not be said.

    `waiting` are events with a proposal that nobody has decided, `unlinked` the things that would
    be values and have no decided exact item, `unheld` the statements without a public address.
    """

    events: tuple[Contribution, ...]
    waiting: tuple[str, ...]
    unlinked: tuple[str, ...]
    unheld: int


def written(found: Contributions, form: Form) -> str:
    """Return the contributions in a form."""
    return as_json(found) if form is Form.JSON else as_quickstatements(found)


def as_json(found: Contributions) -> str:
    """Return all of it, with the words behind each statement."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n"


def as_quickstatements(found: Contributions) -> str:
    """Return the commands, event by event; what must be checked first runs in no version."""
    return "\n".join(map(_block, found.events))


def _block(one: Contribution) -> str:
    head = qs.remark(f"{one.label} ({one.event})")
    if one.item is None:
        return head + _checked(one.check, _creation(one))
    reasons = sorted({each.check for each in one.statements})
    parts = (
        _checked(
            reason,
            "".join(_commands(one.item, each) for each in one.statements if each.check == reason),
        )
        for reason in reasons
    )
    return head + "".join(parts)


def _checked(reason: str, commands: str) -> str:
    return qs.remark(f"check first: {reason}") + qs.marked(commands) if reason else commands


def _creation(one: Contribution) -> str:
    names = ((lang, qs.text(label)) for lang, label in one.labels.items())
    return "".join(
        (
            qs.command(qs.CREATE),
            *(qs.command(qs.LAST, f"L{lang}", words) for lang, words in names if words),
            *(_commands(qs.LAST, each) for each in one.statements),
        )
    )


def _commands(subject: str, one: Statement) -> str:
    """Return the statement once with each of its references, which the tool gathers on one."""
    return "".join(
        qs.command(subject, one.property, one.value, *_columns(reference))
        for reference in one.references
    )


def _columns(one: Reference) -> tuple[str, ...]:
    return tuple(qs.reference(one.url, one.title, one.language, one.published))
