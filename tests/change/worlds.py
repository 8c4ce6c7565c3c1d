"""Small graphs in which a query finds something, and its rows by key."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from random import Random
from typing import Final, TypeAlias

import pyoxigraph as ox

from change.pool import Asked
from espd_kg.change.asking import Key
from espd_kg.change.reading import read_query
from espd_kg.change.scenes import Scene, scenes
from espd_kg.change.syntax import Variable

Rows: TypeAlias = dict[Key, Counter[tuple[str, ...]]]

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

_GRAPHS: Final[list[ox.NamedNode | ox.DefaultGraph]] = [
    *(ox.NamedNode(f"urn:g:{number}") for number in (1, 2)),
    ox.DefaultGraph(),
]
_NODES: Final[list[_Term]] = [*(ox.NamedNode(f"urn:n:{name}") for name in "abc"), ox.BlankNode("d")]
_VALUES: Final[list[_Term]] = [ox.Literal(1), ox.Literal("2020 and", language="en")]


def store(quads: Iterable[ox.Quad]) -> ox.Store:
    """Return a store in memory that holds the quads."""
    found = ox.Store()
    found.extend(quads)
    return found


def rows(graph: ox.Store, text: str, key: tuple[str, ...]) -> Rows:
    """Return the rows of a query under their keys; those without a whole key are left out."""
    answer = graph.query(text, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    names = sorted(variable.value for variable in answer.variables)
    found: Rows = {}
    for row in answer:
        parts = tuple(row[name] for name in key)
        if None not in parts:
            cells = tuple(str(row[name]) for name in names)
            found.setdefault(parts, Counter())[cells] += 1
    return found


def change(asked: Asked, seed: int) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Return two graphs, one a small change of the other, of facts that the query looks at."""
    chance = Random(seed)
    quads = _quads(asked.text)
    many = 1 + int(len(quads) * chance.choice((0.1, 0.2, 0.35, 0.6)))
    before = set(chance.sample(quads, min(many, len(quads))))
    changed = set(chance.sample(quads, min(len(quads), chance.choice((1, 1, 2, 3)))))
    return before, before ^ changed


@cache
def _quads(text: str) -> list[ox.Quad]:
    """Return facts for every pattern of the query, in which the same few nodes meet."""
    chance = Random(text)
    facts: dict[ox.Triple, None] = {}
    for scene in scenes(read_query(text)):
        facts.update(dict.fromkeys(_facts(scene)))
    return [
        ox.Quad(fact.subject, fact.predicate, fact.object, chance.choice(_GRAPHS)) for fact in facts
    ]


def _facts(scene: Scene) -> Iterator[ox.Triple]:
    for atom in scene.atoms:
        for predicate, forward in atom.edges:
            ends = (atom.subject, atom.object) if forward else (atom.object, atom.subject)
            subjects, targets = _meant(ends[0], [*_NODES]), _meant(ends[1], [*_NODES, *_VALUES])
            verb = ox.NamedNode((predicate or "<urn:p:p>")[1:-1])
            for subject, target in product(subjects, targets):
                if not isinstance(subject, ox.Literal):
                    yield ox.Triple(subject, verb, target)
    for inner in scene.inner:
        yield from _facts(inner)


def _meant(term: str, anything: list[_Term]) -> list[_Term]:
    return anything if isinstance(term, Variable) else [_term(term)]


def _term(text: str) -> _Term:
    (quad,) = ox.parse(f"<a:s> <a:p> {text} .", format=ox.RdfFormat.TURTLE)
    term = quad.object
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term
