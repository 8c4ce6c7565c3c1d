"""Queries that stand in shapes (sh:sparql), asked for all focus nodes at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Literal, Node

from espd_kg.errors import InputError
from espd_kg.stores.guard import refuse_service
from espd_kg.validate.paths import check, text
from espd_kg.validate.scope import Scope, UnsupportedError
from espd_kg.validate.scoping import check_scopes
from espd_kg.validate.shape_graph import ShapeGraph
from espd_kg.validate.tokens import Token, joined, tokens
from espd_kg.validate.triples import rescoped

_REFUSED: Final = frozenset(
    {
        # pyshacl refuses these by the standard; the rest would count a triple twice that
        # stands in two graphs, or asks for graphs.
        *("MINUS", "VALUES", "SERVICE", "GRAPH", "FROM", "LATERAL"),
        *("GROUP", "HAVING", "COUNT", "SUM", "AVG", "GROUP_CONCAT", "SAMPLE", "LIMIT", "OFFSET"),
        *("MIN", "MAX", "BNODE", "RAND", "UUID", "STRUUID", "NOW", "ASK", "CONSTRUCT", "DESCRIBE"),
    }
)
_REFUSED_NAMES: Final = frozenset({"shapesGraph", "currentShape", "failure"})
_STANDARD: Final = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}


@dataclass(frozen=True)
class ShapeQuery:
    """A query of a shape: its prefixes, and the SELECT in which ?this is bound from outside."""

    prefixes: str
    select: str
    tells_this: bool
    """Whether the query itself selects $this; a row without anything selected is no result."""


def read_query(shapes: ShapeGraph, scope: Scope, shape: Node, node: Node) -> ShapeQuery:
    """Read the query of one sh:sparql; raises UnsupportedError for what is not compiled.

    Raises InputError for one that would send a part of itself elsewhere.
    """
    written = shapes.one(node, SH.select)
    if not isinstance(written, Literal):
        raise UnsupportedError("sh:sparql without sh:select")
    _keep_indoors(str(written), shapes.named(shape)[0])
    words = list(tokens(str(written)))
    _refuse(words)
    check_scopes(words)
    words = list(_with_path(shapes, shape, words))
    prefixes = _prefixes(shapes, node)
    words, tells_this = _with_this(words)
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(prefixes.items()))
    return ShapeQuery(head, joined(_placed(words, scope, prefixes)), tells_this)


def _keep_indoors(written: str, shape: str) -> None:
    try:
        refuse_service(written)
    except InputError as error:
        raise InputError(
            f"a query of the shape: {error.message}",
            line=error.line,
            subject=shape,
            fix=error.fix,
        ) from None


def _placed(words: list[Token], scope: Scope, prefixes: dict[str, str]) -> list[Token]:
    try:
        return list(rescoped(words, scope, prefixes))
    except UnsupportedError:
        if not scope.plain:
            raise
    scope.walk("?this", "?", "?value")
    return words


def _refuse(words: list[Token]) -> None:
    said = [token.text.upper() for token in words if token.kind == "word"]
    names = {token.text[1:] for token in words if token.kind == "variable"}
    if _REFUSED & set(said) or _REFUSED_NAMES & names:
        raise UnsupportedError("a query that the engines do not read alike")
    if said[:1] != ["SELECT"] or said.count("SELECT") != 1 or "this" not in names:
        raise UnsupportedError("not one SELECT about $this")
    for before, token in pairwise(words):
        if before.text.upper() == "AS" and token.text[1:] in ("this", "PATH"):
            raise UnsupportedError("$this is given anew")
    if any(token.text == "_" or token.text.startswith("_:") for token in words):
        raise UnsupportedError("a blank node in a query")


def _with_path(shapes: ShapeGraph, shape: Node, words: list[Token]) -> Iterator[Token]:
    path = shapes.path(shape)
    for token in words:
        if token.kind != "variable" or token.text[1:] != "PATH":
            yield token
            continue
        if path is None:
            raise UnsupportedError("$PATH without a path")
        check(shapes, path)
        yield Token("path", text(shapes, path))


def _with_this(words: list[Token]) -> tuple[list[Token], bool]:
    """Return the query with $this selected, and whether it was so before."""
    depth, names = 0, set()
    for token in words:
        if token.text == "{" or token.text.upper() == "WHERE":
            break
        if token.text == "*":
            raise UnsupportedError("SELECT *")
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.kind == "variable":
            names.add(token.text[1:])
    if "this" in names:
        return words, True
    after = 2 if words[1].text.upper() in ("DISTINCT", "REDUCED") else 1
    return [*words[:after], Token("variable", "$this"), *words[after:]], False


def _prefixes(shapes: ShapeGraph, node: Node) -> dict[str, str]:
    """Return the prefixes of a query, found as pyshacl finds them."""
    ontologies = set(shapes.graph.subjects(RDF.type, OWL.Ontology))
    found = dict(_STANDARD)
    for holder in shapes.objects(node, SH.prefixes):
        own = shapes.objects(holder, SH.declare)
        if not own or holder not in ontologies:
            everywhere = (d for o in ontologies for d in shapes.objects(o, SH.declare))
            own = sorted({*own, *everywhere}, key=str)
        for declared in own:
            name, iri = shapes.one(declared, SH.prefix), shapes.one(declared, SH.namespace)
            if name is None or iri is None or found.get(str(name), str(iri)) != str(iri):
                raise UnsupportedError("a prefix that is not declared once")
            found[str(name)] = str(iri)
    return found
