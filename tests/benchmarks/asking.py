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
from espd_kg.queries.reading import read_query
from espd_kg.results import Term

_LONGEST: Final = 1.0
_ROOM: Final = 1.3
_UNNOTICED: Final = 0.02
"""Below so many seconds a query is not held to the bound on growth."""

_LEAST_NAME: Final = "the least: two joins, read out"
_LEAST: Final = """PREFIX espd: <https://w3id.org/espd/ontology#>
SELECT ?provision ?document ?theme ?verb WHERE {
  { SELECT ?provision ?document WHERE { ?provision espd:statedIn ?document } }
  { SELECT ?provision ?theme WHERE { ?provision espd:theme ?theme } }
  { SELECT ?provision ?verb WHERE { ?provision espd:verb ?verb } }
}"""

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
    """Yield a row for each stored query at each size of 100 and 1,000 dialogues.

    The sizes take turns, so that a machine that slows down does so for all, and all is done twice:
    what was asked in a slow minute is told as it was in the other. Larger stores take longer to
    find each term; how much longer is told by the least that reads and joins so much.
    """
    sizes = [n for n in asked.sizes if n <= 1000]
    stores = {n: ox.Store.read_only(str(store_of(built(asked, n)))) for n in sizes}
    texts = {n: {_LEAST_NAME: _LEAST, **_questions(stores[n], asked.root)} for n in sizes}
    names = [name for name in texts[sizes[0]] if name in texts[sizes[-1]]]
    turns = max(3, asked.repetitions // 2) if asked.real else 1
    passes = [
        {name: _in_turn({n: (stores[n], texts[n][name]) for n in sizes}, turns) for name in names}
        for _ in range(2 if asked.real else 1)
    ]
    least = {n: min((one[_LEAST_NAME][n] for one in passes), key=_seconds) for n in sizes}
    for name in names:
        faster = min(passes, key=lambda one: _seconds(one[name][sizes[-1]]))
        yield _row(name, faster[name], least)


def _row(name: str, took: Mapping[int, Answer], least: Mapping[int, Answer]) -> Row:
    first, last = min(took), max(took)
    ratio = took[last].seconds / max(took[first].seconds, 1e-4)
    met = all(answer.seconds <= _LONGEST for answer in took.values()) and all(
        _is_linear(took[one], took[other], other / one, least[other].seconds / least[one].seconds)
        for one, other in pairwise(took)
    )
    detail = ", ".join(f"{n}: {a.seconds:.3f} s for {a.rows} rows" for n, a in took.items())
    return Row(name, f"{first} to {last}", f"{ratio:.1f}", "linear, under 1 s", met, detail)


def _in_turn(asked: Mapping[int, tuple[ox.Store, str]], turns: int) -> dict[int, Answer]:
    """Return the fastest answer at each size, asked for one size after the other."""
    found = [{n: _asked(*one) for n, one in asked.items()} for _ in range(turns)]
    return {n: min((turn[n] for turn in found), key=_seconds) for n in asked}


def _seconds(answer: Answer) -> float:
    return answer.seconds


def _asked(store: ox.Store, text: str) -> Answer:
    started = time.process_time()
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    rows = sum(1 for _ in found)
    return Answer(time.process_time() - started, rows)


def _questions(store: ox.Store, root: Path) -> dict[str, str]:
    """Return the text of each stored query, without and with each of its parameters."""
    texts = {}
    for path in sorted((root / "queries").glob("*.rq")):
        query = read_query(path, path.name)
        texts[query.name] = bind(query, {})
        for parameter in query.parameters:
            value = _NAMED.get(parameter.name) or _FIXED.get(parameter.type)
            value = value or _some(store, _SOME[parameter.type])
            if value is not None:
                name = f"{query.name} --{parameter.name}"
                texts[name] = bind(query, {parameter.name: value})
    return texts


def _some(store: ox.Store, pattern: str) -> Term | None:
    text = "PREFIX espd: <https://w3id.org/espd/ontology#> SELECT (MIN(?x) AS ?one) WHERE { "
    found = store.query(text + pattern + " }", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    value = next(found)[0]
    return value if isinstance(value, ox.NamedNode) else None


def _is_linear(one: Answer, other: Answer, growth: float, least: float) -> bool:
    """Whether the time grew no faster than the input or the output, or than the least did."""
    factor = max(growth, least, other.rows / max(one.rows, 1))
    return other.seconds <= _UNNOTICED or other.seconds <= _ROOM * factor * one.seconds
