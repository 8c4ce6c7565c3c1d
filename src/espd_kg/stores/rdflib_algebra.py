"""Where rdflib's algebra departs from SPARQL 1.1, and what is done about it."""

from typing import Final

from rdflib import Variable
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.processor import prepareQuery
from rdflib.plugins.sparql.sparql import Query

_MEMBERS: Final = Variable("__members__")


def prepared(text: str) -> Query:
    """Return rdflib's form of a query, in which GROUP BY over nothing gives no group.

    rdflib gives one group without members; it is left out by counting the members of each.
    """
    query = prepareQuery(text)
    traverse(query.algebra, visitPost=_only_with_members)
    return query


def _only_with_members(node: object) -> CompValue | None:
    if not isinstance(node, CompValue) or node.name != "AggregateJoin" or node.p.expr is None:
        return None
    node.A.append(CompValue("Aggregate_Count", vars="*", res=_MEMBERS))
    return CompValue("Filter", expr=_MEMBERS, p=node, _vars={*node._vars, _MEMBERS})
