"""From features to a score, and from scores to an order; what cannot be is set aside first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from espd_kg.linking.matching.features import UNKNOWN, Case, Feature, countries, features, is_state
from espd_kg.linking.matching.items import number
from espd_kg.linking.matching.kinds import NEVER


@dataclass(frozen=True)
class Scored:
    """A case with its features and the score that follows from them, 0 to 100."""

    case: Case
    features: tuple[Feature, ...]
    score: int

    @property
    def reasons(self) -> str:
        """The features in words, for people who decide."""
        return "; ".join(f"{one.name} {_shown(one)}: {one.reason}" for one in self.features)


def scored(case: Case) -> Scored:
    """Return the case with its score: the mean of its features by their weights.

    A feature of which the item says nothing counts for a little more than one against it.
    """
    found = tuple(features(case))
    total = sum(one.weight for one in found)
    reached = sum(one.weight * (UNKNOWN if one.value is None else one.value) for one in found)
    return Scored(case, found, round(100 * reached / total))


def ranked(cases: Iterable[Case]) -> list[Scored]:
    """Return the cases, the best first; of equal ones, the older item."""
    return sorted(
        (scored(case) for case in cases), key=lambda one: (-one.score, number(one.case.item.id))
    )


def set_aside(case: Case) -> str:
    """Return why the item cannot be the thing, or nothing where it may be.

    It cannot be of a type that none of our things has, or that another kind has; and an office or
    a body of a state must be known to be that state's, for each state has its like.
    """
    item, kind = case.item, case.kind
    never = [NEVER[one] for one in item.classes if one in NEVER]
    if never:
        return f"is {never[0]}"
    direct = item.values("P31")
    fits = any(one in kind.expected for one in (direct or item.classes))
    refused = [kind.refused[one] for one in item.classes if one in kind.refused]
    if refused and not fits:
        return f"is {refused[0]}"
    if kind.only_expected and not any(one in kind.expected for one in item.classes):
        return f"is not {next(iter(kind.expected.values()))}"
    return _of_another_state(case) if kind.one_state and case.thing.states else ""


def _of_another_state(case: Case) -> str:
    ids = countries(case.item)
    if any(is_state(state, ids, case.known) for state in case.thing.states):
        return ""
    if ids:
        return "belongs to another state"
    return "" if _names_state(case) else "is of no state that is known"


def _names_state(case: Case) -> bool:
    """Whether a name of the item holds that of a state to which our thing belongs."""
    own = [
        name.casefold()
        for state in case.thing.states
        for names in case.known.states.get(state, {}).values()
        for name in names
    ]
    every = [*case.item.labels.values(), *(a for one in case.item.aliases.values() for a in one)]
    return any(f" {name} " in f" {text.casefold()} " for text in every for name in own)


def _shown(feature: Feature) -> str:
    return "unknown" if feature.value is None else f"{feature.value:.2f}"
