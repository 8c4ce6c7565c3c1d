"""The OWL 2 RL closure of a graph, by SPARQL over an embedded store."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.rl_clashes import CLASHES
from espd_kg.infer.rl_lists import list_rules
from espd_kg.infer.rl_rules import EQUALITY_RULES, INSTANCE_RULES, SCHEMA_RULES, Rule


def close(store: ox.Store) -> list[ox.Triple]:
    """Add to the store's default graph all that follows, and return what was added.

    The schema is closed first, as its axioms come first in every other rule; both are repeated
    until neither adds anything, for an equality between terms can bring axioms.
    """
    added: list[ox.Triple] = []
    while True:
        schema = _to_fixpoint(store, SCHEMA_RULES)
        facts = _to_fixpoint(store, (*INSTANCE_RULES, *list_rules(store), *EQUALITY_RULES))
        added += schema + facts
        if not facts:
            return added


def close_schema(store: ox.Store) -> None:
    """Add to the store's default graph what the axioms entail about the terms themselves."""
    _to_fixpoint(store, SCHEMA_RULES)


def inconsistencies(store: ox.Store) -> tuple[Inconsistency, ...]:
    """Return what cannot be true in a closed store, sorted."""
    found = set()
    for clash in CLASHES:
        rows = store.query(clash.query)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            nodes = tuple(_plain(row[column]) for column in clash.columns)
            message = clash.message.format(**dict(zip(clash.columns, nodes, strict=True)))
            found.add(Inconsistency(clash.name, nodes, message))
    return tuple(sorted(found))


def _to_fixpoint(store: ox.Store, rules: Sequence[Rule]) -> list[ox.Triple]:
    """Run the rules in turn until each of them has run in vain since the last that did not."""
    added: list[ox.Triple] = []
    idle = position = 0
    while idle < len(rules):
        fresh = _apply(store, rules[position])
        added += fresh
        idle = 0 if fresh else idle + 1
        position = (position + 1) % len(rules)
    return added


def _apply(store: ox.Store, rule: Rule) -> list[ox.Triple]:
    conclusions = store.query(rule.query)
    assert isinstance(conclusions, ox.QueryTriples)
    fresh = list(dict.fromkeys(conclusions))
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in fresh)
    return fresh


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
