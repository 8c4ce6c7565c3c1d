"""Which meetings there are: frameworks between pairs of states, and their yearly editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from benchmarks.synthetic.numbers import mixed, shuffled
from benchmarks.synthetic.words import CITIES, FORMATS, ORDINALS, STATES, slug

_PAIRS: Final = tuple(combinations(STATES, 2))
_RENAMED_IN: Final = 2008
_RESERVED: Final = frozenset({"next-meeting", "dialogue-format"})


@dataclass(frozen=True)
class City:
    """A place of meetings; some had another name until 2008."""

    state: str
    name: str
    former: str | None

    @property
    def iri(self) -> str:
        """Its name in Turtle."""
        return f"place:{slug(self.name)}"

    def called_in(self, year: int) -> str:
        """Return the name that was official in a year."""
        return self.former if self.former and year < _RENAMED_IN else self.name


def city(state: str, second: bool) -> City:
    """Return one of the two cities of a state."""
    name = CITIES[second].format(state)
    renamed = second and STATES.index(state) % 4 == 0
    return City(state, name, f"Fort {state}" if renamed else None)


@dataclass(frozen=True)
class Framework:
    """A format of two states, with as many of its editions as the corpus holds."""

    number: int
    first: int
    """The number of its first edition in the whole corpus."""
    size: int
    themes: Sequence[str]
    """All themes of the scheme."""

    @property
    def sides(self) -> tuple[str, str]:
        """The two states."""
        return _PAIRS[self.number * 361 % len(_PAIRS)]

    @property
    def label(self) -> str:
        """Its English name, which no other framework bears."""
        turn = self.number // len(_PAIRS)
        again = turn // len(FORMATS)
        infix = f" Renewed {again + 1}-Year" if again else ""
        return f"{'-'.join(self.sides)}{infix} {FORMATS[(self.number + turn) % len(FORMATS)]}"

    @property
    def slug(self) -> str:
        """Its part of an IRI."""
        return slug(self.label)

    @property
    def iri(self) -> str:
        """Its name in Turtle."""
        return f"framework:{self.slug}"

    @property
    def initiative(self) -> str:
        """The working group of the framework."""
        return f"{'-'.join(self.sides)} Working Group {self.number + 1}"

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, in order of time."""
        return tuple(Edition(self, place) for place in range(self.size))

    @cached_property
    def order_of_themes(self) -> list[str]:
        """The themes in an order of its own, without those of the next meeting."""
        return [t for t in shuffled(self.themes, self.number, 1) if t not in _RESERVED]

    @cached_property
    def threads(self) -> dict[str, list[int]]:
        """The themes that are followed, each with the editions in which it has a step."""
        spoken = [edition.place for edition in self.editions if not edition.silent]
        steps = {
            theme: [place for n, place in enumerate(spoken) if (n + k) % 4 != 3]
            for k, theme in enumerate(self.order_of_themes[: 3 + self.number % 3])
        }
        steps["next-meeting"] = spoken
        return {theme: places for theme, places in steps.items() if len(places) > 1}

    def thread(self, theme: str) -> str:
        """Return the name of a thread in Turtle."""
        return f"thread:{self.slug}-{theme}"


@dataclass(frozen=True)
class Sitting:
    """An edition that met once, or one of its sessions."""

    iri: str
    label: str
    passage: str
    date: tuple[int, int, int]
    city: City | None
    stated_name: str | None

    @property
    def day(self) -> str:
        """The date as XML Schema writes it."""
        year, month, day = self.date
        return f"{year:04}-{month:02}-{day:02}"


@dataclass(frozen=True)
class Edition:
    """One edition of a framework."""

    framework: Framework
    place: int
    """Its place in the framework, from 0."""

    @property
    def number(self) -> int:
        """Its place in the corpus, from 0."""
        return self.framework.first + self.place

    @property
    def year(self) -> int:
        """The year of the edition."""
        return 2001 + self.framework.number % 7 + self.place

    @property
    def slug(self) -> str:
        """Its part of an IRI."""
        return f"{self.framework.slug}-{self.year}"

    @property
    def iri(self) -> str:
        """Its name in Turtle."""
        return f"dialogue:{self.slug}"

    @property
    def label(self) -> str:
        """Its English name."""
        return f"{ORDINALS[self.place]} {self.framework.label}"

    @property
    def silent(self) -> bool:
        """Whether no text of it is held."""
        return self.place > 0 and self.number % 13 == 7

    @property
    def sat_twice(self) -> bool:
        """Whether it met in two sessions."""
        return not self.silent and self.number % 11 == 4

    @property
    def virtual(self) -> bool:
        """Whether it met by video link."""
        return not self.sat_twice and self.number % 10 == 6

    @property
    def disputed(self) -> bool:
        """Whether a report dates it otherwise."""
        return not (self.silent or self.sat_twice) and self.number % 17 == 5

    @property
    def host(self) -> int:
        """Which of the two sides receives the other."""
        return self.place % 2

    @property
    def document(self) -> str:
        """The slug of its source."""
        return f"{self.slug}-{'report' if self.silent else 'joint-statement'}"

    @property
    def source(self) -> str:
        """What bears out its facts where no passage does."""
        return f"document:{self.document}"

    def city(self, side: int) -> City:
        """Return where one of the sides receives the other."""
        return city(self.framework.sides[side], mixed(self.number, side) % 2 == 0)

    @cached_property
    def sittings(self) -> tuple[Sitting, ...]:
        """The edition itself, or its two sessions."""
        if self.sat_twice:
            return self._sitting(0, self.host), self._sitting(1, 1 - self.host)
        return (self._sitting(None, self.host),)

    def _sitting(self, session: int | None, side: int) -> Sitting:
        date = self.year, 2 + 5 * (session or 0) + self.number % 4, 1 + mixed(self.number, 5) % 28
        where = None if self.virtual else self.city(side)
        stated = None
        if where is not None:
            old_habit = where.former if self.number % 9 == 0 else None
            stated = old_habit or where.called_in(self.year)
        if session is None:
            iri, label, mark = self.iri, f"the {self.label}", "opening"
        else:
            iri = f"session:{self.slug}-{session + 1}"
            label = f"the {ORDINALS[session]} session of the {self.label}"
            mark = f"opening-{session + 1}"
        return Sitting(iri, label, f"passage:{self.slug}-{mark}", date, where, stated)


def frameworks(dialogues: int, themes: Sequence[str]) -> Iterator[Framework]:
    """Yield frameworks of 8 to 10 editions until there are as many dialogues."""
    number = first = 0
    while first < dialogues:
        size = min(8 + number % 3, dialogues - first)
        yield Framework(number, first, size, themes)
        number, first = number + 1, first + size
