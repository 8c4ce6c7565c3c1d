"""Making a decision that a person takes: its terms resolved, and held against what stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from espd_kg.errors import InputError
from espd_kg.iris import is_absolute, shorten
from espd_kg.linking.outside.scope import source_of
from espd_kg.linking.subject.subjects import Subject
from espd_kg.linking.table.decisions import Decision, DecisionTable, Judgement, Outcome
from espd_kg.linking.table.items import ITEM_NAMES, example_of, is_well_formed, item_shown_at
from espd_kg.linking.table.slots import EXACT, MANUAL, NO_TERM_FOUND
from espd_kg.namespaces import PREFIXES, SKOS
from espd_kg.records import StrEnum


class Verdict(StrEnum):
    """What a person says of a pair, or of a thing and a whole data set."""

    SAME = "same"
    NOT = "not"
    UNSURE = "unsure"
    NO_ITEM = "no-item"


class Relation(StrEnum):
    """How close two things are, in the words of SKOS."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"

    @property
    def iri(self) -> str:
        """The relation's property."""
        return _RELATIONS[self]

    @classmethod
    def of(cls, iri: str) -> Relation:
        """Return the relation of this property; raises KeyError for any other."""
        return {_RELATIONS[one]: one for one in cls}[iri]


_RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "exact": EXACT,
        "close": SKOS + "closeMatch",
        "broad": SKOS + "broadMatch",
        "narrow": SKOS + "narrowMatch",
        "related": SKOS + "relatedMatch",
    }
)


@dataclass(frozen=True)
class Signed:
    """Who decides, on which day, and why; and when the item itself was read online, if it was."""

    author: str
    date: str
    because: str
    checked_online: str = ""


def item_named(text: str, table: DecisionTable) -> str:
    """Return the item that a name of its own (Q232), a CURIE or an IRI stands for.

    The address at which a browser shows the item stands for it too.

    Raises InputError for what is none of these, and for an item that is not formed as those of
    the table's data set are.
    """
    wanted = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = wanted.partition(":")
    prefixes = {**PREFIXES, **table.prefixes}
    shown = item_shown_at(table.dataset, wanted)
    if shown is not None:
        item = shown
    elif colon and prefix in prefixes and not local.startswith("//"):
        item = prefixes[prefix] + local
    elif is_absolute(wanted):
        item = wanted
    elif table.dataset in ITEM_NAMES:
        item = ITEM_NAMES[table.dataset].entity + wanted
    else:
        item = ""
    if not is_absolute(item) or not is_well_formed(table.dataset, item):
        known = table.dataset in ITEM_NAMES
        fix = f"Write it as in {example_of(table.dataset)}." if known else "Write its whole IRI."
        raise InputError(f"{text!r} is no item of {table.dataset}", fix=fix)
    return item


def decided(
    verdict: Verdict,
    subject: Subject,
    item: str | None,
    signed: Signed,
    table: DecisionTable,
    relation: Relation | None = None,
    object_label: str = "",
) -> Decision:
    """Return a decision as a row of the table, with what the table knows of the item.

    Without an `item` the data set has none: unsure says that none was seen. Without a `relation`
    it is the one that stands on the pair, else an exact match.

    Raises InputError where the verdict and the item do not fit together, where no reason is given,
    and where what stands in the table contradicts the decision or already says it.
    """
    if not signed.because.strip():
        raise InputError("the decision has no reason", fix="Say why with --because TEXT.")
    if (item is None) is not (verdict in (Verdict.NO_ITEM, Verdict.UNSURE)) and (
        item is None or verdict is Verdict.NO_ITEM
    ):
        what = "an item is named" if item else "no item is named"
        raise InputError(f"{verdict} was said and {what}", fix=_HOW)
    standing = table.latest().get((subject.iri, item or NO_TERM_FOUND))
    usual = standing.predicate if standing is not None else EXACT
    decision = Decision(
        subject=subject.iri,
        predicate=usual if relation is None else relation.iri,
        object=item or NO_TERM_FOUND,
        justification=MANUAL,
        negated=verdict is Verdict.NOT,
        judgement=Judgement.UNSURE if verdict is Verdict.UNSURE else Judgement.DECIDED,
        subject_label=subject.label,
        object_label=object_label or _label_of(item, table),
        comment=signed.because.strip(),
        author=signed.author,
        date=signed.date,
        object_source="" if item else source_of(table.dataset),
        checked_online=signed.checked_online,
    )
    _refuse_what_stands(decision, standing, table)
    return decision


def refuse_contradiction(decision: Decision, table: DecisionTable) -> None:
    """Raise InputError where an exact match would give one thing two items, or two things one."""
    if decision.outcome is not Outcome.LINKED or decision.predicate != EXACT:
        return
    for other in table.exact():
        if other.pair == decision.pair:
            continue
        if other.subject == decision.subject:
            taken = "a thing can be the same as one item only"
        elif other.object == decision.object:
            taken = "an item can be the same as one thing only"
        else:
            continue
        raise InputError(
            f"{shorten(other.subject)} is already an exact match with {shorten(other.object)}, and "
            f"{taken}",
            file=table.name,
            line=other.line,
            fix="Refuse that pair first with --not, or say --relation close, broad, narrow or "
            "related.",
        )


def _refuse_what_stands(
    decision: Decision, standing: Decision | None, table: DecisionTable
) -> None:
    refuse_contradiction(decision, table)
    if standing is not None and says_the_same(standing, decision):
        raise InputError(
            "this decision already stands",
            file=table.name,
            line=standing.line,
            fix="Give a reason that is new, or leave it as it is.",
        )
    if decision.object == NO_TERM_FOUND and decision.judgement is Judgement.DECIDED:
        for other in table.of(decision.subject):
            if other.outcome is Outcome.LINKED:
                raise InputError(
                    f"{shorten(other.subject)} is linked to {shorten(other.object)}, so there is "
                    "an item",
                    file=table.name,
                    line=other.line,
                    fix="Refuse that pair first with --not.",
                )


def says_the_same(one: Decision, other: Decision) -> bool:
    """Whether two rows on a pair judge alike and the later adds no reason and no check."""
    return (
        one.pair == other.pair
        and one.outcome is other.outcome
        and one.predicate == other.predicate
        and one.comment == other.comment
        and one.confidence == other.confidence
        and one.checked_online == other.checked_online
        and one.author == other.author
    )


def _label_of(item: str | None, table: DecisionTable) -> str:
    labels = [one.object_label for one in table.decisions if one.object == item]
    return next((label for label in reversed(labels) if label), "")


_HOW: Final = (
    "Name the item with same and not; name none with no-item; unsure without one says that none "
    "was seen."
)
