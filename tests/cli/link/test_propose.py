"""`espd link propose`: what is found is shown and waits; what fails is said, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.link.linked import FILE, rows_of
from contract.misbehaving import NOTHING, Answer, busy, misbehaving
from support import Espd
from wikidata.building import Item, Time, claims, held
from wikidata.serving import served

RURITANIA, ENVOY = "Q900000001", "Q900000002"
ITEMS = (
    Item(RURITANIA, {"en": "Ruritania", "ru": "Руритания"}, claims=claims("P31", "Q3624078")),
    Item(ENVOY, {"en": "envoy of Ruritania"}, claims=claims("P31", "Q4164871")),
    Item(
        "Q900000003",
        {"en": "Bo Shtern", "ru": "Бо Штерн"},
        {},
        {"en": "a diplomat\x1b[31m in red"},
        (*claims("P31", "Q5"), *claims("P569", Time("1950"))),
    ),
    Item("Q900000004", {"en": "Bo Stern"}, claims=claims("P31", "Q11424")),
    Item(
        "Q900000005",
        {"en": "Ana Vale", "ru": "Ана Вейл"},
        claims=(
            *claims("P31", "Q5"),
            *claims("P27", RURITANIA),
            *claims("P569", Time("1960-02-03")),
            held(ENVOY, "2000-01", "2003"),
        ),
    ),
    Item("Q900000006", {"en": "Strelsau"}, claims=claims("P31", "Q515") + claims("P17", RURITANIA)),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(ITEMS, tmp_path_factory.mktemp("outside")) as found:
        yield found


def test_what_is_found_is_shown_with_its_reasons_and_added_as_unsure(
    espd: Espd, linked: Path, address: str
) -> None:
    before = (linked / FILE).read_bytes()
    outcome = espd("link", "propose", "--for", "person", "--endpoint", address)
    assert outcome.code == 0, outcome.err
    assert "Ana Vale" in outcome.out
    assert "our sources show that office in 2001-05-07" in " ".join(outcome.out.split())
    assert "rows added to data/links/wikidata.sssom.tsv: 2; things asked for: 2 of 2" in outcome.err
    assert (linked / FILE).read_bytes().startswith(before)
    added = [one for one in rows_of(linked / FILE) if one["object_id"].startswith("wd:Q9")]
    assert [one["object_id"] for one in added] == ["wd:Q900000005", "wd:Q900000003"]
    assert {one["judgement"] for one in added} == {"unsure"}
    assert {one["mapping_date"] for one in added} == {"2026-11-22"}
    assert espd("link", "check").code == 0


def test_the_answer_for_programs_holds_iris_scores_and_features(espd: Espd, address: str) -> None:
    words = ("link", "propose", "--for", "ana-vale", "--endpoint", address, "--format", "json")
    (row,) = json.loads(espd(*words).out)["results"]["bindings"]
    assert row["item"]["value"] == "http://www.wikidata.org/entity/Q900000005"
    assert 60 <= int(row["score"]["value"]) <= 100
    assert "office 1.00: held" in row["features"]["value"]
    assert row["status"]["value"] == "proposed"
    (again,) = json.loads(espd(*words).out)["results"]["bindings"]
    assert again["status"]["value"] == "stands already"


def test_a_dry_run_prints_the_queries_and_asks_and_writes_nothing(espd: Espd, linked: Path) -> None:
    before = (linked / FILE).read_bytes()
    with misbehaving() as server:
        outcome = espd(
            "link", "propose", "--for", "person/bo-stern", "--dry-run", "--endpoint", server.address
        )
        assert server.requests == []
    assert outcome.code == 0
    assert "# Bo Stern: https://w3id.org/espd/id/person/bo-stern" in outcome.out
    assert '"Bo Stern"@en' in outcome.out
    assert '"Бо Штерн"@ru' in outcome.out
    assert (linked / FILE).read_bytes() == before


def test_control_characters_of_others_reach_neither_terminal_nor_table(
    espd: Espd, linked: Path, address: str
) -> None:
    outcome = espd("link", "propose", "--for", "bo-stern", "--endpoint", address)
    assert "\x1b" not in outcome.out
    assert "\x1b" not in (linked / FILE).read_text()


def test_what_turns_a_line_reaches_neither_terminal_nor_table(
    espd: Espd, linked: Path, tmp_path: Path
) -> None:
    turned = Item(
        "Q900000005",
        {"en": "elaV \u202eanA"},
        {"en": ("Ana Vale",), "ru": ("Ана Вейл",)},
        {"en": "a \u2066diplomat\u2069"},
        (*claims("P31", "Q5"), *claims("P569", Time("1960")), held(ENVOY, "2000-01", "2003")),
    )
    (tmp_path / "served").mkdir()
    with served((turned, *ITEMS[:2]), tmp_path / "served") as address:
        words = ("link", "propose", "--for", "ana-vale", "--endpoint", address)
        outcomes = [espd(*words), espd(*words, "--format", "json")]
    assert "elaV anA" in (linked / FILE).read_text()
    for text in (*(one.out + one.err for one in outcomes), (linked / FILE).read_text()):
        assert not set(text) & set("\u202e\u2066\u2069")


def test_nothing_found_is_said_and_no_row_is_written(
    espd: Espd, linked: Path, address: str
) -> None:
    before = (linked / FILE).read_bytes()
    outcome = espd("link", "propose", "--for", "state/graustark", "--endpoint", address)
    assert outcome.code == 0
    assert "things for which nothing likely was found: 1: Graustark\n" in outcome.err
    assert (linked / FILE).read_bytes() == before


def test_of_many_without_an_item_a_few_are_named_to_people_and_all_to_programs(
    espd: Espd, address: str
) -> None:
    words = ("link", "propose", "--endpoint", address, "--format")
    told = json.loads(espd(*words, "json").out)["results"]["bindings"]
    nothing = [one["thing"]["value"] for one in told if one["status"]["value"] == "nothing likely"]
    assert len(nothing) > 3
    assert not [one for one in told if one["thing"]["value"] in nothing and "item" in one]
    outcome = espd(*words, "table")
    (line,) = (one for one in outcome.err.splitlines() if "nothing likely" in one)
    assert f"nothing likely was found: {len(nothing)}: " in line
    assert line.count("; ") == 3
    assert line.endswith(f" and others; --format json names all {len(nothing)}")
    assert "nothing likely" not in outcome.out


@pytest.mark.parametrize(("words", "code"), [((), 2), (("--dry-run",), 0)])
def test_the_tables_that_came_with_the_package_are_read_and_not_added_to(
    espd: Espd,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: tuple[str, ...],
    code: int,
) -> None:
    monkeypatch.delenv("ESPD_WORKSPACE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    asked = ("link", "propose", "--for", "person/donald-lu", "--endpoint", address)
    outcome = espd(*asked, *words)
    assert outcome.code == code
    assert ("these tables came with the package" in outcome.err) is (code == 2)


def test_a_service_that_cannot_be_reached_is_said_and_changes_nothing(
    espd: Espd, linked: Path
) -> None:
    before = (linked / FILE).read_bytes()
    words = ("link", "propose", "--for", "person", "--endpoint", "http://127.0.0.1:9/sparql")
    outcome = espd(*words)
    assert outcome.code == 3
    assert "127.0.0.1:9" in outcome.err
    assert (linked / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "answer",
    [
        Answer(403, b"banned until tomorrow"),
        Answer(200, b'{"head": {"vars": ["item"]}, "results": {"bindings": [{"it'),
        Answer(200, b'{"head": {"vars": []}, "results": {"bindings": []}} Timeout: a stack trace'),
        Answer(302, headers={"Location": "http://example.org/"}),
    ],
    ids=["a ban", "half an answer", "an error in the answer", "another host"],
)
def test_a_service_that_answers_wrongly_is_said_and_changes_nothing(
    espd: Espd, linked: Path, answer: Answer
) -> None:
    before = (linked / FILE).read_bytes()
    with misbehaving() as server:
        server.will(answer)
        outcome = espd("link", "propose", "--for", "ana-vale", "--endpoint", server.address)
    assert outcome.code == 3, outcome.err
    assert "Traceback" not in outcome.err
    assert (linked / FILE).read_bytes() == before


def test_what_was_complete_before_a_failure_is_shown_and_kept(espd: Espd, linked: Path) -> None:
    nothing = Answer(body=NOTHING.replace(b"[]", b'["item", "relation", "name"]', 1))
    with misbehaving() as server:
        words = ("link", "propose", "--for", "person", "--endpoint", server.address, "--refresh")
        server.will(nothing)
        assert espd(*words, "--limit", "1").code == 0
        server.will(*busy(len(server.requests), nothing, Answer(403)))
        outcome = espd(*words)
    assert outcome.code == 3
    assert "things asked for: 1 of 2" in outcome.err
    assert "things for which nothing likely was found: 1: Ana Vale" in outcome.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--for", "persons"), "persons"),
        (("--for", "dialogue/talks-2001"), "no items are looked for that are a dialogue"),
        (("--dataset", "eurovoc"), "there is no table of links to 'eurovoc'"),
        (("--limit", "0"), "argument --limit: 0 is not 1 or more"),
        (("--endpoint", "ftp://example.org"), "ftp://example.org"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    espd: Espd, words: tuple[str, ...], complaint: str
) -> None:
    outcome = espd("link", "propose", *words)
    assert outcome.code == 2
    assert complaint in outcome.err


def test_wikidata_itself_is_asked_by_nobody_without_a_contact(espd: Espd) -> None:
    outcome = espd("link", "propose", "--for", "ana-vale")
    assert outcome.code == 2
    assert "ESPD_CONTACT" in outcome.err
