"""Rows are added at the end of a table, whole or not at all, and read back as they were given."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.errors import InputError
from espd_kg.linking.table.decisions import Decision, DecisionTable, Judgement, read_decisions
from espd_kg.linking.table.journal import append, append_made, tidied
from espd_kg.linking.table.slots import COMPOSITE, MANUAL
from espd_kg.namespaces import ID, WD
from linking.tables import (
    CLOSE,
    EXACT,
    HEADER,
    ITEM,
    KAZAKHSTAN,
    NAME,
    NOTHING,
    WIKIDATA,
    decision,
    line,
    read,
    written,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
days = st.dates().map(str) | st.just("")
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
items = st.integers(min_value=1).map(lambda number: f"{WD}Q{number}") | st.sampled_from(
    ["https://sws.geonames.org/1526273/", "urn:iso:std:iso:3166:KZ", "http://x.org/ä#b?c=d"]
)
found = st.builds(
    Decision,
    subject=slugs.map(lambda slug: f"{ID}person/{slug}"),
    predicate=st.sampled_from([EXACT, CLOSE]),
    object=items,
    justification=st.sampled_from([MANUAL, COMPOSITE]),
    negated=st.just(False),
    judgement=st.sampled_from(list(Judgement)),
    subject_label=texts,
    object_label=texts,
    comment=texts,
    author=st.text("abcÄж. ", max_size=20),
    date=days,
    confidence=st.none() | st.floats(0, 1),
    tool=texts,
    tool_version=texts,
    object_source=st.sampled_from(["", WIKIDATA]),
    checked_online=days,
    line=st.just(0),
)
refused = found.map(lambda one: replace(one, negated=True, judgement=Judgement.DECIDED))
nothing = found.map(lambda one: replace(one, object=NOTHING, object_source=WIKIDATA))


@settings(max_examples=150, deadline=None)
@given(st.lists(found | refused | nothing, max_size=5))
def test_whatever_is_added_reads_back_equal_behind_what_was_there(added: list[Decision]) -> None:
    with TemporaryDirectory() as folder:
        table = read(Path(folder), line())
        before = table.path.read_bytes()
        after = append(table, added)
        again = read_decisions(table.path, NAME)
        content = table.path.read_bytes()
    assert again == after
    assert [replace(one, line=0) for one in again.decisions[1:]] == [*map(tidied, added)]
    assert content.startswith(before)
    assert content.endswith(b"\n")
    assert content.count(b"\n") == before.count(b"\n") + len(added)


def test_what_would_break_a_row_or_a_cell_becomes_a_space(tmp_path: Path) -> None:
    one = replace(decision(), comment=" a\tb\r\nc\u2028d\x00e\x85f ")
    after = append(read(tmp_path), [one])
    assert after.decisions[-1].comment == "a b c d e f"


def test_names_are_written_under_the_prefixes_of_the_file(tmp_path: Path) -> None:
    append(table := read(tmp_path), [replace(decision(), judgement=Judgement.UNSURE)])
    last = table.path.read_text().splitlines()[-1].split("\t")
    assert last[0] == "espd-id:state/kazakhstan"
    assert last[2:5] == ["skos:exactMatch", "", "wd:Q232"]
    assert last[6] == "semapv:ManualMappingCuration"
    assert last[14:] == ["unsure", ""]


def test_a_file_whose_last_line_is_open_is_closed_before_a_row_is_added(tmp_path: Path) -> None:
    table = read(tmp_path, line(), end="")
    after = append(table, [decision(item=WD + "Q1")])
    assert [one.object for one in after.decisions] == [ITEM, WD + "Q1"]
    assert after.text.startswith(table.text + "\n")


@pytest.mark.parametrize("end", ["\r\n", ""])
def test_a_table_whose_lines_end_as_in_windows_keeps_all_of_one_kind(
    tmp_path: Path, end: str
) -> None:
    path = written(tmp_path, line(), end="\n" if end else "")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    after = append(read_decisions(path, NAME), [decision(item=WD + "Q1")])
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.endswith(b"\r\n")
    assert [one.object for one in after.decisions] == [ITEM, WD + "Q1"]
    assert read_decisions(path, NAME) == after


def test_nothing_is_written_where_nothing_is_decided(tmp_path: Path) -> None:
    table = read(tmp_path, end="")
    assert append(table, []) is table
    assert table.path.read_text() == table.text


def test_a_file_that_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    table = read(tmp_path)
    append(table, [decision()])
    stood = table.path.read_bytes()
    with pytest.raises(InputError, match="the file changed since it was read"):
        append(table, [decision(item=WD + "Q1")])
    assert table.path.read_bytes() == stood
    assert os.listdir(tmp_path) == [table.path.name]


def test_a_decision_is_made_on_what_stands_when_its_turn_has_come(tmp_path: Path) -> None:
    table = read(tmp_path)
    append(table, [decision()])
    seen: list[str] = []

    def made(fresh: DecisionTable) -> Decision:
        seen.extend(one.object for one in fresh.decisions)
        return decision(item=WD + "Q1")

    after = append_made(table, made)
    assert seen == [ITEM]
    assert [one.object for one in after.decisions] == [ITEM, WD + "Q1"]
    assert read_decisions(table.path, NAME) == after


def test_where_no_decision_can_be_made_nothing_is_written(tmp_path: Path) -> None:
    table = read(tmp_path, line())

    def made(fresh: DecisionTable) -> Decision:
        raise InputError("it contradicts")

    with pytest.raises(InputError, match="it contradicts"):
        append_made(table, made)
    assert table.path.read_text() == table.text
    assert append(table, [decision(item=WD + "Q1")]).links()


def test_a_table_without_a_column_for_the_judgement_takes_no_unsure_row(tmp_path: Path) -> None:
    path = written(tmp_path)
    lines = HEADER.split("#extension")[0].splitlines()
    columns = ["subject_id", "predicate_id", "object_id", "mapping_justification"]
    path.write_text("\n".join([*lines, "\t".join(columns)]) + "\n")
    table = read_decisions(path, NAME)
    with pytest.raises(InputError, match="no column judgement, so 'unsure' cannot be kept"):
        append(table, [decision(judgement=Judgement.UNSURE)])
    assert path.read_text() == table.text
    assert append(table, [decision()]).links()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"confidence": 2.0}, "from 0 to 1"),
        ({"confidence": float("nan")}, "from 0 to 1"),
        ({"date": "soon"}, "a day that exists"),
        ({"object": "Q232"}, "has no declared prefix"),
        ({"object": WD + "Q232 "}, None),
        ({"comment": "\ud800"}, "half of a character"),
        ({"predicate": WD + "Q1"}, "Use skos:exactMatch"),
        ({"author": "one | two"}, "would not read back"),
        ({"negated": True, "judgement": Judgement.UNSURE}, "an unsure row says Not"),
    ],
)
def test_what_the_table_cannot_hold_is_refused_and_the_file_is_left_alone(
    tmp_path: Path, wrong: dict[str, object], words: str | None
) -> None:
    table = read(tmp_path, line())
    one = replace(decision(), **wrong)  # type: ignore[arg-type]
    if words is None:
        assert append(table, [one]).decisions[-1].object == ITEM
        return
    with pytest.raises(InputError, match=words):
        append(table, [decision(item=WD + "Q1"), one])
    assert table.path.read_text() == table.text


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    table = read(folder)
    table.path.unlink()
    folder.rmdir()
    with pytest.raises(InputError, match="the file cannot be written"):
        append(table, [decision()])


WRITER = """
import sys
from pathlib import Path
from dataclasses import replace
from espd_kg.errors import InputError
from espd_kg.linking.table.decisions import Decision, read_decisions
from espd_kg.linking.table.journal import append
from linking.tables import decision
path, who = Path(sys.argv[1]), sys.argv[2]
for number in range(1, 11):
    while True:
        try:
            append(read_decisions(path, "t"), [decision(item=f"http://x.org/{who}/{number}")])
            break
        except InputError as error:
            assert "changed since" in str(error), error
