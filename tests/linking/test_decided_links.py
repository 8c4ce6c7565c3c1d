"""The tables of links as they stand: what links has grounds, and what is in doubt does not link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

import pytest

from espd_kg.iris import shorten
from espd_kg.linking.table.decisions import Decision, DecisionTable, Outcome, read_decisions
from espd_kg.linking.table.header import read_header
from espd_kg.linking.table.slots import NO_TERM_FOUND
from espd_kg.namespaces import ESPD, ID, OWL, SKOS, THEME, WD
from espd_kg.questions import ask
from espd_kg.results import text_value
from queries.corpora import ENGINES, catalogue, store, workspace

COLUMNS: Final = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label "
    "mapping_justification confidence author_label mapping_date mapping_tool "
    "mapping_tool_version object_source comment judgement checked_online"
)
CC0: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
ITEMS: Final = {
    "eurovoc": r"http://eurovoc\.europa\.eu/[1-9][0-9]*",
    "geonames": r"https://sws\.geonames\.org/[1-9][0-9]*/",
    "iso3166": r"http://publications\.europa\.eu/resource/authority/country/[A-Z]{3}",
    "unbis": r"http://metadata\.un\.org/thesaurus/[0-9]+",
    "wikidata": r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*",
}
COVERED: Final = ("Official", "State", "Place", "Organization", "Initiative", "Framework", "Post")

# Data sets that pair names with items, by who keeps them or from what they were drawn: two of one
# family are one witness.
FAMILIES: Final = {
    "BEAR": "BEAR",
    "CLOCQ": "CLOCQ",
    "CoDEx": "CoDEx",
    "Elevant": "Elevant",
    "FB15k-237": "FB15k-237",
    "IPTC Media Topics": "IPTC",
    "KAMEL": "KAMEL",
    "LM-KBC": "LM-KBC",
    "Open English WordNet": "Open English WordNet",
    "Realfagstermer": "Realfagstermer",
    "SpocWiki/_Standards": "SpocWiki",
    "UNStats/LOD4Stats": "UNStats",
    "X-FACTR": "T-REx",
    "country-coder": "iD editor",
    "dr5hn/countries-states-cities-database": "dr5hn",
    "every-politician-scrapers/": "EveryPolitician",
    "kif-lib": "kif-lib",
    "mPARAREL": "T-REx",
    "name-suggestion-index": "iD editor",
    "opensanctions/opensanctions": "OpenSanctions",
    "opensanctions/rigour": "OpenSanctions",
    "peppercatorg/site-build": "EveryPolitician",
    "unitedstates/congress-legislators": "unitedstates",
    "zbw/sparql-queries": "ZBW",
    "zbw/stw-mappings": "ZBW",
}

# Items that one data set alone names (or several of one lineage), and items of which it is in
# doubt whether they are the notion: none may link before it was read online.
SEEN_ONCE: Final = """
    Q366 Q12147 Q15221623 Q15989108 Q1069706 Q107752338 Q1304214 Q131201 Q162254 Q171328 Q1854900
    Q22688 Q2516371 Q252550 Q2632158 Q294240 Q29645880 Q30672844 Q34104 Q3510521 Q3814905 Q3917681
    Q42008 Q43619 Q46952 Q53581210 Q53581213 Q53581236 Q53581248 Q53581254 Q7433675 Q898653
    Q9378718
    Q105985 Q11661 Q17991228 Q2827815 Q331662 Q3422086 Q45701 Q55692637 Q656365 Q6869278 Q757138
    Q7569 Q831695
"""
DOUBTFUL: Final = """
    Q10857933 Q1248258 Q125928 Q12705 Q16335075 Q166846 Q178803 Q181865 Q1824206 Q218719 Q22692
    Q258307 Q26204040 Q3312693 Q3354958 Q4475322 Q58203 Q601401 Q70254110 Q7378937 Q7621850 Q7942
    Q959108
"""
# Items that may be the same notion as a theme, and those that come close to one; what else was
# seen is wider, narrower or a neighbour.
SAME: Final = """
    Q1069 Q121359 Q156537 Q171899 Q181784 Q4290 Q4394526 Q44554 Q4530482 Q8458 Q862571 Q909459
