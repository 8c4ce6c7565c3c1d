"""Where graphs are published: a SPARQL 1.1 Graph Store, or an endpoint that takes updates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import Final, Protocol
from urllib.parse import parse_qsl, urlencode, urlunsplit
from urllib.request import Request

import pyoxigraph as ox

from espd_kg.stores.remote.bodies import TYPE, Body
from espd_kg.stores.remote.client import AGENT
from espd_kg.stores.remote.retrying import TWICE, Failure, Patience, Refusal, attempt
from espd_kg.stores.remote.sending import Credentials, Sender, http_address, plain, read_body
from espd_kg.stores.remote.store import RemoteStore
from espd_kg.stores.writing import sparql_term

SILENCE: Final = 300.0
"""How many seconds a server may take over one request without a sign of life."""

_PORTION: Final = 1_000
_NOT_THERE: Final = 404


class Target(Protocol):
    """A place that keeps named graphs."""

    @property
    def place(self) -> str:
        """The address, for messages."""

    def read(self, graph: str) -> list[ox.Triple]:
        """Return what a graph holds; nothing where there is no such graph."""

    def replace(self, graph: str, body: Body) -> None:
        """Make this the whole content of a graph."""

    def add(self, graph: str, body: Body) -> None:
        """Add this to a graph."""

    def remove(self, graph: str) -> None:
        """Take a graph away; nothing happens where there is none."""


class GraphStore:
    """The SPARQL 1.1 Graph Store HTTP Protocol: `PUT URL?graph=...`, one request a graph."""

    def __init__(
        self,
        address: str,
        *,
        credentials: Credentials | None = None,
        seconds: float | None = SILENCE,
        patience: Patience | None = None,
    ) -> None:
        """Remember the address; raises InputError where it is none."""
        parts = http_address(address)
        given = parse_qsl(parts.query, keep_blank_values=True)
        self._parameters = [(name, value) for name, value in given if name != "graph"]
        self.place = urlunsplit(parts._replace(query="", fragment=""))
        self._requests = _Requests(self.place, credentials, seconds, patience)

    def read(self, graph: str) -> list[ox.Triple]:
        """Return what a graph holds; raises ServiceError as all of these do."""
        try:
            return self._requests.triples(self._request("GET", graph))
        except Refusal as refusal:
            if refusal.status != _NOT_THERE:
                raise
        return []

    def replace(self, graph: str, body: Body) -> None:
        """Make this the whole content of a graph, in one request."""
        self._requests.send(self._request("PUT", graph), body)

    def add(self, graph: str, body: Body) -> None:
        """Add this to a graph, in one request."""
        self._requests.send(self._request("POST", graph), body)

    def remove(self, graph: str) -> None:
        """Take a graph away, in one request."""
        try:
            self._requests.send(self._request("DELETE", graph))
        except Refusal as refusal:
            if refusal.status != _NOT_THERE:
                raise

    def _request(self, method: str, graph: str) -> Request:
        query = urlencode([*self._parameters, ("graph", graph)])
        accepted = TYPE if method == "GET" else "*/*"
        return Request(f"{self.place}?{query}", method=method, headers={"Accept": accepted})


class UpdateService:
    """SPARQL 1.1 Update, for endpoints that have nothing else: a graph goes in portions.

    What is there is read through the query service of the same endpoint.
    """

    def __init__(
        self,
        address: str,
        reader: RemoteStore,
        *,
        credentials: Credentials | None = None,
        seconds: float | None = SILENCE,
        patience: Patience | None = None,
    ) -> None:
        """Remember the address; raises InputError where it is none."""
        parts = http_address(address)
        self._address = urlunsplit(parts._replace(fragment=""))
        self.place = urlunsplit(parts._replace(query="", fragment=""))
        self._reader = reader
        self._requests = _Requests(self.place, credentials, seconds, patience)

    def read(self, graph: str) -> list[ox.Triple]:
        """Return what a graph holds, without its blank nodes; raises ServiceError."""
        name = sparql_term(ox.NamedNode(graph))
        table = self._reader.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        return [
            ox.Triple(subject, predicate, value)
            for subject, predicate, value in table.rows
            if isinstance(subject, ox.NamedNode)
            and isinstance(predicate, ox.NamedNode)
            and isinstance(value, (ox.NamedNode, ox.Literal))
        ]

    def replace(self, graph: str, body: Body) -> None:
        """Make this the whole content of a graph: emptied and filled, portion by portion."""
        self._fill(graph, body, [f"DROP SILENT GRAPH <{graph}>"])

    def add(self, graph: str, body: Body) -> None:
        """Add this to a graph, portion by portion."""
        self._fill(graph, body, [])

    def remove(self, graph: str) -> None:
        """Take a graph away."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _fill(self, graph: str, body: Body, first: list[str]) -> None:
        # A blank node is the same only within a request, and some engines take none in INSERT
        # DATA: what names one goes first, together, as a template.
        if together := "".join(body.statements(blank=True)):
            first.append(f"INSERT {{ GRAPH <{graph}> {{\n{together}}} }} WHERE {{ }}")
        for portion in _portions(body.statements(blank=False)):
            first.append(f"INSERT DATA {{ GRAPH <{graph}> {{\n{portion}}} }}")
            self._update(" ;\n".join(first))
            first.clear()
        if first:
            self._update(" ;\n".join(first))

    def _update(self, text: str) -> None:
        request = Request(self._address, method="POST")
        request.add_header("Content-Type", "application/sparql-update")
        self._requests.send(request, text.encode())


def _portions(statements: Iterable[str]) -> Iterator[str]:
    waiting = iter(statements)
    while portion := "".join(islice(waiting, _PORTION)):
        yield portion


class _Requests:
    """Requests to one address, each tried until it has gone through or patience ends."""

    def __init__(
        self,
        place: str,
        credentials: Credentials | None,
        seconds: float | None,
        patience: Patience | None,
    ) -> None:
        self._place = place
        self._sender = Sender(credentials)
        self._seconds = seconds
        self._patience = patience or Patience(tries=6)

    def send(self, request: Request, content: Body | bytes | None = None) -> None:
        """Send content; whatever the server says to its success is let be."""
        request.add_header("User-Agent", AGENT)
        if isinstance(content, Body):
            request.data = content
            request.add_header("Content-Type", TYPE)
            request.add_header("Content-Length", str(content.size))
        else:
            request.data = content
        attempt(
            lambda: self._sender.open(request, self._seconds).close(), self._place, self._patience
        )

    def triples(self, request: Request) -> list[ox.Triple]:
        """Return the triples of an answer."""
        request.add_header("User-Agent", AGENT)
        return attempt(lambda: self._read(request), self._place, self._patience)

    def _read(self, request: Request) -> list[ox.Triple]:
        with closing(self._sender.open(request, self._seconds)) as response:
            kind = ox.RdfFormat.from_media_type(response.headers.get("Content-Type") or TYPE)
            body = read_body(response, self._seconds, None)
        try:
            return [quad.triple for quad in ox.parse(body, kind or ox.RdfFormat.N_TRIPLES)]
        except (SyntaxError, ValueError) as error:
            words = plain(str(error))
            raise Failure(f"gave a graph that cannot be read ({words})", tries=TWICE) from None
