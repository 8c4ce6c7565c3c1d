"""A joint statement: its words, the passages that cover them, and the provisions they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.synthetic.numbers import mixed, pick
from benchmarks.synthetic.people import company, head
from benchmarks.synthetic.plan import Edition, Sitting
from benchmarks.synthetic.provisions import Spoken, promise, provisions
from benchmarks.synthetic.turtle import Thing, text
from benchmarks.synthetic.words import MONTHS, slug

_PARAGRAPH: Final = 4


@dataclass
class Statement:
    """The text of a document, and the things that its data file holds after the document."""

    edition: Edition
    lines: list[str] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)

    def passage(self, mark: str, title: str, quote: str, not_coded: str | None = None) -> None:
        """Add a passage."""
        self.things.append(
            Thing.of(
                f"passage:{self.edition.slug}-{mark}",
                "espd:Passage",
                rdfs__label=text(f"{title} ({self.edition.label}, passage)", "en"),
                source=self.edition.source,
                quote=text(quote),
                notCoded=f"code:{not_coded}" if not_coded else None,
            )
        )


def statement(edition: Edition) -> Statement:
    """Return the statement of an edition of which a text is held."""
    whole = Statement(edition)
    _letterhead(whole, "release", "Release line", _release(edition))
    _letterhead(whole, "begin", "Begin mark", "Begin Text:")
    _opening(whole)
    spoken = [*provisions(edition), promise(edition)]
    for start in range(0, len(spoken), _PARAGRAPH):
        whole.lines.append(" ".join(_sentences(whole, spoken[start : start + _PARAGRAPH])))
    _letterhead(whole, "end", "End mark", "End Text.")
    return whole


def _release(edition: Edition) -> str:
    first, second = edition.framework.sides
    return (
        f"The text of the following statement was released by the Governments of {first} and "
        f"{second} on the occasion of the {edition.label}."
    )


def _letterhead(whole: Statement, mark: str, title: str, words: str) -> None:
    whole.passage(mark, title, words, "letterhead")
    whole.lines.append(words)


def _opening(whole: Statement) -> None:
    edition = whole.edition
    sentences = []
    for sitting in edition.sittings:
        sentences.append(_meeting(edition, sitting))
        mark = sitting.passage.removeprefix(f"passage:{edition.slug}-")
        whole.passage(mark, f"Opening {mark}", sentences[-1])
    others = [f"{person.title} {person.name}" for person in company(edition)]
    if others:
        sentences.append(f"They were joined by {' and '.join(others)}.")
        whole.passage("company", "Members of the delegations", sentences[-1])
    sentences.append(f"The format serves to bring {' and '.join(edition.framework.sides)} closer.")
    whole.passage("purpose", "Purpose of the format", sentences[-1])
    whole.lines.append(" ".join(sentences))


def _meeting(edition: Edition, sitting: Sitting) -> str:
    year, month, day = sitting.date
    host = next((n for n in (0, 1) if sitting.city and edition.framework.sides[n] ==
                 sitting.city.state), edition.host)  # fmt: skip
    one, other = (head(edition, side) for side in (host, 1 - host))
    how = (
        f"welcomed {other.title} {other.name} to {sitting.stated_name}"
        if sitting.city
        else f"met {other.title} {other.name} by video link"
    )
    return (
        f"On {MONTHS[month - 1]} {day}, {year}, {one.title} {one.name} {how} for {sitting.label}."
    )


def _sentences(whole: Statement, spoken: Sequence[Spoken]) -> Iterator[str]:
    """Yield the sentences; some hold two clauses, of which the second goes without a subject."""
    shared = False
    for number, one in enumerate(spoken):
        following = spoken[number + 1] if number + 1 < len(spoken) else None
        joins = following is not None and not shared and _share(whole.edition, one, following)
        words = one.clause if shared else f"{one.subject} {one.clause}"
        quote = f"{words}," if joins else f"{words}."
        whole.passage(one.mark, one.title, quote)
        whole.things.append(_provision(whole.edition, one))
        yield f"{quote} and" if joins else quote
        shared = joins


def _share(edition: Edition, one: Spoken, following: Spoken) -> bool:
    return one.subject == following.subject and mixed(edition.number, len(one.clause)) % 3 == 0


def _provision(edition: Edition, one: Spoken) -> Thing:
    names = [f"state:{slug(state)}" for state in one.speakers]
    manner = one.manner
    return Thing.of(
        f"provision:{edition.slug}-{one.mark}",
        "espd:Provision",
        rdfs__label=text(f"{one.title} ({edition.label})", "en"),
        statedIn=edition.source,
        madeAt=edition.iri,
        speaker=names,
        voicedBy=one.voice.iri if one.voice else None,
        verb=text(one.verb),
        speechAct=f"code:{manner.act}",
        obligation=f"code:{manner.obligation}",
        precision=f"code:{one.precision}",
        novelty=f"code:{manner.novelty}" if manner.novelty else None,
        obligatedParty=names if one.binds else None,
        beneficiary=f"state:{slug(one.beneficiary)}" if one.beneficiary else None,
        theme=[f"theme:{theme}" for theme in one.themes],
        mentions=one.mentions,
        inThread=[edition.framework.thread(theme) for theme in one.threads],
        promises=one.promises,
        evidence=f"passage:{edition.slug}-{one.mark}",
    )


def remark(edition: Edition) -> str:
    """Return one more sentence, which no passage of the statement holds."""
    return pick(("Tea was served to all.", "The weather was fine.", "Flags were exchanged."),
                edition.number)  # fmt: skip
