"""Turtle files as triples, strictly: what a file says, word for word, or why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib.term import BNode, Literal, Node, URIRef

from espd_kg.build.spelling import respelled
from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.literals import silent_literals
from espd_kg.namespaces import PREFIXES, RDF
from espd_kg.quads import GraphFile, Triple
from espd_kg.stores.terms import to_rdflib
from espd_kg.text_files import decoded, read_text, refuse_byte_order_mark
from espd_kg.turtle import first_blank_node, language_tags

_NIL: Final = ox.NamedNode(RDF + "nil")
_UPPER_CASE_TAG: Final = re.compile("@[A-Za-z0-9-]*[A-Z]")
_PLACE: Final = re.compile(r"^Parser error (?:at |between )line \d+ [^:]*: ")
_UNDECLARED: Final = re.compile(r"prefix (\S*): has not been declared")
_FIXES: Final = (
    ("Invalid IRI code point ' '", "Write the space as %20, or take it out."),
    ("No scheme found", "Write the whole IRI, or a prefixed name."),
    ("Invalid IRI", "Write an IRI without spaces, quotes, braces and backslashes."),
    ("Line jumps", "Close the quotation marks on the same line, or use three of them."),
    ("not a valid RDF object", "Write a value before it: an IRI, a prefixed name or a literal."),
    ("dot is expected", "End what stands before it with a dot, or with ; where it goes on."),
    ("Unexpected end of file", "Close the string, bracket or statement that begins here."),
)


@dataclass(frozen=True)
class Statements:
    """What a Turtle text says: its quads in the engine's terms, and those that a store respells."""

    quads: list[ox.Quad]
    respelled: tuple[tuple[str, str], ...]
    """Pairs of N-Quads statements, as stored and as written."""


def read_statements(
    content: bytes, name: str, iri: str, *, blank_nodes: bool = False
) -> Statements:
    """Read Turtle into the graph named `iri`; messages call the file `name`.

    Raises InputError, with the line, for what is not UTF-8 or not Turtle, and for blank nodes
    unless they are asked for.
    """
    text = decoded(content, name)
    refuse_byte_order_mark(text, name)
    triples = _parsed(text, name)
    if not blank_nodes:
        _refuse_blank_nodes(triples, text, name)
    graph = ox.NamedNode(iri)
    named = _named_by_file(triples, name) if blank_nodes else triples
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in named]
    tags = iter(language_tags(text)) if _UPPER_CASE_TAG.search(text) else None
    return Statements(quads, tuple(respelled(quads, tags)))


def _named_by_file(triples: Iterable[ox.Quad], name: str) -> Iterator[ox.Quad]:
    """Yield the triples with blank nodes named by the file and their order: the same every time."""
    stem = re.sub(r"\W+", "-", name, flags=re.ASCII).strip("-")
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    for t in triples:
        subject, value = t.subject, t.object
        if isinstance(subject, ox.BlankNode):
            subject = names.setdefault(subject, ox.BlankNode(f"{stem}-{len(names)}"))
        if isinstance(value, ox.BlankNode):
            value = names.setdefault(value, ox.BlankNode(f"{stem}-{len(names)}"))
        yield ox.Quad(subject, t.predicate, value)


def _refuse_blank_nodes(triples: Iterable[ox.Quad], text: str, name: str) -> None:
    # Reading the text once more is slow, so it waits for a sign of what is sought.
    signs = (end for triple in triples for end in (triple.subject, triple.object))
    suspect = any(isinstance(end, ox.BlankNode) or end == _NIL for end in signs)
    line = first_blank_node(text) if suspect else None
    if line is not None:
        raise InputError(
            "blank nodes and lists have no place in data",
            file=name,
            line=line,
            fix="Give the thing an IRI of its own.",
        )


def parse_file(path: Path, name: str, iri: str, *, blank_nodes: bool = False) -> GraphFile:
    """Read one Turtle file into the graph named `iri`; messages call the file `name`.

    Every literal keeps the form in which it is written. Blank nodes are refused unless asked for.

    Raises InputError, with the line, for a file that is missing, not UTF-8 or not Turtle.
    """
    text = read_text(path, name)
    return parse_text(text, path, name, iri, blank_nodes=blank_nodes)


def parse_text(
    text: str, path: Path, name: str, iri: str, *, blank_nodes: bool = False
) -> GraphFile:
    """Read Turtle from a text, as `parse_file` does from a file."""
    refuse_byte_order_mark(text, name)
    triples = _parsed(text, name)
    if not blank_nodes:
        _refuse_blank_nodes(triples, text, name)
    with silent_literals():
        terms = tuple(_Terms(text, name).triples(triples))
    return GraphFile(path, name, URIRef(iri), terms, text)


def _parsed(text: str, name: str) -> list[ox.Quad]:
    try:
        quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        reason = _PLACE.sub("", error.msg)
        raise InputError(reason, file=name, line=error.lineno, fix=_fix(reason)) from None
    except (ValueError, UnicodeEncodeError) as error:
        raise InputError(str(error), file=name) from None
    if any(_is_rdf_12(quad.object) for quad in quads):
        raise InputError(
            "triple terms and text directions are not read", file=name, fix="Write plain RDF 1.1."
        )
    return quads


def _fix(reason: str) -> str | None:
    """Return what to do about the parser's complaint, where that is known."""
    undeclared = _UNDECLARED.search(reason)
    if undeclared is None:
        return next((fix for mark, fix in _FIXES if mark in reason), None)
    prefix = undeclared[1]
    if prefix in PREFIXES:
        return f"Write `@prefix {prefix}: <{PREFIXES[prefix]}> .` at the head of the file."
    return f"{nearest(prefix, PREFIXES)} Declare it with @prefix at the head of the file.".lstrip()


def _is_rdf_12(term: object) -> bool:
    if isinstance(term, ox.Literal):
        return term.direction is not None
    return isinstance(term, ox.Triple)


class _Terms:
    """Turns one file's terms into rdflib's: tags as written, blank nodes named by the file."""

    def __init__(self, text: str, name: str) -> None:
        self._tags = iter(language_tags(text))
        self._file = re.sub(r"\W+", "-", name, flags=re.ASCII).strip("-")
        self._known: dict[object, Node] = {}

    def triples(self, quads: Iterable[ox.Quad]) -> Iterator[Triple]:
        for quad in quads:
            predicate = self._term(quad.predicate)
            assert isinstance(predicate, URIRef)
            yield self._term(quad.subject), predicate, self._term(quad.object)

    def _term(self, term: object) -> Node:
        if isinstance(term, ox.Literal) and term.language is not None:
            # The parser yields literals in the order of the file, and so do the tags come.
            tag = next(self._tags)
            assert tag.lower() == term.language.lower(), f"{tag} is not {term.language}"
            return Literal(term.value, lang=tag)
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._made(term)
        return known

    def _made(self, term: object) -> Node:
        if isinstance(term, ox.BlankNode):
            return BNode(f"{self._file}-{len(self._known)}")
        return to_rdflib(term)
