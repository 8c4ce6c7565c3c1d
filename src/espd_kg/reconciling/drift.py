"""The links of a table held against what their data set says of the items today."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from espd_kg.linking.checking.drift import Drift, Seen, compare, look
from espd_kg.linking.outside.asking import CachedAnswers
from espd_kg.linking.outside.datasets import find_dataset
from espd_kg.linking.outside.reading import nothing_known
from espd_kg.linking.table.decisions import Decision, DecisionTable
from espd_kg.progress import Progress, silent
from espd_kg.reconciling.enriching import read_snapshot
from espd_kg.stores.writing import portions
from espd_kg.workspace import Workspace

_AT_ONCE: Final = 40


@dataclass(frozen=True)
class Compared:
    """What was found, and how many items were looked at."""

    drifts: tuple[Drift, ...]
    items: int
    undecided: int
    """The links to what is no item of the data set, which was not asked about."""

    def to_json(self) -> str:
        """Return all of it as JSON, indented, ending in a line break."""
        content = {
            "items": self.items,
            "changes": [asdict(one) for one in self.drifts],
            "notAsked": self.undecided,
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


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
    set does not answer; ServiceError where it knows nothing of any item.
    """
    dataset = find_dataset(table.dataset)
    known = read_snapshot(workspace, dataset)
    links = sorted(table.links(), key=_order)
    asked = [link for link in links if dataset.is_item(link.object)]
    items = {link.object for link in asked}
    parts = portions(items, _AT_ONCE)
    seen: dict[str, Seen] = {}
    for done, some in enumerate(parts):
        progress(f"Asking {dataset.label}", done, len(parts))
        seen |= look(answers, dataset, some)
    if seen and not any(one.exists for one in seen.values()):
        raise nothing_known(dataset.label, items)
    found = (
        one
        for link in asked
        for one in compare(link, seen[link.object], known.records.get(link.object), today)
    )
    return Compared(tuple(found), len(items), len(links) - len(asked))


def _order(link: Decision) -> tuple[str, str]:
    return link.subject, link.object
