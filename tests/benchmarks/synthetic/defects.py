"""Known mistakes, one for each dialogue that gets any, and the rule that each of them breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.synthetic import mistakes as m
from benchmarks.synthetic.files import EditionFiles
from benchmarks.synthetic.mistakes import Mistake
from benchmarks.synthetic.sources import AGENCY
from benchmarks.synthetic.turtle import text, typed


@dataclass(frozen=True)
class Defect:
    """One line of the manifest."""

    file: str
    focus: str
    rule: str
    """The last part of the rule's IRI."""
    mistake: str


def spoil(files: EditionFiles, turn: int) -> Defect | None:
    """Make the mistake whose turn it is, or the next one for which there is room."""
    for offset in range(len(MISTAKES)):
        name, rule, mistake = MISTAKES[(turn + offset) % len(MISTAKES)]
        focus = mistake(files)
        if focus is not None:
            return Defect(files.file_of(focus), focus.iri, rule, name)
    return None


MISTAKES: Final[Sequence[tuple[str, str, Mistake]]] = (
    ("no statedIn", "Provision-statedIn", m.put(m.plain, "espd:statedIn")),
    ("pair not allowed", "PairShape", m.wrong_pair),
    ("quote not in the text", "QuoteAbsentShape", m.absent),
    ("dangling reference", "no-dangling-reference", m.claim(about="dialogue:nowhere")),
    ("two ordinals", "Dialogue-ordinal", m.add(m.last_dialogue, "espd:ordinal", "900")),
    ("ends before it begins", "DateOrderShape",
     m.put(m.dialogue, "espd:endDate", typed("1999-01-01", "date"))),
    ("wrong class", "EventAddressShape", m.wrong_class),
    ("unknown theme", "themes-in-scheme", m.add(m.plain, "espd:theme", "theme:no-such-theme")),
    ("no speaker", "Provision-speaker",
     m.put(lambda files: m.plain(files, bound=False), "espd:speaker")),
    ("no theme", "Provision-theme", m.put(m.plain, "espd:theme")),
    ("no evidence", "Participation-evidence", m.put(m.participation, "espd:evidence")),
    ("title not in the text", "StatedTitleShape",
     m.put(m.participation, "espd:statedTitle", text("Keeper of the Seals"))),
    ("hash of another text", "HashShape", m.changed_text),
    ("two publishers", "Document-publisher", m.add(m.document, "espd:publisher", AGENCY)),
    ("words not covered", "texts-covered", m.uncovered),
    ("no English label", "Label-english",
     m.put(lambda files: m.first(files, "espd:Delegation"), "rdfs:label", text("Имя", "ru"))),
    ("label in another language", "Label-languages", m.foreign_label),
    ("property not of the class", "ProvisionClosedShape",
     m.put(m.plain, "rdfs:seeAlso", "<https://example.org/>")),
    ("unknown term", "known-terms", m.claim(property="espd:noSuchProperty")),
    ("date as plain words", "DateDatatypeShape", m.put(m.dialogue, "espd:endDate", text("2099"))),
    ("no such day", "RealDateShape",
     m.put(m.dialogue, "espd:endDate", typed("2099-02-30", "date"))),
    ("participation twice", "participations-distinct", m.later_twin("espd:Participation")),
    ("delegation twice", "delegations-distinct", m.later_twin("espd:Delegation")),
    ("passage not used", "passages-used", m.unused),
    ("two passages in one place", "passages-distinct", m.same_words),
    ("kind typed by hand", "KindShape", m.typed_kind),
    ("binding without a treaty", "BindingShape", m.no_treaty),
    ("bound by others", "SelfBindingShape", m.bound_by_others),
    ("verb not in the text", "VerbShape",
     m.put(m.plain, "espd:verb", text("swore to high heaven"))),
    ("promise not precise", "PromisePrecisionShape", m.put(m.promise, "espd:precision", "code:P1")),
    ("announced, not promised", "promised-events", m.not_promised),
    ("coded and not coded", "NotCodedShape", m.not_coded),
    ("virtual in a place", "VirtualPlaceShape",
     m.put(m.meeting_in_person, "espd:mode", "code:virtual")),
    ("made at no event", "MadeAtShape", m.put(m.plain, "espd:madeAt")),
    ("two labels alike", "labels-distinct", m.same_label),
)  # fmt: skip
