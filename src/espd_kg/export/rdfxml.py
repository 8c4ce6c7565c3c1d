"""RDF/XML: one element a subject, sorted; what XML cannot carry is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from rdflib.namespace import RDF
from rdflib.term import BNode, Literal, Node

from espd_kg.errors import InputError
from espd_kg.export.grouping import all_terms, group_by_subject
from espd_kg.export.terms import blank_labels
from espd_kg.quads import Triple

_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Readers turn a bare carriage return into a line feed.
_IN_TEXT = {"\r": "&#13;"}
_CLOSING = "</rdf:RDF>\n"
# Names that mean something else as an element of a property.
_SYNTAX_NAMES = frozenset(
    f"{RDF}{name}"
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID"),
    )
)


def write_rdfxml(triples: tuple[Triple, ...], namespaces: Mapping[str, str]) -> str:
    """Return the triples as one RDF/XML document.

    Raises:
        InputError: a predicate or a literal cannot be written in XML.
    """
    names = _ElementNames(namespaces)
    blanks = blank_labels(all_terms(triples))
    body: list[str] = []
    for subject, predicates in group_by_subject(triples):
        body.append(f"  <rdf:Description {_node('about', subject, blanks)}>\n")
        for predicate, values in predicates:
            tag = names.tag(str(predicate))
            body += [_property(tag, subject, value, blanks) for value in values]
        body.append("  </rdf:Description>\n")
    return "".join(['<?xml version="1.0" encoding="UTF-8"?>\n', *names.opening(), *body, _CLOSING])


class _ElementNames:
    """Cuts predicates into a namespace and an element name, and remembers the namespaces."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._known = {namespace: prefix for prefix, namespace in namespaces.items()}
        self._prefix_of = {str(RDF): "rdf"}

    def tag(self, predicate: str) -> str:
        """Return `prefix:name` for a predicate."""
        cut = _cut(predicate)
        if cut is None or predicate in _SYNTAX_NAMES or _NOT_XML.search(predicate):
            raise InputError(
                message="RDF/XML cannot write this predicate",
                subject=predicate,
                fix="export as Turtle, N-Triples or JSON-LD instead",
            )
        namespace, name = predicate[:cut], predicate[cut:]
        if namespace not in self._prefix_of:
            taken = set(self._prefix_of.values())
            spare = next(f"ns{n}" for n in range(len(taken) + 1) if f"ns{n}" not in taken)
            self._prefix_of[namespace] = self._known.get(namespace, spare)
        return f"{self._prefix_of[namespace]}:{name}"

    def opening(self) -> Iterator[str]:
        """Yield the root element with the namespaces in the order of their prefixes."""
        bound = sorted((prefix, namespace) for namespace, prefix in self._prefix_of.items())
        lines = [f"xmlns:{prefix}={quoteattr(namespace)}" for prefix, namespace in bound]
        yield "<rdf:RDF\n    " + "\n    ".join(lines) + ">\n"


def _cut(predicate: str) -> int | None:
    """Return where the longest element name at the end of the predicate begins."""
    after = max(predicate.rfind("#"), predicate.rfind("/"), predicate.rfind(":")) + 1
    starts = (start for start in range(after, len(predicate)) if start > 0)
    return next((start for start in starts if _LOCAL_NAME.match(predicate, start)), None)


def _property(tag: str, subject: Node, value: Node, blanks: Mapping[BNode, str]) -> str:
    if not isinstance(value, Literal):
        return f"    <{tag} {_node('resource', value, blanks)}/>\n"
    attribute = ""
    if value.language:
        attribute = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype is not None:
        attribute = f" rdf:datatype={_attribute(str(value.datatype), subject)}"
    text = escape(_allowed(str(value), subject), _IN_TEXT)
    return f"    <{tag}{attribute}>{text}</{tag}>\n"


def _node(role: str, term: Node, blanks: Mapping[BNode, str]) -> str:
    if isinstance(term, BNode):
        return f'rdf:nodeID="{blanks[term]}"'
    return f"rdf:{role}={_attribute(str(term), term)}"


def _attribute(text: str, subject: Node) -> str:
    return quoteattr(_allowed(text, subject))


def _allowed(text: str, subject: Node) -> str:
    """Return the text where XML can carry every character of it."""
    forbidden = _NOT_XML.search(text)
    if forbidden:
        raise InputError(
            message=f"XML has no way to write the character U+{ord(forbidden[0]):04X}",
            subject=str(subject),
            fix="export as Turtle, N-Triples or JSON-LD instead, or mend the literal",
        )
    return text
