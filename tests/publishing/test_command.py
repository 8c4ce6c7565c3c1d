"""`espd publish` and `--store`: what is said to people, and what is refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.endpoint import Server, oxigraph
from contract.misbehaving import Answer, Misbehaving, misbehaving
from support import Espd


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with oxigraph() as running:
        yield running


@pytest.fixture(scope="module")
def faulty() -> Iterator[Misbehaving]:
    with misbehaving() as running:
        yield running


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPD_USER", "me")
    monkeypatch.setenv("ESPD_PASSWORD", "secret")


def test_publish_counts_what_it_did(espd: Espd, server: Server) -> None:
    dry = espd("publish", "--to", server.graph_store, "--dry-run")
    number = dry.out.split()[0]
    assert dry.out.startswith(f"{number:>7}  graphs to send\n      0  graphs unchanged\n")
    assert "to send: https://w3id.org/espd/graph/inferred\n" in dry.out
    first = espd("publish", "--to", server.graph_store)
    assert (first.code, first.err) == (0, "")
    assert first.out == (
        f"{number:>7}  graphs sent\n      0  graphs unchanged\n      0  graphs removed\n"
    )
    again = espd("publish", "--to", server.graph_store, "--format", "json")
    content = json.loads(again.out)
    assert (content["sent"], len(content["unchanged"]), content["removed"]) == ([], int(number), [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "needs one place"),
        (("--to", "http://127.0.0.1:9/", "--update", "http://127.0.0.1:9/"), "needs one place"),
        (("--update", "http://127.0.0.1:9/"), "--update and --query belong together"),
        (("--to", "http://127.0.0.1:9/", "--query", "http://127.0.0.1:9/"), "belong together"),
        (("--to", "localhost:7878/store"), "begins with http:// or https://"),
        (("--to", "https://me:secret@example.org/store"), "ESPD_USER"),
        (("--update", "http://127.0.0.1:9/", "--query", "ftp://x/"), "http"),
    ],
)
def test_what_publish_refuses(espd: Espd, words: tuple[str, ...], said: str) -> None:
    outcome = espd("publish", *words)
    assert outcome.code == 2
    assert said in outcome.err
    assert "secret" not in outcome.err


@pytest.mark.usefixtures("password")
def test_a_password_stays_off_the_open_road(espd: Espd) -> None:
    outcome = espd("publish", "--to", "http://example.invalid/store")
    assert outcome.code == 2
    assert "a password would travel to example.invalid in the clear" in outcome.err
    outcome = espd("query", "dialogues", "--store", "http://example.invalid/query")
    assert outcome.code == 2
    assert "in the clear" in outcome.err


@pytest.mark.usefixtures("password")
def test_the_password_of_the_environment_is_used(espd: Espd, faulty: Misbehaving) -> None:
    faulty.will(Answer(403, b"no"))
    outcome = espd("publish", "--to", f"{faulty.address}/store")
    assert outcome.code == 3
    assert faulty.requests[0][1]["Authorization"] == "Basic bWU6c2VjcmV0"
    assert "secret" not in outcome.err


def test_a_server_that_fails_ends_with_3_and_what_to_do(espd: Espd, faulty: Misbehaving) -> None:
    faulty.will(Answer(404), Answer(200), Answer(200), Answer(200), Answer(507, b"disk full"))
    outcome = espd("publish", "--to", f"{faulty.address}/store")
    assert (outcome.code, outcome.out) == (3, "")
    assert "507 Insufficient Storage: disk full. 1 of " in outcome.err
    assert outcome.err.endswith("Run it again to continue.\n")


def test_a_server_that_takes_everything_and_holds_nothing_is_not_believed(
    espd: Espd, faulty: Misbehaving
) -> None:
    faulty.will(Answer(200, b"", {"Content-Type": "application/n-triples"}))
    outcome = espd("publish", "--to", f"{faulty.address}/store")
    assert (outcome.code, outcome.out) == (3, "")
    assert "says that it took the graphs, and does not hold them" in outcome.err


def test_nothing_is_sent_where_the_notes_cannot_be_read(espd: Espd, faulty: Misbehaving) -> None:
    faulty.will(Answer(200, b"<http://a> <http://b", {"Content-Type": "application/n-triples"}))
    outcome = espd("publish", "--to", f"{faulty.address}/store")
    assert outcome.code == 3
    assert "a graph that cannot be read" in outcome.err
    assert {line.split()[0] for line, _, _ in faulty.requests} == {"GET"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_graph_follows_a_redirect(espd: Espd, faulty: Misbehaving, status: int) -> None:
    away = Answer(status, b"", {"Location": "http://elsewhere.example/"})
    faulty.will(Answer(404), away)
    outcome = espd("publish", "--to", f"{faulty.address}/store")
    assert outcome.code == 3
    assert "it leads to http://elsewhere.example/; nothing was sent there" in outcome.err


def test_a_silent_server_is_given_up(espd: Espd, faulty: Misbehaving) -> None:
    faulty.will(Answer(silent=True))
    outcome = espd("publish", "--to", f"{faulty.address}/store", "--timeout", "0.1")
    assert outcome.code == 3
    assert "it stayed silent for 0.1 seconds" in outcome.err


@pytest.mark.parametrize(
    "words", [("query", "dialogues"), ("sparql", "ASK { ?s ?p ?o }"), ("show", "ana-vale")]
)
def test_whoever_asks_a_silent_server_says_how_long(
    espd: Espd, faulty: Misbehaving, words: tuple[str, ...]
) -> None:
    faulty.will(Answer(silent=True))
    outcome = espd(*words, "--store", f"{faulty.address}/query", "--timeout", "0.1")
    assert (outcome.code, outcome.out) == (3, "")
    assert "0.1 seconds" in outcome.err


# --store


def test_an_endpoint_that_does_not_unite_its_graphs_is_told_how(espd: Espd, server: Server) -> None:
    assert espd("publish", "--to", server.graph_store).code == 0
    address = server.query.partition("?")[0]
    outcome = espd("query", "dialogues", "--store", address)
    assert outcome.code == 2
    assert f"{address} does not answer over the union of its graphs" in outcome.err
    for engine in ("Oxigraph", "Jena Fuseki", "Stardog"):
        assert engine in outcome.err


def test_an_empty_endpoint_gives_an_empty_answer(espd: Espd, tmp_path: Path) -> None:
    with oxigraph() as empty:
        outcome = espd("sparql", "SELECT * { ?a ?b ?c }", "--format", "csv", "--store", empty.query)
        assert (outcome.code, outcome.out) == (0, "a,b,c\r\n")
        outcome = espd("query", "threads", "--thread", "trade", "--store", empty.query)
    assert outcome.code == 2
    assert "there is no thread 'trade'. The graph that was asked holds none." in outcome.err


def test_stored_queries_need_no_build_where_an_endpoint_answers(
    espd: Espd, server: Server, tmp_path: Path, copied_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert espd("publish", "--to", server.graph_store).code == 0
    here = espd("query", "dialogues")
    for path in (copied_world / "data").rglob("*.ttl"):
        path.write_text("this is no Turtle")
    monkeypatch.setenv("ESPD_WORKSPACE", str(copied_world))
    assert espd("query", "dialogues").code != 0
    there = espd("query", "dialogues", "--store", server.query)
    assert (there.code, there.out) == (0, here.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("query", "dialogues", "--store", "memori"), "Did you mean memory?"),
        (("show", "espd-2024", "--store", "ftp://example.org/"), "there is no store"),
        (("query", "dialogues", "--engine", "rdflib", "--store", "memory"), "--engine or --store"),
        (("query", "dialogues", "--store", "memory", "--memory", "1K"), "--memory or --store"),
        (("sparql", "ASK {}", "--store", "http://127.0.0.1:9/", "--memory", "1K"), "--memory or"),
    ],
)
def test_what_is_no_store_is_refused(espd: Espd, words: tuple[str, ...], said: str) -> None:
    outcome = espd(*words)
    assert outcome.code == 2
    assert said in outcome.err
