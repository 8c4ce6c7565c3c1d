"""The rules of OWL 2 RL that depend on a list, written out for each list of the ontology."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from espd_kg.infer.rl_rules import PREFIXES, Rule


def list_rules(store: ox.Store) -> tuple[Rule, ...]:
    """Return prp-spo2, prp-key and cls-int1 for every chain, key and intersection in the store."""
    return (
        *(_chain(whole, steps) for whole, steps in _lists(store, "owl:propertyChainAxiom")),
        *(_key(of, properties) for of, properties in _lists(store, "owl:hasKey")),
        *(_intersection(whole, parts) for whole, parts in _lists(store, "owl:intersectionOf")),
    )


def _chain(whole: ox.NamedNode, steps: list[ox.NamedNode]) -> Rule:
    path = " . ".join(f"?x{i} {step} ?x{i + 1}" for i, step in enumerate(steps))
    return Rule("prp-spo2", f"?x0 {whole} ?x{len(steps)}", "", path)


def _key(of: ox.NamedNode, properties: list[ox.NamedNode]) -> Rule:
    values = " ; ".join(f"{name} ?z{i}" for i, name in enumerate(properties))
    body = f"?x a {of} ; {values} . ?y a {of} ; {values} FILTER(?x != ?y)"
    return Rule("prp-key", "?x <http://www.w3.org/2002/07/owl#sameAs> ?y", "", body)


def _intersection(whole: ox.NamedNode, parts: list[ox.NamedNode]) -> Rule:
    return Rule("cls-int1", f"?x a {whole}", "", "?x a " + " , ".join(str(part) for part in parts))


def _lists(store: ox.Store, axiom: str) -> Iterator[tuple[ox.NamedNode, list[ox.NamedNode]]]:
    rows = store.query(f"{PREFIXES}SELECT ?of ?head WHERE {{ ?of {axiom} ?head }}")
    assert isinstance(rows, ox.QuerySolutions)
    for row in sorted(rows, key=str):
        members = _members(store, row["head"])
        if isinstance(row["of"], ox.NamedNode) and members:
            yield row["of"], members


def _members(store: ox.Store, head: object) -> list[ox.NamedNode]:
    """Return the list's members, or none where the list is broken or holds a literal."""
    members: list[ox.NamedNode] = []
    seen: set[object] = set()
    while head != _NIL:
        first, rest = _value(store, head, _FIRST), _value(store, head, _REST)
        if not isinstance(first, ox.NamedNode) or rest is None or head in seen:
            return []
        seen.add(head)
        members.append(first)
        head = rest
    return members


def _value(store: ox.Store, subject: object, predicate: ox.NamedNode) -> object:
    if not isinstance(subject, ox.NamedNode):
        return None
    quad = next(store.quads_for_pattern(subject, predicate, None, ox.DefaultGraph()), None)
    return quad.object if quad else None


_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil"))
