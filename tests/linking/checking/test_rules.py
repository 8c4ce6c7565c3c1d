"""Each rule over the tables has rows that it accepts, and rows on which it fires."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from espd_kg.errors import InputError
from espd_kg.findings import Severity
from espd_kg.linking.checking.item_types import cached_types, misfit
from espd_kg.linking.checking.rules import RULES, Known, check
from espd_kg.linking.subject.subjects import Subject
from espd_kg.linking.table.decisions import DecisionTable, read_decisions
from espd_kg.namespaces import GRAPH, ID, RDF, WD
from espd_kg.stores.embedded import EmbeddedStore
from linking.tables import NAME, WIKIDATA, line, written

SIGNED = {"comment": "seen", "author_label": "A. Reader", "mapping_date": "2026-11-21"}
KNOWN = Known(
    {
        iri: Subject(iri, kind, slug)
        for kind, slug in (
            ("state", "kazakhstan"),
            ("state", "united-states"),
            ("person", "donald-lu"),
            ("place", "astana"),
        )
        for iri in [f"{ID}{kind}/{slug}"]
    },
    {"wikidata": {WD + "Q1520": ("Q515", "Q5119"), WD + "Q7": ("Q5",), WD + "Q8": ("Q4167410",)}},
)


def row(**cells: str) -> str:
    return line(**{**SIGNED, **cells})


LU, STATES, ASTANA = (
    "espd-id:person/donald-lu",
    "espd-id:state/united-states",
    "espd-id:place/astana",
)
NOT = {"predicate_modifier": "Not"}
NONE = {"object_id": "sssom:NoTermFound"}


def tables(folder: Path, *rows: str) -> list[DecisionTable]:
    return [read_decisions(written(folder, *rows), NAME)]


ACCEPTED = {
    "duplicate": (
        (row(), row(comment="seen again")),
        (row(), row(checked_online="2026-11-22")),
        (row(), row(**NOT), row()),
        (row(), row(predicate_id="skos:closeMatch")),
    ),
    "two-objects": (
        (row(), row(object_id="wd:Q1", predicate_id="skos:closeMatch")),
        (row(), row(**NOT), row(object_id="wd:Q1")),
        (row(), row(object_id="wd:Q1", judgement="unsure")),
    ),
    "two-subjects": (
        (row(), row(subject_id=STATES, predicate_id="skos:relatedMatch")),
        (row(), row(subject_id=STATES, **NOT)),
    ),
    "chain": (
        (row(), row(**NOT)),
        (row(), row(subject_id=STATES, **NOT)),
        (row(), row(subject_id=STATES, predicate_id="skos:closeMatch", object_id="wd:Q1")),
    ),
    "unknown-subject": ((row(),),),
    "object-form": ((row(object_id="wd:Q1"),), (row(**NONE, object_source=WIKIDATA),)),
    "object-kind": (
        (row(subject_id=ASTANA, object_id="wd:Q1520"),),
        (row(subject_id=LU, object_id="wd:Q7"),),
        (row(subject_id=LU, object_id="wd:Q999"),),
        (row(subject_id=LU, object_id="wd:Q1520", **NOT),),
        (row(subject_id=LU, object_id="wd:Q1520", predicate_id="skos:relatedMatch"),),
    ),
    "reason": ((row(),), (row(comment=""), row())),
    "signature": ((row(),), (row(author_label="", mapping_tool="espd-kg", judgement="unsure"),)),
    "object-source": ((row(**NONE, object_source=WIKIDATA),),),
}
REFUSED = {
    "duplicate": ((row(), row(mapping_date="2026-11-22")), 17, "line 16"),
    "two-objects": ((row(), row(object_id="wd:Q1")), 17, "on line 16, with wd:Q232"),
    "two-subjects": ((row(), row(subject_id=STATES)), 17, "on line 16, state:kazakhstan"),
    "chain": (
        (
            row(object_id="wd:Q1"),
            row(subject_id=STATES, object_id="wd:Q1"),
            row(subject_id=STATES),
            row(**NOT),
        ),
        19,
        f"{NAME}:16, {NAME}:17, {NAME}:18 make them one",
    ),
    "unknown-subject": ((row(subject_id="espd-id:state/ruritania"),), 16, "no thing of this graph"),
    "object-form": ((row(object_id="wd:Q0"),), 16, "entity/Q0, which is no item of wikidata"),
    "object-kind": (
        (row(subject_id=LU, object_id="wd:Q1520"),),
        16,
        "is a person, but wd:Q1520 is not a human, but of type Q5119, Q515",
    ),
    "reason": ((row(comment=""),), 16, "has no reason"),
    "signature": ((row(author_label=""),), 16, "has no author"),
    "object-source": ((row(**NONE),), 16, "has no item, but not where"),
}


def test_every_rule_has_its_examples() -> None:
    assert RULES.keys() == ACCEPTED.keys() == REFUSED.keys()


@pytest.mark.parametrize(
    ("rule", "rows"), [(rule, rows) for rule, every in ACCEPTED.items() for rows in every]
)
def test_a_rule_accepts_what_is_right(tmp_path: Path, rule: str, rows: tuple[str, ...]) -> None:
    report = check(tables(tmp_path, *rows), KNOWN)
    assert rule not in {finding.rule_name for finding in report.findings}


@pytest.mark.parametrize("rule", REFUSED)
def test_a_rule_fires_on_the_row_and_says_what_to_do(tmp_path: Path, rule: str) -> None:
    rows, at, words = REFUSED[rule]
    report = check(tables(tmp_path, *rows), KNOWN)
    found = [one for one in report.findings if one.rule_name == rule and one.line == at]
    assert len(found) == 1, report.to_text()
    assert words in found[0].message
    assert found[0].file == NAME
    assert not report.conforms


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"subject_id": "espd-id:state/kazakhstan", "object_id": "wd:Q7"}, "a human"),
        ({"subject_id": ASTANA, "object_id": "wd:Q8"}, "a disambiguation page"),
    ],
)
def test_an_item_that_is_known_to_be_something_else_cannot_be_right(
    tmp_path: Path, cells: dict[str, str], words: str
) -> None:
    (found,) = check(tables(tmp_path, row(**cells)), KNOWN).findings
    assert found.rule_name == "object-kind"
    assert words in found.message


def test_a_candidate_of_a_wrong_kind_is_only_warned_of(tmp_path: Path) -> None:
    report = check(
        tables(tmp_path, row(subject_id=LU, object_id="wd:Q1520", judgement="unsure")), KNOWN
    )
    assert [one.severity for one in report.findings] == [Severity.WARNING]
    assert report.conforms


def test_what_a_comment_claims_of_a_type_is_no_evidence(tmp_path: Path) -> None:
    claimed = row(subject_id=LU, object_id="wd:Q999", comment="P31 is Q515, a city")
    assert check(tables(tmp_path, claimed), KNOWN).conforms


def test_broader_and_exact_contradict_each_other_along_a_chain(tmp_path: Path) -> None:
    rows = (
        row(object_id="wd:Q1"),
        row(subject_id=STATES, object_id="wd:Q1"),
        row(subject_id=STATES),
        row(predicate_id="skos:broadMatch"),
    )
    report = check(tables(tmp_path, *rows), KNOWN)
    assert ("chain", 19) in {(one.rule_name, one.line) for one in report.findings}


def test_a_chain_runs_across_tables(tmp_path: Path) -> None:
    geo = "https://sws.geonames.org/1526273/"
    here = read_decisions(written(tmp_path, row(subject_id=ASTANA, object_id="wd:Q1520")), NAME)
    other = "data/links/geonames.sssom.tsv"
    path = written(
        tmp_path,
        row(subject_id="wd:Q1520", object_id=geo),
        row(subject_id=ASTANA, object_id=geo, **NOT),
        file="geonames.sssom.tsv",
    )
    report = check([here, read_decisions(path, other)], KNOWN)
    (found,) = (one for one in report.findings if one.rule_name == "chain")
    assert (found.file, found.line) == (other, 17)
    assert f"{NAME}:16, {other}:16 make them one" in found.message


@pytest.mark.parametrize(
    ("dataset", "item", "fits"),
    [
        ("eurovoc", "http://eurovoc.europa.eu/2498", True),
        ("eurovoc", "http://eurovoc.europa.eu/c_2498", False),
        ("geonames", "https://sws.geonames.org/1526273/", True),
        ("geonames", "https://sws.geonames.org/Astana/", False),
        ("iso3166", "http://publications.europa.eu/resource/authority/country/KAZ", True),
        ("iso3166", "http://publications.europa.eu/resource/authority/country/KZ", False),
        ("wikidata", "http://www.wikidata.org/entity/P31", False),
        ("wikidata", "https://www.wikidata.org/wiki/Q232", False),
        ("elsewhere", "https://example.org/anything", True),
    ],
)
def test_items_are_formed_as_their_data_set_forms_them(
    tmp_path: Path, dataset: str, item: str, fits: bool
) -> None:
    path = written(tmp_path, row(object_id=item), file=f"{dataset}.sssom.tsv")
    report = check([read_decisions(path, NAME)], KNOWN)
    assert ("object-form" not in {one.rule_name for one in report.findings}) is fits


def test_a_table_that_cannot_be_read_is_a_finding_and_hides_no_other(tmp_path: Path) -> None:
    damaged = InputError(
        "the header is not YAML", file="data/links/b.sssom.tsv", line=3, fix="Mend."
    )
    report = check(tables(tmp_path, row(comment="")), KNOWN, [damaged])
    assert [(one.rule_name, one.file, one.line) for one in report.findings] == [
        ("form", "data/links/b.sssom.tsv", 3),
        ("reason", NAME, 16),
    ]
    assert "not YAML. Mend." in report.findings[0].message


def test_an_empty_table_conforms(tmp_path: Path) -> None:
    assert check(tables(tmp_path), KNOWN).conforms


def test_without_a_graph_no_thing_is_called_unknown(tmp_path: Path) -> None:
    assert check(tables(tmp_path, row(subject_id="espd-id:state/ruritania")), Known()).conforms


def test_types_are_those_of_the_snapshot_alone(tmp_path: Path) -> None:
    direct = "http://www.wikidata.org/prop/direct/P31"
    snapshot, other = f"{GRAPH}snapshots/wikidata", f"{GRAPH}data/links/wikidata"
    quads = [
        ox.Quad(ox.NamedNode(WD + item), ox.NamedNode(p), ox.NamedNode(kind), ox.NamedNode(graph))
        for item, p, kind, graph in (
            ("Q7", direct, WD + "Q5", snapshot),
            ("Q7", RDF + "type", "http://wikiba.se/ontology#Item", snapshot),
            ("Q7", direct, WD + "Q515", other),
        )
    ]
    path = tmp_path / "store"
    store = ox.Store(str(path))
    store.extend(quads)
    store.flush()
    del store
    with EmbeddedStore.open(path) as opened:
        assert cached_types(opened, "wikidata") == {WD + "Q7": ("Q5",)}
        assert cached_types(opened, "geonames") == {}


@pytest.mark.parametrize(
    ("kind", "types", "wrong"),
    [
        ("person", (), None),
        ("thread", ("Q515",), None),
        ("dialogue", ("Q1072326",), None),
        ("dialogue", ("Q5",), "a human"),
        ("organization", ("Q43229", "Q515"), None),
        ("post", ("Q5",), "a human"),
        ("theme", ("Q515",), "a city"),
    ],
)
def test_what_is_not_known_says_nothing(
    kind: str, types: tuple[str, ...], wrong: str | None
) -> None:
    assert misfit(kind, types) == wrong