"""


def import_path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_two_processes_that_add_at_once_lose_no_row(tmp_path: Path) -> None:
    path = written(tmp_path)
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), who], env=import_path())
        for who in ("a", "b")
    ]
    assert [one.wait() for one in started] == [0, 0]
    found = [one.object for one in read_decisions(path, "t").decisions]
    for who in ("a", "b"):
        mine = [one for one in found if one.startswith(f"http://x.org/{who}/")]
        assert mine == [f"http://x.org/{who}/{number}" for number in range(1, 11)]
    assert len(found) == 20


FULL_DISK = """
import resource, sys
from pathlib import Path
from espd_kg.errors import InputError
from espd_kg.linking.table.decisions import read_decisions
from espd_kg.linking.table.journal import append
from linking.tables import decision
table = read_decisions(Path(sys.argv[1]), "t")
size = len(table.text.encode())
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    append(table, [decision()])
except InputError as error:
    sys.exit(str(error))
"""


def test_where_there_is_no_room_the_table_stays_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path, line())
    before = path.read_bytes()
    command = [sys.executable, "-c", FULL_DISK, str(path)]
    done = subprocess.run(
        command, env=import_path(), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "t: the file cannot be written: File too large. Nothing was changed." in done.stderr
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


def test_a_link_to_a_table_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    there = written(tmp_path / "elsewhere", line())
    here = tmp_path / there.name
    here.symlink_to(there)
    append(read_decisions(here, NAME), [decision(item=WD + "Q1")])
    assert here.is_symlink()
    assert len(read_decisions(there, NAME).decisions) == 2


def test_a_subject_of_ours_is_the_same_under_any_prefix(tmp_path: Path) -> None:
    table = append(read(tmp_path), [decision()])
    assert table.of(KAZAKHSTAN)[0].outcome == "linked"
