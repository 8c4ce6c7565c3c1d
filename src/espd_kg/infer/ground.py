"""Where the compiled rules work: a batch in memory, or a store that holds the whole graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Protocol

import pyoxigraph as ox

from espd_kg.infer.horn import SAME_AS, TYPE, Atom, Signature, signature
from espd_kg.infer.joins import Join, Joins, abouts, answered, portions
from espd_kg.infer.linear import Linear
from espd_kg.namespaces import GRAPH_INFERRED

INFERRED: Final = ox.NamedNode(GRAPH_INFERRED)
_OWN: Final = ox.NamedNode("urn:x-espd:batch")
_PORTION: Final = 10_000
_HEAVY: Final = 1000


class Equality(Exception):
    """The data make two names name one thing: only the closure of the whole graph can serve."""


class Ground(Protocol):
    """A graph under the rules, to which conclusions are added."""

    @property
    def store(self) -> ox.Store:
        """The store in which joins are looked up."""

    def add(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Add what is missing and may be concluded, and return it."""


class Rules:
    """The positive rules, compiled."""

    def __init__(self, linear: Linear, joins: Joins) -> None:
        """Keep the rules over one triple and those over several."""
        self.linear = linear
        self.joins = joins

    def grow(
        self, ground: Ground, fresh: Sequence[ox.Triple], *, only_missing: bool
    ) -> list[ox.Triple]:
        """Add all that follows from triples which the ground holds already; return what it was."""
        added: list[ox.Triple] = []
        while fresh:
            single = ground.add(self.linear.follow(fresh))
            both = [*fresh, *single]
            fresh = ground.add(self.joins.after(ground.store, both, only_missing=only_missing))
            added += single
            added += fresh
        return added


@dataclass(frozen=True)
class Context:
    """What a batch finds there: the ontology's own triples and what is about its terms."""

    known: frozenset[ox.Triple] = frozenset()
    shown: tuple[ox.Quad, ...] = ()
    """The triples at which joins look: none about terms, for no data speak of these."""
    counts: Counter[Signature] = field(default_factory=Counter)
    terms: frozenset[object] = frozenset()

    @classmethod
    def of(cls, known: Iterable[ox.Triple], terms: frozenset[object], rules: Rules) -> Context:
        """Find out what the joins look at."""
        triples = frozenset(known)
        about_things = (t for t in triples if t.subject not in terms)
        shown = [t for t in about_things if rules.joins.asks(t.predicate, t)]
        counts = Counter(about for triple in shown for about in abouts(triple))
        quads = (ox.Quad(*triple) for triple in sorted(shown, key=str))
        return cls(triples, tuple(quads), counts, terms)


