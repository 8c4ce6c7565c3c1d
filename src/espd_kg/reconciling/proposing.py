"""Proposing links: items that may be things of ours, as rows that wait for somebody to decide.

Nothing is decided here. What stands in the table is not proposed again, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from espd_kg.describe import find
from espd_kg.errors import InputError
from espd_kg.iris import one_of
from espd_kg.linking.matching.candidates import candidates, names_of, questions
from espd_kg.linking.matching.features import Case, Known, countries
from espd_kg.linking.matching.items import OCCUPATION, Item, Reader
from espd_kg.linking.matching.kinds import KINDS
from espd_kg.linking.matching.scoring import Scored, ranked, set_aside
from espd_kg.linking.outside.datasets import find_dataset
from espd_kg.linking.outside.reading import nothing_known
from espd_kg.linking.subject.things import (
    Surroundings,
    Thing,
    described,
    kind_of,
    surroundings,
    things,
)
from espd_kg.linking.table.decisions import Decision, DecisionTable, Judgement, Outcome
from espd_kg.linking.table.journal import append
from espd_kg.linking.table.slots import COMPOSITE, EXACT
from espd_kg.namespaces import WD
from espd_kg.progress import Progress, silent
from espd_kg.stores.base import Store
from espd_kg.version import VERSION

AT_MOST: Final = 3
"""How many items are proposed for one thing."""

FLOOR: Final = 60
"""Below this score an item is not proposed: a wrong link is worse than none."""

ASKED_AS: Final = "wikidata"
"""The one data set whose items are looked for: its questions are those of a Wikibase."""

_TOOL: Final = "espd-kg"


@dataclass(frozen=True)
class Asked:
    """What came of asking for one thing.

    `best` are the likeliest items, `proposed` those of them that were added to the table: the
    others stood in it before. `aside` are items that cannot be the thing, with the reason.
    """

    thing: Thing
    best: tuple[Scored, ...]
    proposed: tuple[Scored, ...]
    aside: tuple[tuple[Item, str], ...]


@dataclass(frozen=True)
class Plan:
    """The things to ask for, in order, and those that are settled already."""

    things: tuple[Thing, ...]
    settled: tuple[Thing, ...]
    around: Surroundings

    def questions(self, thing: Thing) -> list[str]:
        """Return the queries that look for items by the thing's names.

        What is asked next depends on the answers: the facts of the items that were found.
        """
        return questions(names_of(thing, self.around))


def plan(graph: Store, table: DecisionTable, wanted: str | None, limit: int | None = None) -> Plan:
    """Return what to ask for: one thing, the things of a kind, or all things of all kinds.

    A thing that is linked exactly, or for which somebody decided that no item exists, is settled;
    it is asked for only where it is `wanted` by itself. Raises InputError for a thing or kind that
    is not known, and for a data set whose items are not looked for.
    """
    if table.dataset != ASKED_AS:
        raise InputError(
            f"items of {table.dataset} cannot be looked for",
            fix=f"Use --dataset {ASKED_AS}; decide on others with espd link decide.",
        )
    around = surroundings(graph)
    if wanted is None or wanted in KINDS:
        kinds = KINDS if wanted is None else (wanted,)
        every = [thing for kind in kinds for thing in things(graph, kind)]
        settled = [thing for thing in every if _is_settled(thing.iri, table)]
        open_things = [thing for thing in every if thing not in settled]
        return Plan(tuple(open_things[:limit]), tuple(settled), around)
    iri = find(graph, wanted)
    if kind_of(iri) not in KINDS:
        raise InputError(
            f"no items are looked for that are a {kind_of(iri) or 'term'}",
            subject=iri,
            fix=f"Name a {one_of(list(KINDS))}.",
        )
    return Plan(tuple(described(graph, [iri])), (), around)


def propose(
    what: Plan,
    table: DecisionTable,
    outside: Store,
    today: str,
    *,
    progress: Progress = silent,
) -> Iterator[Asked]:
    """Ask for one thing after the other, add what is likely to the table, and yield it.

    What was yielded is in the table. Raises ServiceError or LimitError where the data set does not
    answer as it must, and InputError where the table cannot be added to; nothing is then added for
    the thing at hand, and what came before stays.
    """
    reader = Reader(outside)
    for done, thing in enumerate(what.things):
        progress(f"Asking for {thing.label}", done, len(what.things))
        asked = ask(thing, what.around, table, reader)
        table = append(table, [_row(one, today) for one in asked.proposed])
        yield asked


def ask(thing: Thing, around: Surroundings, table: DecisionTable, reader: Reader) -> Asked:
    """Return the items that may be a thing, judged; raises ServiceError or LimitError."""
    found = candidates(reader.store, names_of(thing, around))
    items = reader.read([one.id for one in found], offices=thing.kind == "person")
    if items and not any(item.is_known for item in items):
        raise nothing_known(find_dataset(ASKED_AS).label, items)
    names = reader.names_of(_mentioned(items))
    known = Known(_linked(table), around.states, names)
    taken = _taken(table, thing.iri)
    cases, aside = [], []
    for one, item in zip(found, items, strict=True):
        case = Case(thing, item, one, known, KINDS[thing.kind])
        reason = set_aside(case) or taken.get(WD + item.id, "")
        if reason:
            aside.append((item, reason))
        else:
            cases.append(case)
    best = [one for one in ranked(cases) if one.score >= FLOOR][:AT_MOST]
    standing = table.latest()
    proposed = [one for one in best if (thing.iri, WD + one.case.item.id) not in standing]
    return Asked(thing, tuple(best), tuple(proposed), tuple(aside))


def _is_settled(iri: str, table: DecisionTable) -> bool:
    return any(
        (one.outcome is Outcome.LINKED and one.predicate == EXACT) or one.outcome is Outcome.NO_ITEM
        for one in table.of(iri)
    )


def _mentioned(items: Sequence[Item]) -> set[str]:
    """Return the items to which items point, where their names are shown or compared."""
    found = {id for item in items for id in countries(item)}
    found |= {held.post for item in items for held in item.held}
    return found | {id for item in items for id in item.values("P31", "P279", OCCUPATION)}


def _linked(table: DecisionTable) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in table.exact():
        ids = found.get(one.subject, frozenset())
        found[one.subject] = ids | {one.object.removeprefix(WD)}
    return found


def _taken(table: DecisionTable, subject: str) -> dict[str, str]:
    """Return the items that are linked exactly to another thing, each with that said."""
    return {
        one.object: f"is linked to {one.subject_label or one.subject}"
        for one in table.exact()
        if one.subject != subject
    }


def _row(scored: Scored, today: str) -> Decision:
    thing, item = scored.case.thing, scored.case.item
    return Decision(
        subject=thing.iri,
        predicate=scored.case.kind.relation,
        object=WD + item.id,
        justification=COMPOSITE,
        judgement=Judgement.UNSURE,
        subject_label=thing.label,
        object_label=item.label,
        comment=f"{scored.score} of 100. {scored.reasons}",
        date=today,
        confidence=scored.score / 100,
        tool=_TOOL,
        tool_version=VERSION,
    )
