"""The codebook: the codes as values, and what their cues say of a clause."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import Triple

from espd_kg.errors import InputError
from espd_kg.namespaces import CODE, ESPD, SKOS
from espd_kg.results import Term
from espd_kg.stores.base import Store

SPEECH_ACT: Final = CODE + "speech-act"
OBLIGATION: Final = CODE + "obligation"
PRECISION: Final = CODE + "precision"
NOVELTY: Final = CODE + "novelty"
NOT_CODED: Final = CODE + "not-coded"

WORDS_TO_CARRIED_NOUN: Final = 6
"""How many words may stand between a carrying verb and the noun that it carries."""

_FACTS: Final = f"""
PREFIX espd: <{ESPD}>
SELECT ?subject ?property ?value WHERE {{
  {{ ?subject a espd:Code . }} UNION {{ ?subject espd:carryingVerb ?verb . }}
  ?subject ?property ?value .
  FILTER(!isLiteral(?value) || LANG(?value) IN ("", "en"))
}}
"""


class Fact(NamedTuple):
    """One statement about a code or a scheme: two IRIs, and an IRI or the text of a literal."""

    subject: str
    property: str
    value: str


@dataclass(frozen=True)
class Code:
    """One value of a coding axis, with the cues by which a clause shows it."""

    iri: str
    scheme: str
    notation: str
    label: str
    definition: str
    order: int | None
    force: str | None
    allowed_obligations: frozenset[str]
    cues: tuple[str, ...]
    patterns: tuple[str, ...]
    carried_nouns: tuple[str, ...]
    carrying_verbs: tuple[str, ...]
    positive_examples: tuple[str, ...]
    negative_examples: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """A place in a clause that speaks for a code."""

    code: Code
    start: int
    end: int

    @property
    def reach(self) -> tuple[int, int]:
        """Sorts the earliest first and, of those that start together, the longest."""
        return self.start, -self.end


class Codebook:
    """The codes of all schemes; classifies a clause on one axis by their cues."""

    def __init__(
        self, codes: Iterable[Code], carrying_verbs: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Take the codes, and for each scheme the verbs that only carry a noun.

        Raises InputError where a cue pattern is no regular expression.
        """
        self.codes = {code.iri: code for code in sorted(codes, key=lambda code: code.iri)}
        self._cues = {iri: _cue_expression(code) for iri, code in self.codes.items()}
        self._nouns = {iri: _phrases(code.carried_nouns) for iri, code in self.codes.items()}
        self._carriers = {scheme: _phrases(verbs) for scheme, verbs in carrying_verbs.items()}

    @classmethod
    def from_facts(cls, facts: Iterable[Fact]) -> "Codebook":
        """Build the codebook from statements about codes and schemes; others are passed over."""
        described: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for fact in sorted(set(facts)):
            described[fact.subject][fact.property].append(fact.value)
        codes = [
            _code(subject, values)
            for subject, values in described.items()
            if any(scheme.startswith(CODE) for scheme in values.get(SKOS + "inScheme", ()))
        ]
        carriers = {
            subject: tuple(values[ESPD + "carryingVerb"])
            for subject, values in described.items()
            if SKOS + "inScheme" not in values and ESPD + "carryingVerb" in values
        }
        return cls(codes, carriers)

    @classmethod
    def from_store(cls, store: Store) -> "Codebook":
        """Read the codebook out of a store; raises what the store raises."""
        return cls.from_facts(
            Fact(_text(subject), _text(name), _text(value))
            for subject, name, value in store.select(_FACTS).rows
        )

    def scheme(self, scheme: str) -> tuple[Code, ...]:
        """Return the codes of a scheme, weakest first; raises InputError for an unknown scheme."""
        found = [code for code in self.codes.values() if code.scheme == scheme]
        if not found:
            known = ", ".join(sorted({code.scheme for code in self.codes.values()}))
            raise InputError(f"the codebook has no scheme {scheme}", fix=f"Choose one of: {known}.")
        return tuple(sorted(found, key=lambda code: (code.order or 0, code.iri)))

    def classify(self, scheme: str, clause: str) -> Code | None:
        """Return the code that a clause shows on an axis, or None where it shows none.

        Raises InputError for an unknown scheme.
        """
        if scheme == OBLIGATION:
            return self._obligation(clause)
        if scheme == PRECISION:
            return self._precision(clause)
        return self._governing(scheme, clause)

    def marks(self, scheme: str, clause: str) -> tuple[Mark, ...]:
        """Return every place in a clause where a cue of an axis stands, the governing one first."""
        marks = [
            Mark(code, match.start(), match.end())
            for code in self.scheme(scheme)
            for match in self._cues[code.iri].finditer(clause)
        ]
        return tuple(sorted(self._carried(scheme, clause) + marks, key=lambda mark: mark.reach))

    def _governing(self, scheme: str, clause: str) -> Code | None:
        """The first cue governs; of those that start together, the longest."""
        marks = self.marks(scheme, clause)
        return marks[0].code if marks else None

    def _carried(self, scheme: str, clause: str) -> list[Mark]:
        """Return a mark for each carrying verb whose noun follows closely."""
        carriers = self._carriers.get(scheme)
        if carriers is None:
            return []
        marks = (self._carried_by(scheme, verb, clause) for verb in carriers.finditer(clause))
        return [mark for mark in marks if mark is not None]

    def _carried_by(self, scheme: str, verb: re.Match[str], clause: str) -> Mark | None:
        """Give a carrying verb the code of the first noun after it.

        The mark covers the verb alone: a longer cue at the same place goes before it.
        """
        end = _after_words(clause, verb.end(), WORDS_TO_CARRIED_NOUN + 1)
        nouns = [
            (noun.start(), verb[0].lower() not in code.carrying_verbs, code)
            for code in self.scheme(scheme)
            for noun in self._nouns[code.iri].finditer(clause, verb.end(), end)
            if not code.carrying_verbs or verb[0].lower() in code.carrying_verbs
        ]
        if not nouns:
            return None
        return Mark(min(nouns, key=lambda noun: noun[:2])[2], verb.start(), verb.end())

    def _obligation(self, clause: str) -> Code | None:
        """Of the obligations that the speech act allows: the strongest with a cue, or the weakest.

        Where the clause shows no speech act, its obligation cues alone decide.
        """
        act = self._governing(SPEECH_ACT, clause)
        if act is None:
            return self._governing(OBLIGATION, clause)
        allowed = [code for code in self.scheme(OBLIGATION) if code.iri in act.allowed_obligations]
        return self._strongest(allowed, clause)

    def _precision(self, clause: str) -> Code | None:
        """The strongest with a cue, of a clause that shows an aim; else the weakest.

        A date, a place or a body makes nothing precise where no aim is named.
        """
        codes = self.scheme(PRECISION)
        shows_aim = any(self._cues[aim.iri].search(clause) for aim in codes[1:2])
        return self._strongest(codes if shows_aim else codes[:1], clause)

    def _strongest(self, codes: Iterable[Code], clause: str) -> Code | None:
        """Of codes that run from weak to strong, the strongest with a cue, else the weakest."""
        weakest_first = tuple(codes)
        cued = [code for code in weakest_first if self._cues[code.iri].search(clause)]
        return next(iter(cued[-1:] or weakest_first[:1]), None)


