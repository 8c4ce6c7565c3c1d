"""The file of an edition: the meeting, who took part, and the meeting that it promises."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.synthetic.people import Person, head, present, source_of
from benchmarks.synthetic.plan import Edition, Sitting
from benchmarks.synthetic.provisions import promised_city, promised_year
from benchmarks.synthetic.turtle import Thing, text, typed
from benchmarks.synthetic.words import slug


def events(edition: Edition) -> Iterator[Thing]:
    """Yield what the file of the edition holds."""
    yield _dialogue(edition)
    if edition.sat_twice:
        yield from (_session(edition, n) for n in range(len(edition.sittings)))
    for sitting in edition.sittings:
        for person in present(edition, sitting):
            yield _participation(edition, sitting, person)
        for side in (0, 1):
            yield _delegation(edition, sitting, side)
    if not edition.silent:
        yield _promised(edition)


def _dialogue(edition: Edition) -> Thing:
    whole = Thing.of(
        edition.iri,
        "espd:Dialogue",
        rdfs__label=text(f"{edition.label.capitalize()}, {edition.year}", "en"),
        inFramework=edition.framework.iri,
        ordinal=str(edition.place + 1),
        hasSession=[s.iri for s in edition.sittings] if edition.sat_twice else None,
        eventStatus="code:held",
        outcomeDocument=None if edition.silent else edition.source,
        evidence=[s.passage for s in edition.sittings] if edition.sat_twice else None,
    )
    if not edition.sat_twice:
        _place_in_time(whole, edition, edition.sittings[0])
    return whole


def _session(edition: Edition, number: int) -> Thing:
    sitting = edition.sittings[number]
    label = sitting.label.removeprefix("the ").capitalize()
    session = Thing.of(
        sitting.iri,
        "espd:Session",
        rdfs__label=text(label, "en"),
        ordinal=str(number + 1),
        eventStatus="code:held",
    )
    _place_in_time(session, edition, sitting)
    return session


def _place_in_time(event: Thing, edition: Edition, sitting: Sitting) -> None:
    source = edition.source if edition.silent else sitting.passage
    event.put("espd:startDate", typed(sitting.day, "date"))
    event.put("espd:dateEvidence", source)
    event.put("espd:mode", "code:in-person" if sitting.city else "code:virtual")
    if sitting.city and sitting.stated_name:
        event.put("espd:place", sitting.city.iri)
        event.put("espd:statedPlaceName", text(sitting.stated_name))
        event.put("espd:host", f"state:{slug(sitting.city.state)}")
        event.put("espd:placeEvidence", source)


def _participation(edition: Edition, sitting: Sitting, person: Person) -> Thing:
    _, _, local = sitting.iri.partition(":")
    return Thing.of(
        f"participation:{local}-{slug(person.name)}",
        "espd:Participation",
        rdfs__label=text(f"{person.name} at {sitting.label}", "en"),
        official=person.iri,
        atEvent=sitting.iri,
        capacity="code:speaker" if person.role else "code:head-of-delegation",
        statedTitle=text(person.title),
        post=person.post,
        evidence=source_of(edition, sitting, person),
    )


def _delegation(edition: Edition, sitting: Sitting, side: int) -> Thing:
    _, _, local = sitting.iri.partition(":")
    state = edition.framework.sides[side]
    leader = head(edition, side)
    return Thing.of(
        f"delegation:{local}-{slug(state)}",
        "espd:Delegation",
        rdfs__label=text(f"Delegation of {state} to {sitting.label}", "en"),
        ofState=f"state:{slug(state)}",
        atEvent=sitting.iri,
        ledBy=leader.iri,
        evidence=source_of(edition, sitting, leader),
    )


def _promised(edition: Edition) -> Thing:
    where, year = promised_city(edition), promised_year(edition)
    passage = f"passage:{edition.slug}-next-meeting"
    return Thing.of(
        f"event:{edition.slug}-next",
        "espd:Event",
        rdfs__label=text(f"Meeting promised by the {edition.label}", "en"),
        inFramework=edition.framework.iri,
        startDate=typed(str(year), "gYear") if year else None,
        place=where.iri,
        statedPlaceName=text(where.name),
        eventStatus="code:announced",
        dateEvidence=passage if year else None,
        placeEvidence=passage,
    )
