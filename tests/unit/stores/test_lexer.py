"""Tokens as the grammar of SPARQL 1.1 forms them."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.errors import InputError
from espd_kg.stores.lexer import Kind, Query, every_reading, position, tokenize


def kinds(text: str) -> list[tuple[str, str]]:
    return [(str(token.kind), token.text) for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<http://a/?x=1#y>", "iri:<http://a/?x=1#y>"),
        ("?a < ?b", "variable:?a mark:< variable:?b"),
        ("?a<=5", "variable:?a mark:<= number:5"),
        ("1<2&&3>2", "number:1 iri:<2&&3> number:2"),
        ("(?a)<(?b)", "mark:( variable:?a mark:) mark:< mark:( variable:?b mark:)"),
        ("'a'", "string:'a'"),
        ("''", "string:''"),
        ('""""a"\\""b"""', 'string:""""a"\\""b"""'),
        ("'''it''s'''", "string:'''it''s'''"),
        ("'a\\'b'@en-GB", "string:'a\\'b' language:@en-GB"),
        ('"5"^^xsd:int', 'string:"5" mark:^^ name:xsd:int'),
        ("#<x>'y\n?z", "comment:#<x>'y variable:?z"),
        ("<http://a#b>#c", "iri:<http://a#b> comment:#c"),
        ("'#no'", "string:'#no'"),
        ("a.b:c.d.", "name:a.b:c.d mark:."),
        (":x ex: ex:%41\\,b", "name::x name:ex: name:ex:%41\\,b"),
        ("ex:a:b", "name:ex:a:b"),
        ("_:b1.", "blank:_:b1 mark:."),
        ("$x ?_theme ?1", "variable:$x variable:?_theme variable:?1"),
        ("1 .5 1.5e-3 -2", "number:1 number:.5 number:1.5e-3 mark:- number:2"),
        ("?s ex:p?/ex:q+", "variable:?s name:ex:p mark:? mark:/ name:ex:q mark:+"),
        ("группа:имя ?имя $имя", "name:группа:имя variable:?имя variable:$имя"),
        ("ex:a.é", "name:ex:a.é"),
        ("ex:a\u00b7b ?a\u0301", "name:ex:a\u00b7b variable:?a\u0301"),
        ("SELECT*", "word:SELECT mark:*"),
        ("SERVICE:x", "name:SERVICE:x"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(f"{kind}:{found}" for kind, found in kinds(text)) == expected


@pytest.mark.parametrize("text", ["'open", '"a\nb"', "'''never''", "'\\x'", "\\", "\u00a0"])
def test_where_no_token_begins_the_line_is_told(text: str) -> None:
    with pytest.raises(InputError) as caught:
        kinds(f"SELECT\n {text}")
    assert caught.value.line == 2
    assert "column 2" in caught.value.message


@given(st.text(st.sampled_from("abc:?$<>'\"#\\ \n{}()@é_.,;^|&=!*/+-0123SERVICE"), max_size=40))
def test_tokens_and_spaces_make_up_the_whole_text(text: str) -> None:
    try:
        tokens = list(tokenize(text))
    except InputError:
        return
    at = 0
    for token in tokens:
        assert not text[at : token.start].strip(" \t\r\n")
        assert text[token.start : token.end] == token.text
        at = token.end
    assert not text[at:].strip(" \t\r\n")


@given(st.text(max_size=30))
def test_any_string_of_the_engine_is_one_token(text: str) -> None:
    written = str(ox.Literal(text))
    assert kinds(written) == [("string", written)]


def test_positions_count_from_one() -> None:
    assert position("ab\ncd", 0) == (1, 1)
    assert position("ab\ncd", 4) == (2, 2)


def words(text: str) -> set[str]:
    return {token.upper for _, token in every_reading(text) if token.kind is Kind.WORD}


def test_where_an_iri_may_be_a_comparison_both_readings_are_followed() -> None:
    # The grammar reads an IRI and a long string; the engine compares, then skips a comment.
    text = "ASK { FILTER(?x<?b#>'''\n) SERVICE <http://a/> { ?s ?p ?o } #'''\n}"
    assert "SERVICE" in words(text)
    ox.Store().query(text.replace("SERVICE <http://a/>", "OPTIONAL"))


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s <http://a#b> '''\nSERVICE\n''' }",
        "ASK { # SERVICE\n ?SERVICE ?p 'SERVICE' }",
        "ASK { ?s <http://a/SERVICE> ?o }",
        "ASK { FILTER(?a < 5 && ?b > 3) # SERVICE\n }",
    ],
)
def test_words_in_names_quotations_and_comments_are_none(text: str) -> None:
    assert "SERVICE" not in words(text)


def test_prologue_verb_and_variables() -> None:
    query = Query.read(
        "BASE <http://b/> PREFIX ex: <http://e/> # c\nselect ?b { ?a ex:p $b ; foaf:q 1 }"
    )
    assert query.prefixes == {"ex": "http://e/"}
    assert list(query.used_prefixes) == ["ex", "foaf"]
    assert query.verb is not None
    assert query.verb.upper == "SELECT"
    assert query.variables == ("b", "a")
    assert Query.read("PREFIX ex: <http://e/>").verb is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT ?a $b { ?a ?c ?b }", ("a", "b")),
        ("SELECT DISTINCT ?a (COUNT(?x) AS ?n) WHERE {}", ("a", "n")),
        ("SELECT (GROUP_CONCAT(STR(?x); separator='a|b') AS ?l) ?z {}", ("l", "z")),
        ("SELECT * { ?a ?b ?c }", None),
        ("ASK {}", None),
        ("SELECT ?x { { SELECT ?x ?y {} } }", ("x",)),
    ],
)
def test_projection(text: str, names: tuple[str, ...] | None) -> None:
    assert Query.read(text).projection == names
