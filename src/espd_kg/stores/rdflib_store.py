"""The store over rdflib, for the graphs that Python users hold, and as a second opinion."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import pyoxigraph as ox
import rdflib
import rdflib.plugins.sparql
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Identifier, Node

from espd_kg.errors import InputError
from espd_kg.results import Result, Row, Table, Triples, Truth
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import check_syntax
from espd_kg.stores.lexer import Query
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits, counted, run_within
from espd_kg.stores.rdflib_algebra import prepared
from espd_kg.stores.rewriting import rewritten
from espd_kg.stores.terms import to_engine

Bindings: TypeAlias = Mapping[rdflib.Variable, Identifier]

# rdflib replaces code points before it reads escapes, so a backslash is spelt as one of them.
_BACKSLASH: Final = "\\U0000005C\\U0000005C"


class RdflibStore(Store):
    """A Dataset or Graph of rdflib; its content is only read."""

    def __init__(
        self, graph: rdflib.Dataset | rdflib.Graph, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        """Answer from the graph; of a Dataset, from the union of its graphs."""
        super().__init__(limits)
        union = rdflib.Dataset(store=graph.store, default_union=True)
        self._graph = union if isinstance(graph, rdflib.Dataset) else graph
        # Without this, rdflib fetches every graph that a query names.
        rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

    def close(self) -> None:
        """Leave the graph to its owner."""

    def _answer(self, query: Query) -> Result:
        return run_within(self.limits.seconds, lambda abandoned: self._evaluate(query, abandoned))

    def _evaluate(self, query: Query, abandoned: threading.Event) -> Result:
        check_syntax(query)
        try:
            # `Graph.query` would drop rows in which nothing is bound, and hold all rows at once.
            answer = evalQuery(self._graph, prepared(rewritten(query, _BACKSLASH)))
            return self._collect(answer, abandoned)
        except (SPARQLError, NotImplementedError, ValueError, TypeError) as error:
            raise InputError(f"rdflib cannot answer this query: {error}") from None

    def _collect(self, answer: Mapping[str, Any], abandoned: threading.Event) -> Result:
        if answer["type_"] == "ASK":
            return Truth(bool(answer["askAnswer"]))
        if answer["type_"] == "SELECT":
            variables: list[rdflib.Variable] = list(answer["vars_"])
            rows = _rows(answer["bindings"], variables)
            found = counted(rows, lambda row: row, self.limits, abandoned)
            return Table(tuple(map(str, variables)), tuple(found))
        triples = _triples(answer["graph"])
        return Triples(tuple(counted(triples, lambda triple: triple, self.limits, abandoned)))


def _rows(bindings: Iterable[Bindings], variables: Iterable[rdflib.Variable]) -> Iterator[Row]:
    names = tuple(variables)
    for binding in bindings:
        terms = (binding.get(name) for name in names)
        yield tuple(None if term is None else to_engine(term) for term in terms)


def _triples(graph: Iterable[tuple[Node, Node, Node]]) -> Iterator[ox.Triple]:
    for triple in graph:
        subject, predicate, thing = map(to_engine, triple)
        # rdflib constructs literals as subjects too; RDF has none, and neither have other engines.
        if isinstance(predicate, ox.NamedNode) and not isinstance(subject, ox.Literal):
            yield ox.Triple(subject, predicate, thing)
