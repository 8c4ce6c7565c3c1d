"""A change to the graph, and two of them one after the other."""

import pyoxigraph as ox

from espd_kg.change.delta import Delta


def _quad(name: str, graph: str = "g") -> ox.Quad:
    node = ox.NamedNode(f"urn:{name}")
    return ox.Quad(node, ox.NamedNode("urn:p"), node, ox.NamedNode(f"urn:{graph}"))


A, B = _quad("a"), _quad("b")


def test_a_change_of_nothing_is_false() -> None:
    assert not Delta()
    assert Delta(added=frozenset({A}))
    assert Delta(removed=frozenset({A}))


def test_its_triples_are_those_that_came_and_those_that_went() -> None:
    assert Delta(frozenset({A}), frozenset({B})).triples == {A.triple, B.triple}


def test_a_triple_that_moves_between_graphs_has_changed() -> None:
    moved = Delta(frozenset({_quad("a", "here")}), frozenset({_quad("a", "there")}))
    assert moved
    assert moved.triples == {A.triple}


def test_what_comes_and_goes_again_cancels() -> None:
    came, went = Delta(added=frozenset({A})), Delta(removed=frozenset({A}))
    assert not came | went
    assert not went | came


def test_two_changes_add_up() -> None:
    both = Delta(added=frozenset({A})) | Delta(removed=frozenset({B}))
    assert both == Delta(frozenset({A}), frozenset({B}))
