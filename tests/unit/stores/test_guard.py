"""What a query must be before any store sees it."""

import pytest

from espd_kg.errors import InputError
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.guard import checked, with_known_prefixes


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://a/> { ?a ?b ?c } }",
        "SELECT * { service silent ?endpoint { ?a ?b ?c } }",
        "SELECT * { ?s ?p 1SERVICE<http://a/>{} }",
        "SELECT * { ?s ?p trueSERVICE <http://a/> {} }",
        "SELECT * { SERVICESILENT<http://a/>{ ?a ?b ?c } }",
        "PREFIX : <http://a/> SELECT * { SERVICE:x { ?a ?b ?c } }",
        "PREFIX : <http://a/> SELECT * { SERVICE SILENT:x { ?a ?b ?c } }",
        "PREFIX : <http://a/> SELECT * { SERVICESILENT:x # c\n { ?a ?b ?c } }",
        "PREFIX : <http://a/> SELECT * { ?s ?p trueSERVICE:x { ?a ?b ?c } }",
        "SELECT * { FILTER(1<2#>'''\n) SERVICE <http://a/> { } #'''\n}",
        "SELECT * { FILTER(?x<?b+'>' ) SERVICE <http://a/> { } #'\n}",
        "SELECT * { FILTER((?x)<?b#>'''\n) SERVICE <http://a/> { } #'''\n}",
        "SELECT * { FILTER(EXISTS{}<?b#>'''\n) SERVICE <http://a/> { } #'''\n}",
        "SELECT * { { SELECT * { OPTIONAL { { SERVICE SILENT <http://a/> { ?a ?b ?c } } } } } }",
        "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <http://a/> { ?a ?b ?c } } }",
        "SELECT * { ?s ?p ?o MINUS { GRAPH ?g { SERVICE ?s { ?a ?b ?c } } } }",
        "SELECT ?x { BIND(EXISTS { { ?s ?p ?o } UNION { SERVICE <http://a/> {} } } AS ?x) }",
        "ASK { SERVICE\n# a comment between\n<http://a/> { ?a ?b ?c } }",
        "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <http://a/> { ?a ?b ?c } }",
        "DESCRIBE ?a { SERVICE <http://a/> { ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE <http://a/> { } })",
    ],
)
def test_no_service_gets_through(text: str) -> None:
    with pytest.raises(InputError):
        checked(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?from 'SERVICE <x>' }",
        "SELECT * { ?s <http://a/SERVICE#FROM> ?o } # SERVICE <x> {}",
        "PREFIX service: <http://a/> SELECT * { ?s service:x service:y }",
        "SELECT ('''FROM\nSERVICE''' AS ?x) {}",
        "SELECT * { ?s ?p 'SERVICE <http://a/> { }', \"SERVICE\"@en }",
        "SELECT * { # SERVICE SILENT <http://a/> { }\n ?s ?p ?o }",
        "SELECT * { ?s <http://a/?q=SERVICE:x> ?o . ?SERVICE ?p ?o . _:SERVICE ?p ?o }",
    ],
)
def test_the_words_may_be_used_elsewhere(text: str) -> None:
    checked(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("\n\nINSERT DATA {}", "line 3: INSERT would change the data"),
        ("PREFIX a: <http://a/>\nDROP ALL", "line 2: DROP would change the data"),
        ("LOAD <file:///etc/passwd>", "LOAD would change the data"),
        ("WITH <http://a/> DELETE {} WHERE {}", "WITH would change the data"),
        ("", "the query is empty"),
        ("SELEKT * {}", "Did you mean SELECT?"),
        ("hello", "Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE."),
        ("SELECT * { ?a foaf:name ?n }", "Add PREFIX foaf: <http://xmlns.com/foaf/0.1/>."),
        ("PREFIX exa: <http://e/>\nASK { ?a ex:p ?n }", "Did you mean exa:?"),
        ("ASK { ?a qqq:p ?n }", "Add PREFIX qqq: <...>."),
    ],
)
def test_refusals_say_what_where_and_what_to_do(text: str, complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(text)
    assert complaint in str(caught.value)
    assert caught.value.line is not None or not text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("ASK\n" + "{" * 5000 + "}" * 5000, "line 2: the query nests more than 200 brackets"),
        (f"ASK {{\n FILTER({'(' * 20000}1{')' * 20000}) }}", "line 2: the query nests"),
        (f"ASK {{\n\n FILTER({'!' * 60000}true) }}", "line 3: more than 200 operators"),
        ("ASK {\n" + "#" * 1_000_000 + "\n}", "line 2: the query is longer than 1,000,000"),
    ],
    ids=["braces", "parentheses", "operators", "length"],
)
def test_what_would_exhaust_the_engine_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(with_known_prefixes(text))
    assert complaint in str(caught.value)


def test_ordinary_nesting_and_many_brackets_in_a_row_are_fine() -> None:
    checked(f"ASK {{ {'{' * 100}{'}' * 100} {'{ } ' * 1000} FILTER({'!' * 100}true) }}")


def test_known_prefixes_are_declared_where_they_are_used_and_missing() -> None:
    text = "SELECT * {\n  ?s espd:theme theme:trade ; ex:p 'skos:x' . ?s a dialogue:x }"
    completed = with_known_prefixes(text)
    assert completed == (
        "PREFIX dialogue: <https://w3id.org/espd/id/dialogue/> "
        "PREFIX espd: <https://w3id.org/espd/ontology#> "
        f"PREFIX theme: <https://w3id.org/espd/theme/> {text}"
    )
    assert completed.count("\n") == text.count("\n")


def test_declared_prefixes_stay_as_they_are() -> None:
    text = "PREFIX espd: <http://other/> ASK { ?s espd:p ?o }"
    assert with_known_prefixes(text) == text


def test_what_cannot_be_read_is_left_to_the_store() -> None:
    assert with_known_prefixes("ASK { 'open") == "ASK { 'open"


def test_a_completed_query_runs_and_its_errors_name_the_right_line() -> None:
    with EmbeddedStore.from_nquads(b"") as store:
        assert store.query(with_known_prefixes("ASK { ?s a espd:Dialogue }")) is not None
        with pytest.raises(InputError) as caught:
            store.query(with_known_prefixes("ASK {\n ?s a espd:Dialogue \n ; ; ] }"))
        assert caught.value.line == 3
