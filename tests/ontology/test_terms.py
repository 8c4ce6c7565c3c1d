"""Every term says what it is, in three languages, and where it belongs."""

import re
from pathlib import Path

import pytest
from rdflib import (
    DCTERMS,
    OWL,
    RDF,
    RDFS,
    SKOS,
    VANN,
    XSD,
    BNode,
    Graph,
    Literal,
    URIRef,
)

from ontology.files import (
    CODE,
    ESPD,
    ONTOLOGY,
    ROOT,
    SCHEMA,
    alignment_files,
    espd_terms,
    load,
    module_files,
)

HOME = "https://w3id.org/espd/ontology"
LANGUAGES = {"en", "ru", "kk"}
CLASSES_TEXT = """
Assessment Claim Code Commitment CommitmentThread Consultation Delegation Dialogue Document
Event Framework Initiative JointStatement Official Organization Participation Passage Place
PlaceName Position Post Provision Report Session Silence SocialPost State StepChange Tenure Theme
WebPage
"""
PROPERTIES_TEXT = """
about aboutTheme allowsObligation assessedOn assesses atEvent attestedOn beneficiary capacity
change changedStep changedThread cue cuePattern dateEvidence editionKind embeddedIn end endDate
eventStatus evidence firstPassage force from fullyCoded hasEdition hasName hasParticipation
hasProvision hasRepresentation hasSession hasStep host inFramework inOrganization inThread
initiativeKind keeps keptBy lastSaid lastSpokenAt launched ledBy locatedIn madeAt mentions mode
nameOf negativeExample next notCoded novelty obligatedParty obligation ofState official officialIn
onBehalfOf onMarginsOf order ordinal outcomeDocument outcomeOf party passedOverIn passesOver place
placeEvidence positiveExample post postIn precision prefix previous promises property published
publisher quote rank reason representedAt rights sessionOf sha256 silentAt source speaker
speechAct start startDate statedIn statedPlaceName statedTitle succeededBy succeeds text theme
title tookPartIn topTheme torontoEligible until url value valueThing verb verdict voicedBy
"""
CONFUSED_TEXT = """
Claim Commitment Dialogue Event Framework Initiative Participation Position Post Session Tenure
speaker voicedBy
"""

CLASSES, PROPERTIES, CONFUSED = (
    text.split() for text in (CLASSES_TEXT, PROPERTIES_TEXT, CONFUSED_TEXT)
)
MODULES = {path.stem: load([path]) for path in module_files()}
ALL = load(module_files())
TERMS = espd_terms(ALL)
CODES = load([ONTOLOGY / "codes.ttl"])


def languages(graph: Graph, term: URIRef, name: URIRef) -> list[str]:
    return sorted(getattr(text, "language", "") or "" for text in graph.objects(term, name))


@pytest.mark.parametrize("name", CLASSES)
def test_class_exists(name: str) -> None:
    assert (ESPD[name], RDF.type, OWL.Class) in ALL


@pytest.mark.parametrize("name", PROPERTIES)
def test_property_exists(name: str) -> None:
    assert ESPD[name] in TERMS
    assert (ESPD[name], RDF.type, OWL.Class) not in ALL


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.split("#")[1])
def test_term_is_labelled_defined_and_at_home(term: URIRef) -> None:
    assert languages(ALL, term, RDFS.label) == sorted(LANGUAGES)
    [definition] = ALL.objects(term, SKOS.definition)
    assert isinstance(definition, Literal)
    assert definition.language == "en"
    assert re.fullmatch(r"[A-Z][^.]*\.", definition), "one sentence, with a capital and a full stop"
    homes = {stem for stem, module in MODULES.items() if (term, SKOS.definition, None) in module}
    [home] = homes
    assert list(ALL.objects(term, RDFS.isDefinedBy)) == [URIRef(f"{HOME}/{home}")]


@pytest.mark.parametrize("name", CLASSES)
def test_class_has_an_example_with_its_source(name: str) -> None:
    examples = list(ALL.objects(ESPD[name], SKOS.example))
    assert examples
    assert all(re.search(r"statement|[Ee]mbassy|made up", str(example)) for example in examples)


@pytest.mark.parametrize("name", CONFUSED)
def test_easily_confused_term_has_a_scope_note(name: str) -> None:
    assert (ESPD[name], SKOS.scopeNote, None) in ALL


def test_a_term_is_a_class_or_one_kind_of_property() -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    for term in TERMS:
        assert len(kinds & set(ALL.objects(term, RDF.type))) == 1, term


def test_names_follow_the_style() -> None:
    for term in TERMS:
        name = term.removeprefix(str(ESPD))
        pattern = r"[A-Z][A-Za-z]+" if (term, RDF.type, OWL.Class) in ALL else r"[a-z][A-Za-z0-9]+"
        assert re.fullmatch(pattern, name), name


def test_every_own_term_that_is_used_is_declared() -> None:
    everything = ALL + load(alignment_files()) + CODES
    used = {
        node
        for triple in everything
        for node in triple
        if isinstance(node, URIRef) and node.startswith(str(ESPD)) and node != URIRef(str(ESPD))
    }
    assert used == set(TERMS)


