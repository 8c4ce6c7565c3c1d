"""A graph that reads each query once, however often it is asked, and lets none reach outside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from espd_kg.errors import InputError


class PreparedGraph(Graph):
    """A graph for SHACL, which asks the same text anew for every focus node.

    Reading the text takes rdflib some thirty times as long as answering it.
    """

    def query(  # type: ignore[override]
        self,
        query_object: str | Query,
        processor: str = "sparql",
        result: str = "sparql",
        initNs: Mapping[str, Any] | None = None,
        initBindings: Mapping[str, Any] | None = None,
        use_store_provided: bool = True,
        **kwargs: Any,
    ) -> Result:
        """Answer as rdflib's own graph does; raises InputError for a query that holds SERVICE."""
        if isinstance(query_object, str):
            query_object = _prepared(query_object, tuple(sorted((initNs or {}).items())))
        return super().query(
            query_object, processor, result, initNs, initBindings, use_store_provided, **kwargs
        )


@lru_cache(maxsize=1024)
def _prepared(text: str, names: tuple[tuple[str, Any], ...]) -> Query:
    query = prepareQuery(text, dict(names))
    traverse(query.algebra, visitPost=_refuse_service)
    return query


def _refuse_service(node: object) -> None:
    if isinstance(node, CompValue) and node.name == "ServiceGraphPattern":
        raise InputError(
            "a query in a shape would be sent elsewhere by SERVICE",
            subject=str(node.term),
            fix="Leave SERVICE out: shapes see this graph alone.",
        )
