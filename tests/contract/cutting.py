"""A SPARQL endpoint on loopback that gives only so many rows of an answer, and does not say so."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph as ox

_WINDOW = re.compile(r"LIMIT (\d+) OFFSET (\d+)\s*\Z")


@dataclass
class Cutting:
    """The endpoint: its content, how much it gives, how far it sorts, and what it was asked."""

    address: str
    store: ox.Store
    rows: int = 100
    sorts: int = 10**9
    asked: list[str] = field(default_factory=list)
    meddle: str = ""

    def answer(self, query: str) -> tuple[int, bytes]:
        """Return the status and the body; between two pages, somebody may meddle with the data."""
        self.asked.append(query)
        window = _WINDOW.search(query)
        sorted_here = window is not None and "SELECT * WHERE { { " not in query
        if window and sorted_here and int(window[1]) + int(window[2]) > self.sorts:
            return 500, b"Sorted TOP clause specifies more rows than are allowed"
        if window and int(window[2]) and self.meddle:
            self.store.update(self.meddle)
        found = self.store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        content = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        content["results"]["bindings"] = content["results"]["bindings"][: self.rows]
        return 200, json.dumps(content).encode()


@contextmanager
def cutting(store: ox.Store) -> Iterator[Cutting]:
    """Serve the store and stop."""
    state = Cutting("", store)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, body = state.answer(form["query"][0])
            self.send_response(status)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        state.address = f"http://127.0.0.1:{httpd.server_port}/"
        thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield state
        httpd.shutdown()
        thread.join()
