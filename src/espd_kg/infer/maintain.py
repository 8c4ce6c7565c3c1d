"""Bringing the conclusions up to date after a change, at a price that the change sets.

What a removed triple entailed is taken out, all the way (overdeleted), unless one asserted triple
alone entails it as well. What still follows from the rest is put back, and what is new is followed
as in a build. The strata come after, in their order: the keys that the change can reach are asked
before and after, and the difference is passed on in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from espd_kg.change.delta import Delta
from espd_kg.change.restrict import Key
from espd_kg.infer import strata
from espd_kg.infer.ground import Disk, Rules, inferred
from espd_kg.infer.joins import answered
from espd_kg.infer.layers import Layer
from espd_kg.infer.part import Keys, Part, unbound
from espd_kg.infer.proof import Proofs
from espd_kg.infer.rules import is_fact


class Tracked(Disk):
    """The graph of conclusions, with a note of all that was touched in it."""

    def __init__(self, rules: Rules, store: ox.Store, terms: frozenset[object]) -> None:
        """Begin with nothing touched."""
        super().__init__(rules, store, terms)
        self.touched: set[ox.Triple] = set()

    def add(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Add what is missing and may be concluded, and return it."""
        added = super().add(triples)
        self.touched.update(added)
        return added

    def withdraw(self, triples: Iterable[ox.Triple]) -> None:
        """Take conclusions out."""
        gone = list(triples)
        super().withdraw(gone)
        self.touched.update(gone)

    def changes(self, before: ox.Store) -> Delta:
        """Return how the conclusions differ from those before."""
        quads = list(inferred(self.touched))
        was = {quad for quad in quads if quad in before}
        now = {quad for quad in quads if quad in self.store}
        return Delta(frozenset(now - was), frozenset(was - now))


@dataclass
class _Answers:
    """What one part concluded before and concludes now, for the keys that were asked again."""

    part: Part
    keys: Keys
    old: set[ox.Triple]
    new: set[ox.Triple]


