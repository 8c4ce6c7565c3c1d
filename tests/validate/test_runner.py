"""Shapes find what is wrong and say where, and a run counts what it looked at."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Literal, URIRef

from espd_kg.build.parse import parse_text
from espd_kg.errors import InputError
from espd_kg.findings import Finding, Report, Severity
from espd_kg.locate import Locator
from espd_kg.quads import GraphFile
from espd_kg.validate import to_shacl, validate

PREFIXES = """\
@prefix : <http://x/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = '''\
:Named a sh:NodeShape ; sh:name "Title"@en , "Название"@ru ; sh:targetClass :Book ;
  sh:property [ sh:path :title ; sh:minCount 1 ;
    sh:message "Give it a title."@en , "Назовите"@ru ] ;
  sh:property :Date .
:Date a sh:PropertyShape ; sh:path :date ; sh:datatype xsd:date ; sh:severity sh:Warning ;
  sh:message "Write a day that exists." .
:Linked a sh:NodeShape ; sh:targetSubjectsOf :by ;
  sh:property [ sh:path [ sh:inversePath :wrote ] ; sh:minCount 1 ] .
:Asked a sh:NodeShape ; sh:targetClass :Book ; sh:sparql [
  sh:message "The date {?value} is early."@en ;
  sh:select """SELECT $this ?value
    WHERE { $this <http://x/date> ?value FILTER(STR(?value) < "2000") }""" ] .
:Chosen a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ;
  sh:select "SELECT ?this WHERE { ?this <http://x/title> 'odd' }" ] .
