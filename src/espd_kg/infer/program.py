"""The ontology and the stored rules as a program over triples, which a changed file runs in parts.

Compiled are all axioms of OWL 2 RL and all stored rules. Three kinds of data are not for it: those
that hold axioms of their own, those that name one thing twice (owl:sameAs, said or concluded), and
those that speak about terms of the ontology where a rule listens. `needs_whole` tells; then `infer`
closes the graph as a whole. As there, left out of the conclusions is what touches a blank node,
what is about a term, the types that say nothing (owl:Thing and the like) and owl:sameAs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from espd_kg.change.delta import Delta
from espd_kg.infer import strata
from espd_kg.infer.clashes import ClashQuery, clash_queries
from espd_kg.infer.ground import Batch, Context, Disk, Equality, Rules
from espd_kg.infer.horn import Horn
from espd_kg.infer.joins import Joins
from espd_kg.infer.layers import Layer, layered
from espd_kg.infer.linear import Linear
from espd_kg.infer.maintain import Maintenance, Tracked
from espd_kg.infer.proof import Proofs
from espd_kg.infer.rules import told_apart
from espd_kg.infer.schema import compiled
from espd_kg.infer.terms import Vocabulary, is_plain, named, stored
from espd_kg.infer.unfold import composed
from espd_kg.infer.wording import BLANK
from espd_kg.progress import silent

if TYPE_CHECKING:
    from espd_kg.progress import Progress

__all__ = ["ClashQuery", "Equality", "Program"]

_STEP = "inferring across files"


@dataclass(frozen=True)
class Program:
    """What follows from any data under one ontology and its stored rules."""

    rules: Rules
    layers: tuple[Layer, ...]
    clashes: tuple[ClashQuery, ...]
    vocabulary: Vocabulary
    context: Context
    """What the ontology says and what follows from that alone."""
    implied: tuple[ox.Triple, ...]
    """What follows from the ontology alone."""
    is_whole: bool
    """Whether the program says all that the ontology says."""

    @classmethod
    def of(cls, ontology: Iterable[ox.Triple], rules: Sequence[tuple[str, str]]) -> Program:
        """Compile the ontology, its codes and themes included, and the (name, text) rules.

        Raises InputError for a rule that is broken, that is no CONSTRUCT, or that concludes what
        an earlier one asks for.
        """
        triples = stored(ontology)
        extra = told_apart(rules)
        schema = compiled(map(named, triples))
        positive = (*schema.rules, *extra.horns)
        program = Rules(*_compiled([*positive, *schema.equalities]))
        vocabulary = Vocabulary.of(triples, positive, extra.strata)
        implied = _implied(program, triples, vocabulary, positive)
        return cls(
            program,
            layered(extra.strata, positive),
            clash_queries(schema.denials),
            vocabulary,
            Context.of([*triples, *implied], vocabulary.terms, program),
            tuple(sorted(implied, key=str)),
            schema.is_whole and is_plain(extra),
        )

    def needs_whole(self, triples: Iterable[ox.Triple]) -> bool:
        """Whether only the closure of the whole graph serves where these are among the data."""
        return not self.is_whole or any(map(self.vocabulary.is_foreign, triples))

    def within(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Return what follows from a batch and the ontology by the positive rules, sorted.

        The terms must have the form in which a store keeps them. Left out is what was given, what
        the ontology says, and what follows from the ontology alone (`across` adds that). Raises
        Equality where the batch needs the closure of the whole graph.
        """
        return sorted(Batch(self.rules, self.context).closed(triples), key=str)

    def across(self, store: ox.Store, progress: Progress = silent) -> None:
        """Complete the graph of conclusions in a store.

        It must hold all asserted graphs and, in the graph of conclusions, what `within` returned
        for each batch of them. Raises Equality where the data need the closure of the whole
        graph, and InputError for a stratum whose answers never settle.
        """
        disk = Disk(self.rules, store, self.vocabulary.terms)
        total = len(self.layers) + 2
        progress(_STEP, 0, total)
        disk.leave_asserted()
        fresh = disk.add(self.implied)
        fresh += disk.add(disk.whole(self.rules.joins.joins))
        progress(_STEP, 1, total)
        self.rules.grow(disk, fresh, only_missing=True)
        for done, layer in enumerate(self.layers, start=2):
            progress(_STEP, done, total)
            if layer.reads_itself:
                strata.run_one(disk, layer.rule)
            else:
                strata.run_through(disk, layer.rule)
        progress(_STEP, total, total)

    def maintain(self, before: ox.Store, store: ox.Store, delta: Delta) -> Delta:
        """Bring the graph of conclusions up to date after a change, and return how it changed.

        `store` is `before`, complete under this program, with the asserted quads of `delta` added
        and removed already. Raises Equality and InputError as `across` does; the store is then
        half done and must be thrown away.
        """
        disk = Tracked(self.rules, store, self.vocabulary.terms)
        known = frozenset(self.implied)
        proofs = Proofs(self.rules)
        return Maintenance(self.rules, known, disk, before, delta, proofs).run(self.layers)


def _compiled(rules: Iterable[Horn]) -> tuple[Linear, Joins]:
    rules = tuple(rules)
    linear = composed(rule for rule in rules if rule.is_linear)
    single = Linear(rule for rule in linear if not _has_unnamed(rule))
    return single, Joins((r for r in rules if not r.is_linear and r.body), single)


def _has_unnamed(rule: Horn) -> bool:
    return any(isinstance(t, ox.NamedNode) and t.value.startswith(BLANK) for t in rule.head)


def _implied(
    program: Rules, ontology: Iterable[ox.Triple], vocabulary: Vocabulary, rules: Iterable[Horn]
) -> list[ox.Triple]:
    stated = [ox.Triple(*rule.head) for rule in rules if not rule.body]  # type: ignore[arg-type]
    return Batch(program, Context(terms=vocabulary.terms)).closed(ontology, stated)