@dataclass
class Maintenance:
    """One change on its way through the rules."""

    rules: Rules
    implied: frozenset[ox.Triple]
    disk: Tracked
    before: ox.Store
    asserted: Delta
    proofs: Proofs
    _asked: list[list[_Answers]] = field(init=False, default_factory=list)
    """The answers of each stratum that has had its turn."""
    _lost: set[ox.Triple] = field(init=False, default_factory=set)
    """What the positive rules gave up: a later stratum may conclude it still."""

    def run(self, layers: Sequence[Layer]) -> Delta:
        """Bring the conclusions up to date and return how they changed."""
        gone = [triple for triple in _triples(self.asserted.removed) if self.disk.lacks([triple])]
        came = list(_triples(self.asserted.added))
        self._leave_asserted(came)
        self._revise(self.before, gone, [t for t in came if not _holds(self.before, t)])
        for layer in layers:
            self._run_layer(layer)
        return self.disk.changes(self.before)

    def _leave_asserted(self, came: Iterable[ox.Triple]) -> None:
        """Take out of the conclusions what the change asserts."""
        self.disk.withdraw([q.triple for q in inferred(came) if q in self.disk.store])

    def _revise(self, old: ox.Store, gone: Iterable[ox.Triple], came: Sequence[ox.Triple]) -> None:
        """Follow the loss of some triples, as all stood in `old`, and the arrival of others."""
        doubtful = self._doubtful(old, gone)
        self.disk.withdraw([q.triple for q in inferred(doubtful) if q in self.disk.store])
        kept = self.proofs.proved(self.disk.store, doubtful)
        kept |= {t for t in doubtful if t not in kept and (t in self.implied or self._stands(t))}
        self._lost |= doubtful.keys() - kept
        back = self.disk.add(sorted(kept, key=str))
        self.rules.grow(self.disk, [*came, *back], only_missing=True)

    def _doubtful(self, old: ox.Store, gone: Iterable[ox.Triple]) -> dict[ox.Triple, None]:
        """Return the triples that are gone, and the conclusions that may have rested on them."""
        found = dict.fromkeys(gone)
        fresh = list(found)
        while fresh:
            single = list(self.rules.linear.follow(fresh))
            joined = self.rules.joins.after(old, fresh, only_missing=False)
            fresh = [t for t in dict.fromkeys([*single, *joined]) if t not in found]
            fresh = [t for t in fresh if self._is_doubtful(t)]
            found.update(dict.fromkeys(fresh))
        return found

    def _following(self, store: ox.Store, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
        """Return the triples and all that follows from them and the rest of a store."""
        found = set(triples)
        fresh = list(found)
        while fresh:
            single = list(self.rules.linear.follow(fresh))
            joined = self.rules.joins.after(store, fresh, only_missing=False)
            fresh = [t for t in dict.fromkeys([*single, *joined]) if t not in found]
            found.update(fresh)
        return found

    def _is_doubtful(self, triple: ox.Triple) -> bool:
        store = self.disk.store
        [quad] = inferred([triple])
        concluded = quad in store
        return concluded and not self.proofs.asserted(store, triple)

    def _stands(self, triple: ox.Triple) -> bool:
        """Whether a stratum that has had its turn concludes the triple."""
        return any(
            triple in answers.new or self._rests(answers, triple)
            for several in self._asked
            for answers in several
        )

    def _rests(self, answers: _Answers, triple: ox.Triple) -> bool:
        """Whether the part concludes the triple for a key that was not asked again."""
        keys = self._keys_of(answers.part, triple)
        if answers.keys is None or not (keys is None or keys - answers.keys):
            return False
        if keys is None:
            return triple in _concluded(self.disk.store, answers.part.asked(None))
        return triple in _concluded(self.before, answers.part.asked(keys - answers.keys))

    def _run_layer(self, layer: Layer) -> None:
        so_far = self.asserted | self.disk.changes(self.before)
        several = [self._answers(part, so_far) for part in layer.parts]
        old = {triple for answers in several for triple in answers.old}
        new = {triple for answers in several for triple in answers.new}
        self._asked.append(several)
        self._revise(self.disk.store, self._concluded_only(old - new), ())
        self.disk.conclude(sorted(new, key=str))
        if layer.reads_itself and self._reaches_itself(layer, old | new):
            self._run_whole(layer, new)

    def _answers(self, part: Part, so_far: Delta) -> _Answers:
        store = self.disk.store
        keys = part.keys_reached(self.before, store, so_far)
        for triple in self._lost:
            more = self._keys_of(part, triple)
            keys = None if keys is None or more is None else keys | more
        queries = part.asked_together(self.before, keys)
        return _Answers(part, keys, _concluded(self.before, queries), _concluded(store, queries))

    def _concluded_only(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        return [quad.triple for quad in inferred(triples) if quad in self.disk.store]

    def _reaches_itself(self, layer: Layer, own: set[ox.Triple]) -> bool:
        """Whether the rule asks for what changed in its own conclusions, or what follows of it."""
        follows = self._following(self.before, own) | self._following(self.disk.store, own)
        quads, store = frozenset(inferred(follows)), self.disk.store
        delta = Delta(quads, quads)
        return any(
            part.keys_reached(self.before, store, delta) != frozenset() for part in layer.parts
        )

    def _run_whole(self, layer: Layer, new: set[ox.Triple]) -> None:
        """Take out all that the rule concluded, then or now, and run it as a build does."""
        several = [
            _Answers(part, None, _concluded(self.before, part.asked(None)), set())
            for part in layer.parts
        ]
        self._asked[-1] = several
        gone = new.union(*(answers.old for answers in several))
        self._revise(self.disk.store, self._concluded_only(gone), ())
        strata.run_one(self.disk, layer.rule, reads_itself=True)
        for answers in several:
            answers.new = _concluded(self.disk.store, answers.part.asked(None))

    def _keys_of(self, part: Part, triple: ox.Triple) -> Keys:
        """Return the keys for which the part may have concluded the triple before."""
        found: set[Key] = set()
        for head in part.heads:
            values = unbound(head, triple)
            if values is None:
                continue
            rows = part.keys_given(self.before, values)
            if rows is None:
                return None
            found |= rows
        return frozenset(found)


def _concluded(store: ox.Store, queries: Iterable[str]) -> set[ox.Triple]:
    return {triple for one in queries for triple in answered(store, one) if is_fact(triple)}


def _triples(quads: Iterable[ox.Quad]) -> Iterable[ox.Triple]:
    return dict.fromkeys(quad.triple for quad in sorted(quads, key=str))


def _holds(store: ox.Store, triple: ox.Triple) -> bool:
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return next(found, None) is not None
