"""Who speaks for the sides: invented people, each in one post for some editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.synthetic.plan import Edition, Framework, Sitting
from benchmarks.synthetic.turtle import Thing, text, typed
from benchmarks.synthetic.words import FAMILY, FIRST_NAMES, ROLES, cyrillic, slug

_TERM: Final = 4
_COMPANIES: Final = (
    (),
    ((1, 0),),
    ((1, 0), (1, 1)),
    ((1, 0), (1, 1), (2, 0), (2, 1)),
)
"""Who joins the two heads, as role and side."""


@dataclass(frozen=True)
class Person:
    """An official of one side."""

    number: int
    state: str
    role: int

    @property
    def name(self) -> str:
        """First and family name; no two people share both."""
        rest, first = divmod(self.number, len(FIRST_NAMES))
        rest, last = divmod(rest, len(FAMILY[2]))
        rest, middle = divmod(rest, len(FAMILY[1]))
        family = FAMILY[0][rest % len(FAMILY[0])] + FAMILY[1][middle] + FAMILY[2][last]
        return f"{FIRST_NAMES[first]} {family}"

    @property
    def iri(self) -> str:
        """The person's name in Turtle."""
        return f"person:{slug(self.name)}"

    @property
    def title(self) -> str:
        """The title, which is the label of the post too."""
        return f"{ROLES[self.role]} of {self.state}"

    @property
    def post(self) -> str:
        """The post's name in Turtle."""
        return f"post:{slug(self.title)}"


def head(edition: Edition, side: int) -> Person:
    """Return who leads the delegation of a side."""
    return _person(edition, 0, side)


def company(edition: Edition) -> list[Person]:
    """Return who else takes part in the first sitting."""
    if edition.silent:
        return []
    choice = _COMPANIES[(edition.framework.number + edition.place) % len(_COMPANIES)]
    return [_person(edition, role, side) for role, side in choice]


def present(edition: Edition, sitting: Sitting) -> list[Person]:
    """Return who takes part in a sitting, the two heads first."""
    first = sitting == edition.sittings[0]
    return [head(edition, 0), head(edition, 1), *(company(edition) if first else ())]


def source_of(edition: Edition, sitting: Sitting, person: Person) -> str:
    """Return what bears out that a person took part."""
    if edition.silent:
        return edition.source
    return sitting.passage if person.role == 0 else f"passage:{edition.slug}-company"


def _person(edition: Edition, role: int, side: int) -> Person:
    number = edition.framework.number * 18 + side * 9 + role * 3 + edition.place // _TERM
    return Person(number, edition.framework.sides[side], role)


def files_of(framework: Framework) -> Iterator[tuple[Person, list[Thing]]]:
    """Yield the people of a framework, each with the things of the person's file."""
    seen: dict[Person, list[tuple[str, str]]] = {}
    for edition in framework.editions:
        for sitting in edition.sittings:
            for person in present(edition, sitting):
                source = source_of(edition, sitting, person)
                seen.setdefault(person, []).append((sitting.day, source))
    for person, known in sorted(seen.items(), key=lambda item: item[0].number):
        yield person, [_official(person), _tenure(person, known)]


def _official(person: Person) -> Thing:
    labels = [text(person.name, "en")]
    if person.number % 5 == 0:
        labels += [text(cyrillic(person.name), "ru"), text(cyrillic(person.name), "kk")]
    return Thing.of(person.iri, "espd:Official", rdfs__label=labels)


def _tenure(person: Person, known: list[tuple[str, str]]) -> Thing:
    return Thing.of(
        f"tenure:{slug(person.name)}-{slug(person.title)}",
        "espd:Tenure",
        rdfs__label=text(f"{person.name} as {person.title}", "en"),
        official=person.iri,
        post=person.post,
        attestedOn=[typed(day, "date") for day, _ in known],
        evidence=list(dict.fromkeys(source for _, source in known)),
    )
