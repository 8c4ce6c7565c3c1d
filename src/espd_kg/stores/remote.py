"""A store behind a SPARQL 1.1 endpoint, reached through SPARQLWrapper."""

import threading
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPException
from typing import Final, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from espd_kg.errors import InputError, LimitError, ServiceError
from espd_kg.results import Result, Table, Triples, Truth
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import check_syntax
from espd_kg.stores.lexer import Query
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits, counted, run_within
from espd_kg.stores.writing import rewritten
from espd_kg.version import VERSION

AGENT: Final = f"espd-kg/{VERSION} (SPARQL client)"

_TABLES: Final = "application/sparql-results+json"
_GRAPHS: Final = "application/n-triples"
_LONGEST_COMPLAINT: Final = 300


class _Response(Protocol):
    def read(self, amount: int = ...) -> bytes: ...
    def close(self) -> None: ...


class RemoteStore(Store):
    """A SPARQL endpoint over HTTP.

    The endpoint must answer over the union of its graphs. Some have to be told: give the
    parameter in the address (`.../query?union-default-graph=true`) or as `parameters`.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        parameters: Mapping[str, str] | None = None,
        agent: str = AGENT,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Remember the address; nothing is sent until a query is asked.

        Raises InputError where the address is no HTTP URL.
        """
        super().__init__(limits)
        parts = urlsplit(endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(
                f"{endpoint!r} is not the address of an endpoint",
                fix="Give an address that begins with http:// or https://.",
            )
        self.endpoint = urlunsplit(parts._replace(query="", fragment=""))
        self._parameters = [*parse_qsl(parts.query, keep_blank_values=True)]
        self._parameters += (parameters or {}).items()
        self._agent = agent

    def close(self) -> None:
        """Nothing stays open between queries."""

    def _answer(self, query: Query) -> Result:
        if query.names_dataset:
            raise InputError(
                "FROM is refused here: many endpoints ignore it, some fetch what it names",
                fix="Name a graph with GRAPH <iri> { ... }.",
            )
        return run_within(self.limits.seconds, lambda abandoned: self._ask(query, abandoned))

    def _ask(self, query: Query, abandoned: threading.Event) -> Result:
        check_syntax(query)
        verb = query.verb.upper if query.verb else ""
        body = self._fetch(rewritten(query), verb)
        try:
            return self._read(body, verb, abandoned)
        except (SyntaxError, ValueError) as error:
            raise ServiceError(
                f"{self.endpoint} gave an answer that cannot be read ({error}); "
                "it may have been cut off"
            ) from None

    def _read(self, body: bytes, verb: str, abandoned: threading.Event) -> Result:
        if verb in ("CONSTRUCT", "DESCRIBE"):
            quads = ox.parse(body, ox.RdfFormat.N_TRIPLES)
            triples = (quad.triple for quad in quads)
            return Triples(tuple(counted(triples, lambda t: t, self.limits, abandoned)))
        answer = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        if isinstance(answer, ox.QueryBoolean):
            return Truth(bool(answer))
        columns = tuple(variable.value for variable in answer.variables)
        rows = (tuple(solution) for solution in answer)
        return Table(columns, tuple(counted(rows, lambda row: row, self.limits, abandoned)))

    def _fetch(self, text: str, verb: str) -> bytes:
        try:
            response: _Response = self._request(text, verb).query().response
            with closing(response):
                return self._content(response)
        except HTTPError as error:
            raise self._failed(error, f"it answered {error.code} {error.reason}") from None
        except SPARQLWrapperException as error:
            raise self._failed(error.__context__, str(error)) from None
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", None) or error
            raise ServiceError(f"{self.endpoint} could not be reached: {reason}") from None

    def _failed(self, cause: BaseException | None, complaint: str) -> ServiceError:
        if isinstance(cause, HTTPError):
            cause.close()
        words = " ".join(complaint.split())[:_LONGEST_COMPLAINT]
        return ServiceError(f"{self.endpoint} failed: {words}")

    def _request(self, text: str, verb: str) -> SPARQLWrapper:
        of_triples = verb in ("CONSTRUCT", "DESCRIBE")
        request = SPARQLWrapper(self.endpoint, agent=self._agent)
        request.setMethod(POST)
        request.setQuery(text)
        # SPARQLWrapper guesses the kind of query from its text; the tokens know it.
        request.queryType = verb
        request.setOnlyConneg(True)
        request.setReturnFormat(TURTLE if of_triples else JSON)
        request.addCustomHttpHeader("Accept", _GRAPHS if of_triples else _TABLES)
        for name, value in self._parameters:
            request.addParameter(name, value)
        if self.limits.seconds is not None:
            request.setTimeout(max(1, round(self.limits.seconds)))
        return request

    def _content(self, response: _Response) -> bytes:
        most = self.limits.bytes
        if most is None:
            return response.read()
        body = response.read(most + 1)
        if len(body) > most:
            raise LimitError(f"the answer is larger than {most:,} bytes; narrow the query")
        return body
