"""A store behind a SPARQL 1.1 endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from espd_kg.errors import InputError, LimitError
from espd_kg.results import Result
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import check_syntax
from espd_kg.stores.lexer import Query
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits, run_within
from espd_kg.stores.remote.client import AGENT, Client
from espd_kg.stores.remote.paging import PAGE
from espd_kg.stores.remote.retrying import Patience
from espd_kg.stores.remote.sending import LOCKED, Credentials, refuse_open_password
from espd_kg.stores.remote.session import Session
from espd_kg.stores.rewriting import rewritten


class RemoteStore(Store):
    """A SPARQL endpoint over HTTP, asked one request at a time.

    The endpoint must answer over the union of its graphs. Some have to be told: give the
    parameter in the address (`.../query?union-default-graph=true`) or as `parameters`;
    `check_union` finds out.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        parameters: Mapping[str, str] | None = None,
        agent: str = AGENT,
        limits: Limits = DEFAULT_LIMITS,
        credentials: Credentials | None = None,
        insecure: bool = False,
        page: int = PAGE,
        patience: Patience | None = None,
        locked: str = LOCKED,
    ) -> None:
        """Remember the address; nothing is sent until a query is asked.

        `page` is how many rows are asked for at a time where the server cuts an answer short;
        `locked` is what to do where it does not let us in.
        Raises InputError where the address is no HTTP URL, and where a password would travel to
        another machine in the clear; `insecure` allows that.
        """
        super().__init__(limits)
        if credentials is not None and not insecure:
            refuse_open_password(endpoint)
        self._client = Client(endpoint, parameters or {}, agent, credentials, locked)
        self._page = max(2, page)
        self._patience = patience or Patience()

    @property
    def endpoint(self) -> str:
        """The address without its parameters."""
        return self._client.endpoint

    def check_union(self) -> None:
        """Raise InputError where the endpoint holds graphs and does not answer over their union."""
        if not self.query(_IN_UNION) and self.query(_IN_GRAPHS):
            raise InputError(
                f"{self.endpoint} does not answer over the union of its graphs", fix=_HOW_TO_UNITE
            )

    def close(self) -> None:
        """Nothing stays open between queries."""

    def _answer(self, query: Query) -> Result:
        if query.names_dataset:
            raise InputError(
                "FROM is refused here: many endpoints ignore it, some fetch what it names",
                fix="Name a graph with GRAPH <iri> { ... }.",
            )
        check_syntax(query)
        text, verb = rewritten(query), query.verb.upper if query.verb else ""
        session = Session(self._client, self.limits, self._patience, self._page)
        try:
            return run_within(
                self.limits.seconds, lambda abandoned: session.answer(text, verb, abandoned)
            )
        except LimitError as error:
            # What the work itself raises says enough; a wait that ends outside knows no server.
            raise error if session.is_over else LimitError(f"{self.endpoint}: {error}") from None


_IN_GRAPHS: Final = "ASK { GRAPH ?graph { ?subject ?property ?value } }"
_IN_UNION: Final = """ASK {
  { SELECT ?subject ?property ?value {
      GRAPH ?graph { ?subject ?property ?value FILTER(ISIRI(?subject) && ISIRI(?value)) }
    } LIMIT 1 }
  ?subject ?property ?value
}"""
_HOW_TO_UNITE: Final = (
    "Switch that on: Oxigraph, `oxigraph serve --union-default-graph` or ?union-default-graph at "
    "the end of the address; Jena Fuseki, ?default-graph-uri=urn:x-arq:UnionGraph or "
    "tdb2:unionDefaultGraph true; Stardog, ?default-graph-uri=tag:stardog:api:context:all or "
    "query.all.graphs=true. GraphDB, RDF4J, Virtuoso, Blazegraph, QLever and Amazon Neptune "
    "do it by themselves."
)
