"""The reference validator over a store, for what a plan finds in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib.term import Literal, Node, URIRef

from espd_kg.literals import silent_literals
from espd_kg.quads import Triple
from espd_kg.stores.terms import to_rdflib
from espd_kg.validate.results import Outcome
from espd_kg.validate.scope import Kind

Place: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.Literal]
Spelling: TypeAlias = tuple[str, str | None, str | None]
Written: TypeAlias = Mapping[Place, Sequence[ox.Literal | Spelling]]
"""For a stored triple the literals that were written: words, datatype and language."""


def reference(
    store: ox.Store,
    shapes: Iterable[Triple],
    class_tree: Iterable[Triple] = (),
    *,
    scope: Kind,
    foreign: Sequence[str] = (),
    graphs: Sequence[str] = (),
    written: Written | None = None,
) -> Outcome:
    """Validate with pyshacl what `Plan.of`, given the same, sees of the store.

    Raises InputError where the shapes cannot be used.
    """
    from espd_kg.validate.runner import graph_of, outcome  # pyshacl takes long to load

    with silent_literals():
        seen = list(_seen(store, scope, set(foreign), set(graphs), written or {}))
    tree = class_tree if scope == "asserted" else ()
    return outcome(graph_of([*seen, *tree]), graph_of(shapes))


def _seen(
    store: ox.Store, scope: Kind, foreign: set[str], graphs: set[str], written: Written
) -> Iterator[Triple]:
    known: dict[object, Node] = {}

    def term(node: object) -> Node:
        if isinstance(node, Literal):
            return node
        found = known.get(node)
        if found is None:
            found = known[node] = to_rdflib(node)
        return found

    for quad in store:
        name = getattr(quad.graph_name, "value", "")
        if scope == "known" or (name not in foreign if scope == "asserted" else name in graphs):
            predicate = URIRef(quad.predicate.value)
            for value in _values(quad, written):
                yield term(quad.subject), predicate, term(value)


def _values(quad: ox.Quad, written: Written) -> Iterable[object]:
    if not written or not isinstance(quad.object, ox.Literal):
        return (quad.object,)
    place = (quad.subject, quad.predicate, quad.object)
    forms = written.get(place)  # type: ignore[arg-type]
    if forms is None:
        return (quad.object,)
    return (_literal(spelling_of(form)) for form in forms)


def spelling_of(literal: ox.Literal | Spelling) -> Spelling:
    """Return the words, datatype and language of a literal."""
    if isinstance(literal, tuple):
        return literal
    return literal.value, literal.datatype.value, literal.language


def _literal(spelling: Spelling) -> Literal:
    words, datatype, language = spelling
    if language is not None:
        return Literal(words, lang=language)
    plain = datatype is None or datatype == _STRING
    return Literal(words, datatype=None if plain else URIRef(str(datatype)), normalize=False)


_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
