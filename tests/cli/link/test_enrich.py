"""`espd link enrich` and `espd link check --online`, from the command line to the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contract.misbehaving import Answer, hostile, misbehaving
from reconciling.enriched import ITEMS, KAZAKHSTAN, POSTS, TALKS, workspace
from support import Espd, Outcome
from wikidata.building import Item, Text, claims
from wikidata.serving import served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(ITEMS, tmp_path_factory.mktemp("wikidata")) as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w").root


@pytest.fixture
def link(espd: Espd, root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run a subcommand of `espd link` in a small workspace."""
    monkeypatch.delenv("ESPD_CONTACT", raising=False)
    monkeypatch.setenv("ESPD_TODAY", "2026-11-22")
    return lambda *words: espd("--workspace", str(root), "link", *words)


def contents(root: Path) -> dict[Path, bytes]:
    """Return all files but those of builds and answers."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if ".espd" not in path.parts}


def test_it_says_what_it_did(link: Callable[..., Outcome], root: Path, address: str) -> None:
    outcome = link("enrich", "--endpoint", address)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "      2  items asked for",
        "      3  questions sent; the others had been answered before",
        "      2  items in the snapshot",
        "data/snapshots/wikidata.ttl is written",
    ]
    again = link("enrich", "--endpoint", address).out.splitlines()
    assert again[1].split()[0] == "0"
    assert again[-1] == "data/snapshots/wikidata.ttl is as it was"
    assert (root / "data/snapshots/wikidata.ttl").is_file()


def test_a_dry_run_prints_the_queries_and_asks_nothing(
    link: Callable[..., Outcome], root: Path
) -> None:
    before = contents(root)
    outcome = link("enrich", "--dry-run")
    assert outcome.code == 0
    assert outcome.out.count("SELECT ") == 3
    assert "<http://www.wikidata.org/entity/Q232>" in outcome.out
    assert contents(root) == before
    assert not (root / ".espd").exists()


def test_the_public_service_is_not_asked_by_nobody(link: Callable[..., Outcome]) -> None:
    for words in (("enrich",), ("check", "--online")):
        outcome = link(*words)
        assert outcome.code == 2
        assert "Set ESPD_CONTACT" in outcome.err


def test_merged_and_missing_items_are_noted(link: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    with served((Item("Q1", merged_into="Q2"), *POSTS), tmp_path / "served") as later:
        outcome = link("enrich", "--endpoint", later)
    assert outcome.code == 0
    assert "wd:Q1 was merged into wd:Q2. Run espd link check --online." in outcome.err
    assert "nothing is said of wd:Q232" in outcome.err


def test_a_check_online_finds_nothing_where_nothing_changed(
    link: Callable[..., Outcome], address: str
) -> None:
    outcome = link("check", "--online", "--endpoint", address)
    assert outcome.code == 0
    assert outcome.out == "data/links/wikidata.sssom.tsv: 3 items asked about, 0 changes found\n"


def test_many_missing_items_are_told_on_one_line(
    link: Callable[..., Outcome], root: Path, tmp_path: Path
) -> None:
    table = root / "data/links/wikidata.sssom.tsv"
    more = (
        f"state:s{number}\tskos:exactMatch\t\twd:Q9{number}\tx\tsemapv:ManualMappingCuration\n"
        for number in range(5)
    )
    table.write_text(table.read_text() + "".join(more))
    (tmp_path / "served").mkdir()
    with served(ITEMS, tmp_path / "served") as later:
        outcome = link("enrich", "--endpoint", later)
    assert outcome.err == (
        "espd: nothing is said of wd:Q90, wd:Q91, wd:Q92 and 2 more. "
        "Run espd link check --online.\n"
    )


def test_one_value_that_is_left_out_is_one(link: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    odd = Item("Q1", {"en": "Ann"}, claims=claims("P297", Text("many")))
    with served((odd, KAZAKHSTAN, *POSTS), tmp_path / "served") as later:
        outcome = link("enrich", "--endpoint", later)
    assert "espd: 1 value is not of the form that was expected, as Q1: " in outcome.err


def test_a_check_online_may_be_read_as_json(
    link: Callable[..., Outcome], tmp_path: Path, address: str
) -> None:
    words = ("check", "--online", "--format", "json", "--endpoint")
    none = link(*words, address)
    assert (none.code, json.loads(none.out)) == (0, {"items": 3, "changes": [], "notAsked": 0})
    (tmp_path / "served").mkdir()
    with served((KAZAKHSTAN, TALKS), tmp_path / "served") as later:
        outcome = link(*words, later)
    (change,) = json.loads(outcome.out)["changes"]
    assert outcome.code == 1
    assert (change["change"], change["item"]) == ("deleted", "http://www.wikidata.org/entity/Q1")
    assert change["commands"][0].startswith("espd link decide person/lu wd:Q1 --not")


def junk(names: list[str], cell: dict[str, str] | None) -> Answer:
    rows = [] if cell is None else [dict.fromkeys(names, cell)]
    content = {"head": {"vars": names}, "results": {"bindings": rows}}
    return Answer(body=json.dumps(content).encode())


_TEXT = {"type": "literal", "value": "http://www.wikidata.org/entity/Q1"}
_JUNK: dict[str, dict[str, str] | None] = {
    "literals": _TEXT,
    "blank nodes": {"type": "bnode", "value": "b"},
    "no rows": None,
}


@pytest.mark.parametrize("words", [("enrich",), ("check", "--online"), ("propose",)])
@pytest.mark.parametrize("kind", [*_JUNK, "rows without values", "other columns"])
def test_junk_is_a_fault_of_the_service_and_takes_nothing_away(
    link: Callable[..., Outcome], root: Path, address: str, words: tuple[str, ...], kind: str
) -> None:
    assert link("enrich", "--endpoint", address).code == 0
    before = contents(root)
    with misbehaving() as server:
        answer: dict[str, Answer] = {}
        for text in questions_of(link, words):
            names = re.findall(r"\?(\w+)", text.partition("WHERE")[0])
            if kind == "other columns":
                answer[text] = junk(["foo"], _TEXT)
            elif kind == "rows without values":
                body = {"head": {"vars": names}, "results": {"bindings": [{}]}}
                answer[text] = Answer(body=json.dumps(body).encode())
            else:
                answer[text] = junk(names, _JUNK[kind])
        server.will(*answer.values())
        outcome = link(*words, "--endpoint", server.address)
    nothing_found = words == ("propose",) and kind == "no rows"
    assert outcome.code == (0 if nothing_found else 3), outcome.err
    assert nothing_found or "expected" in outcome.err
    assert "espd link decide" not in outcome.out
    assert contents(root) == before


def questions_of(link: Callable[..., Outcome], words: tuple[str, ...]) -> list[str]:
    """Return the first questions that a subcommand puts, in their order."""
    if words == ("check", "--online"):
        return questions_of(link, ("enrich",))[:1]
    texts = link(*words, "--dry-run").out
    return [f"SELECT {part}" for part in texts.split("SELECT ")[1:]]


def test_a_check_online_prints_what_may_be_decided(
    link: Callable[..., Outcome], root: Path, tmp_path: Path
) -> None:
    before = contents(root)
    (tmp_path / "served").mkdir()
    items = (Item("Q1", merged_into="Q2"), KAZAKHSTAN, TALKS)
    with served(items, tmp_path / "served") as later:
        outcome = link("check", "--online", "--endpoint", later)
    assert outcome.code == 1
    assert "merged: person:lu, wd:Q1: it was merged into wd:Q2" in outcome.out
    assert "espd link decide person/lu wd:Q2 --same --checked-online 2026-11-22" in outcome.out
    assert contents(root) == before


@pytest.mark.parametrize("words", [("enrich",), ("check", "--online"), ("propose",)])
@pytest.mark.parametrize("fault", sorted(hostile()))
def test_a_hostile_service_changes_nothing_and_is_named(
    link: Callable[..., Outcome], root: Path, words: tuple[str, ...], fault: str
) -> None:
    before = contents(root)
    with misbehaving() as server:
        server.will(hostile()[fault])
        limit = "0.5" if fault == "silence" else "30"
        outcome = link(*words, "--endpoint", server.address, "--timeout", limit)
        sent = len(server.requests)
    assert outcome.code == 3
    (line,) = (one for one in outcome.err.splitlines() if one.startswith("espd: error: "))
    assert server.address in line or fault in ("a gigabyte", "without end")
    assert line.isprintable()
    assert contents(root) == before
    if fault in ("banned", "another host", "busy for a day"):
        assert sent == 1


@pytest.mark.parametrize("words", [("enrich",), ("check", "--online")])
def test_after_a_fault_the_next_run_goes_on(
    link: Callable[..., Outcome], address: str, words: tuple[str, ...]
) -> None:
    with misbehaving() as server:
        server.will(hostile()["broken off"])
        assert link(*words, "--endpoint", server.address).code == 3
    assert link(*words, "--endpoint", address).code == 0
