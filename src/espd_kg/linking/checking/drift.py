"""What became of linked items since they were linked: merged, deleted, retyped, renamed."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal

from espd_kg.iris import shorten, slug_of
from espd_kg.linking.checking.item_types import misfit
from espd_kg.linking.outside import wikibase as wb
from espd_kg.linking.outside.datasets import Dataset
from espd_kg.linking.outside.reading import readable, rows, unexpected
from espd_kg.linking.outside.snapshot import Record
from espd_kg.linking.subject.things import kind_of
from espd_kg.linking.table.decisions import Decision
from espd_kg.namespaces import BASE, ID, SKOS
from espd_kg.records import StrEnum
from espd_kg.results import text_value
from espd_kg.stores.base import Store

_RELATION_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    f"{SKOS}{name}Match": ("--relation", name) for name in ("close", "broad", "narrow", "related")
}

_LITERALS: Final = (wb.LABEL, wb.VERSION, wb.MODIFIED, wb.ALPHA_2, wb.ALPHA_3, wb.COORDINATES)


class Change(StrEnum):
    """What may become of an item."""

    MERGED = "merged"
    DELETED = "deleted"
    RETYPED = "retyped"
    RENAMED = "renamed"


@dataclass(frozen=True)
class Drift:
    """One link whose item is no longer what it was, in words, and what may be decided now."""

    subject: str
    item: str
    change: Change
    words: str
    commands: tuple[str, ...]


@dataclass
class Seen:
    """What is said of an item today."""

    kinds: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    became: str = ""
    exists: bool = False


def look(store: Store, dataset: Dataset, items: Sequence[str]) -> dict[str, Seen]:
    """Ask what is said of some items today.

    Raises ServiceError where the answer is of another shape, and what the store raises.
    """
    seen: dict[str, Seen] = defaultdict(Seen)
    for item, name, value in rows(store, wb.said(items), wb.SAID_COLUMNS):
        one, predicate, text = seen[text_value(item)], text_value(name), text_value(value)
        if isinstance(value, Literal) is not (predicate in _LITERALS):
            expected = "a literal" if predicate in _LITERALS else "an IRI"
            raise unexpected(f"value of {readable(predicate)}", expected, value)
        one.exists = True
        if predicate == wb.SAME_AS and dataset.is_item(text):
            one.became = text
        elif predicate == wb.INSTANCE_OF and dataset.is_item(text):
            one.kinds.add(text)
        elif predicate == wb.LABEL:
            one.labels[getattr(value, "language", None) or ""] = readable(text)
    return {item: seen[item] for item in items}


def compare(link: Decision, seen: Seen, before: Record | None, today: str) -> Iterator[Drift]:
    """Yield what changed on one link since it was decided, and since the snapshot was taken."""
    writer = _Writer(link, today)
    if seen.became:
        words = f"it was merged into {shorten(seen.became)}"
        commands = (
            writer.same(f"merged from {shorten(link.object)}", seen.became),
            writer.different(words),
        )
        yield writer.drift(Change.MERGED, words, commands)
    elif not seen.exists:
        words = "nothing is said of it: it was deleted, or never was"
        yield writer.drift(Change.DELETED, words, (writer.different(words),))
    else:
        retyped, renamed = _retyped(link, seen, before), _renamed(link, seen, before)
        if retyped:
            commands = (writer.different(retyped), writer.same(f"{retyped}; still the same"))
            yield writer.drift(Change.RETYPED, retyped, commands)
        if renamed:
            command = writer.same(f"{renamed}; still the same", label=seen.labels["en"])
            yield writer.drift(Change.RENAMED, renamed, (command,))


def _retyped(link: Decision, seen: Seen, before: Record | None) -> str:
    wrong = misfit(kind_of(link.subject) or "", map(slug_of, sorted(seen.kinds)))
    if wrong is not None:
        return f"it is {wrong}"
    if before is not None and set(before.kinds()) != seen.kinds:
        was = _listed(before.kinds())
        return f"it is now {_listed(seen.kinds)}; on {before.asking.day} it was {was}"
    return ""


def _renamed(link: Decision, seen: Seen, before: Record | None) -> str:
    now = seen.labels.get("en", "")
    known = before.labels().get("en", "") if before is not None else ""
    was = known or readable(link.object_label)
    return f"it is now called {now!r}, and was {was!r}" if now and was and now != was else ""


@dataclass(frozen=True)
class _Writer:
    """Writes the commands that record a decision on a link, as a shell reads them."""

    link: Decision
    today: str

    def drift(self, change: Change, words: str, commands: tuple[str, ...]) -> Drift:
        return Drift(self.link.subject, self.link.object, change, words, commands)

    def same(self, because: str, item: str = "", label: str = "") -> str:
        relation = _RELATION_OPTIONS.get(self.link.predicate, ())
        named = ("--object-label", label) if label else ()
        checked = ("--checked-online", self.today)
        return self._command(
            item or self.link.object, because, "--same", *relation, *checked, *named
        )

    def different(self, because: str) -> str:
        return self._command(self.link.object, because, "--not")

    def _command(self, item: str, because: str, *options: str) -> str:
        own = self.link.subject.removeprefix(ID).removeprefix(BASE)
        words = ("espd", "link", "decide", own, shorten(item), *options, "--because", because)
        return shlex.join(words)


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(sorted(map(shorten, kinds))) or "of no type"
