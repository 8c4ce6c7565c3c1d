"""From decided links to a snapshot: what a data set says of the linked items, in a graph apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from espd_kg.build.parse import parse_file
from espd_kg.errors import InputError
from espd_kg.export.turtle import write_turtle
from espd_kg.linking.outside import snapshot as snapshots
from espd_kg.linking.outside import wikibase
from espd_kg.linking.outside.asking import CachedAnswers
from espd_kg.linking.outside.datasets import Dataset, find_dataset
from espd_kg.linking.outside.facts import Facts, fetch, questions
from espd_kg.linking.outside.reading import nothing_known
from espd_kg.linking.outside.snapshot import Asking, Record, Snapshot
from espd_kg.linking.subject.choosing import chosen
from espd_kg.linking.subject.subjects import HAPPENING_KINDS
from espd_kg.linking.subject.things import kind_of
from espd_kg.linking.table.decisions import DecisionTable
from espd_kg.namespaces import VOCABULARIES
from espd_kg.progress import Progress, silent
from espd_kg.replacing import replace_text
from espd_kg.stores.writing import portions
from espd_kg.version import VERSION
from espd_kg.workspace import Workspace

_AT_ONCE: Final = 40
"""How many items one question is about: few enough for a service that stops after a minute."""
_HEAD: Final = """\
# What {label} said of the items that our things are linked to. Written by espd link enrich, and
# written anew by it: nothing that is changed here by hand stays.

"""


@dataclass(frozen=True)
class Enriched:
    """What came of it: the snapshot, where it lies, and what was not found as it was linked."""

    snapshot: Snapshot
    path: Path
    name: str
    asked: tuple[str, ...]
    """The items that the data set was asked for, or had been."""
    merged: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    changed: bool
    """Whether the file holds something else than before."""


def linked_items(table: DecisionTable, word: str | None = None) -> list[str]:
    """Return the items that things are exactly linked to, of those that the word stands for.

    Raises InputError where the word stands for nothing that is linked.
    """
    dataset = find_dataset(table.dataset)
    links = table.exact()
    things = set(chosen((one.subject for one in links), word))
    items = {one.object for one in links if one.subject in things}
    return sorted(item for item in items if dataset.is_item(item))


def happenings(table: DecisionTable) -> frozenset[str]:
    """Return the items that events, sessions and dialogues are exactly linked to."""
    links = table.exact()
    return frozenset(one.object for one in links if kind_of(one.subject) in HAPPENING_KINDS)


def planned(table: DecisionTable, word: str | None = None) -> list[str]:
    """Return the questions that `enrich` puts; raises InputError as `linked_items` does."""
    happened, parts = happenings(table), portions(linked_items(table, word), _AT_ONCE)
    return [question for some in parts for question in questions(some, happened)]


def enrich(
    workspace: Workspace,
    table: DecisionTable,
    answers: CachedAnswers,
    word: str | None = None,
    *,
    progress: Progress = silent,
) -> Enriched:
    """Ask for the linked items and write the snapshot anew, in one step, after the last answer.

    With a `word`, only for the things that it stands for; what is known of the others stays.

    Raises InputError where nothing is linked, or the file cannot be read or written; what the
    store raises where the data set does not answer: what it has answered is then kept for the
    next time, and the file is what it was. ServiceError, as harmless, also where the data set
    knows nothing of any item.
    """
    dataset = find_dataset(table.dataset)
    path = snapshot_path(workspace, dataset)
    known = read_snapshot(workspace, dataset)
    items = linked_items(table, word)
    if not items:
        raise InputError(
            f"nothing is exactly linked to {dataset.label}",
            file=table.name,
            fix="Decide on a link first: espd link review.",
        )
    found = _asked(items, happenings(table), dataset, answers, progress)
    records = [record for _, some in found for record in some]
    merged = {pair for facts, _ in found for pair in facts.merged.items()}
    missing = {item for facts, _ in found for item in facts.missing}
    if missing.issuperset(items):
        raise nothing_known(dataset.label, items)
    fresh = known.updated(records, linked_items(table))
    fresh = fresh.without({*missing, *(item for item, _ in merged)})
    return Enriched(
        fresh,
        path,
        workspace.relative(path),
        tuple(items),
        tuple(sorted(merged)),
        tuple(sorted(missing)),
        tuple(sorted({words for facts, _ in found for words in facts.left_out})),
        _write(path, workspace, dataset, fresh),
    )


def snapshot_path(workspace: Workspace, dataset: Dataset) -> Path:
    """Return where the snapshot of a data set lies, whether there is one or not."""
    return workspace.data / "snapshots" / f"{dataset.name}.ttl"


def read_snapshot(workspace: Workspace, dataset: Dataset) -> Snapshot:
    """Return the snapshot of a data set, empty where there is none.

    Raises InputError, with file and line, where it cannot be read.
    """
    path = snapshot_path(workspace, dataset)
    if not path.exists():
        return Snapshot({})
    name = workspace.relative(path)
    try:
        file = parse_file(path, name, workspace.graph_iri(path))
    except InputError as error:
        raise snapshots.damaged(error) from None
    return snapshots.read(file.triples)


def _asked(
    items: Sequence[str],
    happened: Collection[str],
    dataset: Dataset,
    answers: CachedAnswers,
    progress: Progress,
) -> list[tuple[Facts, list[Record]]]:
    found = []
    parts = portions(items, _AT_ONCE)
    for done, some in enumerate(parts):
        progress(f"Asking {dataset.label}", done, len(parts))
        answers.days.clear()
        facts = fetch(answers, dataset, some, happened)
        # The oldest answer dates the record: what it says was so on that day, and perhaps later.
        asking = Asking(min(answers.days), answers.endpoint, VERSION)
        records = [
            Record(item, asking, said, item in happened) for item, said in facts.triples.items()
        ]
        found.append((facts, records))
    return found


def _write(path: Path, workspace: Workspace, dataset: Dataset, snapshot: Snapshot) -> bool:
    """Write the file where it says something else; return whether it does."""
    text = ""
    if snapshot.records:
        triples = snapshots.triples(snapshot, dataset, workspace.graph_iri(path))
        prefixes = {**VOCABULARIES, **wikibase.PREFIXES}
        text = _HEAD.format(label=dataset.label) + write_turtle(tuple(triples), prefixes)
    try:
        if (path.read_text(encoding="utf-8") if path.exists() else "") == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, text) if text else path.unlink()
    except OSError as error:
        raise InputError(
            f"the snapshot cannot be written: {error.strerror or error}",
            file=workspace.relative(path),
            fix="See that the folder can be written, or copy the workspace elsewhere.",
        ) from None
    return True
