"""The stored rules: what each adds, that nothing else does, and that both engines agree."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal

from ontology.files import (
    ONTOLOGY,
    alignment_files,
    axioms,
    closure,
    facts,
    load,
    module_files,
    rule_files,
)

Engine = Callable[[str, Graph], Graph]


def by_rdflib(rule: str, graph: Graph) -> Graph:
    constructed = graph.query(rule).graph
    assert constructed is not None
    return constructed


def by_oxigraph(rule: str, graph: Graph) -> Graph:
    store = ox.Store()
    for subject, name, value in graph:
        if not isinstance(subject, Literal):  # owlrl draws conclusions about literals
            line = f"{subject.n3()} {name.n3()} {value.n3()} ."
            store.load(line.encode(), format=ox.RdfFormat.TURTLE)
    triples = store.query(rule)
    assert isinstance(triples, ox.QueryTriples)
    constructed = triples.serialize(format=ox.RdfFormat.N_TRIPLES)
    assert constructed is not None
    return Graph().parse(data=constructed.decode(), format="nt")


ENGINES = {"rdflib": by_rdflib, "oxigraph": by_oxigraph}

EDITIONS = """
:first a espd:Dialogue ; espd:inFramework :talks ; espd:eventStatus code:held ;
    espd:startDate "2012"^^xsd:gYear ; espd:place :astana .
:second a espd:Dialogue ; espd:inFramework :talks ; espd:eventStatus code:held ;
    espd:startDate "2013-07"^^xsd:gYearMonth ; espd:place :washington .
:third a espd:Dialogue ; espd:inFramework :talks ; espd:eventStatus code:held ;
    espd:startDate "2014-12-10"^^xsd:date ; espd:place :washington .
:planned a espd:Dialogue ; espd:inFramework :talks ; espd:eventStatus code:announced ;
    espd:startDate "2014-03"^^xsd:gYearMonth .
:elsewhere a espd:Dialogue ; espd:inFramework :others ; espd:eventStatus code:held ;
    espd:startDate "2014-01-01"^^xsd:date ; espd:place :astana .
:word espd:madeAt :first ; espd:promises :promised .
"""
STEPS = """
code:O0 espd:order 0 . code:O1 espd:order 1 . code:O2 espd:order 2 . code:O3 espd:order 3 .
code:firmer skos:prefLabel "firmer"@en , "твёрже"@ru . code:softer skos:prefLabel "softer"@en .
code:same skos:prefLabel "same"@en . code:introduced skos:prefLabel "introduced"@en .
:t rdfs:label "T"@en . :other rdfs:label "Other"@en .
:y1 espd:startDate "2012"^^xsd:gYear . :y2 espd:startDate "2013-07-01"^^xsd:date .
:y3 espd:startDate "2014"^^xsd:gYear . :y4 espd:startDate "2015"^^xsd:gYear .
:a rdfs:label "A"@en ; espd:inThread :t ; espd:madeAt :y1 ; espd:obligation code:O1 .
:b rdfs:label "B"@en ; espd:inThread :t ; espd:madeAt :y2 ; espd:obligation code:O0 .
:c rdfs:label "C"@en , "Ц"@ru ; espd:inThread :t ; espd:madeAt :y2 ; espd:obligation code:O2 .
:d rdfs:label "D"@en ; espd:inThread :t , :other ; espd:madeAt :y3 ; espd:obligation code:O1 .
:e rdfs:label "E"@en ; espd:inThread :t ; espd:madeAt :y4 ; espd:obligation code:O1 .
:undated rdfs:label "U"@en ; espd:inThread :t ; espd:obligation code:O3 .
"""
PASSAGES = """
:short espd:source :page ; espd:start 20 ; espd:end 30 .
:twin espd:source :page ; espd:start 20 ; espd:end 30 .
:long espd:source :page ; espd:start 20 ; espd:end 140 .
:late espd:source :page ; espd:start 95 ; espd:end 130 .
:later espd:source :page ; espd:start 110 ; espd:end 120 .
:post espd:source :post-page ; espd:start 0 ; espd:end 5 .
:unplaced espd:source :page .
"""


SERIES = """
:child skos:prefLabel "Child"@en , "Дочерняя"@ru . :parent skos:prefLabel "Parent"@en .
<https://w3id.org/espd/id/dialogue/d1> espd:inFramework :talks ; espd:outcomeDocument :s1 ;
  espd:startDate "2012"^^xsd:gYear .
