"""`espd link review` in processes of its own: piped, and at a terminal."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.link.conftest import ROWS
from cli.link.linked import ANA, BO, FILE, command, link, row, rows_of, snapshot
from cli.terminal import Terminal, at_terminal

THEME = "https://w3id.org/espd/theme/trade"
ASKED = "[s/n/u/k/z/q]: "
HERE = Path(__file__).parents[2]


@pytest.fixture
def review(linked: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Review with answers from a pipe."""

    def run(typed: str, *words: str) -> subprocess.CompletedProcess[str]:
        asked, surroundings = command(linked, "review", *words)
        return subprocess.run(
            asked,
            env=surroundings,
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def added(world: Path) -> list[tuple[str, ...]]:
    """Return what was added: thing, relation, modifier, item, judgement."""
    names = ("subject_id", "predicate_id", "predicate_modifier", "object_id", "judgement")
    return [tuple(one[name] for name in names) for one in rows_of(world / FILE)[len(ROWS) :]]


Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_both_sides_are_shown_the_likeliest_item_first(review: Run, linked: Path) -> None:
    shown = review("q\n").stdout
    assert "1 of 4: Ana Vale: exact match?" in shown
    left_and_right = [one for one in shown.splitlines() if one.startswith(" label en: Ana Vale")]
    assert "label: Ana Vale" in left_and_right[0][20:]
    for fact in ("label ru: Ана Вейл", "office: Envoy of Ruritania (2001-05-07)", "kind: person"):
        assert fact in shown
    for fact in ("entity/Q11", "confidence: 0.9", "evidence: name: the same in en", "espd-kg"):
        assert fact in shown
    assert added(linked) == []


def test_what_was_fetched_of_the_item_is_shown(review: Run, linked: Path) -> None:
    snapshot(linked)
    shown = review("q\n").stdout
    for fact in ("label: Ана Вейл @ru", "type: Q5", "office: envoy Q20 (2000 to ?)"):
        assert fact in shown


def test_answers_become_rows_with_author_date_and_reason(review: Run, linked: Path) -> None:
    done = review("s\nsame post and state\nn\n\nu\nno dates\nk\n\n")
    assert done.returncode == 0, done.stderr
    assert added(linked) == [
        (ANA, "skos:exactMatch", "", "wd:Q11", "decided"),
        (ANA, "skos:exactMatch", "Not", "wd:Q12", "decided"),
        (BO, "skos:exactMatch", "", "wd:Q13", "unsure"),
    ]
    rows = rows_of(linked / FILE)[len(ROWS) :]
    assert {(one["author_label"], one["mapping_date"]) for one in rows} == {
        ("A. Reader", "2026-11-22")
    }
    assert [one["comment"] for one in rows] == [
        "same post and state",
        "Judged by A. Reader in a review, from the facts on both sides.",
        "no dates",
    ]
    assert f"3 decisions written to {FILE}, 1 skipped, 0 left" in done.stderr


def test_what_was_decided_is_not_asked_again(review: Run) -> None:
    review("s\n\nn\n\nq\n")
    assert "1 of 2: Bo Stern" in review("q\n").stdout


def test_for_a_theme_the_relation_is_asked(review: Run, linked: Path) -> None:
    review("s\nequal\nbroad\nwider\n\n", "--for", "theme")
    assert added(linked) == [(THEME, "skos:broadMatch", "", "wd:Q14", "decided")]


def test_a_theme_keeps_the_relation_that_was_proposed_where_none_is_said(
    review: Run, linked: Path
) -> None:
    review("s\n\n\n\n", "--for", "theme/trade")
    assert added(linked) == [(THEME, "skos:closeMatch", "", "wd:Q14", "decided")]


@pytest.mark.parametrize("about", ["person", "person/bo-stern", "bo-stern"])
def test_a_review_may_be_about_a_kind_or_one_thing(review: Run, about: str) -> None:
    shown = review("k\nk\nk\nk\n", "--for", about).stdout
    assert "Bo Stern" in shown
    assert "trade" not in shown


def test_a_review_about_nothing_is_told(review: Run) -> None:
    done = review("", "--for", "person/nobody")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'person/nobody'" in done.stderr


def test_the_last_decision_can_be_taken_back(review: Run, linked: Path) -> None:
    done = review("s\nmistaken\nz\nn\nbetter\nq\n")
    assert done.stdout.count("1 of 4: Ana Vale") == 2
    assert added(linked) == [(ANA, "skos:exactMatch", "Not", "wd:Q11", "decided")]


def test_a_decision_can_be_taken_back_over_what_was_skipped(review: Run, linked: Path) -> None:
    review("s\nmistaken\nk\nz\nq\n")
    assert added(linked) == []


def test_only_the_last_decision_can_be_taken_back(review: Run, linked: Path) -> None:
    done = review("n\none\nn\ntwo\nz\nz\nq\n")
    assert "Nothing can be taken back" in done.stdout
    assert added(linked) == [(ANA, "skos:exactMatch", "Not", "wd:Q11", "decided")]


def test_the_decision_at_the_very_end_can_be_taken_back_too(review: Run, linked: Path) -> None:
    done = review("s\n\n\nz\nn\n\n\n", "--for", "theme")
    assert "That was the last one" in done.stdout
    assert added(linked) == [(THEME, "skos:closeMatch", "Not", "wd:Q14", "decided")]


def test_a_second_item_for_one_thing_is_refused_and_asked_again(review: Run, linked: Path) -> None:
    done = review("s\n\ns\n\nn\nthe other is right\nq\n")
    assert "a thing can be the same as one item only" in done.stdout
    assert added(linked) == [
        (ANA, "skos:exactMatch", "", "wd:Q11", "decided"),
        (ANA, "skos:exactMatch", "Not", "wd:Q12", "decided"),
    ]


def test_another_answer_is_met_with_the_list_of_answers(review: Run, linked: Path) -> None:
    assert "s same, n not the same" in review("yes\nq\n").stdout
    assert added(linked) == []


@pytest.mark.parametrize("typed", ["", "s\n", "n\nbecause", "s\n\n"])
def test_the_end_of_input_leaves_a_valid_table(review: Run, linked: Path, typed: str) -> None:
    before = (linked / FILE).read_bytes()
    done = review(typed)
    assert done.returncode == 0, done.stderr
    assert (linked / FILE).read_bytes().startswith(before)
    assert len(added(linked)) == (1 if typed.count("\n") == 2 or "because" in typed else 0)


def test_nothing_that_waits_is_no_failure(review: Run, linked: Path) -> None:
    link(linked, row())
    done = review("")
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 decisions written" in done.stderr


def test_what_others_add_meanwhile_is_kept(linked: Path) -> None:
    with at_terminal(*command(linked, "review")) as (terminal, process):
        terminal.until(ASKED)
        path = linked / FILE
        path.write_text(path.read_text() + row(object_id="wd:Q77", judgement="unsure") + "\n")
        terminal.type("n\n")
        terminal.until("because")
        terminal.type("\n")
        terminal.until(ASKED)
        terminal.type("q\n")
        terminal.until("left")
        assert process.wait(timeout=60) == 0
    assert [one[3] for one in added(linked)] == ["wd:Q77", "wd:Q11"]


def test_control_characters_of_others_do_not_reach_the_terminal(linked: Path) -> None:
    snapshot(linked)
    facts = linked / "data" / "snapshots" / "wikidata.ttl"
    facts.write_text(facts.read_text().replace('"Ana Vale"@en', r'"\u001B[2Jwiped"@en'))
    asked, surroundings = command(linked, "review")
    done = subprocess.run(
        asked, env=surroundings, input="q\n", capture_output=True, text=True, timeout=60, check=True
    )
    assert "\x1b" not in done.stdout
    assert "wiped" in done.stdout


def test_what_is_no_text_is_asked_for_again_and_costs_no_other_answer(linked: Path) -> None:
    asked, surroundings = command(linked, "review")
    typed = b"n\n\xff\xfe bad\nother dates\nn\nanother name\nq\n"
    done = subprocess.run(
        asked, env=surroundings, input=typed, capture_output=True, timeout=60, check=True
    )
    assert b"Those were not characters in UTF-8. Type it again." in done.stdout
    comments = [one["comment"] for one in rows_of(linked / FILE)[len(ROWS) :]]
    assert comments == ["other dates", "another name"]


def test_a_decision_that_others_contradict_meanwhile_can_be_taken_back(linked: Path) -> None:
    with at_terminal(*command(linked, "review")) as (terminal, process):
        answer(terminal, "s", "sure")
        path = linked / FILE
        path.write_text(path.read_text() + row(subject_id=ANA, object_id="wd:Q77") + "\n")
        answer(terminal, "n", "not this")
        assert "the decision before this one cannot be written" in terminal.until("with z")
        answer(terminal, "z")
        answer(terminal, "n", "not this either")
        terminal.until(ASKED)
        terminal.type("q\n")
        terminal.until("left")
        assert process.wait(timeout=60) == 0
    assert [one[2:4] for one in added(linked)] == [("", "wd:Q77"), ("Not", "wd:Q11")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_whoever_is_told_to_end_keeps_what_was_answered(
    linked: Path, number: signal.Signals
) -> None:
    with at_terminal(*command(linked, "review")) as (terminal, process):
        answer(terminal, "s", "sure")
        terminal.until(ASKED)
        process.send_signal(number)
        assert "\n1 decision written" in terminal.until("left")
        assert process.wait(timeout=60) == 128 + number
    assert added(linked) == [(ANA, "skos:exactMatch", "", "wd:Q11", "decided")]


def test_somebody_who_leaves_with_ctrl_c_keeps_what_was_answered(linked: Path) -> None:
    before = (linked / FILE).read_bytes()
    with at_terminal(*command(linked, "review")) as (terminal, process):
        terminal.until(ASKED)
        terminal.type("s\n")
        terminal.until("because")
        terminal.type("sure\n")
        terminal.until(ASKED)
        terminal.type("\x03")
        assert "^C\r\n1 decision written" in terminal.until("left")
        assert process.wait(timeout=60) == 130
    assert (linked / FILE).read_bytes().startswith(before)
    assert added(linked) == [(ANA, "skos:exactMatch", "", "wd:Q11", "decided")]


def test_ctrl_c_in_the_middle_of_an_answer_drops_that_answer_alone(linked: Path) -> None:
    with at_terminal(*command(linked, "review")) as (terminal, process):
        terminal.until(ASKED)
        terminal.type("s\n")
        terminal.until("because")
        process.send_signal(signal.SIGINT)
        terminal.until("left")
        assert process.wait(timeout=60) == 130
    assert added(linked) == []


def answer(terminal: Terminal, letter: str, because: str | None = None) -> None:
    """Wait until a candidate is asked about, and answer, with a reason where one is wanted."""
    terminal.until(ASKED)
    terminal.type(f"{letter}\n")
    if because is not None:
        terminal.until("because")
        terminal.type(f"{because}\n")
