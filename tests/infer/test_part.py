"""Many keys that share a value are asked for together, where that reads little more."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from espd_kg.infer.ground import inferred
from espd_kg.infer.joins import answered
from espd_kg.infer.layers import layered
from espd_kg.infer.part import Part
from espd_kg.infer.rules import told_apart

EX = "http://example.org/"
LATEST = f"""PREFIX : <{EX}>
CONSTRUCT {{ ?made :ofGroup ?group ; :ofTheme ?theme ; :last ?last }} WHERE {{
  {{ SELECT ?group ?theme (MAX(?day) AS ?last) WHERE {{
      ?at :in ?group ; :on ?theme ; :day ?day }} GROUP BY ?group ?theme }}
  BIND(IRI(CONCAT(STR(?group), "-", STRAFTER(STR(?theme), "org/"))) AS ?made)
}}"""
MANY = 8


def name(local: str) -> ox.NamedNode:
    return ox.NamedNode(EX + local)


def rule(text: str = LATEST) -> Part:
    [layer] = layered(told_apart([("10.rq", text)]).strata, ())
    [part] = layer.parts
    return part


def stored(groups: int, themes: int) -> ox.Store:
    """Return a store in which each theme comes up in each group, and what follows from that."""
    store = ox.Store()
    for group in range(groups):
        for theme in range(themes):
            at = name(f"at-{group}-{theme}")
            store.extend(
                ox.Quad(at, name(said), value, name("graph"))
                for said, value in (
                    ("in", name(f"g{group}")),
                    ("on", name(f"t{theme}")),
                    ("day", ox.Literal(f"2005-01-{theme % 28 + 1:02d}")),
                )
            )
    store.extend(inferred(concluded(store, [LATEST])))
    return store


def concluded(store: ox.Store, queries: Iterable[str]) -> set[ox.Triple]:
    return {triple for query in queries for triple in answered(store, query)}


def of_group(triples: Iterable[ox.Triple], group: str) -> set[ox.Triple]:
    return {triple for triple in triples if str(triple.subject).startswith(f"<{EX}{group}-")}


def test_many_keys_of_one_value_are_asked_for_as_that_value() -> None:
    part, store = rule(), stored(groups=3, themes=20)
    keys = frozenset((name("g1"), name(f"t{theme}")) for theme in range(MANY))
    one_by_one, together = part.asked(keys), part.asked_together(store, keys)
    assert len(concluded(store, one_by_one)) == 3 * MANY
    assert concluded(store, together) == of_group(concluded(store, [part.text]), "g1")


def test_what_is_asked_together_holds_what_is_asked_one_by_one() -> None:
    part, store = rule(), stored(groups=2, themes=30)
    keys = frozenset((name(f"g{at % 2}"), name(f"t{at}")) for at in range(2 * MANY))
    assert concluded(store, part.asked(keys)) < concluded(store, part.asked_together(store, keys))


def test_few_keys_are_asked_one_by_one() -> None:
    part, store = rule(), stored(groups=2, themes=20)
    keys = frozenset((name("g1"), name(f"t{theme}")) for theme in range(MANY - 1))
    assert part.asked_together(store, keys) == part.asked(keys)


def test_keys_that_share_no_value_are_asked_one_by_one() -> None:
    part, store = rule(), stored(groups=MANY, themes=MANY)
    keys = frozenset((name(f"g{at}"), name(f"t{at}")) for at in range(MANY))
    assert part.asked_together(store, keys) == part.asked(keys)


def test_a_value_with_conclusions_for_many_other_keys_is_left_alone() -> None:
    part, store = rule(), stored(groups=1, themes=MANY * MANY + 1)
    keys = frozenset((name("g0"), name(f"t{theme}")) for theme in range(MANY))
    assert part.asked_together(store, keys) == part.asked(keys)


def test_all_keys_are_asked_as_the_rule_stands() -> None:
    part = rule()
    assert part.asked_together(ox.Store(), None) == [part.text]


def test_a_rule_that_makes_no_groups_is_asked_by_its_keys() -> None:
    grouped = "\n".join(LATEST.splitlines()[2:4])
    plain = LATEST.replace(grouped, "  ?at :in ?group ; :on ?theme ; :day ?last .")
    assert rule(plain).key == ("group", "theme")
    assert rule(plain).coarser == ()
