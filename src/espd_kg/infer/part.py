"""What one rule concludes about one subject, asked for some keys or as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias

import pyoxigraph as ox

from espd_kg.change.delta import Delta
from espd_kg.change.reach import Reach
from espd_kg.change.restrict import Key, restricted
from espd_kg.infer.ground import matching
from espd_kg.infer.horn import Atom, Constant

Keys: TypeAlias = frozenset[Key] | None
"""Those for which a part is asked again; None: all."""


_MANY: Final = 8
"""How many times one key's own work that of all keys near it may cost."""


@dataclass(frozen=True)
class Coarser:
    """A rule as it is asked for all keys that share the value of one name."""

    name: str
    given: str
    """The rule, in the order that suits where the name's value is known."""
    concluded: str
    """The query for all keys of which something is concluded."""

    def holds_few(self, store: ox.Store, values: Collection[Key], most: int) -> bool:
        """Whether a store has conclusions for at most so many keys of these values."""
        queries = restricted(self.concluded, (self.name,), sorted(values, key=str))
        rows = (row for query in queries for row in _rows(store, query))
        return sum(1 for _ in islice(rows, most + 1)) <= most


@dataclass(frozen=True)
class Part:
    """A stratum's conclusions about one subject; no key: it is always asked as a whole."""

    text: str
    subject: tuple[str, ...]
    """The variables that the subject is, or is computed from."""
    key: tuple[str, ...]
    """Those of them by which the rule is asked."""
    heads: tuple[Atom, ...]
    given: str
    """The same rule, in the order that suits where the key is known."""
    coarser: tuple[Coarser, ...] = ()
    """How to ask for all keys at once that share the value of one name."""

    def asked(self, keys: Keys) -> list[str]:
        """Return the queries that conclude for these keys alone."""
        if keys is None:
            return [self.text]
        return list(restricted(self.given, self.key, sorted(keys, key=str)))

    def asked_together(self, store: ox.Store, keys: Keys) -> list[str]:
        """Return queries that conclude for these keys, and perhaps for others near them.

        Many keys that share a value are asked for as that value, where the store has conclusions
        for few others of it: what they have in common is then read once.
        """
        if keys is not None and len(keys) >= _MANY:
            for one in self.coarser:
                place = self.key.index(one.name)
                values = {(key[place],) for key in keys}
                most = _MANY * len(keys)
                if len(values) * _MANY <= len(keys) and one.holds_few(store, values, most):
                    return list(restricted(one.given, (one.name,), sorted(values, key=str)))
        return self.asked(keys)

    def keys_reached(self, before: ox.Store, after: ox.Store, delta: Delta) -> Keys:
        """Return the keys whose conclusions a change can reach; None where that may be any."""
        if not delta:
            return frozenset()
        if not self.key:
            return None
        # Asked for all names: a fact may hold the key itself and lead to no conclusion.
        reached = Reach.of(self.text, self.subject).keys(before, after, delta)
        if reached is None:
            return None
        places = [self.subject.index(name) for name in self.key]
        return frozenset(tuple(names[place] for place in places) for names in reached)

    def keys_given(self, store: ox.Store, values: dict[ox.Variable, Constant]) -> Keys:
        """Return the keys of conclusions in which some variables have these values.

        A key that the values leave open stands in another triple of the same conclusion. None
        where it does not.
        """
        names = [ox.Variable(name) for name in self.key]
        rows = [values]
        for head in self.heads:
            if not names or all(name in row for row in rows for name in names):
                break
            rows = [{**row, **more} for row in rows for more in _seen(store, head, row)]
        if not names or not all(name in row for row in rows for name in names):
            return None
        return frozenset(tuple(row[name] for name in names) for row in rows)  # type: ignore[misc]


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _seen(
    store: ox.Store, head: Atom, row: dict[ox.Variable, Constant]
) -> Iterator[dict[ox.Variable, Constant]]:
    """Yield the bindings under which a head stands in the store; none that binds no more."""
    filled = [row.get(term, term) if isinstance(term, ox.Variable) else term for term in head]
    if not any(isinstance(term, ox.Variable) for term in filled):
        yield {}
        return
    subject, predicate, value = filled
    for quad in matching(store, (subject, predicate, value)):
        more = unbound((subject, predicate, value), quad.triple)
        if more is not None:
            yield more


def unbound(head: Atom, triple: ox.Triple) -> dict[ox.Variable, Constant] | None:
    """Return the values of the head's variables in a conclusion, or None where it is no such."""
    found: dict[ox.Variable, Constant] = {}
    for term, value in zip(head, triple, strict=True):
        if isinstance(term, ox.Variable):
            if found.setdefault(term, value) != value:
                return None
        elif term != value:
            return None
    return found