"""
CLOSE: Final = "Q223569"
TRAPS: Final = {
    "place:washington": "Q3551781 Q48525",
    "organization:embassy-of-kazakhstan-in-washington": "Q16867391",
    "organization:ministry-of-foreign-affairs-of-kazakhstan": "Q20901295",
    "organization:un-general-assembly": "Q1161813",
    "organization:united-nations": "Q160016 Q61964031",
    "post:us-secretary-of-state": "Q533501 Q736559",
    "post:ambassador-of-kazakhstan-to-the-united-states": "Q121998 Q29645880",
    "post:deputy-minister-of-foreign-affairs-of-kazakhstan": "Q15966511 Q26204040",
    "post:minister-of-foreign-affairs-of-kazakhstan": "Q7330070",
    "state:syria": "Q146885 Q131404661",
    "state:ukraine": "Q243610",
    "state:united-states": "Q1783171",
    "initiative:trans-caspian-transportation-corridor": "Q1977526",
    "initiative:un-ebola-response-fund": "Q15989108",
    "event:un-general-assembly-71": "Q47423",
    "theme:civil-society": "Q1021177",
    "theme:freedom-of-expression": "Q3237850",
    "theme:gender-equality": "Q13416790",
    "theme:human-smuggling": "Q181784",
    "theme:peacekeeping": "Q1456930",
    "theme:rule-of-law": "Q4209223",
    "theme:sanctions-policy": "Q32098 Q618779",
    "theme:sovereignty-and-territorial-integrity": "Q24603",
    "theme:strategic-partnership": "Q7621850 Q1328230",
    "theme:supply-chains": "Q492886",
    "theme:trafficking-in-persons": "Q1854900",
    "theme:trans-caspian-corridor": "Q1977526",
}
OWN: Final = workspace("real")
TABLES: Final = {path.name.partition(".")[0]: path for path in OWN.link_files()}
each_table = pytest.mark.parametrize("dataset", TABLES)


@cache
def table(dataset: str) -> DecisionTable:
    """Return the table of a data set."""
    path = TABLES[dataset]
    return read_decisions(path, OWN.relative(path))


@cache
def labels(classes: str) -> dict[str, str]:
    """Return the English labels of all things of these classes, by IRI."""
    found = store("real", "embedded").select(
        f"PREFIX espd: <{ESPD}> PREFIX skos: <{SKOS}> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f"SELECT DISTINCT ?thing ?label WHERE {{ VALUES ?class {{ {classes} }} "
        "GRAPH ?graph { ?thing a ?class . ?thing rdfs:label|skos:prefLabel ?label } "
        'FILTER(LANG(?label) = "en") }'
    )
    return {text_value(thing): text_value(label) for thing, label in found.rows}


def standing(dataset: str) -> list[Decision]:
    """Return the decisions that stand."""
    return [one for found in table(dataset).by_subject().values() for one in found]


def by_hand(dataset: str) -> list[Decision]:
    """Return those of them that no tool proposed."""
    return [one for one in standing(dataset) if not one.tool]


def named(decisions: Iterable[Decision]) -> list[str]:
    """Return the pairs in short, for a failing test to show."""
    return sorted(f"{shorten(one.subject)} {shorten(one.object)}" for one in decisions)


def witnesses(comment: str) -> set[str]:
    """Return the independent data sets that a comment names."""
    return {family for name, family in FAMILIES.items() if name in comment}


def test_there_is_a_table_for_each_data_set() -> None:
    assert sorted(TABLES) == sorted(ITEMS)


@each_table
def test_the_head_says_what_the_table_is_and_who_may_use_it(dataset: str) -> None:
    head = read_header(table(dataset).text, dataset).fields
    assert head["mapping_set_id"] == f"https://w3id.org/espd/mappings/{dataset}"
    assert head["license"] == CC0
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", str(head["mapping_set_version"]))
    assert "Rows are added, never changed" in str(head["mapping_set_description"])


@each_table
def test_the_columns_stand_in_their_order(dataset: str) -> None:
    assert " ".join(table(dataset).columns) == COLUMNS


@each_table
def test_every_item_has_a_name_that_the_data_set_gives(dataset: str) -> None:
    wrong = [
        one
        for one in standing(dataset)
        if one.object != NO_TERM_FOUND and not re.fullmatch(ITEMS[dataset], one.object)
    ]
    assert named(wrong) == []


@each_table
def test_every_subject_is_on_record_under_its_label(dataset: str) -> None:
    known = labels(" ".join(f"espd:{name}" for name in (*COVERED, "Event", "Dialogue", "Theme")))
    wrong = [one for one in standing(dataset) if known.get(one.subject) != one.subject_label]
    assert named(wrong) == []


@each_table
def test_an_exact_match_is_that_of_one_thing_alone(dataset: str) -> None:
    exact = [one for one in table(dataset).links() if one.predicate == SKOS + "exactMatch"]
    for ends in ([one.subject for one in exact], [one.object for one in exact]):
        assert [end for end, times in Counter(ends).items() if times > 1] == []


@each_table
def test_nothing_is_linked_and_said_to_have_no_item(dataset: str) -> None:
    exact = {one.subject for one in table(dataset).links() if one.predicate.endswith("exactMatch")}
    lacking = {one.subject for one in standing(dataset) if one.object == NO_TERM_FOUND}
    assert exact & lacking == set()


@each_table
def test_every_judgement_has_an_author_a_day_and_a_reason(dataset: str) -> None:
    judged = by_hand(dataset)
    assert named(o for o in judged if not (o.author and o.date and o.comment)) == []


@each_table
def test_every_reason_says_whether_the_item_was_read_online(dataset: str) -> None:
    silent = [
        one
        for one in by_hand(dataset)
        if not one.checked_online
        and not re.search(r"Not yet checked online\.|The item itself was not read\.", one.comment)
    ]
    assert named(silent) == []


@each_table
def test_confidence_tells_a_decision_from_a_proposal(dataset: str) -> None:
    for one in by_hand(dataset):
        if one.confidence is None:
            continue
        assert (one.confidence <= 0.7) == (one.outcome is Outcome.UNSURE), named([one])


@each_table
def test_what_is_not_found_is_not_found_in_a_named_data_set(dataset: str) -> None:
    lacking = [one for one in standing(dataset) if one.object == NO_TERM_FOUND]
    assert named(one for one in lacking if not one.object_source) == []


def test_every_thing_of_the_covered_kinds_has_a_decision() -> None:
    decided = {one.subject for one in standing("wikidata")}
    things = labels(" ".join(f"espd:{name}" for name in (*COVERED, "Theme")))
    assert sorted(shorten(iri) for iri in things if iri not in decided) == []


def test_every_state_has_its_codes_and_its_number() -> None:
    states = set(labels("espd:State"))
    for dataset in ("eurovoc", "geonames", "iso3166", "wikidata"):
        assert {one.subject for one in table(dataset).links()} >= states


def test_what_links_to_wikidata_was_seen_in_two_independent_data_sets() -> None:
    thin = [
        one
        for one in table("wikidata").links()
        if not one.checked_online and len(witnesses(one.comment)) < 2
    ]
    assert named(thin) == []


@pytest.mark.parametrize("qid", f"{SEEN_ONCE} {DOUBTFUL}".split())
def test_what_was_seen_once_or_is_in_doubt_does_not_link_unread(qid: str) -> None:
    links = [one for one in table("wikidata").links() if one.object == WD + qid]
    assert named(one for one in links if not one.checked_online) == []


def test_no_theme_is_nearer_to_an_item_than_the_sightings_allow() -> None:
    near = {SKOS + "exactMatch": SAME.split(), SKOS + "closeMatch": f"{SAME} {CLOSE}".split()}
    too_near = [
        one
        for one in table("wikidata").links()
        if one.subject.startswith(THEME)
        and one.predicate in near
        and one.object.removeprefix(WD) not in near[one.predicate]
        and not one.checked_online
    ]
    assert named(too_near) == []


def test_every_proposal_says_what_speaks_against_it() -> None:
    unsure = [one for one in by_hand("wikidata") if one.outcome is Outcome.UNSURE]
    assert named(one for one in unsure if "Doubt: " not in one.comment) == []


@pytest.mark.parametrize("subject", TRAPS)
def test_a_known_trap_is_refused(subject: str) -> None:
    kind, _, slug = subject.partition(":")
    iri = THEME + slug if kind == "theme" else f"{ID}{kind}/{slug}"
    latest = table("wikidata").latest()
    for qid in TRAPS[subject].split():
        assert latest[iri, WD + qid].outcome is Outcome.REFUSED


def test_a_theme_is_never_said_to_be_the_same_as_an_outside_item() -> None:
    found = store("real", "embedded").select(
        f"SELECT ?theme WHERE {{ ?theme <{OWL}sameAs> ?other "
        f'FILTER(STRSTARTS(STR(?theme), "{THEME}") && ?theme != ?other) }}'
    )
    assert not found.rows


@each_table
@pytest.mark.parametrize("engine", ENGINES)
def test_the_graph_holds_the_links_that_stand_and_no_others(dataset: str, engine: str) -> None:
    answer = ask(store("real", engine), catalogue().find("links"), {"dataset": dataset})
    column = answer.columns.index
    shown = {
        tuple(text_value(row[column(name)]) for name in ("resource", "relation", "match"))
        for row in answer.rows
    }
    assert shown == {(o.subject, o.predicate, o.object) for o in table(dataset).links()}


@each_table
def test_the_graph_tells_every_outcome_as_the_table_has_it(dataset: str) -> None:
    answer = ask(
        store("real", "embedded"), catalogue().find("link-decisions"), {"dataset": dataset}
    )
    column = answer.columns.index
    shown = {
        tuple(text_value(row[column(name)]) for name in ("subject", "match", "outcome"))
        for row in answer.rows
    }
    assert shown == {(o.subject, o.object, str(o.outcome)) for o in standing(dataset)}
