"""Free SPARQL from the command line: where it comes from, what it may not do, how it answers."""

import io
import json
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from support import Espd

_SELECT = "SELECT ?d WHERE { ?d a espd:Dialogue }"
_DIALOGUE = "https://w3id.org/espd/id/dialogue/talks-2001"


def test_prefixes_of_the_graph_need_no_declaration(espd: Espd) -> None:
    outcome = espd("sparql", _SELECT, "--format", "csv")
    assert (outcome.code, outcome.out) == (0, f"d\r\n{_DIALOGUE}\r\n")


def test_json_is_the_w3c_format(espd: Espd) -> None:
    answer = json.loads(espd("sparql", _SELECT, "--format", "json").out)
    assert answer == {
        "head": {"vars": ["d"]},
        "results": {"bindings": [{"d": {"type": "uri", "value": _DIALOGUE}}]},
    }
    assert json.loads(espd("sparql", "ASK { ?d a espd:Dialogue }", "--format", "json").out) == {
        "head": {},
        "boolean": True,
    }


def test_a_query_may_come_from_a_file(espd: Espd, tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_text(_SELECT)
    assert _DIALOGUE in espd("sparql", f"@{file}", "--format", "csv").out


def test_a_query_may_come_from_standard_input(espd: Espd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_SELECT.encode())))
    assert _DIALOGUE in espd("sparql", "-", "--format", "csv").out


def test_a_query_that_is_not_utf_8_is_told_with_its_line(espd: Espd, tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_bytes(b"SELECT ?d WHERE {\n# \xff\n}")
    outcome = espd("sparql", f"@{file}")
    assert outcome.code == 2
    assert f"{file}:2: " in outcome.err
    assert outcome.err.endswith("Save the file as UTF-8.\n")


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_triples_come_in_any_rdf_format(espd: Espd, form: str) -> None:
    outcome = espd("sparql", "DESCRIBE state:ruritania", "--format", form)
    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    subjects = {str(quad.subject) for quad in ox.parse(outcome.out, format=formats[form])}
    assert subjects == {"<https://w3id.org/espd/id/state/ruritania>"}


def test_triples_are_turtle_unless_asked_otherwise(espd: Espd) -> None:
    assert "@prefix" in espd("sparql", "DESCRIBE state:ruritania").out
    assert "subject" in espd("sparql", "DESCRIBE state:ruritania", "--format", "csv").out


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
    ],
)
def test_a_query_stays_indoors_and_changes_nothing(espd: Espd, query: str) -> None:
    assert espd("sparql", query).code == 2


def test_from_names_a_graph_of_the_store_and_fetches_nothing(espd: Espd) -> None:
    query = "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    assert espd("sparql", query, "--format", "csv").out == "s,p,o\r\n"


def test_a_slow_query_is_given_up(espd: Espd) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    outcome = espd("sparql", query, "--timeout", "0.2")
    assert outcome.code == 3
    assert outcome.err.startswith("espd: error: the query ran longer than 0.2 seconds")


def test_a_large_answer_is_refused(espd: Espd) -> None:
    outcome = espd("sparql", "SELECT * { ?s ?p ?o }", "--max-rows", "10")
    assert outcome.code == 3
    assert outcome.out == ""
