"""The JSON-LD context, made from the ontology so that the two cannot drift apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from rdflib.namespace import OWL, RDF
from rdflib.term import Node

from espd_kg.namespaces import ESPD, ID, VOCABULARIES
from espd_kg.quads import Triple

ContextEntry: TypeAlias = str | float | dict[str, str]
Context: TypeAlias = dict[str, ContextEntry]

_TERM_TYPES: Final = frozenset((OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty))
# Text in several languages reads best as one object with the languages as its keys.
_LANGUAGE_MAPS: Final = {
    "label": "rdfs:label",
    "prefLabel": "skos:prefLabel",
    "altLabel": "skos:altLabel",
    "definition": "skos:definition",
    "scopeNote": "skos:scopeNote",
}
_LINKS: Final = {
    "broader": "skos:broader",
    "inScheme": "skos:inScheme",
    "exactMatch": "skos:exactMatch",
    "closeMatch": "skos:closeMatch",
}

# Values of these are nearly always of one type; any other is written out with its own.
_DATATYPES: Final = {
    **dict.fromkeys(("start", "end", "ordinal", "order"), "xsd:integer"),
    **dict.fromkeys(("fullyCoded", "torontoEligible"), "xsd:boolean"),
    "url": "xsd:anyURI",
}


def build_context(ontology: Iterable[Triple]) -> Context:
    """Return a context with a term for each class and property of the ontology."""
    terms: Context = {
        name: {"@id": iri, "@container": "@language"} for name, iri in _LANGUAGE_MAPS.items()
    }
    terms |= {name: {"@id": iri, "@type": "@id"} for name, iri in _LINKS.items()}
    for subject, predicate, kind in ontology:
        if predicate == RDF.type and kind in _TERM_TYPES and str(subject).startswith(ESPD):
            terms[str(subject).removeprefix(ESPD)] = _term(subject, kind)
    return {"@version": 1.1, **_prefixes(terms), **dict(sorted(terms.items()))}


def context_document(context: Mapping[str, ContextEntry]) -> str:
    """Return the context as the text of a JSON-LD file."""
    return json.dumps({"@context": context}, ensure_ascii=False, indent=2) + "\n"


def _term(subject: Node, kind: Node) -> ContextEntry:
    name = str(subject).removeprefix(ESPD)
    kept = "@id" if kind == OWL.ObjectProperty else _DATATYPES.get(name)
    return {"@id": f"espd:{name}", "@type": kept} if kept else f"espd:{name}"


def _prefixes(terms: Mapping[str, ContextEntry]) -> dict[str, str]:
    """Return the prefixes; one that bears the name of a term takes the plural instead."""
    spaces = {**VOCABULARIES, "id": ID}
    named = {f"{name}s" if name in terms else name: space for name, space in spaces.items()}
    return dict(sorted(named.items()))