<https://w3id.org/espd/id/session/d2> espd:inFramework :talks ; espd:outcomeDocument :s2 ;
  espd:startDate "2013-07-01"^^xsd:date .
<https://w3id.org/espd/id/dialogue/d3> espd:inFramework :talks ; espd:outcomeDocument :s3 ;
  espd:startDate "2013-07-02"^^xsd:date .
:s1 a espd:JointStatement ; espd:fullyCoded true .
:s2 a espd:JointStatement ; espd:fullyCoded true .
:s3 a espd:JointStatement ; espd:fullyCoded true .
"""
ABOUT_CHILD = "espd:theme :child ; espd:aboutTheme :child , :parent ."


def silence(event: str, theme: str, *said: str, at: Sequence[str]) -> str:
    kind, _, slug = event.partition("/")
    iri = f"<https://w3id.org/espd/id/silence/talks--{kind}-{slug}--{theme}>"
    silent = " , ".join(f"<https://w3id.org/espd/id/{one}>" for one in at)
    return (
        f'{iri} a espd:Silence ; rdfs:label "Silence on {theme.capitalize()} after {slug}"@en ;'
        f" espd:passesOver :{theme} ; espd:passedOverIn :talks ;"
        f" espd:lastSpokenAt <https://w3id.org/espd/id/{event}> ;"
        f" espd:lastSaid {' , '.join(said)} ; espd:silentAt {silent} ."
    )


def step_change(thread: str, step: str, change: str) -> str:
    iri = f"<https://w3id.org/espd/id/step-change/{thread}--{step}>"
    label = f"{thread.capitalize()}: {change} with “{step.upper()}”"
    return (
        f'{iri} a espd:StepChange ; rdfs:label "{label}"@en ; espd:changedStep :{step} ;'
        f" espd:changedThread :{thread} ; espd:change code:{change} ."
    )


@dataclass(frozen=True)
class Case:
    """A rule, the facts that it is given after the closure, and exactly what it adds."""

    rule: str
    given: str
    adds: str


CASES = {
    "names": Case(
        "10-names",
        ':x a espd:Official ; rdfs:label "Aigul Bekova"@en , "Айгүл Бекова"@kk .'
        ':d a espd:Dialogue , espd:Event ; rdfs:label "First talks"@en .'
        ':p a espd:Provision ; rdfs:label "A clause"@en .',
        ':x foaf:name "Aigul Bekova"@en , "Айгүл Бекова"@kk .'
        ':x schema:name "Aigul Bekova"@en , "Айгүл Бекова"@kk .'
        ':d schema:name "First talks"@en .',
    ),
    "memberships": Case(
        "11-memberships",
        ":tenure a espd:Tenure ; espd:official :x ; espd:post :minister ."
        ":part a espd:Participation ; espd:official :y ; espd:post :minister ."
        ":minister espd:inOrganization :ministry ; espd:ofState :kz .",
        ":tenure org:member :x ; org:organization :ministry , :kz .",
    ),
    "editions": Case(
        "12-editions",
        ":d a espd:Dialogue ; espd:inFramework :talks ."
        ":i a espd:Initiative ; espd:inFramework :talks .",
        ":talks espd:hasEdition :d ; schema:subEvent :d . :d schema:superEvent :talks .",
    ),
    "top themes": Case(
        "13-top-themes",
        ":energy skos:topConceptOf :themes ."
        ":p espd:aboutTheme :tides , :energy . :q espd:aboutTheme :tides .",
        ":p espd:topTheme :energy .",
    ),
    "session span": Case(
        "20-session-span",
        ':d espd:hasSession :s1 , :s2 , :s3 . :s2 espd:startDate "2015-11-02"^^xsd:date .'
        ':s1 espd:startDate "2016-03"^^xsd:gYearMonth . :s3 espd:startDate "2016-01-05"^^xsd:date ;'
        ' espd:endDate "2016-03-09"^^xsd:date . :e espd:startDate "2011"^^xsd:gYear .',
        ':d espd:startDate "2015-11-02"^^xsd:date ; espd:endDate "2016-03-09"^^xsd:date .',
    ),
    "previous dialogue": Case(
        "30-previous-dialogue",
        EDITIONS,
        ":second espd:previous :first . :third espd:previous :second .",
    ),
    "promise kept in the year and place promised": Case(
        "40-kept-by",
        EDITIONS
        + ':promised espd:inFramework :talks ; espd:startDate "2013"^^xsd:gYear .'
        + ":promised espd:place :washington .",
        ":promised espd:keptBy :second .",
    ),
    "promise of another place": Case(
        "40-kept-by",
        EDITIONS
        + ':promised espd:inFramework :talks ; espd:startDate "2013"^^xsd:gYear .'
        + ":promised espd:place :astana .",
        "",
    ),
    "promise of another year": Case(
        "40-kept-by",
        EDITIONS + ':promised espd:inFramework :talks ; espd:startDate "2015"^^xsd:gYear .',
        "",
    ),
    "promise without a time is kept by the next edition": Case(
        "40-kept-by",
        EDITIONS + ":promised espd:inFramework :talks ; espd:place :washington .",
        ":promised espd:keptBy :second .",
    ),
    "promise without a time is not kept by a later edition": Case(
        "40-kept-by", EDITIONS + ":promised espd:inFramework :talks ; espd:place :astana .", ""
    ),
    "promise kept by an edition with sessions": Case(
        "40-kept-by",
        ':start espd:startDate "2014"^^xsd:gYear .'
        ":word espd:madeAt :start ; espd:promises :promised ."
        ':promised espd:inFramework :talks ; espd:startDate "2015"^^xsd:gYear .'
        ":promised espd:place :astana ."
        ":d a espd:Dialogue ; espd:inFramework :talks ; espd:eventStatus code:held ;"
        ' espd:startDate "2015-11-02"^^xsd:date ; espd:hasSession :s . :s espd:place :astana .',
        ":promised espd:keptBy :d .",
    ),
    "promise in another framework": Case(
        "40-kept-by",
        EDITIONS + ':promised espd:inFramework :visits ; espd:startDate "2013"^^xsd:gYear .',
        "",
    ),
    "first passage": Case(
        "45-first-passage",
        PASSAGES + ":p espd:statedIn :page ; espd:evidence :late , :long , :short , :post .",
        ":p espd:firstPassage :short .",
    ),
    "first passage of two that start and end alike": Case(
        "45-first-passage",
        PASSAGES + ":p espd:statedIn :page ; espd:evidence :twin , :short , :late .",
        ":p espd:firstPassage :short .",
    ),
    "first passage where digits would sort otherwise": Case(
        "45-first-passage",
        PASSAGES + ":p espd:statedIn :page ; espd:evidence :late , :later .",
        ":p espd:firstPassage :late .",
    ),
    "first passage of each provision for itself": Case(
        "45-first-passage",
        PASSAGES
        + ":p espd:statedIn :page ; espd:evidence :late . :q espd:statedIn :post-page ;"
        + " espd:evidence :late , :post .",
        ":p espd:firstPassage :late . :q espd:firstPassage :post .",
    ),
    "no first passage from another document": Case(
        "45-first-passage",
        PASSAGES + ":p espd:statedIn :page ; espd:evidence :post , :post-page .",
        "",
    ),
    "no first passage without offsets": Case(
        "45-first-passage",
        PASSAGES + ":p espd:statedIn :page ; espd:evidence :unplaced .",
        "",
    ),
    "silence until the last": Case(
        "46-silences",
        SERIES + ":a espd:statedIn :s1 ; " + ABOUT_CHILD + " :b espd:statedIn :s1 ; " + ABOUT_CHILD,
        silence("dialogue/d1", "child", ":a", ":b", at=("session/d2", "dialogue/d3")),
    ),
    "silence until it is broken, and the next one": Case(
        "46-silences",
        SERIES + ":a espd:statedIn :s1 ; " + ABOUT_CHILD + " :b espd:statedIn :s2 ; " + ABOUT_CHILD,
        silence("session/d2", "child", ":b", at=("dialogue/d3",)),
    ),
    "no silence on a broader theme while a narrower one is spoken of": Case(
        "46-silences",
        SERIES
        + ":a espd:statedIn :s1 ; espd:theme :parent ; espd:aboutTheme :parent ."
        + " :b espd:statedIn :s2 ; "
        + ABOUT_CHILD,
        silence("session/d2", "child", ":b", at=("dialogue/d3",))
        + silence("session/d2", "parent", ":b", at=("dialogue/d3",)),
    ),
    "no silence where a statement is not fully coded, or of another framework": Case(
        "46-silences",
        SERIES.replace(":s2 a espd:JointStatement ; espd:fullyCoded true .", "").replace(
            "d3> espd:inFramework :talks", "d3> espd:inFramework :visits"
        )
        + ":a espd:statedIn :s1 ; "
        + ABOUT_CHILD,
        "",
    ),
    "no silence before a theme is first spoken of": Case(
        "46-silences", SERIES + ":a espd:statedIn :s3 ; " + ABOUT_CHILD, ""
    ),
    "thread change": Case(
        "50-thread-change",
        STEPS,
        step_change("t", "a", "introduced")
        + step_change("t", "b", "softer")
        + step_change("t", "c", "firmer")
        + step_change("t", "d", "softer")
        + step_change("other", "d", "introduced")
        + step_change("t", "e", "same"),
    ),
}


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_rule_adds_exactly_this(case: Case, engine: Engine) -> None:
    rule = (ONTOLOGY / "rules" / f"{case.rule}.rq").read_text(encoding="utf-8")
    assert set(engine(rule, facts(case.given))) == set(facts(case.adds))


@pytest.mark.parametrize(
    "case", [case for case in CASES.values() if case.adds], ids=lambda case: case.rule
)
def test_the_closure_alone_does_not_give_it(case: Case) -> None:
    closed = closure(axioms(load([*module_files(), *alignment_files()])), facts(case.given))
    assert not set(facts(case.adds)) & set(closed)


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: path.stem)
def test_every_rule_is_numbered_summarised_and_tried(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d\d-[a-z-]+", path.stem)
    assert re.match(r"#\+ summary: [A-Z].*\.\n", text)
    assert any(case.rule == path.stem and case.adds for case in CASES.values())


def test_rules_that_look_at_the_whole_graph_come_after_those_that_only_add() -> None:
    looks = [
        bool(re.search(r"NOT EXISTS|MINUS|MAX\(|MIN\(", path.read_text())) for path in rule_files()
    ]
    assert looks == sorted(looks)


def test_next_follows_from_the_dates_by_rule_and_closure() -> None:
    ontology = axioms(load(module_files()))
    closed = closure(ontology, facts(EDITIONS))
    rule = (ONTOLOGY / "rules" / "30-previous-dialogue.rq").read_text(encoding="utf-8")
    again = closure(ontology, facts(EDITIONS), by_oxigraph(rule, closed))
    assert set(facts(":first espd:next :second . :second espd:next :third .")) <= set(again)
