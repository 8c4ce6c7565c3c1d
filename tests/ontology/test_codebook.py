"""The codebook: its records, how it classifies, and every example of every code."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from espd_kg.codebook import (
    NOT_CODED,
    NOVELTY,
    OBLIGATION,
    PRECISION,
    SPEECH_ACT,
    Code,
    Codebook,
    Fact,
)
from espd_kg.errors import InputError
from espd_kg.namespaces import CODE, ESPD, SKOS
from espd_kg.stores.embedded import EmbeddedStore

CODES = Path(__file__).parents[2] / "ontology" / "codes.ttl"
CUED_SCHEMES = (SPEECH_ACT, OBLIGATION, PRECISION, NOVELTY, NOT_CODED)
ALLOWED_PAIRS = {
    "consulted": {"O0"},
    "reported": {"O0"},
    "commended": {"O0", "O1"},
    "restated-position": {"O0", "O1"},
    "voiced-desire": {"O1"},
    "stated-intent": {"O2"},
    "restated-intent": {"O2"},
    "undertook": {"O3", "O4"},
}
FORCES = {
    "consulted": "discussion",
    "reported": "support",
    "commended": "support",
    "restated-position": "support",
    "voiced-desire": "intention",
    "stated-intent": "intention",
    "restated-intent": "intention",
    "undertook": "undertaking",
}


def facts() -> list[Fact]:
    return [
        Fact(quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in ox.parse(path=str(CODES))
        if getattr(quad.object, "language", None) in (None, "en")
    ]


BOOK = Codebook.from_facts(facts())


def examples(kind: str) -> list[tuple[str, Code, str]]:
    return [
        (f"{code.notation}: {text}", code, text)
        for code in BOOK.codes.values()
        for text in getattr(code, kind)
    ]


def notation(scheme: str, clause: str) -> str | None:
    code = BOOK.classify(scheme, clause)
    return None if code is None else code.notation


@pytest.mark.parametrize(
    ("code", "text"),
    [pytest.param(code, text, id=name) for name, code, text in examples("positive_examples")],
)
def test_a_positive_example_is_classified_to_its_code(code: Code, text: str) -> None:
    assert BOOK.classify(code.scheme, text) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [pytest.param(code, text, id=name) for name, code, text in examples("negative_examples")],
)
def test_a_negative_example_is_not_classified_to_its_code(code: Code, text: str) -> None:
    assert BOOK.classify(code.scheme, text) != code


@pytest.mark.parametrize("scheme", CUED_SCHEMES)
def test_every_code_of_a_cued_scheme_has_cues_and_two_examples_of_each_kind(scheme: str) -> None:
    for code in BOOK.scheme(scheme):
        assert code.cues or code.patterns, code.iri
        assert len(code.positive_examples) >= 2, code.iri
        assert len(code.negative_examples) >= 2, code.iri


def test_pairs_of_speech_act_and_obligation_are_those_of_the_coding_rules() -> None:
    allowed = {
        act.notation: {BOOK.codes[iri].notation for iri in act.allowed_obligations}
        for act in BOOK.scheme(SPEECH_ACT)
    }
    assert allowed == ALLOWED_PAIRS


def test_each_speech_act_has_its_force() -> None:
    forces = {act.notation: BOOK.codes[act.force or ""].notation for act in BOOK.scheme(SPEECH_ACT)}
    assert forces == FORCES


def test_ordered_schemes_run_from_weak_to_strong() -> None:
    assert [code.notation for code in BOOK.scheme(OBLIGATION)] == ["O0", "O1", "O2", "O3", "O4"]
    assert [code.notation for code in BOOK.scheme(PRECISION)] == ["P0", "P1", "P2", "P3"]


@pytest.mark.parametrize(
    ("clause", "act"),
    [
        ("The teams discussed support for small ports", "consulted"),
        ("The teams DISCUSSED small ports", "consulted"),
        ("The teams will discuss small ports", "undertook"),
        ("Both sides underlined the importance of small ports", "restated-position"),
        ("Both sides underlined their readiness to dredge small ports", "stated-intent"),
        ("Both sides reiterated their readiness to dredge small ports", "restated-intent"),
        ("Both sides reaffirmed support for ports and commitment to dredge", "restated-position"),
        ("Both sides expressed a strong interest in dredging", "voiced-desire"),
        ("Both sides look forward to welcoming the dredgers", "stated-intent"),
        ("Both sides agreed that dredging is dear", "restated-position"),
        ("Both sides highlighted the importance of dredging", "restated-position"),
        ("Both sides affirmed their good relations", "restated-position"),
        ("The two towns share a river", None),
        ("The goodwill of the towns", None),
    ],
)
def test_speech_act_of_a_clause(clause: str, act: str | None) -> None:
    assert notation(SPEECH_ACT, clause) == act


@pytest.mark.parametrize(
    ("clause", "obligation"),
    [
        ("Both sides welcomed the new bridge", "O0"),
        ("Both sides stressed the importance of mending the bridge", "O1"),
        ("Both sides should mend the bridge", "O1"),
        ("Both sides will mend the bridge", "O3"),
        ("Both sides pledged help", "O3"),
        ("The bridge is old", None),
    ],
)
def test_obligation_of_a_clause(clause: str, obligation: str | None) -> None:
    assert notation(OBLIGATION, clause) == obligation


@pytest.mark.parametrize(
    ("clause", "precision"),
    [
        ("They discussed bridges", "P0"),
        ("They recalled the meeting in Geneva in 2031", "P0"),
        ("They agreed to build bridges in the year ahead", "P1"),
        ("They agreed to build bridges through the Bridge Fund", "P2"),
        ("They agreed to build bridges through the Bridge Fund by 2040", "P3"),
    ],
)
def test_precision_of_a_clause_is_the_highest_with_a_cue(clause: str, precision: str) -> None:
    assert notation(PRECISION, clause) == precision


def test_the_first_cue_governs_and_of_those_that_start_together_the_longest() -> None:
    marks = BOOK.marks(SPEECH_ACT, "They highlighted the importance of ports and agreed to meet")
    assert [mark.code.notation for mark in marks] == ["restated-position", "reported", "undertook"]


def test_a_store_gives_the_same_codebook() -> None:
    quads = ox.serialize(ox.parse(path=str(CODES)), format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    with EmbeddedStore.from_nquads(quads) as store:
        assert Codebook.from_store(store).codes == BOOK.codes


def test_an_unknown_scheme_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(InputError, match=r"no scheme .*/tone") as refusal:
        BOOK.classify(CODE + "tone", "They discussed bridges")
    assert SPEECH_ACT in str(refusal.value)


def test_a_broken_cue_pattern_is_refused_by_name() -> None:
    iri = CODE + "broken"
    with pytest.raises(InputError, match="no regular expression") as refusal:
        Codebook.from_facts(
            [Fact(iri, SKOS + "inScheme", NOVELTY), Fact(iri, ESPD + "cuePattern", "(")]
        )
    assert refusal.value.subject == iri


def test_themes_are_not_codes() -> None:
    theme = Fact(
        "https://w3id.org/espd/theme/trade", SKOS + "inScheme", "https://w3id.org/espd/themes"
    )
    assert Codebook.from_facts([theme]).codes == {}
