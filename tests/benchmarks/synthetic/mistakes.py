"""Ways to spoil the files of an edition, each so that one rule alone finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from benchmarks.synthetic.files import EditionFiles
from benchmarks.synthetic.sources import seal
from benchmarks.synthetic.statement import remark
from benchmarks.synthetic.turtle import Thing, text, typed

Mistake: TypeAlias = Callable[[EditionFiles], Thing | None]
"""Spoils one thing and returns it; None where the edition holds nothing of the sort."""


def plain(files: EditionFiles, *, bound: bool | None = None) -> Thing | None:
    """Return a provision that is no step, no promise and voiced by nobody; binding, if asked."""
    for thing in files.source:
        if thing.kind == "espd:Provision" and not thing.values("espd:inThread"):
            binds = bool(thing.values("espd:obligatedParty"))
            single = thing.values("espd:promises") or thing.values("espd:voicedBy")
            if not single and bound in (None, binds):
                return thing
    return None


def first(files: EditionFiles, kind: str) -> Thing | None:
    return next((t for t in (*files.events, *files.source) if t.kind == kind), None)


def put(find: Callable[[EditionFiles], Thing | None], name: str, *values: str) -> Mistake:
    """Return a mistake that gives a thing wrong values of a property, or none."""

    def mistake(files: EditionFiles) -> Thing | None:
        thing = find(files)
        if thing is not None:
            thing.put(name, *values)
        return thing

    return mistake


def add(find: Callable[[EditionFiles], Thing | None], name: str, value: str) -> Mistake:
    """Return a mistake that gives a thing one value too many."""

    def mistake(files: EditionFiles) -> Thing | None:
        thing = find(files)
        if thing is not None:
            thing.put(name, *thing.values(name), value)
        return thing

    return mistake


def twin(files: EditionFiles, kind: str) -> Thing | None:
    """Add a copy of a thing under another name, and return it."""
    thing = first(files, kind)
    if thing is None:
        return None
    twin = Thing(f"{thing.name}-twin", thing.kind, [(k, list(v)) for k, v in thing.facts])
    twin.put("rdfs:label", twin.values("rdfs:label")[0].replace('"@en', ' (twin)"@en'))
    (files.events if thing in files.events else files.source).append(twin)
    return twin


def later_twin(kind: str) -> Mistake:
    return lambda files: twin(files, kind)


def dialogue(files: EditionFiles) -> Thing | None:
    return None if files.edition.sat_twice else files.events[0]


def last_dialogue(files: EditionFiles) -> Thing | None:
    last = files.edition.place == files.edition.framework.size - 1
    return files.events[0] if last else None


def meeting_in_person(files: EditionFiles) -> Thing | None:
    thing = dialogue(files)
    return thing if thing and thing.values("espd:place") else None


def document(files: EditionFiles) -> Thing | None:
    return None if files.edition.silent else files.source[0]


def promise(files: EditionFiles) -> Thing | None:
    return next((t for t in files.source if t.values("espd:promises")), None)


def participation(files: EditionFiles) -> Thing | None:
    return None if files.edition.silent else first(files, "espd:Participation")


def not_promised(files: EditionFiles) -> Thing | None:
    provision = promise(files)
    if provision is not None:
        provision.put("espd:promises")
    return first(files, "espd:Event")


def extra_passage(files: EditionFiles, quote: str, cited: bool) -> Thing | None:
    provision = plain(files)
    if provision is None:
        return None
    passage = Thing.of(
        f"passage:{files.edition.slug}-more",
        "espd:Passage",
        rdfs__label=text(f"One more passage of the {files.edition.label}", "en"),
        source=files.edition.source,
        quote=text(quote),
    )
    files.source.append(passage)
    if cited:
        provision.put("espd:evidence", *provision.values("espd:evidence"), passage.name)
    return passage


def absent(files: EditionFiles) -> Thing | None:
    return extra_passage(files, "These words were never written.", cited=True)


def unused(files: EditionFiles) -> Thing | None:
    return extra_passage(files, "Text:", cited=False)


def same_words(files: EditionFiles) -> Thing | None:
    provision = plain(files)
    if provision is None:
        return None
    passage = next(t for t in files.source if t.name == provision.values("espd:evidence")[0])
    twin = extra_passage(files, "", cited=True)
    if twin is not None:
        twin.name = f"{passage.name}-twin"
        provision.put("espd:evidence", passage.name, twin.name)
        twin.put("espd:quote", *passage.values("espd:quote"))
    return twin


def uncovered(files: EditionFiles) -> Thing | None:
    held = document(files)
    if held is not None:
        files.words += f"\n{remark(files.edition)}"
    return held


def changed_text(files: EditionFiles) -> Thing | None:
    held = document(files)
    if held is not None:
        files.seal = seal(f"{files.words} ")
    return held


def bound_by_others(files: EditionFiles) -> Thing | None:
    for thing in files.source:
        if len(thing.values("espd:obligatedParty")) == 1:
            thing.put("espd:obligatedParty", *files.states)
            return thing
    return None


def not_coded(files: EditionFiles) -> Thing | None:
    provision = plain(files)
    if provision is None:
        return None
    (name,) = provision.values("espd:evidence")
    passage = next(thing for thing in files.source if thing.name == name)
    passage.put("espd:notCoded", "code:background")
    return passage


def wrong_class(files: EditionFiles) -> Thing | None:
    event = Thing.of(
        f"dialogue:{files.edition.slug}-aside",
        "espd:Event",
        rdfs__label=text(f"A talk aside of the {files.edition.label}", "en"),
        startDate=typed(files.edition.sittings[0].day, "date"),
        eventStatus="code:held",
        dateEvidence=files.events[0].values("espd:dateEvidence")
        or files.events[0].values("espd:evidence"),
    )
    files.events.append(event)
    return event


def claim(**facts: str) -> Mistake:
    def mistake(files: EditionFiles) -> Thing | None:
        if files.edition.silent:
            return None
        claim = Thing.of(
            f"claim:{files.edition.slug}-odd",
            "espd:Claim",
            rdfs__label=text(f"An odd claim on the {files.edition.label}", "en"),
            **{
                "about": files.edition.iri,
                "property": "espd:host",
                "value": text("nobody"),
                "rank": "code:deprecated",
                "reason": text("It is odd.", "en"),
                "evidence": files.edition.sittings[0].passage,
                **facts,
            },
        )
        files.claims.append(claim)
        return claim

    return mistake


def same_label(files: EditionFiles) -> Thing | None:
    found = [thing for thing in files.source if thing.kind == "espd:Provision"]
    if len(found) < 2:
        return None
    one, other = sorted(found[:2], key=lambda thing: thing.iri)
    other.put("rdfs:label", *one.values("rdfs:label"))
    return other


def foreign_label(files: EditionFiles) -> Thing | None:
    thing = first(files, "espd:Delegation")
    if thing is not None:
        thing.put("rdfs:label", *thing.values("rdfs:label"), text("Délégation", "fr"))
    return thing


def wrong_pair(files: EditionFiles) -> Thing | None:
    return recoded(files, "code:stated-intent", "espd:obligation", "code:O3")


def no_treaty(files: EditionFiles) -> Thing | None:
    return recoded(files, "code:undertook", "espd:obligation", "code:O4", mentions=False)


def recoded(
    files: EditionFiles, act: str, name: str, value: str, *, mentions: bool = True
) -> Thing | None:
    for thing in files.source:
        free = mentions or not thing.values("espd:mentions")
        if free and thing.values("espd:speechAct") == [act] and thing.values(name) != [value]:
            thing.put(name, value)
            return thing
    return None


def typed_kind(files: EditionFiles) -> Thing | None:
    for thing in files.source:
        if thing.values("espd:obligatedParty"):
            thing.kind = "espd:Provision, espd:Commitment"
            return thing
    return None
