"""Stored CONSTRUCT rules: what OWL 2 RL cannot say, one rule a file."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from espd_kg.errors import InputError
from espd_kg.stores.embedded import malformed
from espd_kg.stores.guard import checked


class StoredRule(NamedTuple):
    """A rule under the name by which an editor finds it, and its SPARQL text."""

    name: str
    text: str


def apply_rules(store: ox.Store, rules: list[StoredRule]) -> list[ox.Triple]:
    """Add what each rule constructs, one after the other, and return what was added.

    Raises InputError for a rule that is not a CONSTRUCT query.
    """
    added: list[ox.Triple] = []
    for rule in rules:
        fresh = [triple for triple in _construct(store, rule) if _is_new(store, triple)]
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in fresh)
        added += fresh
    return added


def _construct(store: ox.Store, rule: StoredRule) -> list[ox.Triple]:
    """Return the rule's triples, all of them before any is added."""
    try:
        result = store.query(checked(rule.text).text)
    except InputError as error:
        raise error.within(rule.name) from None
    except SyntaxError as error:
        raise malformed(error, rule.text).within(rule.name) from None
    if not isinstance(result, ox.QueryTriples):
        raise InputError(
            "the rule asks, it does not construct", file=rule.name, fix="Write it as a CONSTRUCT."
        )
    return list(dict.fromkeys(result))


def _is_new(store: ox.Store, triple: ox.Triple) -> bool:
    """Whether the store lacks the triple; blank nodes of a template count as no fact."""
    ends = (triple.subject, triple.object)
    if not all(isinstance(end, ox.NamedNode | ox.Literal) for end in ends):
        return False
    return ox.Quad(triple.subject, triple.predicate, triple.object) not in store
