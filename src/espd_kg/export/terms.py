"""Terms in an order and a spelling that depend on nothing but the terms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib.namespace import RDF, RDFS, SKOS, XSD
from rdflib.term import BNode, IdentifiedNode, Literal, Node, URIRef

from espd_kg.export.prefixes import Prefixes

# Turtle's bare forms, only where every reader gives back the same characters.
_BARE = {
    XSD.integer: re.compile(r"(0|-?[1-9][0-9]*)\Z"),
    XSD.boolean: re.compile(r"(true|false)\Z"),
}
_FIRST_PREDICATES = {RDF.type: 0, RDFS.label: 1, SKOS.prefLabel: 2}
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\\": "\\\\"}
# Control characters, line separators that editors break at, and the byte order mark.
_TO_ESCAPE = re.compile("[\x00-\x1f\\\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# In the long form a quotation mark matters before another one and at the end.
_CLOSING_QUOTE = re.compile(r'"(?="|\Z)')


def term_order(term: Node) -> tuple[int, str, str, str]:
    """Return a sort key: IRIs first, then literals by text, datatype and language, then blanks."""
    if isinstance(term, Literal):
        return (1, str(term), str(term.datatype or ""), term.language or "")
    return (2 if isinstance(term, BNode) else 0, str(term), "", "")


def predicate_order(predicate: Node) -> tuple[int, str]:
    """Return a sort key that puts the type and the labels first."""
    rank = _FIRST_PREDICATES.get(URIRef(str(predicate)), len(_FIRST_PREDICATES))
    return (rank, str(predicate))


def blank_labels(terms: Iterable[Node]) -> dict[BNode, str]:
    """Return a plain label, b0, b1, ..., for each blank node among the terms."""
    blanks = sorted({term for term in terms if isinstance(term, BNode)})
    return {blank: f"b{number}" for number, blank in enumerate(blanks)}


class TurtleTerms:
    """Spells terms as Turtle does, each literal in the characters it came in."""

    def __init__(self, prefixes: Prefixes, blanks: dict[BNode, str]) -> None:
        self._prefixes = prefixes
        self._blanks = blanks

    def spell(self, term: Node) -> str:
        """Return the term as it stands in a Turtle document."""
        if isinstance(term, Literal):
            return self._literal(term)
        return self.node(term)

    def node(self, term: Node) -> str:
        """Return an IRI or a blank node as it stands in a Turtle document."""
        if isinstance(term, BNode):
            return f"_:{self._blanks[term]}"
        if isinstance(term, IdentifiedNode):
            return self._prefixes.shorten(str(term))
        raise TypeError(f"not a subject of RDF: {term!r}")

    def predicate(self, term: Node) -> str:
        """Return a predicate, `a` for the type."""
        return "a" if term == RDF.type else self.node(term)

    def _literal(self, literal: Literal) -> str:
        text, datatype = str(literal), literal.datatype
        if literal.language:
            return f"{quote(text)}@{literal.language}"
        if datatype is None:
            return quote(text)
        bare = _BARE.get(datatype)
        if bare and bare.match(text):
            return text
        return f"{quote(text)}^^{self.node(datatype)}"


def quote(text: str) -> str:
    """Return the text in quotation marks, in the long form where it has several lines."""
    if "\n" not in text:
        return '"' + _TO_ESCAPE.sub(_escape, text).replace('"', '\\"') + '"'
    lines = [_TO_ESCAPE.sub(_escape, line) for line in text.split("\n")]
    body = _CLOSING_QUOTE.sub(r'\\"', "\n".join(lines))
    return f'"""{body}"""'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
