"""What an item of Wikidata must be to stand for a thing of a kind, and what weighs for and against.

The classes were each seen under these labels in several public data sets and programs; the
constraints on offices, bodies and embassies are those by which one state's is told from another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from espd_kg.linking.table.slots import EXACT
from espd_kg.namespaces import SKOS

HUMAN: Final = "Q5"

NEVER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Q4167410": "a disambiguation page",
        "Q22808320": "a disambiguation page of human names",
        "Q4167836": "a category",
        "Q13406463": "a list article",
        "Q11266439": "a template",
        "Q101352": "a family name",
        "Q202444": "a given name",
        "Q12308941": "a male given name",
        "Q11879590": "a female given name",
        "Q11424": "a film",
        "Q5398426": "a television series",
        "Q482994": "an album",
        "Q7725634": "a literary work",
        "Q571": "a book",
        "Q13442814": "a scholarly article",
        "Q7889": "a video game",
    }
)
"""What none of our things is."""

_PEOPLE: Final = {HUMAN: "a human"}
_BODIES: Final = {
    "Q43229": "an organization",
    "Q327333": "a government agency",
    "Q20901295": "a foreign affairs ministry",
    "Q213283": "a diplomatic mission",
    "Q3917681": "an embassy",
    "Q484652": "an international organization",
}
_OFFICES: Final = {
    "Q4164871": "a position",
    "Q294414": "a public office",
    "Q7330070": "a minister of foreign affairs",
    "Q121998": "an ambassador",
    "Q29645880": "an ambassador of a country",
}
_STATES: Final = {"Q3624078": "a sovereign state", "Q6256": "a country"}
_FORMER: Final = {"Q3024240": "a historical country"}
_SETTLEMENTS: Final = {
    "Q515": "a city",
    "Q486972": "a human settlement",
    "Q5119": "a capital",
}
_HAPPENINGS: Final = {
    "Q1656682": "an event",
    "Q1190554": "an occurrence",
    "Q1072326": "a summit",
    "Q15221623": "a bilateral relation",
}
_INSTRUMENTS: Final = {"Q131569": "a treaty"}
_THINGS_AND_PLACES: Final = {**_PEOPLE, **_OFFICES, **_STATES, **_FORMER, **_SETTLEMENTS}


@dataclass(frozen=True)
class Kind:
    """How the items for one kind of thing are judged.

    `expected` and `refused` are classes with their words: an item of an expected class fits; one
    of a refused class, and of no expected one, is set aside. With `one_state`, an item must also
    be known to belong to the thing's state. `weights` say how much each feature counts.
    """

    expected: Mapping[str, str]
    refused: Mapping[str, str]
    weights: Mapping[str, float]
    one_state: bool = False
    only_expected: bool = False
    relation: str = EXACT


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "person": Kind(
            _PEOPLE,
            {},
            {
                **{"name": 30, "labels": 10, "type": 5, "country": 20, "office": 20},
                **{"occupation": 10, "dates": 10},
            },
            only_expected=True,
        ),
        "state": Kind(
            _STATES,
            {**_FORMER, **_PEOPLE, **_SETTLEMENTS, **_OFFICES},
            {"name": 40, "labels": 15, "type": 25, "code": 20},
        ),
        "place": Kind(
            _SETTLEMENTS,
            {**_PEOPLE, **_BODIES, **_OFFICES},
            {"name": 40, "labels": 15, "type": 25, "country": 20},
        ),
        "organization": Kind(
            _BODIES,
            {**_THINGS_AND_PLACES},
            {"name": 40, "labels": 15, "type": 20, "country": 25},
            one_state=True,
        ),
        "post": Kind(
            _OFFICES,
            {**_PEOPLE, **_BODIES, **_STATES, **_SETTLEMENTS},
            {"name": 40, "labels": 15, "type": 20, "country": 25},
            one_state=True,
        ),
        "framework": Kind(
            {**_BODIES, **_HAPPENINGS},
            {**_THINGS_AND_PLACES},
            {"name": 50, "labels": 15, "type": 15, "country": 20},
        ),
        "initiative": Kind(
            {**_BODIES, **_HAPPENINGS, **_INSTRUMENTS},
            {**_THINGS_AND_PLACES},
            {"name": 60, "labels": 20, "type": 20},
        ),
        "event": Kind(
            _HAPPENINGS,
            {**_THINGS_AND_PLACES, **_BODIES},
            {"name": 40, "labels": 15, "type": 20, "country": 10, "dates": 15},
        ),
        "theme": Kind(
            {},
            {**_THINGS_AND_PLACES, **_BODIES},
            {"name": 60, "labels": 30, "type": 10},
            relation=SKOS + "closeMatch",
        ),
    }
)
"""The kinds of thing for which items are looked for. A theme of ours is at most close to an item
before somebody has read both definitions."""

PUBLIC_LIFE: Final[Mapping[str, str]] = MappingProxyType(
    {"Q193391": "diplomat", "Q82955": "politician"}
)
"""Occupations in which officials are found."""