def test_labels_of_terms_are_told_apart() -> None:
    for language in LANGUAGES:
        classes = [
            str(label)
            for name in CLASSES
            for label in ALL.objects(ESPD[name], RDFS.label)
            if getattr(label, "language", None) == language
        ]
        assert len(classes) == len(set(classes)), language


def test_header_of_the_ontology() -> None:
    ontology = URIRef(HOME)
    graph = MODULES["espd"]
    assert (ontology, RDF.type, OWL.Ontology) in graph
    for name in (DCTERMS.title, DCTERMS.description, DCTERMS.creator, OWL.versionIRI):
        assert (ontology, name, None) in graph, name
    assert (
        ontology,
        DCTERMS.license,
        URIRef("https://creativecommons.org/licenses/by/4.0/"),
    ) in graph
    assert graph.value(ontology, VANN.preferredNamespacePrefix) == Literal("espd")
    assert graph.value(ontology, VANN.preferredNamespaceUri) == Literal(str(ESPD))
    modified = graph.value(ontology, DCTERMS.modified)
    assert isinstance(modified, Literal)
    assert modified.datatype == XSD.date
    imported = set(graph.objects(ontology, OWL.imports))
    assert imported == {URIRef(f"{HOME}/{stem}") for stem in MODULES if stem != "espd"}


@pytest.mark.parametrize("path", [*module_files(), *alignment_files()], ids=lambda path: path.stem)
def test_each_file_declares_its_own_ontology(path: Path) -> None:
    [ontology] = load([path]).subjects(RDF.type, OWL.Ontology)
    parts = path.relative_to(ONTOLOGY).with_suffix("").parts
    expected = {"espd": HOME}.get(path.stem) or f"{HOME}/" + "/".join(
        part for part in parts if part != "modules"
    )
    assert str(ontology) == expected


def test_no_range_is_stated_for_dates() -> None:
    everything = ALL + load(alignment_files())
    for name in ("startDate", "endDate", "launched", "from", "until", "attestedOn", "published"):
        assert (ESPD[name], RDFS.range, None) not in everything
        assert (ESPD[name], RDF.type, OWL.FunctionalProperty) not in everything


def test_blank_nodes_stand_only_for_lists_and_class_expressions() -> None:
    everything = ALL + load(alignment_files())
    blank = {node for node in everything.all_nodes() if isinstance(node, BNode)}
    for node in blank:
        types = set(everything.objects(node, RDF.type))
        assert types <= {OWL.Class, OWL.Restriction, OWL.AllDisjointClasses}
        assert types or (node, RDF.first, None) in everything


def test_domain_and_range_hints_name_things_that_exist() -> None:
    concept = {SKOS.ConceptScheme}
    for name in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
        assert set(ALL.objects(None, name)) - concept <= {ESPD[name] for name in CLASSES}


@pytest.mark.parametrize(
    "code",
    sorted(code for code in CODES.subjects(RDF.type, ESPD.Code) if isinstance(code, URIRef)),
    ids=lambda code: code.removeprefix(str(CODE)),
)
def test_code_is_labelled_defined_noted_and_in_a_scheme(code: URIRef) -> None:
    assert languages(CODES, code, SKOS.prefLabel) == sorted(LANGUAGES)
    assert languages(CODES, code, SKOS.definition) == ["en"]
    assert [str(text) for text in CODES.objects(code, SKOS.notation)] == [
        code.removeprefix(str(CODE))
    ]
    [scheme] = CODES.objects(code, SKOS.inScheme)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in CODES
    examples = (SKOS.example, ESPD.positiveExample)
    assert any((code, name, None) in CODES for name in examples)


SCHEMES = {
    "speech-act": """consulted reported commended restated-position voiced-desire stated-intent
        restated-intent undertook""",
    "obligation": "O0 O1 O2 O3 O4",
    "precision": "P0 P1 P2 P3",
    "novelty": "new continues restates upgrades",
    "capacity": "head-of-delegation co-chair principal speaker",
    "mode": "in-person virtual",
    "edition-kind": "annual-meeting mid-term-review",
    "event-status": "held announced inferred",
    "initiative-kind": "programme instrument corridor forum treaty",
    "verdict": "kept partly-kept not-kept",
    "rank": "preferred normal deprecated",
    "not-coded": "banner letterhead background",
    "change": "introduced firmer softer same",
    "force": "discussion support intention undertaking",
}


@pytest.mark.parametrize(("scheme", "codes"), SCHEMES.items())
def test_scheme_holds_its_codes(scheme: str, codes: str) -> None:
    found = {str(code) for code in CODES.subjects(SKOS.inScheme, CODE[scheme])}
    assert found == {str(CODE[code]) for code in codes.split()}
    assert languages(CODES, CODE[scheme], SKOS.prefLabel) == sorted(LANGUAGES)


def test_there_are_no_other_schemes() -> None:
    assert set(CODES.subjects(RDF.type, SKOS.ConceptScheme)) == {CODE[scheme] for scheme in SCHEMES}


def test_examples_hold_no_sentence_of_the_sources() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "data" / "sources").glob("*.txt")]
    for name in (ESPD.positiveExample, ESPD.negativeExample, SKOS.example):
        for example in CODES.objects(None, name):
            assert not any(str(example).rstrip(".") in text for text in texts), example
