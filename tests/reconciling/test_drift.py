"""What became of linked items: told with the commands that record it, and nothing is decided."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from espd_kg.errors import ServiceError
from espd_kg.linking.checking.drift import Change, Drift
from espd_kg.namespaces import ID, WD
from espd_kg.reconciling.drift import Compared, drift
from espd_kg.reconciling.enriching import enrich
from espd_kg.workspace import Workspace
from reconciling.enriched import (
    ITEMS,
    KAZAKHSTAN,
    LU,
    POSTS,
    TALKS,
    answers_of,
    table_of,
    workspace,
)
from wikidata.building import Item, Text, claims
from wikidata.serving import served

TODAY = "2027-01-31"


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    return workspace(tmp_path / "w")


@pytest.fixture
def compared(own: Workspace, tmp_path: Path) -> Callable[..., Compared]:
    """Compare the links with these items."""

    def run(*items: Item) -> Compared:
        folder = tmp_path / "served"
        folder.mkdir()
        with served((*items, *POSTS), folder) as address:
            answers = answers_of(own, address, today=TODAY)
            return drift(own, table_of(own), answers, TODAY)

    return run


def enriched_before(own: Workspace, folder: Path) -> None:
    folder.mkdir()
    with served(ITEMS, folder) as address:
        enrich(own, table_of(own), answers_of(own, address))


def only(found: Compared) -> Drift:
    (one,) = found.drifts
    return one


def test_items_that_are_as_they_were_bring_no_finding(compared: Callable[..., Compared]) -> None:
    found = compared(LU, KAZAKHSTAN, TALKS)
    assert (found.drifts, found.items, found.undecided) == ((), 3, 0)


def test_a_merged_item_is_told_with_the_one_that_it_became(
    compared: Callable[..., Compared],
) -> None:
    one = only(compared(Item("Q1", merged_into="Q11"), KAZAKHSTAN, TALKS))
    assert (one.change, one.subject, one.item) == (Change.MERGED, f"{ID}person/lu", f"{WD}Q1")
    first, second = map(shlex.split, one.commands)
    assert first[:6] == ["espd", "link", "decide", "person/lu", "wd:Q11", "--same"]
    assert first[6:8] == ["--checked-online", TODAY]
    assert second[:6] == ["espd", "link", "decide", "person/lu", "wd:Q1", "--not"]


def test_an_item_that_is_gone_is_told(compared: Callable[..., Compared]) -> None:
    one = only(compared(LU, TALKS))
    assert (one.change, one.item) == (Change.DELETED, f"{WD}Q232")


def test_where_nothing_is_said_of_any_item_none_counts_as_gone(
    compared: Callable[..., Compared],
) -> None:
    with pytest.raises(ServiceError, match="Wikidata says nothing of any of the 3 items"):
        compared(Item("Q77", {"en": "else"}))


def test_a_type_that_is_a_text_is_no_other_type(compared: Callable[..., Compared]) -> None:
    odd = Item("Q1", LU.labels, claims=claims("P31", Text("Q5")))
    with pytest.raises(ServiceError, match="P31, where an IRI was expected"):
        compared(odd, KAZAKHSTAN, TALKS)


def test_a_former_name_is_told_without_what_turns_a_line(tmp_path: Path) -> None:
    row = "person:lu\tskos:exactMatch\t\twd:Q1\tDonald \u202eLu\tsemapv:ManualMappingCuration"
    own = workspace(tmp_path / "odd", row)
    (tmp_path / "served").mkdir()
    with served(
        (Item("Q1", {"en": "D. Lu"}, claims=LU.claims), *POSTS), tmp_path / "served"
    ) as one:
        found = only(drift(own, table_of(own), answers_of(own, one, today=TODAY), TODAY))
    assert found.words == "it is now called 'D. Lu', and was 'Donald Lu'"


def test_a_person_that_is_no_human_is_told(compared: Callable[..., Compared]) -> None:
    city = Item("Q1", LU.labels, claims=claims("P31", "Q515"))
    one = only(compared(city, KAZAKHSTAN, TALKS))
    assert one.change is Change.RETYPED
    assert one.words == "it is not a human, but of type Q515"


def test_a_state_that_is_a_human_is_told(compared: Callable[..., Compared]) -> None:
    human = Item("Q232", KAZAKHSTAN.labels, claims=claims("P31", "Q5"))
    assert "it is a human" in only(compared(LU, human, TALKS)).words


def test_another_type_than_in_the_snapshot_is_told_with_its_day(
    own: Workspace, compared: Callable[..., Compared], tmp_path: Path
) -> None:
    enriched_before(own, tmp_path / "before")
    former = Item("Q232", KAZAKHSTAN.labels, claims=claims("P31", "Q6256"))
    one = only(compared(LU, former, TALKS))
    assert one.change is Change.RETYPED
    assert one.words == "it is now wd:Q6256; on 2026-11-22 it was wd:Q3624078"
    assert [shlex.split(command)[5] for command in one.commands] == ["--not", "--same"]


def test_another_name_than_in_the_decision_is_told(compared: Callable[..., Compared]) -> None:
    renamed = Item("Q7", {"en": "Talks; rm -rf ~ 'now'"}, claims=TALKS.claims)
    one = only(compared(LU, KAZAKHSTAN, renamed))
    assert one.change is Change.RENAMED
    words = shlex.split(one.commands[0])
    assert words[4:8] == ["wd:Q7", "--same", "--relation", "close"]
    assert words[words.index("--object-label") + 1] == "Talks; rm -rf ~ 'now'"


def test_nothing_is_written_but_the_answers(
    own: Workspace, compared: Callable[..., Compared]
) -> None:
    before = {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()}
    compared(Item("Q1", merged_into="Q11"))
    after = {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()}
    added = after.keys() - before.keys()
    assert all(own.build_dir / "answers" in path.parents for path in added)
    assert all(after[path] == content for path, content in before.items())


def test_what_is_no_item_of_the_data_set_is_not_asked_about(tmp_path: Path) -> None:
    row = "person:lu\tskos:exactMatch\t\twd:X1\tx\tsemapv:ManualMappingCuration"
    own = workspace(tmp_path / "odd", row)
    answers = answers_of(own, "http://127.0.0.1:9/")
    assert drift(own, table_of(own), answers, TODAY).undecided == 1
    assert answers.asked == 0
