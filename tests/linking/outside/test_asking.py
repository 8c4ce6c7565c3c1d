"""Asking a data set: with manners, once, and never elsewhere than it was said."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Final

import pytest

from contract.misbehaving import GIGABYTE, NOTHING, Answer, Misbehaving, busy, hostile, misbehaving
from espd_kg.errors import InputError, LimitError, ServiceError
from espd_kg.linking.outside.asking import CachedAnswers, open_dataset
from espd_kg.linking.outside.datasets import DATASETS
from espd_kg.stores.limits import Limits
from espd_kg.stores.remote.retrying import Patience
from espd_kg.version import VERSION

CONTACT: Final = "https://example.org/espd"
ONE: Final = (
    b'{"head": {"vars": ["a"]}, "results": {"bindings": '
    b'[{"a": {"type": "literal", "value": "\xd0\xb0"}}]}}'
)
SELECT: Final = "SELECT ?a { ?a ?b ?c }"


@pytest.fixture(scope="module")
def running() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def server(running: Misbehaving) -> Misbehaving:
    running.will(Answer(body=ONE))
    return running


def opened(
    address: str | None,
    cache: Path,
    *,
    dataset: str = "wikidata",
    today: str = "2026-11-22",
    contact: str = CONTACT,
    refresh: bool = False,
    allowed: tuple[str, ...] | None = None,
    limits: Limits | None = None,
    since: str = "",
    waits: list[float] | None = None,
) -> CachedAnswers:
    listed = allowed if allowed is not None else (address or "",)
    return open_dataset(
        dataset,
        endpoint=address,
        cache=cache,
        today=today,
        contact=contact,
        refresh=refresh,
        allowed=listed,
        limits=limits or Limits(seconds=20, rows=1_000, bytes=1_000_000),
        since=since,
        patience=Patience(sleep=(waits if waits is not None else []).append),
    )


def test_a_request_names_the_project_its_version_and_a_contact(
    server: Misbehaving, tmp_path: Path
) -> None:
    opened(server.address, tmp_path).select(SELECT)
    ((_, headers, _),) = server.requests
    assert headers["User-Agent"] == f"espd-kg/{VERSION} ({CONTACT})"


def test_a_question_is_sent_once_and_its_answer_kept_with_its_day(
    server: Misbehaving, tmp_path: Path
) -> None:
    first = opened(server.address, tmp_path)
    again = opened(server.address, tmp_path, today="2027-01-01")
    assert first.select(SELECT) == again.select(SELECT)
    assert (first.asked, again.asked, len(server.requests)) == (1, 0, 1)
    assert first.days == again.days == {"2026-11-22"}
    (file,) = (tmp_path / "wikidata").glob("*.json")
    kept = json.loads(file.read_text())
    assert (kept["date"], kept["query"], kept["endpoint"]) == ("2026-11-22", SELECT, first.endpoint)
    assert "\u0430" in file.read_text()


def test_the_same_answer_makes_the_same_file(server: Misbehaving, tmp_path: Path) -> None:
    for name in ("one", "two"):
        opened(server.address, tmp_path / name).select(SELECT)
    files = [next((tmp_path / name).rglob("*.json")) for name in ("one", "two")]
    assert files[0].name == files[1].name
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "null",
        '{"date": "2026-11-22"}',
        "\x00" * 9,
        '{"date": "yesterday", "endpoint": "%e", "query": "%q", "answer": {}}',
        '{"date": "2026-11-22", "endpoint": "%e", "query": "another", "answer": {}}',
        '{"date": "2026-11-22", "endpoint": "%e", "query": "%q", "answer": {"head": 1}}',
    ],
)
def test_a_damaged_answer_is_asked_for_again(
    server: Misbehaving, tmp_path: Path, damage: str
) -> None:
    answers = opened(server.address, tmp_path)
    expected = answers.select(SELECT)
    (file,) = (tmp_path / "wikidata").glob("*.json")
    good = file.read_bytes()
    file.write_text(damage.replace("%e", answers.endpoint).replace("%q", SELECT))
    assert opened(server.address, tmp_path).select(SELECT) == expected
    assert len(server.requests) == 2
    assert file.read_bytes() == good


def test_refresh_and_an_old_day_ask_again(server: Misbehaving, tmp_path: Path) -> None:
    opened(server.address, tmp_path).select(SELECT)
    opened(server.address, tmp_path, refresh=True).select(SELECT)
    opened(server.address, tmp_path, since="2026-11-22").select(SELECT)
    assert len(server.requests) == 2
    twice = opened(server.address, tmp_path, refresh=True)
    assert twice.select(SELECT) == twice.select(SELECT)
    assert twice.asked == 1
    server.requests.clear()
    opened(server.address, tmp_path, since="2026-11-23", today="2026-11-23").select(SELECT)
    assert len(server.requests) == 1


def test_another_endpoint_has_answers_of_its_own(server: Misbehaving, tmp_path: Path) -> None:
    opened(f"{server.address}/one", tmp_path).select(SELECT)
    opened(f"{server.address}/two", tmp_path).select(SELECT)
    assert len(server.requests) == 2


def test_only_rows_and_truths_are_asked_for(server: Misbehaving, tmp_path: Path) -> None:
    server.will(Answer())
    assert opened(server.address, tmp_path).query("ASK {}")
    server.will(Answer(body=b"<x:a> <x:b> <x:c> .", headers={"Content-Type": "text/turtle"}))
    with pytest.raises(InputError, match="SELECT or ASK"):
        opened(server.address, tmp_path).query("CONSTRUCT WHERE { ?a ?b ?c }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://192.0.2.1/> { ?a ?b ?c } }",
        "SELECT * FROM <http://192.0.2.1/> { ?a ?b ?c }",
        "DELETE WHERE { ?a ?b ?c }",
    ],
)
def test_a_query_that_reaches_further_is_not_sent(
    server: Misbehaving, tmp_path: Path, text: str
) -> None:
    with pytest.raises(InputError):
        opened(server.address, tmp_path).query(text)
    assert not server.requests


def test_retry_after_is_obeyed_in_seconds(server: Misbehaving, tmp_path: Path) -> None:
    server.will(*busy(2, Answer(429, b"", {"Retry-After": "7"}), Answer(body=ONE)))
    waits: list[float] = []
    assert len(opened(server.address, tmp_path, waits=waits).select(SELECT)) == 1
    assert waits == [7.0, 7.0]


def test_retry_after_is_obeyed_as_a_date(server: Misbehaving, tmp_path: Path) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=9), usegmt=True)
    server.will(*busy(1, Answer(429, b"", {"Retry-After": then}), Answer(body=ONE)))
    waits: list[float] = []
    opened(server.address, tmp_path, waits=waits).select(SELECT)
    assert 0 < waits[0] <= 9


def test_a_ban_is_said_and_never_asked_again(server: Misbehaving, tmp_path: Path) -> None:
    server.will(Answer(403, b"You are banned until 2026-11-23T10:00:00Z", {"Retry-After": "1"}))
    with pytest.raises(ServiceError) as caught:
        opened(server.address, tmp_path).select(SELECT)
    assert len(server.requests) == 1
    assert "banned until 2026-11-23T10:00:00Z" in str(caught.value)
    assert "nothing should be before the ban ends" in str(caught.value)
    assert "ESPD_PASSWORD" not in str(caught.value)


@pytest.mark.parametrize("fault", sorted(hostile()))
def test_no_fault_is_an_answer_nor_kept_as_one(
    server: Misbehaving, tmp_path: Path, fault: str
) -> None:
    server.will(hostile()[fault])
    limits = Limits(seconds=0.3 if fault == "silence" else 20, rows=1_000, bytes=1_000_000)
    with pytest.raises((ServiceError, LimitError)) as caught:
        opened(server.address, tmp_path, limits=limits).select(SELECT)
    assert str(caught.value).isprintable()
    assert not list(tmp_path.rglob("*.json"))
    server.will(Answer(body=ONE))
    assert len(opened(server.address, tmp_path).select(SELECT)) == 1


@pytest.mark.parametrize("fault", ["a gigabyte", "without end"])
def test_a_huge_answer_is_cut_before_it_takes_memory(
    server: Misbehaving, tmp_path: Path, fault: str
) -> None:
    server.will(hostile()[fault])
    tracemalloc.start()
    try:
        with pytest.raises(LimitError, match="larger than 1,000,000 bytes"):
            opened(server.address, tmp_path).select(SELECT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < GIGABYTE / 50


def test_nobody_is_led_to_another_host(server: Misbehaving, tmp_path: Path) -> None:
    server.will(hostile()["another host"])
    with pytest.raises(ServiceError, match=r"leads to http://192\.0\.2\.1/sparql; nothing"):
        opened(server.address, tmp_path).select(SELECT)
    assert len(server.requests) == 1


def test_an_endpoint_on_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="on no list") as caught:
        opened("http://192.0.2.1/sparql", tmp_path, allowed=("http://192.0.2.1/other",))
    assert "ESPD_ENDPOINTS" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("http://192.0.2.1:80/sparql?x=1", "http://192.0.2.1/sparql"),
        ("https://Example.org/sparql", "https://example.org:443/sparql"),
    ],
)
def test_the_parameters_and_the_usual_port_make_no_other_endpoint(
    tmp_path: Path, address: str, listed: str
) -> None:
    assert opened(address, tmp_path, allowed=(listed,)).asked == 0


@pytest.mark.parametrize(
    "address", ["https://example.org.evil.test/sparql", "http://example.org/sparql", "file:///x"]
)
def test_what_only_looks_like_a_listed_endpoint_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError):
        opened(address, tmp_path, allowed=("https://example.org/sparql",))


def test_the_public_service_is_not_asked_without_a_contact(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ESPD_CONTACT"):
        opened(None, tmp_path, contact="")
    address = DATASETS["wikidata"].endpoint
    with pytest.raises(InputError, match="ESPD_CONTACT"):
        opened(address, tmp_path, dataset="eurovoc", contact="")


@pytest.mark.parametrize(
    "contact", ["nobody", "a@b", "me@example.org\r\nX: y", "x" * 300, "ё@я.рф"]
)
def test_a_contact_that_is_none_is_refused(tmp_path: Path, contact: str) -> None:
    with pytest.raises(InputError, match="ESPD_CONTACT"):
        opened(None, tmp_path, contact=contact)


def test_a_data_set_without_a_service_is_asked_where_it_is_said(
    server: Misbehaving, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="GeoNames has no query service"):
        opened(None, tmp_path, dataset="geonames")
    server.will(Answer(body=NOTHING))
    assert not opened(server.address, tmp_path, dataset="geonames").select(SELECT)


def test_an_unknown_data_set_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Did you mean wikidata"):
        opened(None, tmp_path, dataset="wikidatta")


def test_a_folder_that_cannot_be_written_is_said(server: Misbehaving, tmp_path: Path) -> None:
    (tmp_path / "wikidata").write_text("no folder")
    with pytest.raises(InputError, match="cannot be kept"):
        opened(server.address, tmp_path).select(SELECT)