def _code(iri: str, values: Mapping[str, list[str]]) -> Code:
    """Put the statements about one code into a record."""

    def first(name: str) -> str | None:
        return next(iter(values.get(name, ())), None)

    order = first(ESPD + "order")
    return Code(
        iri=iri,
        scheme=first(SKOS + "inScheme") or "",
        notation=first(SKOS + "notation") or "",
        label=first(SKOS + "prefLabel") or "",
        definition=first(SKOS + "definition") or "",
        order=None if order is None else int(order),
        force=first(ESPD + "force"),
        allowed_obligations=frozenset(values.get(ESPD + "allowsObligation", ())),
        cues=tuple(values.get(ESPD + "cue", ())),
        patterns=tuple(values.get(ESPD + "cuePattern", ())),
        carried_nouns=tuple(values.get(ESPD + "carriedNoun", ())),
        carrying_verbs=tuple(values.get(ESPD + "carryingVerb", ())),
        positive_examples=tuple(values.get(ESPD + "positiveExample", ())),
        negative_examples=tuple(values.get(ESPD + "negativeExample", ())),
    )


def _text(term: Term | None) -> str:
    """Return an IRI or the text of a literal."""
    return "" if term is None or isinstance(term, Triple) else term.value


def _cue_expression(code: Code) -> re.Pattern[str]:
    """Join a code's cues and patterns into one expression."""
    parts = [_phrases(code.cues).pattern, *(f"(?:{pattern})" for pattern in code.patterns)]
    try:
        return re.compile("|".join(parts), re.IGNORECASE)
    except re.error as error:
        raise InputError(
            f"a cue pattern of {code.iri} is no regular expression: {error}",
            subject=code.iri,
            fix="Mend espd:cuePattern in ontology/codes.ttl.",
        ) from error


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Match any of the phrases as whole words, the longest first; of none, match nothing."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)


def _after_words(clause: str, start: int, count: int) -> int:
    """Return the place after so many words from a start."""
    match = re.compile(rf"(?:\W*[\w’'-]+){{0,{count}}}").match(clause, start)
    return match.end() if match else start
