"""Reading a query file: what is accepted, and each refusal with the file and what to do."""

from pathlib import Path

import pytest

from espd_kg.errors import InputError
from espd_kg.findings import Severity
from espd_kg.queries.model import Column, Parameter
from espd_kg.queries.reading import parse_check, parse_query, read_query
from unit.graphs import QUERY


def test_a_query_file_becomes_a_value() -> None:
    query = parse_query("provisions", QUERY, "queries/provisions.rq")
    assert query.summary == "Provisions by theme."
    assert dict(query.question)["kk"] == "Не айтылды?"
    assert query.parameters == (
        Parameter("theme", "theme", "About this theme."),
        Parameter("obligation", "code", "Of this obligation.", scheme="obligation"),
    )
    assert query.columns[1] == Column("themes", "Its themes.", "theme", plural=True)
    assert query.plurals == {"themes"}
    assert query.cites == ("provision",)
    assert (query.tags, query.audience) == (("provisions",), ("analyst",))
    assert query.text == QUERY


def test_the_name_of_the_file_is_the_name_of_the_query(tmp_path: Path) -> None:
    (tmp_path / "by-theme.rq").write_text(QUERY, encoding="utf-8")
    query = read_query(tmp_path / "by-theme.rq", "queries/by-theme.rq")
    assert (query.name, query.file) == ("by-theme", "queries/by-theme.rq")


def test_defaults_and_allowed_values_are_texts() -> None:
    text = QUERY.replace(
        'description: "About this theme."', 'description: "x", default: 2024, allowed: [2024, a]'
    )
    parameter = parse_query("q", text, "q.rq").parameter("theme")
    assert (parameter.default, parameter.allowed) == ("2024", ("2024", "a"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "#+ summary: Provisions by theme.\n",
            "",
            "q.rq: the front matter needs a text as summary",
        ),
        ("#+ summary:", "#+ sumary:", "q.rq:1: the front matter has an unknown field 'sumary'"),
        ("#+   kk: Не айтылды?\n", "", "q.rq:2: the front matter needs a question in each of"),
        ("ru: Что сказано?", "ru: ''", "question the front matter needs a text as ru"),
        ("type: theme, desc", "type: them, desc", "params 1: the front matter has an unknown type"),
        ("plural: true", "plural: many", "columns 2: the front matter needs true or false"),
        ("cites: [provision]", "cites: [clause]", "cites names 'clause', which is no column"),
        ("cites: [provision]", "cites: []", "rows cite nothing: say why in cites_note"),
        ("cites: [provision]", "cites: provision", "q.rq:12: the front matter needs a list of"),
        ("#+ tags: [provisions]", "#+ tags: [", ": the front matter is not YAML"),
        (
            "name: themes",
            "name: topics",
            "describes provision, topics, the query returns provision",
        ),
        (
            "SELECT ?provision (",
            "SELECT (",
            "describes provision, themes, the query returns themes",
        ),
        ("VALUES ?_theme { UNDEF }", "", "the parameter 'theme' is not used"),
        ("VALUES ?_theme { UNDEF }", "VALUES (?_theme) { (UNDEF) }", "'theme' is not used"),
        ("{name: theme, type", "{name: topic, type", "the parameter 'topic' is not used"),
        ("{name: themes, type", "{name: themes, kind: x, type", "unknown field 'kind'"),
        ("GROUP BY ?provision", "GROUP BY", "q.rq:2"),
        ("PREFIX espd:", "PREFIX esp:", "the prefix espd: is not declared"),
        ("#+ ", "# ", "q.rq:1: there is no front matter. Begin the file with #+ lines."),
    ],
)
def test_each_refusal_names_the_file_and_what_is_wrong(old: str, new: str, complaint: str) -> None:
    assert old in QUERY
    with pytest.raises(InputError) as caught:
        parse_query("q", QUERY.replace(old, new), "q.rq")
    assert caught.value.file == "q.rq"
    assert complaint in str(caught.value)


def test_a_parameter_that_is_used_must_be_described() -> None:
    text = QUERY.replace("WHERE {", "WHERE { VALUES ?_state { UNDEF }")
    with pytest.raises(InputError, match=r"uses \?_state"):
        parse_query("q", text, "q.rq")


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"\xff", "is not UTF-8"), (None, "cannot be read")]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, complaint: str) -> None:
    if content is not None:
        (tmp_path / "q.rq").write_bytes(content)
    with pytest.raises(InputError, match=complaint):
        read_query(tmp_path / "q.rq")


CHECK = """#+ summary: Ordinals are unique within a framework.
#+ message: The ordinal {ordinal} stands twice; give each edition its own.
#+ severity: violation
#+ examines: |
#+   PREFIX espd: <https://w3id.org/espd/ontology#>
#+   SELECT (COUNT(?d) AS ?n) WHERE { ?d espd:ordinal ?o }
#+ columns:
#+   - {name: subject, type: dialogue, description: "The edition."}
#+   - {name: ordinal, type: integer, description: "Its ordinal."}
PREFIX espd: <https://w3id.org/espd/ontology#>
SELECT ?subject ?ordinal WHERE { ?subject espd:ordinal ?ordinal . ?other espd:ordinal ?ordinal }
"""


def test_a_check_file_becomes_a_value() -> None:
    check = parse_check("ordinals", CHECK, "queries/checks/ordinals.rq")
    assert check.severity is Severity.VIOLATION
    assert [column.name for column in check.columns] == ["subject", "ordinal"]
    assert "COUNT" in check.examines


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{ordinal} stands", "{number} stands", "{number}, which is no column"),
        ("severity: violation", "severity: bad", "unknown severity 'bad'"),
        ("AS ?n", "AS ?count", "examines counts what was looked at"),
        ("(COUNT(?d) AS ?n)", "?n", "examines counts what was looked at"),
        ("COUNT(?d)", "'many'", "examines counts what was looked at"),
        ("?subject", "?thing", "describes subject, ordinal"),
        ("subject", "thing", "the first column of a check is ?subject"),
        ("(COUNT(?d) AS ?n)", "(COUNT(?d AS ?n)", "c.rq: examines: line 2: malformed SPARQL"),
    ],
)
def test_each_refusal_of_a_check(old: str, new: str, complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_check("c", CHECK.replace(old, new), "c.rq")
    assert caught.value.file == "c.rq"
    assert complaint in str(caught.value)
