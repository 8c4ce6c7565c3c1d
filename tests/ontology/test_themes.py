"""The scheme of policy themes: its shape, its labels, and what it must be able to express."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.term import Node

ESPD = Namespace("https://w3id.org/espd/ontology#")
THEME = Namespace("https://w3id.org/espd/theme/")
SCHEME = URIRef("https://w3id.org/espd/themes")
THEMES_FILE = Path(__file__).parents[2] / "ontology" / "themes.ttl"

LANGUAGES = {"en", "ru", "kk"}
MOST_LEVELS = 3
WORDS_WITH_LATIN_LETTERS = {"5G"}
RUSSIAN_LETTERS = set("абвгдежзийклмнопрстуфхцчшщъыьэюя")
KAZAKH_LETTERS = RUSSIAN_LETTERS | set("әғқңөұүһіё")
CONCEPT_PROPERTIES = {
    RDF.type,
    SKOS.inScheme,
    SKOS.broader,
    SKOS.topConceptOf,
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.definition,
    SKOS.scopeNote,
    SKOS.related,
}

TOP_CONCEPTS = {
    "bilateral-relations",
    "foreign-policy",
    "peace-and-security",
    "non-proliferation-and-nuclear-policy",
    "trade-and-economy",
    "transport-and-infrastructure",
    "energy-and-climate",
    "human-rights-and-democracy",
    "governance-and-rule-of-law",
    "society-education-and-science",
}

# What the readers of four joint statements wrote as themes, and ours that say the same.
READERS_THEMES = {
    "alliances": {"alliances"},
    "bilateral cooperation": {"bilateral-relations"},
    "bilateral relations": {"bilateral-relations"},
    "border security": {"border-security"},
    "climate": {"climate-change"},
    "consultation": {"nuclear-consultation"},
    "corruption": {"anti-corruption"},
    "courtesy": {"diplomatic-courtesy"},
    "cyber": {"cybersecurity"},
    "defense cooperation": {"defense-cooperation"},
    "democratic values": {"democracy"},
    "dialogue format": {"dialogue-format"},
    "drugs": {"drug-trafficking", "synthetic-drugs", "health"},
    "education exchange": {"education-exchange"},
    "energy": {"energy-cooperation"},
    "environment": {"environment", "chemicals-and-waste"},
    "firearms trafficking": {"firearms-trafficking"},
    "foreign policy": {"foreign-policy"},
    "health": {"health"},
    "human rights": {"human-rights"},
    "human smuggling": {"human-smuggling"},
    "ICT": {"information-and-communication-technology", "digital-infrastructure"},
    "Indo-Pacific": {"indo-pacific"},
    "information sharing": {"security-information-sharing"},
    "infrastructure": {"transport-and-infrastructure", "cybersecurity"},
    "interagency cooperation": {"interagency-coordination"},
    "international law": {"international-law"},
    "international order": {"rules-based-order"},
    "investment": {"investment"},
    "justice": {"access-to-justice"},
    "law enforcement": {"law-enforcement-cooperation"},
    "monitoring": {"monitoring-and-reporting"},
    "multilateral cooperation": {"multilateral-cooperation", "global-governance-reform"},
    "next meeting": {"next-meeting"},
    "North Korea": {"korean-peninsula"},
    "nuclear deterrence": {"nuclear-deterrence"},
    "organized crime": {"organized-crime"},
    "partnership": {"strategic-partnership"},
    "peacebuilding": {"peacebuilding"},
    "peacekeeping": {"peacekeeping"},
    "precursor chemicals": {"precursor-chemicals"},
    "regional security": {"regional-security"},
    "reporting": {"monitoring-and-reporting"},
    "rule of law": {"rule-of-law"},
    "science and technology": {"science-and-technology"},
    "security": {"peace-and-security"},
    "skills and jobs": {"skills-and-training", "job-creation"},
    "sovereignty": {"sovereignty-and-territorial-integrity"},
    "strategic assets": {"nuclear-deterrence"},
    "supply chains": {"supply-chains"},
    "sustainable development": {"sustainable-development", "blue-economy"},
    "technology": {"emerging-technologies"},
    "trade": {"trade"},
    "trafficking in persons": {"trafficking-in-persons"},
    "training": {"skills-and-training"},
    "UN Charter": {"un-charter-principles"},
    "violence prevention": {"violence-prevention"},
    "water": {"water-management"},
    "women": {"gender-equality", "protection-of-women"},
    "work plan": {"work-planning"},
    "youth": {"youth"},
}

# Words that a diplomat writes, and the one theme to which they lead.
DIPLOMATS_WORDS = {
    "PNTR": "permanent-normal-trade-relations",
    "trafficking in human beings": "trafficking-in-persons",
    "combatting trafficking in persons": "trafficking-in-persons",
    "торговля людьми": "trafficking-in-persons",
    "адам саудасы": "trafficking-in-persons",
    "smuggling of migrants": "human-smuggling",
    "незаконный ввоз мигрантов": "human-smuggling",
    "non-proliferation": "nuclear-non-proliferation",
    "нераспространение": "nuclear-non-proliferation",
    "rights of persons with disabilities": "disability-rights",
    "people to people contacts": "people-to-people-contacts",
    "Middle Corridor": "trans-caspian-corridor",
    "Срединный коридор": "trans-caspian-corridor",
    "Орта дәліз": "trans-caspian-corridor",
    "climate crisis": "climate-change",
    "human dimension": "human-rights-and-democracy",
}

# Pairs that readers confuse; at least one of the two says where the line runs.
EASILY_CONFUSED = [
    ("trafficking-in-persons", "human-smuggling"),
    ("nuclear-security", "nuclear-non-proliferation"),
    ("infrastructure-investment", "transport-and-infrastructure"),
    ("infrastructure-investment", "investment"),
    ("clean-energy", "energy-transition"),
    ("sustainable-transport", "transport-corridors"),
    ("regional-cooperation", "regional-security"),
    ("peacebuilding", "peacekeeping"),
    ("freedom-of-expression", "media-freedom"),
    ("dialogue-format", "next-meeting"),
    ("critical-minerals", "geology"),
    ("gender-equality", "protection-of-women"),
    ("political-reform", "legislative-reform"),
    ("precursor-chemicals", "chemicals-and-waste"),
]


@pytest.fixture(scope="module")
def scheme() -> Graph:
    return Graph().parse(THEMES_FILE, format="turtle")


@pytest.fixture(scope="module")
def concepts(scheme: Graph) -> list[URIRef]:
    found = sorted(iris(scheme.subjects(RDF.type, ESPD.Theme)))
    assert found, "no theme was found: the other tests would look at nothing"
    return found


def iris(nodes: Iterable[Node]) -> list[URIRef]:
    return [node for node in nodes if isinstance(node, URIRef)]


def texts(scheme: Graph, concept: URIRef, *properties: URIRef) -> list[Literal]:
    found = [value for prop in properties for value in scheme.objects(concept, prop)]
    return [value for value in found if isinstance(value, Literal)]


def slug(concept: URIRef) -> str:
    return str(concept).removeprefix(str(THEME))


def labels(scheme: Graph, concept: URIRef) -> list[Literal]:
    return texts(scheme, concept, SKOS.prefLabel, SKOS.altLabel)


def ancestors(scheme: Graph, concept: URIRef) -> set[URIRef]:
    """All that stands above a concept; the concept itself only where there is a cycle."""
    above: set[URIRef] = set()
    waiting = iris(scheme.objects(concept, SKOS.broader))
    while waiting:
        parent = waiting.pop()
        if parent not in above:
            above.add(parent)
            waiting.extend(iris(scheme.objects(parent, SKOS.broader)))
    return above


def is_one_sentence(text: str) -> bool:
    return text[0].isupper() and re.search(r"[.!?](?!$)", text) is None and text.endswith(".")


def test_there_are_enough_concepts_and_not_too_many(concepts: list[URIRef]) -> None:
    assert 90 <= len(concepts) <= 120


def test_there_is_one_scheme_with_title_description_and_licence(scheme: Graph) -> None:
    assert set(scheme.subjects(RDF.type, SKOS.ConceptScheme)) == {SCHEME}
    assert {title.language for title in texts(scheme, SCHEME, DCTERMS.title)} == LANGUAGES
    assert is_one_sentence(str(scheme.value(SCHEME, DCTERMS.description)))
    assert scheme.value(SCHEME, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )


def test_every_concept_is_a_theme_of_the_scheme_and_nothing_else(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    assert {s for s in scheme.subjects() if s != SCHEME} == set(concepts)
    for concept in concepts:
        assert set(scheme.objects(concept, RDF.type)) == {ESPD.Theme}
        assert set(scheme.objects(concept, SKOS.inScheme)) == {SCHEME}
        assert set(scheme.predicates(concept)) <= CONCEPT_PROPERTIES


def test_there_are_no_blank_nodes(scheme: Graph) -> None:
    assert not [term for triple in scheme for term in triple if isinstance(term, BNode)]


def test_slugs_are_lower_case_and_hyphenated(concepts: list[URIRef]) -> None:
    for concept in concepts:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug(concept))


def test_the_ten_top_concepts_are_declared_on_both_sides(scheme: Graph) -> None:
    expected = {THEME[name] for name in TOP_CONCEPTS}
    assert set(scheme.objects(SCHEME, SKOS.hasTopConcept)) == expected
    assert set(scheme.subjects(SKOS.topConceptOf, SCHEME)) == expected


def test_every_concept_reaches_exactly_one_top_concept(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    tops = set(scheme.objects(SCHEME, SKOS.hasTopConcept))
    for concept in concepts:
        parents = list(scheme.objects(concept, SKOS.broader))
        assert len(parents) == (0 if concept in tops else 1), concept
        assert len((ancestors(scheme, concept) | {concept}) & tops) == 1, concept


def test_there_are_no_cycles_and_three_levels_at_most(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    for concept in concepts:
        above = ancestors(scheme, concept)
        assert concept not in above
        assert above <= set(concepts)
        assert len(above) < MOST_LEVELS, concept


def test_related_concepts_exist_are_stated_once_and_not_above_each_other(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    for concept in concepts:
        for other in iris(scheme.objects(concept, SKOS.related)):
            assert other in concepts
            assert (other, SKOS.related, concept) not in scheme
            assert other not in ancestors(scheme, concept) | {concept}
            assert concept not in ancestors(scheme, other)


def test_every_concept_has_exactly_one_preferred_label_a_language(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    for concept in concepts:
        languages = Counter(label.language for label in texts(scheme, concept, SKOS.prefLabel))
        assert languages == dict.fromkeys(LANGUAGES, 1), concept


def test_every_concept_has_other_words_in_each_language(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    for concept in concepts:
        found = {label.language for label in texts(scheme, concept, SKOS.altLabel)}
        assert found == LANGUAGES, concept


def test_no_label_is_shared_by_two_concepts_or_said_twice(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    uses = Counter(
        (label.language, label.casefold())
        for concept in concepts
        for label in labels(scheme, concept)
    )
    assert [use for use, times in uses.items() if times > 1] == []


def test_a_label_leads_to_the_same_theme_in_all_languages(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    owners: dict[str, set[URIRef]] = {}
    for concept in concepts:
        for label in labels(scheme, concept):
            owners.setdefault(label.casefold(), set()).add(concept)
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}


def test_a_label_that_looks_like_a_slug_belongs_to_it(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    slugs = {slug(concept): concept for concept in concepts}
    for concept in concepts:
        for label in labels(scheme, concept):
            assert slugs.get(label.casefold().replace(" ", "-"), concept) == concept, label


def test_labels_are_tidy_and_written_in_their_own_letters(
    scheme: Graph, concepts: list[URIRef]
) -> None:
    alphabets = {"ru": RUSSIAN_LETTERS, "kk": KAZAKH_LETTERS}
    for concept in concepts:
        for label in labels(scheme, concept):
            assert str(label) == " ".join(label.split())
            assert not label.endswith((".", ",", ";"))
            if label.language == "en":
                assert label.isascii(), label
                continue
            for word in re.findall(r"\w+", label):
                if word not in WORDS_WITH_LATIN_LETTERS:
                    letters = {sign for sign in word.lower() if not sign.isdigit()}
                    assert letters <= alphabets[str(label.language)], label


def test_every_definition_is_one_english_sentence(scheme: Graph, concepts: list[URIRef]) -> None:
    for concept in concepts:
        definitions = texts(scheme, concept, SKOS.definition)
        assert [text.language for text in definitions] == ["en"], concept
        assert is_one_sentence(str(definitions[0])), definitions[0]


def test_no_two_definitions_are_the_same(scheme: Graph, concepts: list[URIRef]) -> None:
    definitions = [str(scheme.value(concept, SKOS.definition)) for concept in concepts]
    assert len(set(definitions)) == len(concepts)


def test_scope_notes_are_one_english_sentence(scheme: Graph, concepts: list[URIRef]) -> None:
    for concept in concepts:
        notes = texts(scheme, concept, SKOS.scopeNote)
        assert len(notes) <= 1, concept
        assert all(note.language == "en" and is_one_sentence(str(note)) for note in notes), concept


@pytest.mark.parametrize(("one", "other"), EASILY_CONFUSED)
def test_a_scope_note_parts_what_is_easily_confused(scheme: Graph, one: str, other: str) -> None:
    def tells_from(here: str, there: str) -> bool:
        names = texts(scheme, THEME[there], SKOS.prefLabel)
        notes = texts(scheme, THEME[here], SKOS.scopeNote)
        return any(
            str(name) in str(note) for note in notes for name in names if name.language == "en"
        )

    assert tells_from(one, other) or tells_from(other, one)


@pytest.mark.parametrize("words", READERS_THEMES)
def test_what_readers_saw_in_other_statements_can_be_said(
    words: str, concepts: list[URIRef]
) -> None:
    assert {THEME[name] for name in READERS_THEMES[words]} <= set(concepts)


@pytest.mark.parametrize("words", DIPLOMATS_WORDS)
def test_diplomats_words_lead_to_one_theme(
    words: str, scheme: Graph, concepts: list[URIRef]
) -> None:
    found = [
        slug(concept)
        for concept in concepts
        if words.casefold() in {label.casefold() for label in labels(scheme, concept)}
    ]
    assert found == [DIPLOMATS_WORDS[words]]