class Batch:
    """Some triples and the ontology's own, in memory; the store holds only what joins look at."""

    def __init__(self, rules: Rules, context: Context) -> None:
        """Begin with what the ontology says."""
        self.store = ox.Store()
        self.store.bulk_extend(context.shown)
        self._rules = rules
        self._context = context
        self._held: set[ox.Triple] = set()
        self._predicates: Counter[object] = Counter()
        self._classes: Counter[object] = Counter()

    def closed(
        self, given: Iterable[ox.Triple], stated: Iterable[ox.Triple] = ()
    ) -> list[ox.Triple]:
        """Take in what is given, and return all that follows."""
        self._held = set(given) - self._context.known
        given = list(self._held)
        self._show(given)
        added = self.add(stated)
        added += self.add(self._rules.linear.follow([*given, *added]))
        fresh = self.add(self._whole())
        return [*added, *fresh, *self._rules.grow(self, fresh, only_missing=False)]

    def add(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Add what is missing and may be concluded, and return it."""
        held, known, terms = self._held, self._context.known, self._context.terms
        fresh = []
        for triple in triples:
            if triple not in held and triple not in known and is_conclusion(triple, terms):
                held.add(triple)
                fresh.append(triple)
        self._show(fresh)
        return fresh

    def _whole(self) -> Iterator[ox.Triple]:
        """Yield what all joins conclude, but for what they conclude from the context alone."""
        counts = self._context.counts
        for join in self._rules.joins.joins:
            abouts = [signature(atom) for atom in join.body]
            own = [self._own(about) for about in abouts]
            there = [counts[about] if about[0] else 1 for about in abouts]
            if not any(own) or not all(map(max, own, there)):
                continue
            if all(there):
                for at, count in enumerate(own):
                    if count:
                        yield from answered(self.store, join.new(at, _OWN))
            else:
                yield from answered(self.store, join.whole(self._weight, only_missing=False))

    def _own(self, about: Signature) -> int:
        predicate, value = about
        if predicate is None:
            return 1
        return self._predicates[predicate] if value is None else self._classes[value]

    def _weight(self, atom: Atom) -> int:
        about = signature(atom)
        return self._own(about) + self._context.counts[about]

    def _show(self, triples: Iterable[ox.Triple]) -> None:
        asks, quads = self._rules.joins.asks, []
        for triple in triples:
            predicate = triple.predicate
            if asks(predicate, triple):
                value = triple.object
                quads.append(ox.Quad(triple.subject, predicate, value, _OWN))
                self._predicates[predicate] += 1
                if predicate == TYPE:
                    self._classes[value] += 1
        self.store.bulk_extend(quads)


class Disk:
    """The whole graph; conclusions stand in a graph of their own."""

    def __init__(self, rules: Rules, store: ox.Store, terms: frozenset[object]) -> None:
        """Work in a store that may be written."""
        self.store = store
        self._rules = rules
        self._terms = terms

    def leave_asserted(self) -> None:
        """Take out of the conclusions what is asserted."""
        found = self.store.query(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {INFERRED} {{ ?s ?p ?o }} "
            f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {INFERRED}) }}"
        )
        assert isinstance(found, ox.QueryTriples)
        for portion in portions(found, _PORTION):
            self.withdraw(portion)

    def lacks(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Return those of the triples that stand in no graph, each once."""
        found = self.store.quads_for_pattern
        return [
            triple
            for triple in dict.fromkeys(triples)
            if next(found(triple.subject, triple.predicate, triple.object, None), None) is None
        ]

    def add(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Add what is missing and may be concluded, and return it."""
        added: list[ox.Triple] = []
        for portion in portions(triples, _PORTION):
            fresh = [t for t in self.lacks(portion) if is_conclusion(t, self._terms)]
            self.store.extend(inferred(fresh))
            added += fresh
        return added

    def conclude(self, triples: Sequence[ox.Triple]) -> list[ox.Triple]:
        """Add the triples and what follows from them; return all that was added."""
        fresh = self.add(triples)
        return [*fresh, *self._rules.grow(self, fresh, only_missing=True)]

    def withdraw(self, triples: Iterable[ox.Triple]) -> None:
        """Take conclusions out."""
        for quad in inferred(triples):
            self.store.remove(quad)

    def whole(self, joins: Iterable[Join]) -> Iterator[ox.Triple]:
        """Yield what joins conclude over the whole store and it does not hold."""
        for join in joins:
            yield from answered(self.store, join.whole(self.weight, only_missing=True))

    def weight(self, atom: Atom) -> int:
        """Estimate how many triples match an atom; above a thousand all are equal."""
        return sum(1 for _ in islice(matching(self.store, atom), _HEAVY))


def matching(store: ox.Store, atom: Atom) -> Iterator[ox.Quad]:
    """Yield the quads of all graphs that fit an atom; a variable that stands twice is not seen."""
    subject, predicate, value = (None if isinstance(t, ox.Variable) else t for t in atom)
    return store.quads_for_pattern(subject, predicate, value, None)  # type: ignore[arg-type]


def inferred(triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    """Yield the triples in the graph of conclusions."""
    return (ox.Quad(t.subject, t.predicate, t.object, INFERRED) for t in triples)


def is_conclusion(triple: ox.Triple, terms: frozenset[object]) -> bool:
    """Whether it says something about the domain; raises Equality for two names of one thing."""
    subject, value = triple.subject, triple.object
    if triple.predicate == SAME_AS:
        if subject == value:
            return False
        raise Equality(str(triple))
    if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
        return False
    return subject not in terms
