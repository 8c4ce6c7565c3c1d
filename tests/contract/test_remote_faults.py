"""An endpoint that misbehaves: one clear message, the right exit code, and no wrong answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from contract.misbehaving import Answer, Misbehaving, busy, misbehaving
from espd_kg.errors import EspdError, InputError, LimitError, ServiceError
from espd_kg.results import Truth
from espd_kg.stores.limits import DEFAULT_LIMITS
from espd_kg.stores.remote import Credentials, RemoteStore
from espd_kg.stores.remote.retrying import Patience

HALF = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri"'
ERROR = b'{"head":{"vars":["a"]},"results":{"bindings":[The operation has been cancelled'
TEXT = {"Content-Type": "text/plain"}
NO_ANSWERS = {
    "busy": Answer(503, b"come back later"),
    "limited": Answer(429, b"slow down"),
    "broken": Answer(500, b"stack trace"),
    "gateway": Answer(502, b"<html>\x1b[31m bad gateway"),
    "late": Answer(504, b""),
    "refused": Answer(400, b"parse error"),
    "forbidden": Answer(403, b"not you"),
    "missing": Answer(404, b""),
    "half": Answer(body=HALF),
    "shorter than promised": Answer(body=HALF, promised=1_000),
    "cancelled": Answer(body=ERROR),
    "page": Answer(body=b"<html>log in</html>", headers=TEXT),
    "wrong kind": Answer(body=b'{"head": {}, "boolean": true}'),
}
SELECT, CONSTRUCT, ASK = "SELECT ?a { ?a ?b ?c }", "CONSTRUCT WHERE { ?a ?b ?c }", "ASK {}"


@pytest.fixture(scope="module")
def running() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def server(running: Misbehaving) -> Misbehaving:
    running.will(Answer())
    return running


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def store(server: Misbehaving, waits: list[float]) -> RemoteStore:
    """A store that writes down how long it would wait."""
    return RemoteStore(f"{server.address}/sparql", patience=Patience(sleep=waits.append))


@pytest.mark.parametrize("text", [SELECT, CONSTRUCT])
@pytest.mark.parametrize("fault", sorted(NO_ANSWERS))
def test_no_answer_is_taken_for_one(
    server: Misbehaving, store: RemoteStore, fault: str, text: str
) -> None:
    server.will(NO_ANSWERS[fault])
    with pytest.raises(ServiceError) as caught:
        store.query(text)
    message = str(caught.value)
    assert message.startswith(f"{server.address}/sparql ")
    assert message.isprintable()


def test_an_empty_answer_is_no_table(server: Misbehaving, store: RemoteStore) -> None:
    server.will(Answer(body=b""))
    with pytest.raises(ServiceError, match="an empty answer"):
        store.query(SELECT)


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_a_busy_server_is_asked_again(
    server: Misbehaving, store: RemoteStore, waits: list[float], status: int
) -> None:
    server.will(*busy(3, Answer(status)))
    assert store.query(ASK) == Truth(True)
    assert waits == [0.5, 1.0, 2.0]


def test_after_four_tries_the_message_says_so(
    server: Misbehaving, store: RemoteStore, waits: list[float]
) -> None:
    server.will(Answer(502, b""), Answer(503, b"overloaded"))
    with pytest.raises(ServiceError) as caught:
        store.query(ASK)
    assert len(server.requests) == 4
    assert "503 Service Unavailable: overloaded (tried 4 times; before that it" in str(caught.value)
    assert "502 Bad Gateway" in str(caught.value)


@pytest.mark.parametrize("fault", ["broken", "half", "shorter than promised", "cancelled"])
def test_what_may_be_chance_is_tried_twice(
    server: Misbehaving, store: RemoteStore, fault: str
) -> None:
    nothing = b'{"head":{"vars":["a"]},"results":{"bindings":[]}}'
    server.will(NO_ANSWERS[fault], Answer(body=nothing))
    assert store.select(SELECT).rows == ()
    server.will(NO_ANSWERS[fault])
    with pytest.raises(ServiceError, match="tried 2 times"):
        store.select(SELECT)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 501])
def test_a_refusal_is_final(
    server: Misbehaving, store: RemoteStore, waits: list[float], status: int
) -> None:
    server.will(*busy(1, Answer(status, b"no")))
    with pytest.raises(ServiceError, match=str(status)):
        store.query(ASK)
    assert len(server.requests) == 1
    assert waits == []


def test_retry_after_in_seconds_is_obeyed(
    server: Misbehaving, store: RemoteStore, waits: list[float]
) -> None:
    server.will(*busy(2, Answer(429, headers={"Retry-After": "7"})))
    assert store.query(ASK)
    assert waits == [7.0, 7.0]


def test_retry_after_as_a_date_is_obeyed(
    server: Misbehaving, store: RemoteStore, waits: list[float]
) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    server.will(*busy(1, Answer(503, headers={"Retry-After": later})))
    assert store.query(ASK)
    assert 15 < waits[0] <= 20


@pytest.mark.parametrize(("asked", "seconds"), [("3600", 10_000.0), ("30", 20.0)])
def test_who_asks_for_too_long_a_rest_is_not_waited_for(
    server: Misbehaving, waits: list[float], asked: str, seconds: float
) -> None:
    server.will(Answer(429, b"", {"Retry-After": asked}))
    limits = replace(DEFAULT_LIMITS, seconds=seconds)
    patience = Patience(sleep=waits.append)
    store = RemoteStore(server.address, limits=limits, patience=patience)
    with pytest.raises(ServiceError, match=rf"asks for {int(asked):,} seconds of rest"):
        store.query(ASK)
    assert waits == []


def test_a_silent_server_is_given_up_when_the_time_is_over(server: Misbehaving) -> None:
    server.will(Answer(silent=True))
    store = RemoteStore(server.address, limits=replace(DEFAULT_LIMITS, seconds=0.1))
    with pytest.raises(LimitError, match=rf"{server.address}.*0\.1 seconds"):
        store.query(ASK)


def test_an_endless_answer_is_not_read_to_its_end(server: Misbehaving) -> None:
    server.will(Answer(body=HALF, endless=True))
    store = RemoteStore(server.address, limits=replace(DEFAULT_LIMITS, bytes=100_000))
    with pytest.raises(LimitError, match="100,000 bytes"):
        store.query(SELECT)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_told_and_not_followed(
    server: Misbehaving, store: RemoteStore, status: int
) -> None:
    server.will(Answer(status, b"", {"Location": "http://elsewhere.example/sparql"}))
    with pytest.raises(ServiceError, match=r"leads to http://elsewhere\.example/sparql"):
        store.query(ASK)
    assert len(server.requests) == 1


def test_nobody_listens(waits: list[float]) -> None:
    store = RemoteStore("http://127.0.0.1:9/sparql", patience=Patience(sleep=waits.append))
    with pytest.raises(ServiceError, match=r"could not be reached: .*\(tried 4 times\)"):
        store.query(ASK)


@pytest.mark.parametrize(
    "address", ["localhost/sparql", "file:///etc/passwd", "ftp://x/", "", "http://[", "http://:80/"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="http"):
        RemoteStore(address)


def test_a_client_says_who_it_is(server: Misbehaving, store: RemoteStore) -> None:
    store.query(ASK)
    _, headers, _ = server.requests[-1]
    assert headers["User-Agent"].startswith("espd-kg/")


def test_nothing_is_sent_for_a_malformed_query(server: Misbehaving, store: RemoteStore) -> None:
    with pytest.raises(InputError):
        store.query("SELECT ?a { ?a ?b }")
    assert server.requests == []


# Passwords


def test_a_password_travels_with_every_query_and_stands_in_no_message(server: Misbehaving) -> None:
    server.will(Answer(), Answer(403, b""))
    store = RemoteStore(server.address, credentials=Credentials("me", "secret"))
    assert store.query(ASK)
    with pytest.raises(ServiceError) as caught:
        store.query(ASK)
    assert {headers["Authorization"] for _, headers, _ in server.requests} == {"Basic bWU6c2VjcmV0"}
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(Credentials("me", "secret"))


def test_a_server_that_wants_digest_gets_digest(server: Misbehaving) -> None:
    challenge = 'Digest realm="R", nonce="abc", qop="auth", algorithm="MD5"'
    unknown = Answer(401, b"", {"WWW-Authenticate": challenge})
    server.will(unknown, unknown, Answer())
    store = RemoteStore(server.address, credentials=Credentials("me", "secret"))
    assert store.query(ASK)
    assert server.requests[-1][1]["Authorization"].startswith('Digest username="me"')


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "localhost.example"])
def test_a_password_does_not_travel_to_another_machine_in_the_clear(host: str) -> None:
    who = Credentials("me", "secret")
    with pytest.raises(InputError, match="in the clear"):
        RemoteStore(f"http://{host}/", credentials=who)
    RemoteStore(f"https://{host}/", credentials=who)
    RemoteStore(f"http://{host}/", credentials=who, insecure=True)


def test_a_password_in_an_address_is_refused() -> None:
    with pytest.raises(InputError, match="ESPD_USER") as caught:
        RemoteStore("https://me:secret@example.org/")
    assert "secret" not in str(caught.value)


def test_every_fault_ends_a_command_with_the_code_of_its_kind() -> None:
    kinds: dict[type[EspdError], int] = {ServiceError: 3, LimitError: 3, InputError: 2}
    assert all(kind.exit_code == code for kind, code in kinds.items())
