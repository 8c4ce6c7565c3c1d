"""A made-up outside: for each of our things the item that stands for it, among items that do not.

The names are ours or written as others write them. The ids of the items are made up, from
Q900000001 on, and so are the facts; only the classes bear the ids that they have. The right item
of a case always has the highest id in it, so that no tie can help it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from espd_kg.namespaces import ID, THEME
from wikidata.building import Claim, Item, Text, Time, claims

FIRST = 900_000_001
"""The first number of the made-up items."""

KAZAKHSTAN, AMERICA, RUSSIA, BRITAIN, KYRGYZSTAN = (f"Q99000000{n}" for n in range(1, 6))
"""States that items belong to: the first two are the right items of our own."""

HUMAN, FAMILY_NAME, DISAMBIGUATION, FILM, BOOK, ARTICLE, ALBUM = (
    *("Q5", "Q101352", "Q4167410", "Q11424", "Q571", "Q13442814", "Q482994"),
)
STATE, FORMER, CITY, SETTLEMENT, POSITION, MINISTER = (
    *("Q3624078", "Q3024240", "Q515", "Q486972", "Q4164871", "Q7330070"),
)
AGENCY, ORGANIZATION, EMBASSY, TREATY, EVENT, MFA = (
    *("Q327333", "Q43229", "Q3917681", "Q131569", "Q1656682", "Q20901295"),
)
DIPLOMAT, POLITICIAN = "Q193391", "Q82955"
CLUB, MAGAZINE, SHIP, REGION, RAILWAY, CONCEPT, BAND, FOOTBALLER, PAINTER, ENGINEER, FIELD = (
    f"Q9800000{n:02}" for n in range(1, 12)
)
MINISTER_KZ, SECRETARY_US, PRESIDENT_KZ, PRESIDENT_US, AMBASSADOR_TO_NEPAL, STATE_DEPARTMENT = (
    f"Q97000000{n}" for n in range(1, 7)
)


@dataclass(frozen=True)
class Case:
    """One thing of ours, by kind and slug; the items around it, and the right one."""

    thing: str
    distractors: tuple[Item, ...]
    right: Item

    @property
    def iri(self) -> str:
        """The thing's IRI."""
        kind, _, slug = self.thing.partition("/")
        return THEME + slug if kind == "theme" else ID + self.thing


def item(
    en: str = "",
    *types: str,
    ru: str = "",
    kk: str = "",
    mul: str = "",
    also: Sequence[str] = (),
    also_ru: Sequence[str] = (),
    about: str = "",
    id: str = "",
    stated: tuple[Claim, ...] = (),
    **values: str,
) -> Item:
    """Return an item; `values` are items by property, several parted by spaces."""
    labels = {"en": en, "ru": ru, "kk": kk, "mul": mul}
    aliases = {"en": tuple(also), "ru": tuple(also_ru)}
    plain = tuple(claim for name, ids in values.items() for claim in claims(name, *ids.split()))
    return Item(
        id,
        {language: label for language, label in labels.items() if label},
        {language: names for language, names in aliases.items() if names},
        {"en": about} if about else {},
        (*claims("P31", *types), *plain, *stated),
    )


def person(en: str, born: str = "", *offices: Claim, **rest: object) -> Item:
    """Return a human with a year of birth and the offices that were held."""
    stated = (*claims("P569", *([Time(born)] if born else [])), *offices)
    return item(en, HUMAN, stated=stated, **rest)  # type: ignore[arg-type]


def case(thing: str, right: Item, *distractors: Item) -> Case:
    """Return a case whose items have no ids yet."""
    return Case(thing, distractors, right)


def family(name: str) -> Item:
    """Return a family name."""
    return item(name, FAMILY_NAME, about="family name")


def page(name: str) -> Item:
    """Return a page that tells things of one name apart."""
    return item(name, DISAMBIGUATION, about="Wikimedia disambiguation page")


def numbered(cases: Sequence[Case]) -> list[Case]:
    """Return the cases with ids for the items that have none, the right one's the highest."""
    found, next_number = [], FIRST
    for one in cases:
        given = []
        for bare in (*one.distractors, one.right):
            given.append(bare if bare.id else replace(bare, id=f"Q{next_number}"))
            next_number += not bare.id
        found.append(Case(one.thing, tuple(given[:-1]), given[-1]))
    return found


def items(cases: Sequence[Case]) -> list[Item]:
    """Return every item of the cases, with the classes and states that they refer to."""
    return [*SURROUNDINGS, *(one for case in cases for one in (*case.distractors, case.right))]


def links(cases: Sequence[Case]) -> Mapping[str, str]:
    """Return the right item of each thing, by the thing's IRI."""
    return {case.iri: case.right.id for case in cases}


def _class(id: str, label: str, *above: str) -> Item:
    return Item(id, {"en": label}, claims=claims("P279", *above))


SURROUNDINGS = [
    *(_class(id, label) for id, label in ((HUMAN, "human"), (STATE, "sovereign state"))),
    _class(FORMER, "historical country"),
    _class(CITY, "city", SETTLEMENT),
    _class(SETTLEMENT, "human settlement"),
    _class(POSITION, "position"),
    _class(MINISTER, "minister of foreign affairs", "Q980000020"),
    _class("Q980000020", "minister", POSITION),
    _class(AGENCY, "government agency", ORGANIZATION),
    _class(ORGANIZATION, "organization"),
    _class(MFA, "foreign affairs ministry", "Q980000021"),
    _class("Q980000021", "ministry", AGENCY),
    _class(EMBASSY, "embassy", "Q213283"),
    _class("Q213283", "diplomatic mission", ORGANIZATION),
    _class(TREATY, "treaty"),
    _class(EVENT, "event"),
    *(_class(id, label) for id, label in ((FILM, "film"), (BOOK, "book"), (ALBUM, "album"))),
    _class(CLUB, "sports club", ORGANIZATION),
    _class(MAGAZINE, "magazine"),
    _class(SHIP, "ship"),
    _class(REGION, "federated state"),
    _class(RAILWAY, "railway line"),
    _class(CONCEPT, "concept"),
    _class(FIELD, "field of work", CONCEPT),
    _class(BAND, "musical group", ORGANIZATION),
    *(_class(id, label) for id, label in ((FOOTBALLER, "footballer"), (PAINTER, "painter"))),
    *(_class(id, label) for id, label in ((ENGINEER, "engineer"), (DIPLOMAT, "diplomat"))),
    _class(POLITICIAN, "politician"),
    Item(RUSSIA, {"en": "Russia"}, claims=claims("P31", STATE)),
    Item(BRITAIN, {"en": "United Kingdom"}, claims=claims("P31", STATE)),
    Item(KYRGYZSTAN, {"en": "Kyrgyzstan"}, claims=claims("P31", STATE)),
    Item(AMBASSADOR_TO_NEPAL, {"en": "ambassador of the United States to Nepal"}),
]


def codes(alpha2: str) -> tuple[Claim, ...]:
    """Return the code of a country."""
    return claims("P297", Text(alpha2))
