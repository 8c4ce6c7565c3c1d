"""Whatever changes: no key is missed, and a query for some keys gives their rows."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from change.pool import Asked, checks, rules, shapes, traps
from change.worlds import Rows, change, rows, store
from espd_kg.change.asking import Key
from espd_kg.change.delta import Delta
from espd_kg.change.reach import Reach
from espd_kg.change.restrict import restricted

PROJECT = (*checks(), *rules(), *shapes())
TRAPS = tuple(traps())


def _times(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, derandomize=True)


def test_there_are_many_queries_to_try() -> None:
    assert len(PROJECT) > 100
    assert len(TRAPS) > 70


@pytest.mark.parametrize("asked", [*PROJECT, *TRAPS], ids=lambda asked: asked.name)
def test_every_query_is_followed(asked: Asked) -> None:
    assert Reach.of(asked.text, asked.key).probes is not None


@pytest.mark.parametrize("asked", PROJECT, ids=lambda asked: asked.name)
@given(seed=st.integers(0, 2**32))
@_times(4)
def test_no_key_of_the_project_s_queries_is_missed(asked: Asked, seed: int) -> None:
    _try(asked, seed)


@pytest.mark.parametrize("asked", TRAPS, ids=lambda asked: asked.name)
@given(seed=st.integers(0, 2**32))
@_times(20)
def test_no_key_of_a_query_that_is_hard_to_follow_is_missed(asked: Asked, seed: int) -> None:
    _try(asked, seed)


def _try(asked: Asked, seed: int) -> None:
    """Change a graph; no key may be missed, and the rows of some keys can be asked for alone."""
    before, after = change(asked, seed)
    delta = Delta(frozenset(after - before), frozenset(before - after))
    old, new = store(before), store(after)
    then, now = rows(old, asked.text, asked.key), rows(new, asked.text, asked.key)

    keys = Reach.of(asked.text, asked.key).keys(old, new, delta)

    differing = {key for key in {*then, *now} if then.get(key) != now.get(key)}
    assert keys is None or differing <= keys
    some = [key for key in now if not any(isinstance(term, ox.BlankNode) for term in key)][::2]
    assert _asked_for(new, asked, some) == {key: now[key] for key in some}


def _asked_for(graph: ox.Store, asked: Asked, keys: list[Key]) -> Rows:
    """Return the rows for these keys and one that has none, asked for two by two."""
    nowhere = (ox.NamedNode("urn:n:nowhere"),) * len(asked.key)
    found: Rows = {}
    for text in restricted(asked.text, asked.key, [*keys, nowhere], portion=2):
        found |= rows(graph, text, asked.key)
    return found
