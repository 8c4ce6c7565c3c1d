"""Exact matches taken together: whatever they make one must not be kept apart."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from espd_kg.linking.checking.chains import contradictions
from espd_kg.linking.table.decisions import Decision, DecisionTable
from espd_kg.linking.table.slots import MANUAL
from linking.tables import EXACT

things = st.sampled_from([f"http://x.org/{name}" for name in "abcdef"])
rows = st.lists(st.tuples(things, things, st.booleans()), max_size=12)


def table(found: list[tuple[str, str, bool]]) -> DecisionTable:
    decisions = tuple(
        Decision(subject, EXACT, item, MANUAL, negated=negated, line=number)
        for number, (subject, item, negated) in enumerate(found, start=1)
        if subject != item
    )
    return DecisionTable("t", Path("t"), "t", MappingProxyType({}), (), "", decisions)


def groups(one: DecisionTable) -> dict[str, set[str]]:
    """Return what each thing is one with, by joining groups until none can be joined."""
    found: dict[str, set[str]] = {}
    for link in one.links():
        joined = found.get(link.subject, {link.subject}) | found.get(link.object, {link.object})
        found.update(dict.fromkeys(joined, joined))
    return found


@given(rows)
def test_exactly_the_refusals_within_a_group_are_contradictions(
    found: list[tuple[str, str, bool]],
) -> None:
    one = table(found)
    together = groups(one)
    expected = {
        refused.pair
        for refused in one.latest().values()
        if refused.negated and refused.object in together.get(refused.subject, ())
    }
    assert {each.row[1].pair for each in contradictions([one])} == expected


@given(rows)
def test_a_chain_leads_from_one_thing_to_the_other(found: list[tuple[str, str, bool]]) -> None:
    for each in contradictions([table(found)]):
        at = each.row[1].subject
        for _, link in each.chain:
            assert at in link.pair
            at = link.object if at == link.subject else link.subject
        assert at == each.row[1].object
