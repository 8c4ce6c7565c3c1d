"""An endpoint that misbehaves: one clear message, the right exit code, and no wrong answer."""

from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from espd_kg.errors import InputError, LimitError, ServiceError
from espd_kg.stores.limits import DEFAULT_LIMITS
from espd_kg.stores.remote import RemoteStore

ANSWERS: dict[str, tuple[int, bytes]] = {
    "/busy": (503, b"come back later"),
    "/limited": (429, b"slow down"),
    "/broken": (500, b"stack trace"),
    "/refused": (400, b"parse error"),
    "/missing": (404, b""),
    "/half": (200, b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri"'),
    "/cancelled": (200, b'{"head":{"vars":["a"]},"results":{"bindings":[The operation has been'),
    "/page": (200, b"<html>log in</html>"),
    "/empty": (200, b""),
    "/large": (200, b'{"head": {"vars": ["a"]}, "results": {"bindings": [' + b" " * 100_000),
}


class Handler(BaseHTTPRequestHandler):
    seen: list[str] = []  # noqa: RUF012

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(self.headers["User-Agent"])
        status, body = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


SELECT, CONSTRUCT = "SELECT ?a { ?a ?b ?c }", "CONSTRUCT WHERE { ?a ?b ?c }"
# Nothing at all is a graph without triples, but no table.
FAULTS = [(text, path) for text in (SELECT, CONSTRUCT) for path in sorted(ANSWERS)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (text, path)
        for text, path in FAULTS
        if path != "/large" and (text, path) != (CONSTRUCT, "/empty")
    ],
)
def test_no_answer_is_taken_for_one(server: str, path: str, text: str) -> None:
    with pytest.raises(ServiceError) as caught, RemoteStore(server + path) as store:
        store.query(text)
    assert server + path in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_answer_larger_than_the_limit_is_not_read_to_its_end(server: str) -> None:
    limits = replace(DEFAULT_LIMITS, bytes=1000)
    with pytest.raises(LimitError), RemoteStore(server + "/large", limits=limits) as store:
        store.query("ASK {}")


def test_nobody_listens() -> None:
    with (
        pytest.raises(ServiceError, match="could not be reached"),
        RemoteStore("http://127.0.0.1:9/sparql") as store,
    ):
        store.query("ASK {}")


@pytest.mark.parametrize("address", ["localhost/sparql", "file:///etc/passwd", "ftp://x/", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="http"):
        RemoteStore(address)


def test_a_client_says_who_it_is(server: str) -> None:
    with pytest.raises(ServiceError), RemoteStore(server + "/busy") as store:
        store.query("ASK {}")
    assert Handler.seen[-1].startswith("espd-kg/")


def test_nothing_is_sent_for_a_malformed_query(server: str) -> None:
    before = len(Handler.seen)
    with pytest.raises(InputError), RemoteStore(server + "/busy") as store:
        store.query("SELECT ?a { ?a ?b }")
    assert len(Handler.seen) == before
