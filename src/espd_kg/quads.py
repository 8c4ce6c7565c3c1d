"""Quads as they were written: rdflib terms, and N-Quads that give them back unchanged.

The embedded store rewrites numbers and lower-cases language tags; everything that leaves the
project goes through here instead.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from espd_kg.errors import InputError
from espd_kg.escapes import ESCAPES, unescaped

Triple: TypeAlias = tuple[Node, URIRef, Node]
Quad: TypeAlias = tuple[Node, URIRef, Node, URIRef]


@dataclass(frozen=True)
class GraphFile:
    """One Turtle file as read: its place, the graph it fills, its triples and its own words."""

    path: Path
    name: str
    iri: URIRef
    triples: tuple[Triple, ...]
    text: str

    @property
    def quads(self) -> Iterator[Quad]:
        """The file's triples in its graph."""
        return ((s, p, o, self.iri) for s, p, o in self.triples)


def write_nquads(quads: Iterable[Quad]) -> bytes:
    """Return the quads as N-Quads, sorted, each once, every literal as it was written.

    Raises InputError for an IRI or a text that no N-Quads file can hold.
    """
    lines = {f"{n3(s)} {n3(p)} {n3(o)} {n3(g)} .\n" for s, p, o, g in quads}
    return "".join(sorted(lines)).encode()


def write_ntriples(triples: Iterable[Triple]) -> bytes:
    """Return the triples as N-Triples, sorted, each once, every literal as it was written."""
    lines = {f"{n3(s)} {n3(p)} {n3(o)} .\n" for s, p, o in triples}
    return "".join(sorted(lines)).encode()


def read_nquads(data: bytes, file: str | None = None) -> list[Quad]:
    """Return the quads of N-Quads text, in its order, every literal as it was written.

    Raises InputError with the line for anything that is not a quad.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("the bytes are not UTF-8", file=file, line=line) from None
    # Only the line feed ends a statement: splitlines() would break on U+2028 and others.
    return [
        _quad(line.removesuffix("\r"), file, number)
        for number, line in enumerate(text.split("\n"), start=1)
        if not _BLANK_LINE.fullmatch(line)
    ]


def n3(term: Node) -> str:
    """Return a term as canonical N-Quads writes it."""
    if isinstance(term, URIRef):
        if not _IRI.fullmatch(term):
            raise InputError(f"{str(term)!r} is not an absolute IRI")
        return f"<{term}>"
    if isinstance(term, BNode):
        return f"_:{term}"
    if isinstance(term, Literal):
        return _literal_n3(term)
    raise InputError(f"{term!r} is neither an IRI, a blank node nor a literal")


def _literal_n3(term: Literal) -> str:
    lexical = str(term)
    if _SURROGATE.search(lexical):
        raise InputError(f"{lexical!r} holds half of a character (a lone surrogate)")
    quoted = f'"{_ESCAPED.sub(_escape, lexical)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    if term.datatype is None or term.datatype == XSD.string:
        return quoted
    return f"{quoted}^^{n3(term.datatype)}"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return ESCAPES.get(character) or f"\\u{ord(character):04X}"


def _quad(line: str, file: str | None, number: int) -> Quad:
    match = _QUAD.fullmatch(line)
    if match is None:
        raise InputError("this is not an N-Quads statement", file=file, line=number)
    try:
        subject, predicate, obj, graph = (_term(text) for text in match.groups())
    except ValueError as error:
        raise InputError(str(error), file=file, line=number) from None
    return subject, URIRef(predicate), obj, URIRef(graph)


def _term(text: str) -> URIRef | BNode | Literal:
    if text.startswith("<"):
        return URIRef(unescaped(text[1:-1]))
    if text.startswith("_:"):
        return BNode(text[2:])
    end = text.rindex('"')
    lexical, tail = unescaped(text[1:end]), text[end + 1 :]
    if tail.startswith("@"):
        return Literal(lexical, lang=tail[1:])
    if tail.startswith("^^"):
        return Literal(lexical, datatype=URIRef(unescaped(tail[3:-1])), normalize=False)
    return Literal(lexical)


# The characters that canonical N-Quads escapes: no others, so that text stays readable.
_ESCAPED: Final = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\ud800-\udfff]*')
_UCHAR: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IRIREF: Final = rf'<(?:[^\x00-\x20<>"{{}}|^`\\]|{_UCHAR})*>'
_LABEL: Final = r"_:\w(?:[\w.·-]*[\w·-])?"
_PLAIN: Final = r'[^"\\\r\n]*'
_STRING: Final = rf'"{_PLAIN}(?:(?:\\[tbnrf"\'\\]|{_UCHAR}){_PLAIN})*"'
_LITERAL: Final = rf"{_STRING}(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^{_IRIREF})?"
_SPACE: Final = r"[ \t]*"
_QUAD: Final = re.compile(
    rf"{_SPACE}({_IRIREF}|{_LABEL}){_SPACE}({_IRIREF}){_SPACE}({_IRIREF}|{_LABEL}|{_LITERAL})"
    rf"{_SPACE}({_IRIREF}){_SPACE}\.{_SPACE}(?:#.*)?"
)
_BLANK_LINE: Final = re.compile(r"[ \t\r]*(?:#.*)?")
