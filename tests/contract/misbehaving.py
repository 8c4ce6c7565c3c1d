"""A small HTTP server on loopback that answers as it is told to, rightly or not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'
NOTHING = b'{"head": {"vars": []}, "results": {"bindings": []}}'
GIGABYTE = 2**30
_PORTION = b" " * 2**16


@dataclass(frozen=True)
class Answer:
    """One answer: `promised` bytes are announced, whatever is sent.

    `size` bytes of blanks follow the body, portion by portion, so that nobody holds them.
    """

    status: int = 200
    body: bytes = YES
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    silent: bool = False
    endless: bool = False
    size: int = 0


@dataclass
class Misbehaving:
    """The server: where it is, what it answers next (the last answer again and again), its log."""

    address: str
    answers: list[Answer] = field(default_factory=lambda: [Answer()])
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    done: Event = field(default_factory=Event)

    def will(self, *answers: Answer) -> None:
        """Answer so from now on."""
        self.answers = list(answers)
        self.requests.clear()

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def busy(times: int, answer: Answer, then: Answer | None = None) -> Sequence[Answer]:
    """Return so many answers of one kind, and what comes then."""
    return [*[answer] * times, then or Answer()]


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    """Start the server and stop it."""
    state = Misbehaving("")

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            state.requests.append((f"{self.command} {self.path}", dict(self.headers), content))
            answer = state.next_answer()
            if answer.silent:
                state.done.wait(30)
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.get("Content-Type", JSON))
            for name, value in answer.headers.items():
                if name != "Content-Type":
                    self.send_header(name, value)
            if not answer.endless:
                whole = len(answer.body) + answer.size
                length = whole if answer.promised is None else answer.promised
                self.send_header("Content-Length", str(length))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(answer.body)
                for _ in range(answer.size // len(_PORTION)):
                    self.wfile.write(_PORTION)
                while answer.endless and not state.done.is_set():
                    self.wfile.write(b" " * 10_000)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        state.address = f"http://127.0.0.1:{httpd.server_port}"
        thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield state
        state.done.set()
        httpd.shutdown()
        thread.join()


def hostile() -> dict[str, Answer]:
    """Return every way in which a query service may fail to answer, by a name for it.

    None of them asks for a long rest: what a test waits for is not time.
    """
    date = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}
    return {
        "busy, with seconds": Answer(429, b"slow down", {"Retry-After": "0"}),
        "busy, with a date": Answer(429, b"slow down", date),
        "busy for a day": Answer(429, b"slow down", {"Retry-After": "86400"}),
        "banned": Answer(403, b"You are banned until 2026-11-23T10:00:00Z"),
        "an error within an answer": Answer(body=_BROKEN + b"\njava.util.TimeoutException"),
        "broken off": Answer(body=_BROKEN),
        "broken off early": Answer(body=_BROKEN, promised=10_000),
        "another host": Answer(302, b"", {"Location": "http://192.0.2.1/sparql"}),
        "a page": Answer(body=b"<html>maintenance</html>", headers={"Content-Type": "text/html"}),
        "a gigabyte": Answer(body=_BROKEN, size=GIGABYTE),
        "without end": Answer(body=_BROKEN, endless=True),
        "silence": Answer(silent=True),
    }


_BROKEN = b'{"head": {"vars": ["item"]}, "results": {"bindings": [{"item": {"type": "uri"'
