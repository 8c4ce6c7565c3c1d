"""A proxy on loopback that writes down what passes, and can break in the middle of the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen


@dataclass
class Proxy:
    """Where it is, what passed (method and path), and after how much of that it breaks."""

    address: str
    passed: list[str] = field(default_factory=list)
    breaks_after: int | None = None

    @property
    def is_broken(self) -> bool:
        """Whether nothing passes any more."""
        return self.breaks_after is not None and len(self.passed) >= self.breaks_after

    def writing(self) -> list[str]:
        """Return the requests that change something."""
        return [line for line in self.passed if not line.startswith("GET") and "/query" not in line]


@contextmanager
def proxy(server: str) -> Iterator[Proxy]:
    """Pass requests on to the server at this address."""
    state = Proxy("")

    class Handler(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
            if state.is_broken:
                self.connection.close()
                return
            state.passed.append(f"{self.command} {self.path}")
            kept = ("Content-Type", "Accept")
            headers = {name: self.headers[name] for name in kept if name in self.headers}
            request = Request(server + self.path, content, headers, method=self.command)
            try:
                with urlopen(request, timeout=30) as response:
                    self.answer(response.status, response.headers["Content-Type"], response.read())
            except HTTPError as error:
                with error:
                    self.answer(error.code, error.headers["Content-Type"], error.read())

        def answer(self, status: int, kind: str | None, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = pass_on

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        state.address = f"http://127.0.0.1:{httpd.server_port}"
        thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield state
        httpd.shutdown()
        thread.join()
