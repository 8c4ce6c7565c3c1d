"""What an edition says, clause by clause, with the codes of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.synthetic.numbers import mixed, pick
from benchmarks.synthetic.people import Person, head
from benchmarks.synthetic.plan import City, Edition
from benchmarks.synthetic.sentences import BOUND, JOINT_SUBJECTS, MANNERS, Manner
from benchmarks.synthetic.words import INITIATIVES, slug

_CALLING = Manner("reaffirmed their intention to convene", "", "restated-intent", "O2", "",
                  "restates")  # fmt: skip


@dataclass(frozen=True)
class Spoken:
    """One provision before it is written down."""

    mark: str
    subject: str
    clause: str
    """The words from the verb to the end, without the full stop."""
    manner: Manner
    precision: str
    speakers: tuple[str, ...]
    themes: tuple[str, ...]
    threads: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    voice: Person | None = None
    beneficiary: str | None = None
    promises: str | None = None

    @property
    def title(self) -> str:
        """What its label begins with."""
        return self.mark.replace("-", " ").capitalize()

    @property
    def verb(self) -> str:
        """The governing words."""
        return self.manner.verb(len(self.speakers) > 1)

    @property
    def binds(self) -> bool:
        """Whether the speakers bind themselves."""
        return self.manner.obligation in BOUND


def provisions(edition: Edition) -> Iterator[Spoken]:
    """Yield 8 to 20 provisions, each on a theme of its own, the steps of threads first."""
    framework = edition.framework
    wanted = 7 + mixed(edition.number, 2) % 13
    own = framework.order_of_themes
    steps = [
        theme
        for theme, places in framework.threads.items()
        if edition.place in places and theme in own
    ]
    turn = len(own) // 2 + edition.place * 19
    others = [own[(turn + n) % len(own)] for n in range(len(own))]
    free = (theme for theme in others if theme not in framework.threads)
    for number, theme in enumerate([*steps, *free][:wanted]):
        yield _spoken(edition, number, theme, theme in steps)


def _spoken(edition: Edition, number: int, theme: str, step: bool) -> Spoken:
    seed = edition.number * 32 + number
    manner = pick(MANNERS, seed, 1)
    together = mixed(seed, 2) % 4 > 0
    side = mixed(seed, 3) % 2
    voice = head(edition, side) if not together and mixed(seed, 4) % 2 else None
    subject, speakers = _who(edition, seed, together, side, voice)
    tail, precision, mentions = _tail(edition, seed, manner)
    second = edition.framework.order_of_themes[mixed(seed, 5) % len(edition.framework.themes) - 2]
    themes = (theme,) if mixed(seed, 6) % 3 == 0 or second == theme else (theme, second)
    also = f" with regard to {_words(second)}" if len(themes) > 1 else ""
    return Spoken(
        mark=theme,
        subject=subject,
        clause=f"{manner.verb(together)} {manner.aim}{_words(theme)}{also}{tail}",
        manner=manner,
        precision=precision,
        speakers=speakers,
        themes=themes,
        threads=(theme,) if step else (),
        mentions=mentions,
        voice=voice,
        beneficiary=None if together or seed % 5 else edition.framework.sides[1 - side],
    )


def _who(
    edition: Edition, seed: int, together: bool, side: int, voice: Person | None
) -> tuple[str, tuple[str, ...]]:
    sides = edition.framework.sides
    if together:
        return pick((*JOINT_SUBJECTS, " and ".join(sides)), edition.number, seed // 3), sides
    subject = f"{voice.title} {voice.name}" if voice else sides[side]
    return subject, (sides[side],)


def _tail(edition: Edition, seed: int, manner: Manner) -> tuple[str, str, tuple[str, ...]]:
    """Return how the sentence goes on, its precision, and what it mentions."""
    if manner.obligation == "O4":
        name = pick([name for name, kind in INITIATIVES if kind == "treaty"], seed)
        return f", as the {name} provides", "P2", (f"initiative:{slug(name)}",)
    choice = mixed(seed, 7) % 8
    if manner.aim and choice < 2:
        own = edition.framework.initiative
        name = own if choice else pick(INITIATIVES, seed)[0]
        return f", including through the {name}", "P2", (f"initiative:{slug(name)}",)
    if manner.aim and choice == 2:
        return f", with the first results by {edition.year + 2}", "P3", ()
    return "", "P1" if manner.aim else "P0", ()


def promised_city(edition: Edition) -> City:
    """Return where the next edition is to meet; one promise in five is for the wrong place."""
    framework, following = edition.framework, edition.place + 1
    side = following % 2 if mixed(edition.number, 8) % 5 else edition.host
    if following < framework.size:
        return framework.editions[following].city(side)
    return edition.city(side)


def promised_year(edition: Edition) -> int | None:
    """Return when the next edition is to meet, if that is said."""
    return None if edition.number % 7 == 3 else edition.year + 1


def promise(edition: Edition) -> Spoken:
    """Return the promise of the next edition, with which each statement ends."""
    framework, where = edition.framework, promised_city(edition)
    year = promised_year(edition)
    when = f"in {year}" if year else "in due course"
    return Spoken(
        mark="next-meeting",
        subject="Delegations",
        clause=f"{_CALLING.joint} the next edition in {where.name} {when}",
        manner=_CALLING,
        precision="P3",
        speakers=framework.sides,
        themes=("next-meeting", "dialogue-format"),
        threads=("next-meeting",) if "next-meeting" in framework.threads else (),
        mentions=(framework.iri, where.iri),
        promises=f"event:{edition.slug}-next",
    )


def _words(theme: str) -> str:
    return theme.replace("-", " ")
