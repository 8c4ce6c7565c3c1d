"""Parameters are bound as typed terms, word by word, and change nothing else of a query."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.errors import InputError
from espd_kg.queries.binding import bind, filled
from espd_kg.queries.places import places_in
from espd_kg.queries.reading import parse_query
from espd_kg.results import Term
from espd_kg.stores.lexer import Query
from unit.graphs import QUERY

STORED = parse_query("provisions", QUERY, "queries/provisions.rq")
TEXT = """SELECT ?x ?y {
  VALUES ?_x { UNDEF } # VALUES ?_x { UNDEF }
  BIND(?_x AS ?x)
  BIND("VALUES ?_x { UNDEF }" AS ?y)
}"""

texts = st.text(
    st.one_of(
        st.sampled_from("\\\"'{}<>#?$ \n\r\t\b\f}UNDEFu0041;.@^_é\u2028😀"),
        st.characters(exclude_categories=["Cs"]),
    )
)
parts = st.text(st.sampled_from("abcé/?=&;,.:'()*$@!~-_0"), max_size=20)
iris = st.builds(
    lambda path, fragment: ox.NamedNode(f"http://example.org/{path}#{fragment}"), parts, parts
)
languages = st.sampled_from(["en", "ru", "kk-cyrl", "zh-hant-tw"])
terms = st.one_of(
    iris,
    st.builds(ox.Literal, texts),
    st.builds(lambda text, lang: ox.Literal(text, language=lang), texts, languages),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://example.org/t")), texts),
)


def bind_text(text: str, values: dict[str, Term]) -> str:
    return filled(text, places_in(Query.read(text)), values)


def parameters_in(text: str) -> set[str]:
    return {place.name for place in places_in(Query.read(text))}


def solve(text: str) -> list[list[object]]:
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    return [list(solution) for solution in answer]


@given(terms)
def test_any_term_comes_back_and_the_rest_of_the_query_stays(term: Term) -> None:
    bound = bind_text(TEXT, {"x": term})
    assert solve(bound) == [[term, ox.Literal("VALUES ?_x { UNDEF }")]]


@given(terms)
def test_a_bound_query_has_the_same_shape(term: Term) -> None:
    before, after = Query.read(TEXT), Query.read(bind_text(TEXT, {"x": term}))
    shape = [token.text for token in before.tokens if not token.is_word("UNDEF")]
    inside = [token.text for token in after.tokens]
    start = shape.index("{", 5) + 1
    assert inside[:start] == shape[:start]
    assert inside[-(len(shape) - start) :] == shape[start:]


def test_every_place_of_a_parameter_is_filled() -> None:
    text = "SELECT ?x { VALUES ?_x {UNDEF} { SELECT ?x { values $_x { undef } BIND(?_x AS ?x) } } }"
    assert bind_text(text, {"x": ox.Literal("a")}).count('"a"') == 2


def test_without_values_the_text_is_unchanged() -> None:
    assert bind(STORED, {}) == QUERY


def test_other_variables_are_no_parameters() -> None:
    text = "SELECT * { VALUES ?x { UNDEF } VALUES (?_y) { (UNDEF) } VALUES ?_z { 1 } }"
    assert parameters_in(text) == set()
    assert parameters_in(QUERY) == {"theme", "obligation"}


def test_an_unknown_parameter_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean theme"):
        bind(STORED, {"themes": ox.Literal("x")})


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(InputError):
        bind(STORED, {"theme": ox.BlankNode("b")})
