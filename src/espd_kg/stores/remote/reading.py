"""The body of an answer as a result; whatever is not whole is no answer."""

from __future__ import annotations

import threading
from typing import Final

import pyoxigraph as ox

from espd_kg.results import Result, Table, Triples, Truth
from espd_kg.stores.limits import Limits, counted
from espd_kg.stores.remote.retrying import TWICE, Failure
from espd_kg.stores.remote.sending import plain

TRIPLES: Final = ("CONSTRUCT", "DESCRIBE")
_SHOWN: Final = 80


def read_answer(body: bytes, verb: str, limits: Limits, abandoned: threading.Event) -> Result:
    """Return what a body says: JSON results, or N-Triples for a CONSTRUCT or DESCRIBE.

    Raises Failure for a body that breaks off, holds an error, or is something else altogether;
    LimitError for one that says too much.
    """
    try:
        if verb in TRIPLES:
            return _triples(body, limits, abandoned)
        return _results(body, verb, limits, abandoned)
    except (SyntaxError, ValueError) as error:
        raise Failure(_unreadable(body, error), tries=TWICE) from None


def _triples(body: bytes, limits: Limits, abandoned: threading.Event) -> Triples:
    found = (quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES))
    return Triples(tuple(counted(found, lambda triple: triple, limits, abandoned)))


def _results(body: bytes, verb: str, limits: Limits, abandoned: threading.Event) -> Table | Truth:
    answer = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(answer, ox.QueryBoolean) != (verb == "ASK"):
        raise ValueError(f"it answers no {verb}")
    if isinstance(answer, ox.QueryBoolean):
        return Truth(bool(answer))
    columns = tuple(variable.value for variable in answer.variables)
    rows = (tuple(solution) for solution in answer)
    return Table(columns, tuple(counted(rows, lambda row: row, limits, abandoned)))


def _unreadable(body: bytes, error: Exception) -> str:
    reason = plain(str(error))
    if not body.strip():
        return "gave an empty answer"
    # An error that strikes while a server is answering stands at the end, a page at the beginning.
    begins = not body.lstrip().startswith((b"{", b"<http"))
    place, part = ("begins", body[:_SHOWN]) if begins else ("ends", body[-_SHOWN:])
    shown = plain(part.decode("utf-8", "replace"))
    return f"gave an answer that cannot be read ({reason}): it {place} with {shown!r}"
