"""Each rule of the profile does its work, no more, and agrees with the reference."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from espd_kg.errors import InputError
from espd_kg.infer import infer, rl
from espd_kg.infer.rl_clashes import CLASHES as CLASH_RULES
from espd_kg.infer.rl_rules import EQUALITY_RULES, INSTANCE_RULES, SCHEMA_RULES
from espd_kg.infer.wording import Wording
from infer.cases import CLASHES, ENTAILMENTS, NON_ENTAILMENTS, SCHEMA_ENTAILMENTS, Case, triples

COMPILED = {"prp-spo2", "prp-key", "cls-int1"}
OWLRL_SEES = {"prp-fp": False, "prp-adp": False, "eq-diff2": False, "eq-diff3": False}
"""The contradictions that the reference does not notice."""
OWLRL_ERRS = {"half a key"}
"""Where the reference is wrong: it does not compare the last property of a key."""


def closed(given: str) -> ox.Store:
    store = ox.Store()
    store.extend(Wording(triples(given)).quads)
    rl.close(store)
    return store


def quads(statements: str) -> list[ox.Quad]:
    return Wording(triples(statements)).quads


def name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", ENTAILMENTS + SCHEMA_ENTAILMENTS, ids=name)
def test_what_follows_is_added(case: Case) -> None:
    store = closed(case.given)
    assert all(quad in store for quad in quads(case.follows))


@pytest.mark.parametrize("case", NON_ENTAILMENTS, ids=name)
def test_what_does_not_follow_is_not_added(case: Case) -> None:
    store = closed(case.given)
    assert not any(quad in store for quad in quads(case.not_follows))


@pytest.mark.parametrize(
    "case",
    [c for c in ENTAILMENTS + SCHEMA_ENTAILMENTS + NON_ENTAILMENTS if c.name not in OWLRL_ERRS],
    ids=name,
)
def test_the_reference_says_the_same_about_the_domain(case: Case) -> None:
    given = triples(case.given)
    assert infer(given).triples == infer(given, reasoner="owlrl").triples


@pytest.mark.parametrize("case", CLASHES, ids=name)
def test_what_cannot_be_true_is_named(case: Case) -> None:
    found = infer(triples(case.given)).inconsistencies
    assert {one.rule for one in found} == {case.name}
    assert all(one.nodes and one.message.startswith(one.nodes[0]) for one in found)


@pytest.mark.parametrize("case", CLASHES, ids=name)
def test_the_reference_finds_the_same_contradictions(case: Case) -> None:
    found = infer(triples(case.given), reasoner="owlrl").inconsistencies
    assert bool(found) is OWLRL_SEES.get(case.name, True)


@pytest.mark.parametrize("case", ENTAILMENTS + SCHEMA_ENTAILMENTS + NON_ENTAILMENTS, ids=name)
def test_what_is_possible_is_no_contradiction(case: Case) -> None:
    assert infer(triples(case.given)).inconsistencies == ()


ENDLESS = ":r owl:propertyChainAxiom _:l . _:l rdf:first :p ; rdf:rest _:l . :a :p :b ."


def test_a_list_that_never_ends_is_no_list() -> None:
    assert infer(triples(ENDLESS)).triples == ()


def test_the_reference_refuses_a_list_that_never_ends() -> None:
    with pytest.raises(InputError, match="owlrl cannot close the graph"):
        infer(triples(ENDLESS), reasoner="owlrl")


def test_every_rule_has_a_case() -> None:
    cases = {case.name.split(" ")[0] for case in ENTAILMENTS + SCHEMA_ENTAILMENTS}
    rules = {rule.name for rule in SCHEMA_RULES + INSTANCE_RULES + EQUALITY_RULES} | COMPILED
    assert rules == cases
    assert {rule.name for rule in CLASH_RULES} == {case.name for case in CLASHES}
