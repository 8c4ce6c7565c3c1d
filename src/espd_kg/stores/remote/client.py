"""One query to one endpoint, through SPARQLWrapper: a body, or a Failure."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPResponse
from typing import Final
from urllib.parse import parse_qsl, urlunsplit
from urllib.request import Request

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from espd_kg.stores.remote.reading import TRIPLES
from espd_kg.stores.remote.sending import (
    LOCKED,
    Credentials,
    Sender,
    http_address,
    read_body,
)
from espd_kg.version import VERSION

AGENT: Final = f"espd-kg/{VERSION} (SPARQL client)"


_TABLES: Final = "application/sparql-results+json"
_GRAPHS: Final = "application/n-triples"


class Client:
    """Asks an endpoint; the parameters that stand in its address go with every query."""

    def __init__(
        self,
        endpoint: str,
        parameters: Mapping[str, str],
        agent: str,
        credentials: Credentials | None,
        locked: str = LOCKED,
    ) -> None:
        """Take the address apart; raises InputError where it is no HTTP address."""
        parts = http_address(endpoint)
        self.endpoint = urlunsplit(parts._replace(query="", fragment=""))
        self._parameters = [*parse_qsl(parts.query, keep_blank_values=True), *parameters.items()]
        self._agent = agent
        self._sender = Sender(credentials, locked=locked)

    def ask(self, text: str, verb: str, seconds: float | None, most: int | None) -> bytes:
        """Send one query, once, and return the body of its answer.

        Raises Failure where there is no whole answer, LimitError where it has more bytes.
        """
        wrapper = _Wrapper(self.endpoint, self._agent, self._sender, seconds)
        of_triples = verb in TRIPLES
        wrapper.setMethod(POST)
        wrapper.setQuery(text)
        # SPARQLWrapper guesses the kind of query from its text; the tokens know it.
        wrapper.queryType = verb
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(TURTLE if of_triples else JSON)
        wrapper.addCustomHttpHeader("Accept", _GRAPHS if of_triples else _TABLES)
        for name, value in self._parameters:
            wrapper.addParameter(name, value)
        response: HTTPResponse = wrapper.query().response
        with closing(response):
            return read_body(response, seconds, most)


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper, sending through a Sender: its own opener goes wherever it is led."""

    def __init__(self, endpoint: str, agent: str, sender: Sender, seconds: float | None) -> None:
        super().__init__(endpoint, agent=agent)
        self._sender = sender
        self._seconds = seconds

    def _query(self) -> tuple[HTTPResponse, str]:
        request: Request = self._createRequest()
        return self._sender.open(request, self._seconds), self.returnFormat
