"""Terms and queries as text that every engine reads in the same way."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.errors import InputError
from espd_kg.results import Term
from espd_kg.stores.lexer import Kind, Query, tokenize
from espd_kg.stores.rewriting import rewritten
from espd_kg.stores.writing import portions, sparql_string, sparql_term, values_block

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_a_text_is_one_token_that_the_engine_reads_back(text: str) -> None:
    written = sparql_string(text)
    (token,) = tokenize(written)
    assert token.kind is Kind.STRING
    answer = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {written} }} }}")
    assert isinstance(answer, ox.QuerySolutions)
    assert [solution["x"] for solution in answer] == [ox.Literal(text)]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (ox.NamedNode("http://a/é?x=1"), "<http://a/é?x=1>"),
        (ox.Literal('a"b\\\n'), '"a\\"b\\\\\\n"'),
        (ox.Literal("x", language="kk"), '"x"@kk'),
        (ox.Literal(5), '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ],
)
def test_terms(term: Term, text: str) -> None:
    assert sparql_term(term) == text


def test_a_blank_node_cannot_be_named() -> None:
    with pytest.raises(InputError):
        sparql_term(ox.BlankNode("b"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "SELECT * # c \\u000A }\n{ ?a ?b '\\u0041\\\\u0041' }",
            'SELECT *\n{ ?a ?b "A\\\\u0041" }',
        ),
        ("ASK{?a<http://a/\\u0042>?b}", "ASK{?a<http://a/B>?b}"),
        ("ASK # one\n\n # two\n {}", "ASK\n\n\n{}"),
        ("ASK { ?a ?b '''x'y''' , '' }", 'ASK { ?a ?b "x\'y" , "" }'),
    ],
)
def test_queries_without_comments_and_code_points(text: str, plain: str) -> None:
    assert rewritten(Query.read(text)) == plain


@pytest.mark.parametrize("text", ["ASK { ?a <http://a/\\u0020> ?b }", "ASK { ?a ?b '\\uD800' }"])
def test_escapes_that_name_nothing_allowed(text: str) -> None:
    with pytest.raises(InputError):
        rewritten(Query.read(text))


def test_many_things_are_asked_for_in_portions() -> None:
    assert portions(["b", "a", "b", "c"], 2) == [["a", "b"], ["c"]]
    assert values_block("x", ["http://a/", "http://b/"]) == "VALUES ?x { <http://a/> <http://b/> }"