:Unused a sh:NodeShape ; sh:targetClass :Nothing ; sh:nodeKind sh:IRI .
'''
DATA = """\
:Novel rdfs:subClassOf :Book .
:good a :Book ; :title "t" ; :date "2001-01-01"^^xsd:date .
:untitled a :Novel .
:dated a :Book ; :title "t" ;
  :date "2001-02-30"^^xsd:date .
:early a :Book ; :title "t" ; :date "1999-01-01"^^xsd:date .
:lonely :by :someone .
:odd :title "odd" .
"""


def parsed(text: str, name: str = "data/d.ttl") -> GraphFile:
    return parse_text(PREFIXES + text, Path(name), name, "http://g/", blank_nodes=True)


def run(data: str = DATA, shapes: str = SHAPES) -> Report:
    file = parsed(data)
    holders = {str(subject): (file.name,) for subject, _, _ in file.triples}
    locator = Locator(holders, {file.name: file.text}, {})
    return validate(file.triples, parsed(shapes).triples, locator)


def finding(report: Report, focus: str) -> Finding:
    (found,) = (one for one in report.findings if one.focus == f"http://x/{focus}")
    return found


def test_each_finding_names_shape_thing_place_and_what_to_do() -> None:
    report = run()
    assert {str(one.focus).rpartition("/")[2] for one in report.findings} == {
        *("untitled", "dated", "early", "lonely", "odd")
    }
    assert finding(report, "untitled") == Finding(
        severity=Severity.VIOLATION,
        rule="http://x/Named",
        rule_name="Title, Named",
        focus="http://x/untitled",
        path="http://x/title",
        value=None,
        message="Give it a title.",
        file="data/d.ttl",
        line=7,
        component=str(SH.MinCountConstraintComponent),
    )


def test_a_named_property_shape_and_its_severity_are_told_at_the_property() -> None:
    found = finding(run(), "dated")
    assert (found.rule, found.severity, found.line) == ("http://x/Date", Severity.WARNING, 9)
    assert found.value == "2001-02-30"


def test_a_query_in_a_shape_fills_its_message() -> None:
    assert finding(run(), "early").message == "The date 1999-01-01 is early."


def test_a_path_is_told_as_sparql_writes_it() -> None:
    assert finding(run(), "lonely").path == "^<http://x/wrote>"


def test_a_target_may_be_a_query() -> None:
    assert finding(run(), "odd").rule == "http://x/Chosen"


def test_the_run_counts_what_each_shape_looked_at() -> None:
    assert run().examined == {
        "http://x/Named": 4,
        "http://x/Asked": 4,
        "http://x/Linked": 1,
        "http://x/Chosen": 1,
        "http://x/Unused": 0,
    }


def test_a_run_that_looked_at_nothing_does_not_conform() -> None:
    report = run(data="")
    assert report.findings == ()
    assert not report.conforms


def test_a_run_without_findings_conforms() -> None:
    assert run(data=':good a :Book ; :title "t" .').conforms


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        run()
    assert caplog.records == []


@pytest.mark.parametrize(
    "broken",
    [
        ":S a sh:NodeShape ; sh:targetClass :Book ; sh:sparql [ sh:select 'SELECT WHERE {' ] .",
        ":S a sh:NodeShape ; sh:targetClass :Book ; sh:sparql [ sh:message 'no query' ] .",
        ":S a sh:NodeShape ; sh:targetClass :Book ; sh:property [ sh:minCount 1 ] .",
        ":S a sh:NodeShape ; sh:targetClass :Book ; sh:property [ sh:path :p ; sh:minCount 'x' ] .",
    ],
)
def test_shapes_that_cannot_be_used_are_refused(broken: str) -> None:
    with pytest.raises(InputError, match="the shapes cannot be used"):
        run(shapes=broken)


def test_the_report_in_turtle_is_a_shacl_report() -> None:
    graph = Graph().parse(data=to_shacl(run()), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(report, SH.result))
    assert graph.value(report, SH.conforms) == Literal(False)
    assert len(results) == 5
    for result in results:
        for required in (
            *(SH.focusNode, SH.resultSeverity, SH.resultMessage),
            *(SH.sourceShape, SH.sourceConstraintComponent),
        ):
            assert len(list(graph.objects(result, required))) == 1
    (inverse,) = graph.objects(None, SH.inversePath)
    assert inverse == URIRef("http://x/wrote")


def test_the_report_in_turtle_is_the_same_each_time() -> None:
    assert to_shacl(run()) == to_shacl(run())


def test_an_empty_run_reports_that_it_does_not_conform() -> None:
    assert "sh:conforms false" in to_shacl(Report())
    assert "sh:conforms true" in to_shacl(Report((), {"http://x/Named": 1}))


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("http://x/p", "<http://x/p>"),
        ("^<http://x/p>", "[ sh:inversePath <http://x/p> ]"),
        ("(<http://x/p>/^<http://x/q>)", "( <http://x/p> [ sh:inversePath <http://x/q> ] )"),
        ("(<http://x/p>|<http://x/q>)", "[ sh:alternativePath ( <http://x/p> <http://x/q> ) ]"),
        ("<http://x/p>*", "[ sh:zeroOrMorePath <http://x/p> ]"),
        ("(<http://x/p>/<http://x/q>)+", "[ sh:oneOrMorePath ( <http://x/p> <http://x/q> ) ]"),
    ],
)
def test_paths_go_into_the_report_as_shacl_writes_them(path: str, node: str) -> None:
    one = Finding(Severity.VIOLATION, "http://x/S", "S", "http://x/a", path, None, "words")
    assert f"sh:resultPath {node} ;" in to_shacl(Report((one,), {"http://x/S": 1}))


def test_paths_read_from_shapes_are_written_as_sparql() -> None:
    shapes = """:S a sh:NodeShape ; sh:targetNode :a ; sh:property
      [ sh:minCount 1 ; sh:path ( :p [ sh:zeroOrMorePath :q ]
        [ sh:alternativePath ( :r [ sh:inversePath :t ] ) ] ) ] ."""
    (found,) = run(data=":a :x 1 .", shapes=shapes).findings
    x = "<http://x/"
    assert found.path == f"({x}p>/{x}q>*/({x}r>|^{x}t>))"
