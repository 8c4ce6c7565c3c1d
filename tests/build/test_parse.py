"""Turtle comes in word for word, or is refused with file, line and what to do."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.term import BNode, Literal, URIRef

from espd_kg.build.parse import parse_file, parse_text
from espd_kg.errors import InputError
from espd_kg.quads import n3

HEAD = "@prefix : <http://x/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"


def objects(text: str) -> list[str]:
    file = parse_text(HEAD + text, Path("f.ttl"), "data/f.ttl", "http://g/", blank_nodes=True)
    return [n3(value) for _, _, value in file.triples]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("05", '"05"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("1e3", '"1e3"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ('"1"^^xsd:boolean', '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ('"2024-02-30"^^xsd:date', '"2024-02-30"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ('"2024"^^xsd:gYear', '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ('"x"@en-GB', '"x"@en-GB'),
        ('"x"@kk-Cyrl', '"x"@kk-Cyrl'),
        ('"x"^^xsd:string', '"x"'),
        ('"\\u0416\U0001f600"', '"Ж\U0001f600"'),
    ],
)
def test_literals_are_read_as_written(written: str, read: str) -> None:
    assert objects(f":s :p {written} .") == [read]


def test_each_tag_keeps_its_own_case() -> None:
    text = ':s :p "a"@en-GB , "b"@en-gb , [ :q "c"@EN-gb ] , ( "d"@En ) ; :r "e"@ru .'
    found = [value.rpartition("@")[2] for value in objects(text) if "@" in value]
    assert sorted(found) == ["EN-gb", "En", "en-GB", "en-gb", "ru"]


@given(
    st.lists(
        st.tuples(st.text(min_size=1), st.sampled_from(["en", "EN", "en-GB", "kk", None])),
        min_size=1,
    )
)
def test_texts_come_back(words: list[tuple[str, str | None]]) -> None:
    literals = [Literal(word, lang=tag) for word, tag in words]
    text = "".join(f"<http://x/s> <http://x/p{i}> {n3(one)} .\n" for i, one in enumerate(literals))
    file = parse_text(text, Path("f.ttl"), "f.ttl", "http://g/")
    assert [n3(value) for _, _, value in file.triples] == [n3(one) for one in literals]


def test_blank_nodes_are_named_after_the_file_and_the_same_each_time() -> None:
    def read() -> list[BNode]:
        file = parse_text(
            "<http://x/s> <http://x/p> [ <http://x/q> [] ] .",
            Path("f.ttl"),
            "ontology/modules/f.ttl",
            "http://g/",
            blank_nodes=True,
        )
        return [t for triple in file.triples for t in triple if isinstance(t, BNode)]

    assert read() == read()
    assert all(node.startswith("ontology-modules-f-ttl-") for node in read())


def test_an_impossible_date_is_read_without_a_word_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        objects(':s :p "2024-02-30"^^xsd:date .')
    assert caplog.records == []


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b":s :p :o .", 1, ("prefix : has not been declared", "Declare it with @prefix")),
        (b"<http://a> <http://b> espd:c .", 1, ("prefix espd:", "`@prefix espd: <https://w3id")),
        (b"<http://a> <http://b> peson:c .", 1, ("prefix peson:", "Did you mean person?")),
        (
            b'<http://a> <http://b> "c .\n<http://a> <http://b> "d" .',
            1,
            ("Line jumps", "Close the quotation marks"),
        ),
        (b"<http://a>\n <http://b> .", 2, ("not a valid RDF object", "Write a value before it")),
        (b"<http://a>\n <http://b c> <http://d> .", 2, ("' '", "%20")),
        (b"<http://a>\n <b> <http://d> .", 2, ("No scheme", "whole IRI")),
        (b"<http://a> <http://b> <http://c>\n<http://d> <http://e> 1 .", 2, ("dot", "or with ;")),
        (b'<http://a> <http://b>\n """open .\n', 2, ("end of file", "Close the string")),
        (b"<http://a> <http://b> 1 .\n<http://a> <http://b> [] .", 2, ("blank", "IRI of its own")),
        (b"<http://a> <http://b>\n\n(1) .", 3, ("lists", "IRI of its own")),
        (
            b'<http://a> <http://b> "x" .\n# \xff',
            2,
            ("0xff is not UTF-8", "Save the file as UTF-8"),
        ),
        (b"\xef\xbb\xbf<http://a> <http://b> 1 .", 1, ("byte order mark", "without one")),
        (b"<http://a> <http://b> <<( <http://a> <http://b> 1 )>> .", None, ("RDF 1.1",)),
        (b'<http://a> <http://b> "x"@ar--rtl .', None, ("RDF 1.1",)),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: bytes, line: int | None, words: tuple[str, ...]
) -> None:
    path = tmp_path / "broken.ttl"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        parse_file(path, "data/broken.ttl", "http://g/")
    assert (caught.value.file, caught.value.line) == ("data/broken.ttl", line)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"data/none\.ttl: the file cannot be read"):
        parse_file(tmp_path / "none.ttl", "data/none.ttl", "http://g/")


def test_a_file_keeps_its_name_graph_and_text(tmp_path: Path) -> None:
    path = tmp_path / "f.ttl"
    path.write_bytes(b"<http://a> <http://b> 1 .\r\n")
    file = parse_file(path, "data/f.ttl", "https://w3id.org/espd/graph/data/f")
    assert (file.name, file.text) == ("data/f.ttl", "<http://a> <http://b> 1 .\r\n")
    assert next(file.quads)[3] == URIRef("https://w3id.org/espd/graph/data/f")
