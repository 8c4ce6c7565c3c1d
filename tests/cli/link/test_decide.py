"""`espd link decide`: one signed row more, or a sentence on why not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cli.link.linked import FILE, command, rows_of
from support import Espd


def decide(espd: Espd, *words: str, because: str = "seen by me") -> str:
    outcome = espd("link", "decide", *words, "--because", because)
    assert outcome.code == 0, outcome.err
    return outcome.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("person/ana-vale", "Q11", "--same"), ("skos:exactMatch", "", "wd:Q11", "decided")),
        (("Ana Vale", "wd:Q11", "--not"), ("skos:exactMatch", "Not", "wd:Q11", "decided")),
        (("ana-vale", "--not", "Q11"), ("skos:exactMatch", "Not", "wd:Q11", "decided")),
        (("--same", "ana-vale", "Q11"), ("skos:exactMatch", "", "wd:Q11", "decided")),
        (("ana-vale", "Q99", "--unsure"), ("skos:exactMatch", "", "wd:Q99", "unsure")),
        (("theme/trade", "Q14", "--same"), ("skos:closeMatch", "", "wd:Q14", "decided")),
        (
            ("theme/trade", "http://www.wikidata.org/entity/Q14", "--same", "--relation", "broad"),
            ("skos:broadMatch", "", "wd:Q14", "decided"),
        ),
        (
            ("ana-vale", "https://www.wikidata.org/wiki/Q11", "--same"),
            ("skos:exactMatch", "", "wd:Q11", "decided"),
        ),
        (
            ("place/strelsau", "--no-item"),
            ("skos:exactMatch", "", "sssom:NoTermFound", "decided"),
        ),
        (
            ("place/strelsau", "--unsure"),
            ("skos:exactMatch", "", "sssom:NoTermFound", "unsure"),
        ),
    ],
)
def test_a_decision_is_one_signed_row_at_the_end(
    espd: Espd, linked: Path, words: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    before = (linked / FILE).read_bytes()
    told = decide(espd, *words)
    last = rows_of(linked / FILE)[-1]
    wanted = ("predicate_id", "predicate_modifier", "object_id", "judgement")
    assert tuple(last[name] for name in wanted) == expected
    assert (last["author_label"], last["mapping_date"]) == ("A. Reader", "2026-11-22")
    assert last["comment"] == "seen by me"
    assert last["mapping_justification"] == "semapv:ManualMappingCuration"
    assert told.startswith(f"{FILE}:23: ")
    assert (linked / FILE).read_bytes().startswith(before)


def test_labels_of_both_sides_are_filled_in(espd: Espd, linked: Path) -> None:
    decide(espd, "ana-vale", "Q11", "--same")
    last = rows_of(linked / FILE)[-1]
    assert (last["subject_label"], last["object_label"]) == ("Ana Vale", "Ana Vale")


def test_a_row_without_an_item_names_the_data_set(espd: Espd, linked: Path) -> None:
    decide(espd, "place/strelsau", "--no-item")
    assert rows_of(linked / FILE)[-1]["object_source"] == "https://www.wikidata.org/"


def test_the_day_and_the_signature_may_be_given(espd: Espd, linked: Path) -> None:
    signed = ("--author", "B. Writer", "--date", "2026-01-02", "--checked-online", "2026-01-01")
    decide(espd, "ana-vale", "Q11", "--same", *signed)
    last = rows_of(linked / FILE)[-1]
    assert (last["author_label"], last["mapping_date"]) == ("B. Writer", "2026-01-02")
    assert last["checked_online"] == "2026-01-01"


def test_the_decision_may_be_told_as_json(espd: Espd) -> None:
    told = json.loads(decide(espd, "ana-vale", "Q11", "--not", "--format", "json"))
    assert (told["outcome"], told["line"], told["file"]) == ("refused", 23, FILE)


def test_a_link_enters_the_graph_with_the_next_build_and_leaves_it_with_a_refusal(
    espd: Espd,
) -> None:
    ask = "ASK { person:ana-vale skos:exactMatch wd:Q11 }"
    decide(espd, "ana-vale", "Q11", "--same")
    assert espd("sparql", ask).out == "yes\n"
    decide(espd, "ana-vale", "Q11", "--not", because="another Ana Vale")
    assert espd("sparql", ask).out == "no\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("nobody", "Q1", "--same"), "there is nothing named 'nobody'"),
        (("code/O3", "Q1", "--same"), "code/O3 is no thing of this graph"),
        (("ana-vale", "Q0", "--same"), "'Q0' is no item of wikidata. Write it as in http"),
        (("ana-vale", "q11", "--same"), "'q11' is no item of wikidata"),
        (("ana-vale", "Q11 Q12", "--same"), "'Q11 Q12' is no item"),
        (("ana-vale", "wd:P31", "--same"), "'wd:P31' is no item"),
        (("ana-vale", "https://example.org/Q11", "--same"), "is no item of wikidata"),
        (("ana-vale", "--same"), "same was said and no item is named"),
        (("ana-vale", "--not"), "not was said and no item is named"),
        (("ana-vale", "Q11", "--no-item"), "no-item was said and an item is named"),
        (("ana-vale", "--same", "Q11", "Q12"), "'Q12' is not understood here"),
        (("ana-vale", "--smae", "Q11"), "one of the arguments --same"),
        (("ana-vale", "--same", "Q11", "--of", "x"), "'--of' is not understood here"),
        (("--same",), "the following arguments are required: SUBJECT"),
        (("ana-vale", "Q11"), "one of the arguments --same --not --unsure --no-item is required"),
        (("ana-vale", "Q11", "--same", "--not"), "not allowed with argument --same"),
        (("ana-vale", "Q11", "--same", "--relation", "equal"), "there is no 'equal'"),
        (("ana-vale", "Q11", "--same", "--date", "2026-02-30"), "--date is '2026-02-30'"),
        (("ana-vale", "Q11", "--same", "--checked-online", "now"), "--checked-online is 'now'"),
        (("ana-vale", "Q11", "--same", "--date", "2199-01-01"), "--date is 2199-01-01, which is"),
        (
            ("ana-vale", "Q11", "--same", "--checked-online", "2026-11-23"),
            "--checked-online is 2026-11-23, which is still to come. Today is 2026-11-22",
        ),
        (("ana-vale", "Q11", "--same", "--dataset", "wikdata"), "Did you mean wikidata?"),
        (("state/ruritania", "Q2", "--same"), f"{FILE}:16: state:ruritania is already an exact"),
        (("state/graustark", "Q232", "--same"), "an item can be the same as one thing only"),
        (("state/ruritania", "--no-item"), "is linked to wd:Q232, so there is an item"),
    ],
)
def test_what_cannot_be_decided_is_told_and_the_table_is_left_alone(
    espd: Espd, linked: Path, words: tuple[str, ...], complaint: str
) -> None:
    before = (linked / FILE).read_bytes()
    outcome = espd("link", "decide", *words, "--because", "x")
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert (linked / FILE).read_bytes() == before


def test_a_close_match_may_stand_beside_an_exact_one(espd: Espd, linked: Path) -> None:
    decide(espd, "state/ruritania", "Q2", "--same", "--relation", "close")
    assert rows_of(linked / FILE)[-1]["predicate_id"] == "skos:closeMatch"


def test_the_same_decision_is_taken_once(espd: Espd) -> None:
    decide(espd, "ana-vale", "Q11", "--same")
    outcome = espd("link", "decide", "ana-vale", "Q11", "--same", "--because", "seen by me")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{FILE}:23: this decision already stands" in outcome.err


@pytest.mark.parametrize("because", ["", "  "])
def test_a_decision_needs_a_reason(espd: Espd, because: str) -> None:
    outcome = espd("link", "decide", "ana-vale", "Q11", "--same", "--because", because)
    assert outcome.code == 2
    assert "the decision has no reason. Say why" in outcome.err


def test_a_decision_needs_an_author(espd: Espd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ESPD_AUTHOR")
    outcome = espd("link", "decide", "ana-vale", "Q11", "--same", "--because", "x")
    assert outcome.code == 2
    assert "Name yourself with --author, or set ESPD_AUTHOR" in outcome.err


def test_a_damaged_table_is_told_with_its_line(espd: Espd, linked: Path) -> None:
    with (linked / FILE).open("a") as table:
        table.write("a row\n")
    outcome = espd("link", "decide", "ana-vale", "Q11", "--same", "--because", "x")
    assert outcome.code == 2
    assert f"{FILE}:23: the row has 1 cells under 16 columns" in outcome.err


def test_the_tables_that_came_with_the_package_are_left_alone(
    espd: Espd, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ESPD_WORKSPACE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    outcome = espd("link", "decide", "state/kazakhstan", "Q1", "--same", "--because", "x")
    assert outcome.code == 2
    assert "these tables came with the package" in outcome.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_where_the_answer_finds_no_room_it_is_told_that_the_decision_is_recorded(
    linked: Path,
) -> None:
    asked, surroundings = command(linked, "decide", "ana-vale", "Q11", "--not", "--because", "seen")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            asked,
            env=surroundings,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 2
    assert f"but the decision is recorded, in {FILE}:23." in done.stderr
    assert rows_of(linked / FILE)[-1]["object_id"] == "wd:Q11"


def test_all_who_decide_at_once_are_heard(linked: Path) -> None:
    started = []
    for number in range(4):
        asked, surroundings = command(
            linked, "decide", "ana-vale", f"Q{100 + number}", "--not", "--because", "seen"
        )
        started.append(
            subprocess.Popen(asked, env=surroundings, stdout=subprocess.DEVNULL, text=True)
        )
    assert [one.wait(timeout=120) for one in started] == [0, 0, 0, 0]
    added = {one["object_id"] for one in rows_of(linked / FILE)[-4:]}
    assert added == {"wd:Q100", "wd:Q101", "wd:Q102", "wd:Q103"}


def test_what_turns_a_line_is_told_back_as_a_sign(espd: Espd) -> None:
    words = ("link", "decide", "state/graustark", "Q99", "--same", "--because", "seen")
    outcome = espd(*words, "--object-label", "a\u202eb")
    assert outcome.code == 0
    assert "(a\ufffdb)" in outcome.out
