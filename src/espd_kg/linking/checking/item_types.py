"""The types of linked items, as snapshots keep them, held against what our things are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from espd_kg.iris import slug_of
from espd_kg.linking.matching.kinds import KINDS, NEVER
from espd_kg.linking.outside import wikibase as wb
from espd_kg.namespaces import RDF, WD
from espd_kg.results import text_value
from espd_kg.stores.base import Store

_AS: Final[Mapping[str, str]] = MappingProxyType({"dialogue": "event", "session": "event"})
_TYPES: Final = f"""
    SELECT DISTINCT ?item ?type WHERE {{{{
      GRAPH ?graph {{{{ ?item <{wb.INSTANCE_OF}>|<{RDF}type> ?type }}}}
      FILTER(STRENDS(STR(?graph), "/snapshots/{{dataset}}") && STRSTARTS(STR(?type), "{WD}Q"))
    }}}}
    ORDER BY ?item ?type"""


def cached_types(store: Store, dataset: str) -> dict[str, tuple[str, ...]]:
    """Return the types of the items in the snapshot of a data set; nothing where there is none.

    Raises LimitError where a limit is hit; ServiceError where a remote store does not answer.
    """
    found: dict[str, list[str]] = {}
    for item, kind in store.select(_TYPES.format(dataset=dataset)).rows:
        found.setdefault(text_value(item), []).append(slug_of(text_value(kind)))
    return {item: tuple(types) for item, types in found.items()}


def misfit(kind: str, types: Iterable[str]) -> str | None:
    """Return what an item of these types is that a thing of this kind cannot be, or None.

    A type that is not known says nothing; a person must be known as a human.
    """
    known = set(types)
    judged = KINDS.get(_AS.get(kind, kind))
    for one in sorted(known):
        if one in NEVER:
            return NEVER[one]
    if judged is None or not known or known & judged.expected.keys():
        return None
    if judged.only_expected:
        expected = " or ".join(judged.expected.values())
        return f"not {expected}, but of type {', '.join(sorted(known))}"
    return next((judged.refused[one] for one in sorted(known) if one in judged.refused), None)
