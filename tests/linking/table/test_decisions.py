"""What a table of links says of each pair, and which of its rows stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.errors import InputError
from espd_kg.linking.table.decisions import Decision, Judgement, Outcome, read_decisions, table_of
from espd_kg.linking.table.mappings import read_links
from espd_kg.linking.table.rows import parse_rows
from espd_kg.linking.table.slots import MANUAL
from espd_kg.namespaces import ESPD, SKOS, WD, XSD
from espd_kg.quads import n3
from linking.tables import (
    COLUMNS,
    EXACT,
    HEADER,
    ITEM,
    KAZAKHSTAN,
    NAME,
    NOTHING,
    WIKIDATA,
    line,
    read,
    written,
)

UNSURE = {"judgement": "unsure"}
NONE = {"object_id": "sssom:NoTermFound", "object_source": WIKIDATA}


def triples(folder: Path, *rows: str, header: str = HEADER) -> set[str]:
    table = read_links(written(folder, *rows, header=header), NAME, "http://g/")
    return {" ".join(n3(term) for term in triple) for triple in table.file.triples}


def test_a_row_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    row = line(
        subject_label="Kazakhstan",
        object_label="Republic of Kazakhstan",
        confidence="0.95",
        author_label="A. Reader|B. Reader",
        mapping_date="2026-11-21",
        mapping_tool="espd-kg",
        mapping_tool_version="0.1.0",
        comment="both have the code KZ",
        checked_online="2026-11-22",
    )
    assert read(tmp_path, row).decisions == (
        Decision(
            subject=KAZAKHSTAN,
            predicate=EXACT,
            object=ITEM,
            justification=MANUAL,
            subject_label="Kazakhstan",
            object_label="Republic of Kazakhstan",
            comment="both have the code KZ",
            author="A. Reader|B. Reader",
            date="2026-11-21",
            confidence=0.95,
            tool="espd-kg",
            tool_version="0.1.0",
            checked_online="2026-11-22",
            line=16,
        ),
    )


def test_a_table_knows_its_data_set_by_the_name_of_its_file(tmp_path: Path) -> None:
    assert read(tmp_path).dataset == "wikidata"


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({}, Outcome.LINKED),
        ({"judgement": ""}, Outcome.LINKED),
        ({"predicate_modifier": "Not"}, Outcome.REFUSED),
        (UNSURE, Outcome.UNSURE),
        (NONE, Outcome.NO_ITEM),
        ({**NONE, **UNSURE}, Outcome.NO_ITEM_SEEN),
    ],
)
def test_a_row_comes_to_one_outcome_and_only_a_plain_decision_links(
    tmp_path: Path, cells: dict[str, str], outcome: Outcome
) -> None:
    table = read(tmp_path, line(**cells))
    assert [one.outcome for one in table.decisions] == [outcome]
    assert bool(table.links()) is (outcome is Outcome.LINKED)
    link = f"<{KAZAKHSTAN}> <{EXACT}> <{ITEM}>"
    assert (link in triples(tmp_path, line(**cells))) is (outcome is Outcome.LINKED)


def test_a_later_row_on_a_pair_wins_by_its_place_not_by_its_date(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        line(mapping_date="2026-11-21"),
        line(predicate_modifier="Not", mapping_date="2020-01-01"),
    )
    assert [one.outcome for one in table.of(KAZAKHSTAN)] == [Outcome.REFUSED]


def test_doubt_takes_a_link_back(tmp_path: Path) -> None:
    assert read(tmp_path, line(), line(**UNSURE)).links() == []


def test_that_nothing_was_found_is_overtaken_by_a_later_find(tmp_path: Path) -> None:
    table = read(tmp_path, line(**NONE), line(**UNSURE))
    assert [one.object for one in table.of(KAZAKHSTAN)] == [ITEM]


def test_that_nothing_was_found_stands_after_an_earlier_find_and_a_refusal(tmp_path: Path) -> None:
    refused = line(predicate_modifier="Not")
    earlier = read(tmp_path, line(**UNSURE), line(**NONE))
    later = read(tmp_path, line(**NONE), refused)
    assert [one.object for one in earlier.of(KAZAKHSTAN)] == [ITEM, NOTHING]
    assert [one.object for one in later.of(KAZAKHSTAN)] == [NOTHING, ITEM]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"judgement": "maybe"}, "judgement is 'maybe'. Write decided or unsure"),
        ({"judgement": "unsure", "predicate_modifier": "Not"}, "an unsure row says Not"),
        ({"checked_online": "yesterday"}, "checked_online is 'yesterday'. Write a day"),
        ({**NONE, "predicate_modifier": "Not"}, "a row that finds no term says Not"),
        ({"object_id": "wd:Q 232"}, "'wd:Q 232' is no IRI"),
        ({"subject_id": "espd-id:state/<b>"}, "is no IRI"),
        ({"object_source": "wikidata"}, "object_source 'wikidata' has no declared prefix"),
        ({"object_label": "a\x00b"}, "object_label holds the control character U+0000"),
        ({"comment": "a\x1b[2Jb"}, "comment holds the control character U+001B. Take it out"),
        ({"subject_label": "a\x9bb"}, "subject_label holds the control character U+009B"),
        ({"comment": "a\uffffb"}, "comment holds the control character U+FFFF"),
        ({"confidence": "٠.٥"}, "confidence is '٠.٥'. Write a number from 0 to 1"),
        ({"confidence": "0_1"}, "confidence is '0_1'"),
        ({"confidence": "inf"}, "confidence is 'inf'"),
        ({"confidence": "-0"}, None),
        ({"confidence": ".5e-1"}, None),
    ],
)
def test_a_row_whose_judgement_cannot_be_understood_is_refused_with_its_line(
    tmp_path: Path, cells: dict[str, str], words: str | None
) -> None:
    path = written(tmp_path, line(), line(**cells))
    if words is None:
        assert len(read_decisions(path, NAME).decisions) == 2
        return
    with pytest.raises(InputError) as caught:
        read_decisions(path, NAME)
    assert (caught.value.file, caught.value.line) == (NAME, 17)
    assert words in str(caught.value)


def test_the_graph_says_what_was_judged_and_when_it_was_checked(tmp_path: Path) -> None:
    found = triples(tmp_path, line(checked_online="2026-11-22"))
    mapping = "<https://w3id.org/espd/id/mapping/state-kazakhstan-q232>"
    assert f'{mapping} <{ESPD}judgement> "decided"' in found
    assert f'{mapping} <{ESPD}checkedOnline> "2026-11-22"^^<{XSD}date>' in found


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        (UNSURE, "kazakhstan: perhaps exact match with Q232"),
        ({**NONE, **UNSURE}, "kazakhstan: no match seen"),
        (NONE, "kazakhstan: no match found"),
        ({"predicate_modifier": "Not"}, "kazakhstan: no exact match with Q232"),
    ],
)
def test_a_mapping_is_labelled_by_its_outcome(
    tmp_path: Path, cells: dict[str, str], label: str
) -> None:
    assert any(f'"{label}"@en' in one for one in triples(tmp_path, line(**cells)))


def test_an_extension_may_bear_any_name_and_is_known_by_its_property(tmp_path: Path) -> None:
    header = HEADER.replace("slot_name: judgement", "slot_name: verdict")
    path = written(tmp_path, line(**UNSURE), header=header)
    path.write_text(path.read_text().replace("\tjudgement\t", "\tverdict\t"))
    assert [one.judgement for one in read_decisions(path, NAME).decisions] == [Judgement.UNSURE]


def test_a_foreign_table_may_use_every_slot_of_the_standard_and_state_some_once(
    tmp_path: Path,
) -> None:
    header = HEADER.split("#extension")[0] + (
        "#sssom_version: '1.1'\n#mapping_tool: aligner\n#mapping_date: 2026-01-02\n"
        "#subject_preprocessing: [semapv:Stemming, 'semapv:Lemmatization']\n"
        "#extension_definitions:\n#  - slot_name: ext_score\n#    type_hint: xsd:integer\n"
        "#  - slot_name: ext_page\n#    property: https://example.org/page\n"
        "#    type_hint: xsd:anyURI\n"
    )
    cells = {
        "record_id": "https://example.org/r/1",
        "subject_id": "espd-id:state/kazakhstan",
        "subject_type": "owl named individual",
        "predicate_id": "skos:exactMatch",
        "predicate_label": "exact match",
        "predicate_type": "owl annotation property",
        "object_id": "wd:Q232",
        "mapping_justification": "semapv:LexicalMatching",
        "creator_id": "https://example.org/a|https://example.org/b",
        "creator_label": r"one \| only|two",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "mapping_provider": "https://example.org/",
        "mapping_cardinality": "1:1",
        "cardinality_scope": "predicate_id",
        "reviewer_agreement": "-0.5",
        "review_date": "2026-02-03",
        "publication_date": "2026-02-04",
        "curation_rule": "https://example.org/rule",
        "subject_match_field": "rdfs:label",
        "similarity_score": "0.5",
        "issue_tracker_item": "https://example.org/i/1",
        "ext_score": "7",
        "ext_page": "https://example.org/p",
    }
    path = tmp_path / "foreign.sssom.tsv"
    path.write_text(header + "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n")
    (one,) = read_decisions(path, "foreign.sssom.tsv").decisions
    assert (one.tool, one.date, one.outcome) == ("aligner", "2026-01-02", Outcome.LINKED)
    table = read_links(path, "foreign.sssom.tsv", "http://g/")
    said = {(str(p), str(o)) for _, p, o in table.file.triples}
    assert said >= {
        ("https://w3id.org/sssom/creator_label", "one | only"),
        ("https://w3id.org/sssom/creator_label", "two"),
        ("https://example.org/page", "https://example.org/p"),
        ("https://w3id.org/sssom/subject_type", "http://www.w3.org/2002/07/owl#NamedIndividual"),
        ("https://w3id.org/sssom/subject_preprocessing", "https://w3id.org/semapv/vocab/Stemming"),
        (SKOS + "exactMatch", WD + "Q232"),
    }
    assert not any("sssom.invalid" in text for pair in said for text in pair)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"reviewer_agreement": "-1.5"}, "from -1 to 1"),
        ({"subject_type": "thing"}, "Write owl class"),
        ({"review_date": "soon"}, "a day that exists"),
    ],
)
def test_a_value_that_the_standard_does_not_allow_is_refused(
    tmp_path: Path, cells: dict[str, str], words: str
) -> None:
    usual = line().split("\t")
    path = written(tmp_path)
    head = path.read_text().rstrip("\n")
    more = "\t".join(cells)
    row = "\t".join([*usual, *cells.values()])
    path.write_text(f"{head}\t{more}\n{row}\n")
    with pytest.raises(InputError, match=words):
        read_decisions(path, NAME)


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ("#extension_definitions: judgement\n", "is no list"),
        ("#extension_definitions:\n#  - slot_name: 'a b'\n", "declares no slot of its own"),
        ("#extension_definitions:\n#  - slot_name: comment\n", "declares no slot of its own"),
        ("#extension_definitions:\n#  - property: espd:x\n", "declares no slot of its own"),
        ("#extension_definitions:\n#  - judgement\n", "declares no slot of its own"),
        ("#extension_definitions:\n#  - slot_name: judgement\n", "no property says what it means"),
        ("#mapping_date: 2026-13-01\n", "the header is not YAML: month must be in 1..12"),
        (f"#x: {'[' * 1000}\n", "the header is not YAML"),
        (
            "#extension_definitions:\n#  - slot_name: j\n#    property: nope:x\n",
            "j: 'nope:x' has no declared prefix",
        ),
    ],
)
def test_an_extension_that_is_declared_wrongly_is_refused(
    tmp_path: Path, declared: str, words: str
) -> None:
    header = HEADER.split("#extension")[0] + declared
    with pytest.raises(InputError, match=words):
        read(tmp_path, header=header)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("\t\n\"'#|:- aQ1\x00\r", max_size=60))
def test_whatever_stands_in_a_file_it_is_read_or_refused_by_name(text: str) -> None:
    named = set()
    for content in (text, HEADER + text, HEADER + "\t".join(COLUMNS) + "\n" + text):
        try:
            table_of(parse_rows(content, NAME), Path(NAME), NAME)
        except InputError as error:
            named.add(error.file)
    assert named <= {NAME}


def test_a_column_that_no_header_declares_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'judgement' is no column of SSSOM, nor an extension"):
        read(tmp_path, header=HEADER.split("#extension")[0])


def test_a_cell_that_is_too_long_is_told_to_be_shortened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No cell may have more than 131,072 characters"):
        read(tmp_path, line(comment="x" * 200_000))


def test_an_open_quotation_mark_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the table breaks off"):
        read(tmp_path, line(subject_label='"Kazakhstan'), line())
