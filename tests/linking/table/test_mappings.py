"""Decisions become mappings and links; a table that is against the standard is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from espd_kg.errors import InputError
from espd_kg.linking.table.mappings import LinkTable, read_links
from espd_kg.namespaces import ID, SKOS, SSSOM, WD
from espd_kg.quads import n3
from linking import tables

HEADER = """\
#mapping_set_id: https://w3id.org/espd/mappings/wikidata
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  state: https://w3id.org/espd/id/state/
#  wd: http://www.wikidata.org/entity/
"""
COLUMNS = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label "
    "mapping_justification confidence mapping_date comment"
)
KAZAKHSTAN = "state:kazakhstan"
CURATED = "semapv:ManualMappingCuration"
GONE = "http://purl.org/dc/terms/isReplacedBy"
EXACT, CLOSE = SKOS + "exactMatch", SKOS + "closeMatch"


def row(
    subject: str = KAZAKHSTAN,
    relation: str = "skos:exactMatch",
    modifier: str = "",
    target: str = "wd:Q232",
    *,
    justification: str = CURATED,
    confidence: str = "0.9",
    date: str = "2026-11-21",
    comment: str = "seen",
) -> str:
    cells = (
        subject,
        "Kazakhstan",
        relation,
        modifier,
        target,
        "Kazakhstan",
        justification,
        confidence,
        date,
        comment,
    )
    return "\t".join(cells)


def written(folder: Path, *rows: str, header: str = HEADER, columns: str = COLUMNS) -> Path:
    path = folder / "wikidata.sssom.tsv"
    lines = ["\t".join(columns.split()), *rows]
    path.write_bytes((header + "\n".join(lines) + "\n").encode())
    return path


def read(path: Path) -> LinkTable:
    return read_links(path, "data/links/wikidata.sssom.tsv", "http://g/")


def links(table: LinkTable) -> set[tuple[str, str, str]]:
    return {(str(s), str(p), str(o)) for s, p, o in table.file.triples if str(p).startswith(SKOS)}


STATE, ITEM = ID + "state/kazakhstan", WD + "Q232"


def test_a_decision_is_a_mapping_with_its_reasons_and_gives_a_link(tmp_path: Path) -> None:
    table = read(written(tmp_path, row()))
    mapping = f"<{ID}mapping/state-kazakhstan-q232>"
    statements = {" ".join(n3(term) for term in triple) for triple in table.file.triples}
    assert links(table) == {(STATE, EXACT, ITEM)}
    assert statements >= {
        f"{mapping} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SSSOM}Mapping>",
        f"{mapping} <http://www.w3.org/2002/07/owl#annotatedSource> <{STATE}>",
        f"{mapping} <http://www.w3.org/2002/07/owl#annotatedProperty> <{EXACT}>",
        f"{mapping} <http://www.w3.org/2002/07/owl#annotatedTarget> <{ITEM}>",
        f"{mapping} <{SSSOM}mapping_justification> "
        "<https://w3id.org/semapv/vocab/ManualMappingCuration>",
        f'{mapping} <{SSSOM}confidence> "0.9"^^<http://www.w3.org/2001/XMLSchema#double>',
        f'{mapping} <http://www.w3.org/2000/01/rdf-schema#comment> "seen"',
        f"{mapping} <http://www.w3.org/2000/01/rdf-schema#label> "
        '"Kazakhstan: exact match with Q232 (Kazakhstan)"@en',
    }


def test_a_negated_decision_gives_no_link_and_says_so(tmp_path: Path) -> None:
    table = read(written(tmp_path, row(modifier="Not")))
    assert links(table) == set()
    assert any(str(o) == SSSOM + "NegatedPredicate" for _, _, o in table.file.triples)


def test_no_term_found_gives_no_link(tmp_path: Path) -> None:
    table = read(written(tmp_path, row(target="sssom:NoTermFound")))
    assert links(table) == set()
    assert list(table.rows) == [f"{ID}mapping/state-kazakhstan-no-item-in-wikidata"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((row(), row(modifier="Not")), set()),
        ((row(modifier="Not"), row()), {(STATE, EXACT, ITEM)}),
        ((row(), row(relation="skos:closeMatch")), {(STATE, CLOSE, ITEM)}),
        (
            (row(), row(target="wd:Q1", relation="skos:closeMatch")),
            {(STATE, EXACT, ITEM), (STATE, CLOSE, WD + "Q1")},
        ),
    ],
)
def test_the_latest_decision_on_a_pair_wins(
    tmp_path: Path, rows: tuple[str, ...], expected: set[tuple[str, str, str]]
) -> None:
    assert links(read(written(tmp_path, *rows))) == expected


def test_every_decision_keeps_a_name_and_a_line_of_its_own(tmp_path: Path) -> None:
    table = read(written(tmp_path, row(), "", row(modifier="Not")))
    assert dict(table.rows) == {
        f"{ID}mapping/state-kazakhstan-q232": 7,
        f"{ID}mapping/state-kazakhstan-q232-2": 9,
    }


def test_what_two_data_sets_have_not_has_two_names(tmp_path: Path) -> None:
    path = written(tmp_path, row(target="sssom:NoTermFound"))
    other = path.rename(tmp_path / "geonames.sssom.tsv")
    assert list(read_links(other, other.name, "http://g/").rows) == [
        f"{ID}mapping/state-kazakhstan-no-item-in-geonames"
    ]


NONE = row(target="sssom:NoTermFound")
NO_ITEM = "no-item-in-wikidata"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((row(), row(target="wd:Q1", modifier="Not")), {}),
        ((row(), row(modifier="Not"), row()), {"q232": "q232-2", "q232-2": "q232-3"}),
        ((NONE, row()), {NO_ITEM: "q232"}),
        ((row(), NONE), {}),
        ((NONE, row(modifier="Not")), {}),
        ((NONE, row(), row(modifier="Not")), {"q232": "q232-2"}),
        ((NONE, NONE, row()), {NO_ITEM: f"{NO_ITEM}-2", f"{NO_ITEM}-2": "q232"}),
    ],
    ids=[
        "another pair replaces nothing",
        "the next on a pair replaces the one before",
        "a link replaces that nothing was found",
        "that nothing was found replaces no link before it",
        "a refusal leaves that nothing was found",
        "nor does a link that was refused",
        "that nothing was found is said anew, then overtaken",
    ],
)
def test_a_row_that_no_longer_stands_names_the_one_that_took_its_place(
    tmp_path: Path, rows: tuple[str, ...], expected: dict[str, str]
) -> None:
    start = f"{ID}mapping/state-kazakhstan-"
    triples = read(written(tmp_path, *rows)).file.triples
    said = [(str(s), str(o)) for s, p, o in triples if str(p) == GONE]
    assert {s.removeprefix(start): o.removeprefix(start) for s, o in said} == expected


def test_a_quoted_cell_may_hold_quotation_marks(tmp_path: Path) -> None:
    table = read(written(tmp_path, row(comment='"the ""real"" one"')))
    assert 'the "real" one' in {str(o) for _, _, o in table.file.triples}


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        ({"relation": "owl:sameAs"}, 7, "skos:exactMatch"),
        ({"relation": ""}, 7, "predicate_id is empty"),
        ({"justification": ""}, 7, "mapping_justification is empty"),
        ({"target": "Q232"}, 7, "object_id 'Q232' has no declared prefix"),
        ({"target": "geo:1"}, 7, "declare it under curie_map"),
        ({"modifier": "not"}, 7, "Write Not"),
        ({"confidence": "1.1"}, 7, "from 0 to 1"),
        ({"confidence": "nan"}, 7, "from 0 to 1"),
        ({"confidence": "high"}, 7, "from 0 to 1"),
        ({"date": "2024-02-30"}, 7, "a day that exists"),
        ({"date": "21.11.2026"}, 7, "a day that exists"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(
    tmp_path: Path, wrong: dict[str, str], line: int, words: str
) -> None:
    path = written(tmp_path, row(**wrong))
    with pytest.raises(InputError) as caught:
        read(path)
    assert (caught.value.file, caught.value.line) == ("data/links/wikidata.sssom.tsv", line)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("header", "columns", "line", "words"),
    [
        ("", COLUMNS, 1, "no mapping_set_id"),
        ("#mapping_set_id: https://x.org/\n", COLUMNS, 1, "no license"),
        ("#a: [\n#b: 1\n", COLUMNS, 2, "not YAML"),
        ("#words\n", COLUMNS, 1, "name: value"),
        (HEADER.replace("http://www.wikidata.org/entity/", "wiki data"), COLUMNS, None, "no IRI"),
        (HEADER, COLUMNS.replace("comment", "remark"), 6, "'remark' is no column"),
        (HEADER, COLUMNS.replace("mapping_justification", "other"), 6, "is missing"),
        (HEADER, COLUMNS.replace("comment", "object_label"), 6, "heads two columns"),
    ],
)
def test_a_bad_head_is_refused(
    tmp_path: Path, header: str, columns: str, line: int | None, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, row(), header=header, columns=columns))
    assert caught.value.line == line
    assert words in str(caught.value)


def test_a_row_with_too_few_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2 cells under 10 columns"):
        read(written(tmp_path, "state:kazakhstan\tKazakhstan"))


def test_a_table_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "l.sssom.tsv"
    path.write_bytes(b"#license: x\n#mapping_set_id: \xff\n")
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"\xef\xbb\xbf" + HEADER.encode(), "begins with a byte order mark. Save it without one."),
    ],
)
def test_an_empty_table_and_a_byte_order_mark_are_told(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "t.sssom.tsv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_links(path, "t.sssom.tsv", "https://w3id.org/espd/graph/t")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("file", "item", "refused"),
    [
        ("wikidata", "wd:Q232", False),
        ("wikidata", "wd:Q0", True),
        ("wikidata", "https://www.wikidata.org/wiki/Q232", True),
        ("eurovoc", "http://eurovoc.europa.eu/100160", False),
        ("eurovoc", "wd:Q232", True),
        ("elsewhere", "https://example.org/any/thing", False),
    ],
)
def test_the_graph_takes_no_item_that_cannot_be_one_of_the_data_set(
    tmp_path: Path, file: str, item: str, *, refused: bool
) -> None:
    name = f"{file}.sssom.tsv"
    path = tables.written(tmp_path, tables.line(object_id=item), file=name)
    if not refused:
        assert read_links(path, name, "http://g/").rows
        return
    with pytest.raises(InputError, match=f"is no item of {file}. Write it as in http") as caught:
        read_links(path, name, "http://g/")
    assert (caught.value.file, caught.value.line) == (name, 16)
