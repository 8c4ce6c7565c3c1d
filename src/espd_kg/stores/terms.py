"""The one place where terms of rdflib and of the embedded engine become each other."""

from typing import TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

EngineTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal


def to_engine(term: Node) -> EngineTerm:
    """Return the embedded engine's term for one of rdflib's; raises TypeError on any other.

    Raises ValueError for an IRI or a language tag that the engine refuses.
    """
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        if term.datatype is not None:
            return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)))
        return ox.Literal(str(term))
    raise TypeError(f"{term!r} has no counterpart in the embedded engine")


def to_rdflib(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """Return rdflib's term for one of the embedded engine's; raises TypeError on any other.

    A literal keeps its spelling; plain text comes without a datatype, as rdflib writes it.
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language and term.direction is None:
            return rdflib.Literal(term.value, lang=term.language)
        if term.language is None:
            datatype = rdflib.URIRef(term.datatype.value)
            plain = datatype == rdflib.XSD.string
            return rdflib.Literal(term.value, datatype=None if plain else datatype, normalize=False)
    raise TypeError(f"{term!r} has no counterpart in rdflib")
