"""The formats are the W3C's; the embedded engine, which writes them too, is the referee."""

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.errors import InputError
from espd_kg.formats import TableFormat
from espd_kg.results import Table, Term, Truth
from espd_kg.results_formats import write_result
from espd_kg.results_w3c import to_csv, to_json, to_tsv, to_xml

XSD = "http://www.w3.org/2001/XMLSchema#"
SRX = "{http://www.w3.org/2005/sparql-results#}"
XML = "{http://www.w3.org/XML/1998/namespace}"

texts = st.text(
    st.one_of(
        st.sampled_from("\t\n\r\"'\\,;|&<>é\u2028😀 "),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    ),
    max_size=12,
)
terms: st.SearchStrategy[Term | None] = st.one_of(
    st.none(),
    st.sampled_from([ox.NamedNode("http://example.org/a?b=1&c=2"), ox.BlankNode("b1")]),
    st.builds(ox.Literal, texts),
    st.builds(lambda text: ox.Literal(text, language="kk"), texts),
    st.sampled_from(
        [
            ox.Literal("5", datatype=ox.NamedNode(XSD + "integer")),
            ox.Literal("-1.5", datatype=ox.NamedNode(XSD + "decimal")),
            ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
            ox.Literal("2024", datatype=ox.NamedNode(XSD + "gYear")),
        ]
    ),
)
rows = st.lists(st.tuples(terms, terms), max_size=4)


def table_of(rows: list[tuple[Term | None, Term | None]]) -> Table:
    return Table(("thing", "value"), tuple(rows))


tables = st.builds(table_of, rows)


def engine_reads(text: str, form: ox.QueryResultsFormat) -> Table:
    solutions = ox.parse_query_results(text, form)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = tuple(variable.value for variable in solutions.variables)
    return Table(columns, tuple(tuple(solution) for solution in solutions))


def engine_writes(table: Table, form: ox.QueryResultsFormat) -> str:
    """Let the engine answer with the same rows, as far as VALUES can hold them."""
    rows = " ".join(f"({' '.join('UNDEF' if t is None else str(t) for t in row)})" for row in table)
    answer = ox.Store().query(f"SELECT ?thing ?value {{ VALUES (?thing ?value) {{ {rows} }} }}")
    assert isinstance(answer, ox.QuerySolutions)
    written = answer.serialize(format=form)
    assert written is not None
    return written.decode()


@given(tables)
def test_json_is_read_back_by_the_engine(table: Table) -> None:
    assert engine_reads(to_json(table), ox.QueryResultsFormat.JSON) == table


@given(tables)
def test_tsv_is_read_back_by_the_engine(table: Table) -> None:
    assert engine_reads(to_tsv(table), ox.QueryResultsFormat.TSV) == table


@given(tables.filter(lambda table: not _beyond_xml(table)))
def test_xml_is_read_back_by_a_parser(table: Table) -> None:
    root = ElementTree.fromstring(to_xml(table))
    names = [element.get("name") for element in root.iter(SRX + "variable")]
    assert tuple(names) == table.columns
    for result, row in zip(root.iter(SRX + "result"), table.rows, strict=True):
        bound = {
            binding.get("name"): [binding[0].tag, binding[0].text or "", dict(binding[0].attrib)]
            for binding in result
        }
        assert bound == {
            name: _as_element(term)
            for name, term in zip(table.columns, row, strict=True)
            if term is not None
        }


def _as_element(term: Term) -> list[str | dict[str, str]]:
    if isinstance(term, ox.NamedNode):
        return [SRX + "uri", term.value, {}]
    if isinstance(term, ox.BlankNode):
        return [SRX + "bnode", term.value, {}]
    assert isinstance(term, ox.Literal)
    if term.language:
        return [SRX + "literal", term.value, {XML + "lang": term.language}]
    plain = term.datatype.value == XSD + "string"
    return [SRX + "literal", term.value, {} if plain else {"datatype": term.datatype.value}]


def _beyond_xml(table: Table) -> bool:
    try:
        to_xml(table)
    except InputError:
        return True
    return False


@given(tables.filter(lambda table: not _has_blank(table)))
def test_csv_is_byte_for_byte_what_the_engine_writes(table: Table) -> None:
    assert to_csv(table) == engine_writes(table, ox.QueryResultsFormat.CSV)


def _has_blank(table: Table) -> bool:
    return any(isinstance(term, ox.BlankNode) for row in table for term in row)


@given(tables)
def test_csv_is_read_back_by_python(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(table), newline=""), strict=True))
    assert rows[0] == ["thing", "value"]
    assert len(rows) == len(table) + 1


def test_json_has_the_fields_of_the_recommendation() -> None:
    row: tuple[Term | None, ...] = (
        ox.NamedNode("http://a/"),
        ox.Literal("x", language="ru"),
        ox.Literal("2024", datatype=ox.NamedNode(XSD + "gYear")),
        ox.Literal("é"),
        ox.BlankNode("b"),
        None,
    )
    content = json.loads(to_json(Table(("a", "b", "c", "d", "e", "f"), (row,))))
    assert content == {
        "head": {"vars": ["a", "b", "c", "d", "e", "f"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": "http://a/"},
                    "b": {"type": "literal", "value": "x", "xml:lang": "ru"},
                    "c": {"type": "literal", "value": "2024", "datatype": XSD + "gYear"},
                    "d": {"type": "literal", "value": "é"},
                    "e": {"type": "bnode", "value": "b"},
                }
            ]
        },
    }


def test_triple_terms_can_be_written() -> None:
    triple = ox.Triple(ox.NamedNode("http://a/"), ox.NamedNode("http://b/"), ox.Literal("c"))
    table = Table(("t",), ((triple,),))
    assert engine_reads(to_json(table), ox.QueryResultsFormat.JSON) == table
    assert engine_reads(to_xml(table), ox.QueryResultsFormat.XML) == table


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_in_each_format(value: bool) -> None:
    truth = Truth(value)
    for form, kind in (
        (TableFormat.JSON, ox.QueryResultsFormat.JSON),
        (TableFormat.XML, ox.QueryResultsFormat.XML),
    ):
        read = ox.parse_query_results(write_result(truth, form), kind)
        assert isinstance(read, ox.QueryBoolean)
        assert bool(read) is value
    assert to_csv(truth).strip() == to_tsv(truth).strip() == str(value).lower()


def test_xml_refuses_what_it_cannot_hold() -> None:
    with pytest.raises(InputError, match=r"U\+0001.*json"):
        to_xml(Table(("a",), ((ox.Literal("\x01"),),)))


def test_an_empty_table_has_its_head() -> None:
    empty = Table(("a", "b"), ())
    assert json.loads(to_json(empty)) == {
        "head": {"vars": ["a", "b"]},
        "results": {"bindings": []},
    }
    assert to_csv(empty) == "a,b\r\n"
    assert to_tsv(empty) == "?a\t?b\n"
