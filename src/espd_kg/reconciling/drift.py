"""The links of a table held against what their data set says of the items today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from espd_kg.linking.asking import CachedAnswers
from espd_kg.linking.datasets import find_dataset
from espd_kg.linking.decisions import Decision, DecisionTable
from espd_kg.linking.drift import Drift, Seen, compare, look
from espd_kg.progress import Progress, silent
from espd_kg.reconciling.enriching import read_snapshot
from espd_kg.workspace import Workspace

_AT_ONCE: Final = 40


@dataclass(frozen=True)
class Compared:
    """What was found, and how many items were looked at."""

    drifts: tuple[Drift, ...]
    items: int
    undecided: int
    """The links to what is no item of the data set, which was not asked about."""


def drift(
    workspace: Workspace,
    table: DecisionTable,
    answers: CachedAnswers,
    today: str,
    *,
    progress: Progress = silent,
) -> Compared:
    """Ask what is said today of every linked item, and compare; nothing is written.

    Raises InputError where the snapshot cannot be read, and what the store raises where the data
    set does not answer.
    """
    dataset = find_dataset(table.dataset)
    known = read_snapshot(workspace, dataset)
    links = sorted(table.links(), key=_order)
    asked = [link for link in links if dataset.is_item(link.object)]
    items = sorted({link.object for link in asked})
    seen: dict[str, Seen] = {}
    for at in range(0, len(items), _AT_ONCE):
        progress(f"Asking {dataset.label}", at, len(items))
        seen |= look(answers, dataset, items[at : at + _AT_ONCE])
    found = (
        one
        for link in asked
        for one in compare(link, seen[link.object], known.records.get(link.object), today)
    )
    return Compared(tuple(found), len(items), len(links) - len(asked))


def _order(link: Decision) -> tuple[str, str]:
    return link.subject, link.object
