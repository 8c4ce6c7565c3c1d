"""The border between rdflib's terms and the reasoning store, which spells some terms its own way.

The store rewrites numbers, times and language tags ("05" becomes "5", en-GB en-gb) and refuses
blank nodes as predicates. Blank nodes cross as IRIs of their own, and a literal comes back as its
author wrote it: as it stands on the same subject, else as it stands anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox
from rdflib.term import BNode, Literal, Node, URIRef

from espd_kg.namespaces import RDF, XSD
from espd_kg.quads import Triple
from espd_kg.stores.terms import to_engine, to_rdflib

BLANK: Final = "urn:x-espd:blank:"
_VERBATIM: Final = frozenset({XSD + "string", XSD + "anyURI", RDF + "langString"})


class Wording:
    """Translates one graph into the store's terms, and what follows from it back."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Translate the triples; `quads` holds them for the store."""
        self._terms: dict[Node, ox.NamedNode | ox.Literal] = {}
        self._names: dict[str, URIRef] = {}
        rewritten = []
        self.quads: list[ox.Quad] = []
        for subject, predicate, value in triples:
            quad = ox.Quad(self._node(subject), self._node(predicate), self.term(value))
            self.quads.append(quad)
            if isinstance(value, Literal) and _may_change(value):
                rewritten.append((str(quad.subject), value))
        self._remember(rewritten)

    def term(self, term: Node) -> ox.NamedNode | ox.Literal:
        """Return the store's term for an rdflib term."""
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = to_store(term)
        return known

    def written(self, triple: ox.Triple) -> Iterator[Triple]:
        """Yield the triple in rdflib's terms, its literal in each form that fits the subject."""
        subject = self._name_of(triple.subject)
        predicate = self._name_of(triple.predicate)
        if isinstance(triple.object, ox.Literal):
            for form in self._forms(str(triple.subject), triple.object):
                yield subject, predicate, form
        else:
            yield subject, predicate, self._name_of(triple.object)

    def _node(self, term: Node) -> ox.NamedNode:
        node = self.term(term)
        assert isinstance(node, ox.NamedNode), "a literal stands where RDF allows none"
        return node

    def _name_of(self, term: object) -> URIRef:
        assert isinstance(term, ox.NamedNode)
        known = self._names.get(term.value)
        if known is None:
            known = self._names[term.value] = URIRef(term.value)
        return known

    def _remember(self, rewritten: list[tuple[str, Literal]]) -> None:
        distinct = list(dict.fromkeys(literal for _, literal in rewritten))
        spelled = dict(zip(distinct, _as_stored([self.term(one) for one in distinct]), strict=True))
        self._on: dict[tuple[str, object], list[Literal]] = defaultdict(list)
        self._anywhere: dict[object, list[Literal]] = defaultdict(list)
        for subject, literal in rewritten:
            for forms in (self._on[subject, spelled[literal]], self._anywhere[spelled[literal]]):
                if literal not in forms:
                    forms.append(literal)

    def _forms(self, subject: str, stored: ox.Literal) -> Sequence[URIRef | Literal]:
        on_subject = self._on.get((subject, stored))
        if on_subject:
            return on_subject
        anywhere = self._anywhere.get(stored)
        return [min(anywhere, key=str)] if anywhere else [from_store(stored)]


def _may_change(literal: Literal) -> bool:
    if literal.language is not None:
        return literal.language != literal.language.lower()
    return literal.datatype is not None and str(literal.datatype) not in _VERBATIM


def _as_stored(terms: list[ox.NamedNode | ox.Literal]) -> list[object]:
    """Return the terms as a store gives them back."""
    store, place = ox.Store(), ox.NamedNode(BLANK)
    nodes = [ox.NamedNode(f"{BLANK}{position}") for position in range(len(terms))]
    store.extend(ox.Quad(n, place, term) for n, term in zip(nodes, terms, strict=True))
    stored = {quad.subject: quad.object for quad in store}
    return [stored[node] for node in nodes]


def to_store(term: Node) -> ox.NamedNode | ox.Literal:
    """Return the store's term for an rdflib term; a blank node gets an IRI."""
    engine_term = to_engine(term)
    if isinstance(engine_term, ox.BlankNode):
        return ox.NamedNode(BLANK + engine_term.value)
    return engine_term


def from_store(term: object) -> URIRef | Literal:
    """Return the rdflib term for a term of the reasoning store, spelled as the store has it."""
    back = to_rdflib(term)
    assert not isinstance(back, BNode), "the reasoning store holds no blank nodes"
    return back
