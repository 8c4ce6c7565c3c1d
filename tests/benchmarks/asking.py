"""What the engine takes for each stored query, without and with each of its parameters."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from benchmarks.builds import built
from benchmarks.commands import store_of
from benchmarks.rows import Asked, Row
from espd_kg.queries.binding import bind
from espd_kg.queries.model import StoredQuery
from espd_kg.queries.reading import read_query
from espd_kg.results import Term

_LONGEST: Final = 1.0
_ROOM: Final = 1.3
_UNNOTICED: Final = 0.02
"""Below so many seconds a query is not held to the bound on growth."""

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_SOME: Final = {
    "dialogue": "?x espd:eventStatus ?s . ?p espd:madeAt ?x",
    "framework": "?x a espd:Framework",
    "official": "?p espd:official ?x",
    "organization": "?d espd:publisher ?x",
    "post": "?t a espd:Tenure ; espd:post ?x",
    "state": "?p espd:speaker ?x",
    "thread": "?p espd:inThread ?x",
    "document": "?p espd:statedIn ?x",
    "theme": "?p espd:theme ?x",
    "thing": "?c espd:about ?x",
}
_FIXED: Final[Mapping[str, Term]] = {
    "year": ox.Literal("2005", datatype=ox.NamedNode(f"{_XSD}gYear")),
    "year-or-date": ox.Literal("2005", datatype=ox.NamedNode(f"{_XSD}gYear")),
    "date": ox.Literal("2005-06-01", datatype=ox.NamedNode(f"{_XSD}date")),
    "boolean": ox.Literal(True),
    "string": ox.Literal("person"),
    "class": ox.NamedNode("https://w3id.org/espd/ontology#Commitment"),
}
_NAMED: Final[Mapping[str, Term]] = {
    "change": ox.NamedNode("https://w3id.org/espd/code/firmer"),
    "obligation": ox.NamedNode("https://w3id.org/espd/code/O3"),
    "text": ox.Literal("disability rights"),
    "dataset": ox.Literal("registry"),
    "outcome": ox.Literal("linked"),
}


@dataclass(frozen=True)
class Answer:
    """How long one question took, in CPU seconds, and how many rows came."""

    seconds: float
    rows: int


def queries(asked: Asked) -> Iterator[Row]:
    """Yield a row for each stored query at each size of 100 and 1,000 dialogues."""
    sizes = [n for n in asked.sizes if n <= 1000]
    answers = {n: timed(built(asked, n), asked.root / "queries", asked.repetitions) for n in sizes}
    for question in (q for q in answers[sizes[0]] if q in answers[sizes[-1]]):
        took = {n: answers[n][question] for n in sizes}
        slowest = max(answer.seconds for answer in took.values())
        ratio = took[sizes[-1]].seconds / max(took[sizes[0]].seconds, 1e-4)
        met = slowest <= _LONGEST and all(
            _is_linear(took[one], took[other], other / one) for one, other in pairwise(sizes)
        )
        detail = ", ".join(f"{n}: {a.seconds:.3f} s for {a.rows} rows" for n, a in took.items())
        yield Row(question, f"{sizes[0]} to {sizes[-1]}", f"{ratio:.1f}", "linear, under 1 s",
                  met, detail)  # fmt: skip


def timed(workspace: Path, folder: Path, repetitions: int) -> dict[str, Answer]:
    """Return how long each question took on a built workspace, the fastest of the repetitions."""
    store = ox.Store.read_only(str(store_of(workspace)))
    answers = {}
    for path in sorted(folder.glob("*.rq")):
        query = read_query(path, path.name)
        for name, values in _questions(store, query):
            text = bind(query, values)
            answers[name] = min(
                (_asked(store, text) for _ in range(min(repetitions, 3))), key=lambda a: a.seconds
            )
    return answers


def _asked(store: ox.Store, text: str) -> Answer:
    started = time.process_time()
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    rows = sum(1 for _ in found)
    return Answer(time.process_time() - started, rows)


def _questions(store: ox.Store, query: StoredQuery) -> Iterator[tuple[str, dict[str, Term]]]:
    yield query.name, {}
    for parameter in query.parameters:
        value = _NAMED.get(parameter.name) or _FIXED.get(parameter.type)
        value = value or _some(store, _SOME[parameter.type])
        if value is not None:
            yield f"{query.name} --{parameter.name}", {parameter.name: value}


def _some(store: ox.Store, pattern: str) -> Term | None:
    text = "PREFIX espd: <https://w3id.org/espd/ontology#> SELECT (MIN(?x) AS ?one) WHERE { "
    found = store.query(text + pattern + " }", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    value = next(found)[0]
    return value if isinstance(value, ox.NamedNode) else None


def _is_linear(one: Answer, other: Answer, growth: float) -> bool:
    """Whether the time grew no faster than the input or the output."""
    factor = max(growth, other.rows / max(one.rows, 1))
    return other.seconds <= _UNNOTICED or other.seconds <= _ROOM * factor * one.seconds
