import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, XSD, BNode, Literal, URIRef, Variable

from espd_kg.errors import InputError
from espd_kg.quads import Quad, n3, read_nquads, write_nquads, write_ntriples

S, P, G = (URIRef(f"http://example.org/{name}") for name in "spg")

characters = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from('\x00\x07\b\t\n\x0b\f\r\x1b"\\\x7f\x85\u2028\ufeff\ufffe\uffff😀'),
    )
)
languages = st.sampled_from(["en", "en-GB", "EN-gb", "kk-Cyrl", "ru", "zh-Hant-TW", "de-1996"])
datatypes = st.sampled_from(["integer", "date", "decimal", "boolean", "nonNegativeInteger", "any"])
literals = st.one_of(
    st.builds(Literal, characters),
    st.builds(lambda text, lang: Literal(text, lang=lang), characters, languages),
    st.builds(
        lambda text, name: Literal(
            text, datatype=XSD[name] if name != "any" else S, normalize=False
        ),
        st.one_of(characters, st.sampled_from(["05", "1e3", "+00:00", "1", "-78.300", "x"])),
        datatypes,
    ),
)
iris = st.builds(
    lambda tail: URIRef("http://example.org/" + tail),
    st.text(
        st.characters(
            min_codepoint=0x21, exclude_categories=["Cs"], exclude_characters='<>"{}|^`\\'
        )
    ),
)


def written(literal: Literal) -> tuple[str, str | None, str | None]:
    """What a literal is on paper: rdflib's own equality looks through some differences."""
    return str(literal), literal.language, literal.datatype and str(literal.datatype)


@given(literals, iris, iris)
def test_whatever_is_written_is_read_back_as_it_was(obj: Literal, s: URIRef, g: URIRef) -> None:
    ((subject, predicate, read, graph),) = read_nquads(write_nquads([(s, P, obj, g)]))
    assert (subject, predicate, graph) == (s, P, g)
    assert isinstance(read, Literal)
    assert written(read) == written(obj)


@given(literals)
def test_the_embedded_engine_reads_the_same_text(obj: Literal) -> None:
    (quad,) = ox.parse(write_nquads([(S, P, obj, G)]), ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == str(obj)
    assert quad.object.language == (obj.language.lower() if obj.language else None)


@given(st.lists(st.tuples(iris, literals)))
def test_lines_are_sorted_and_each_stands_once(pairs: list[tuple[URIRef, Literal]]) -> None:
    quads: list[Quad] = [(s, P, o, G) for s, o in pairs]
    lines = write_nquads([*quads, *reversed(quads)]).decode().split("\n")[:-1]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Literal('é\n\t"\\'), '"é\\n\\t\\"\\\\"'),
        (Literal("\x00\x1b\x7f"), '"\\u0000\\u001B\\u007F"'),
        (Literal("x", lang="en-GB"), '"x"@en-GB'),
        (Literal("05", datatype=XSD.integer, normalize=False), f'"05"^^<{XSD.integer}>'),
        (Literal("x", datatype=XSD.string), '"x"'),
        (BNode("b1"), "_:b1"),
        (S, "<http://example.org/s>"),
    ],
)
def test_terms_in_canonical_form(term: Literal | BNode | URIRef, text: str) -> None:
    assert n3(term) == text


@pytest.mark.parametrize(
    "term", [URIRef("no scheme"), URIRef("relative"), Literal("\ud800"), Variable("v")]
)
def test_what_no_file_can_hold_is_refused(term: Literal | URIRef | Variable) -> None:
    with pytest.raises(InputError):
        n3(term)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"<http://a> <http://b> <http://c> <http://g> .\nrubbish", 2),
        (b"<http://a> <http://b> <http://c> .", 1),
        (b'\n\n<http://a> <http://b> "open <http://g> .', 3),
        (b'<http://a> <http://b> "\\uD800" <http://g> .', 1),
        (b'<http://a> <http://b> "\\x" <http://g> .', 1),
        (b"<http://a> <http://b> <http://c> <http://g> .\n\xff", 2),
        (b'"a" <http://b> <http://c> <http://g> .', 1),
    ],
)
def test_what_is_no_quad_is_told_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read_nquads(data, "x.nq")
    assert (caught.value.file, caught.value.line) == ("x.nq", line)


def test_comments_blank_lines_and_spaces_are_allowed() -> None:
    data = b'# head\r\n\n  _:a\t<http://p/> "x"@en <http://g/>. # tail\r\n'
    expected = (BNode("a"), URIRef("http://p/"), Literal("x", lang="en"), URIRef("http://g/"))
    assert read_nquads(data) == [expected]


def test_triples_without_graphs() -> None:
    assert write_ntriples([(S, RDF.type, G)]).decode() == f"<{S}> <{RDF.type}> <{G}> .\n"
