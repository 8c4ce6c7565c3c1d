"""JSON-LD: compact with the context inlined and complete, or framed into a tree for readers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from pyld import jsonld
from rdflib.namespace import RDF
from rdflib.term import BNode, Literal, Node

from espd_kg.errors import InputError
from espd_kg.export.context import Context
from espd_kg.export.grouping import all_terms, group_by_subject
from espd_kg.export.terms import blank_labels
from espd_kg.quads import Triple

JsonObject = dict[str, Any]


def write_jsonld(triples: tuple[Triple, ...], context: Context) -> str:
    """Return every triple as one compact JSON-LD document."""
    expanded = _expanded(triples)
    compact = jsonld.compact(expanded, context, {"graph": True, "documentLoader": _no_network})
    return _text(compact)


def write_framed(triples: tuple[Triple, ...], context: Context, frame: Mapping[str, Any]) -> str:
    """Return what the frame asks for as a tree; what it does not ask for is left out."""
    options = {
        "documentLoader": _no_network,
        "embed": "@always",
        "omitDefault": True,
        "omitGraph": False,
    }
    framed = jsonld.frame(_expanded(triples), {"@context": context, **frame}, options)
    return _text(framed)


def _text(document: JsonObject) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _expanded(triples: tuple[Triple, ...]) -> list[JsonObject]:
    """Return the triples in JSON-LD's expanded form, sorted, each literal in its own characters."""
    blanks = blank_labels(all_terms(triples))
    nodes: list[JsonObject] = []
    for subject, predicates in group_by_subject(triples):
        node: JsonObject = {"@id": _identifier(subject, blanks)}
        for predicate, values in predicates:
            if predicate == RDF.type:
                _add_types(node, values, blanks)
            else:
                node[str(predicate)] = [_value(value, blanks) for value in values]
        nodes.append(node)
    return nodes


def _add_types(node: JsonObject, values: list[Node], blanks: Mapping[BNode, str]) -> None:
    things = [value for value in values if not isinstance(value, Literal)]
    literals = [_value(value, blanks) for value in values if isinstance(value, Literal)]
    if things:
        node["@type"] = [_identifier(value, blanks) for value in things]
    if literals:
        node[str(RDF.type)] = literals


def _value(term: Node, blanks: Mapping[BNode, str]) -> JsonObject:
    if not isinstance(term, Literal):
        return {"@id": _identifier(term, blanks)}
    value: JsonObject = {"@value": str(term)}
    if term.language:
        value["@language"] = term.language
    elif term.datatype is not None:
        value["@type"] = str(term.datatype)
    return value


def _identifier(term: Node, blanks: Mapping[BNode, str]) -> str:
    return f"_:{blanks[term]}" if isinstance(term, BNode) else str(term)


def _no_network(url: str, options: Mapping[str, Any]) -> NoReturn:
    raise InputError(
        "a JSON-LD context may not be fetched from the network",
        subject=url,
        fix="Put the context into the document.",
    )
