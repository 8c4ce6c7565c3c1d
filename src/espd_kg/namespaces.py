"""The vocabularies that this graph speaks, and the prefixes under which people write them."""

from __future__ import annotations

from types import MappingProxyType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

BASE: Final = "https://w3id.org/espd/"
ESPD: Final = BASE + "ontology#"
THEME: Final = BASE + "theme/"
THEMES: Final = BASE + "themes"
CODE: Final = BASE + "code/"
ID: Final = BASE + "id/"
SHAPES: Final = BASE + "shapes#"
CHECK: Final = BASE + "check/"
GRAPH: Final = BASE + "graph/"

GRAPH_EVIDENCE: Final = GRAPH + "evidence"
GRAPH_INFERRED: Final = GRAPH + "inferred"

SCHEMA: Final = "https://schema.org/"
ORG: Final = "http://www.w3.org/ns/org#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
VOID: Final = "http://rdfs.org/ns/void#"
VANN: Final = "http://purl.org/vocab/vann/"
SH: Final = "http://www.w3.org/ns/shacl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
WD: Final = "http://www.wikidata.org/entity/"
SSSOM: Final = "https://w3id.org/sssom/"
SEMAPV: Final = "https://w3id.org/semapv/vocab/"

KINDS: Final[tuple[str, ...]] = (
    "framework",
    "dialogue",
    "session",
    "event",
    "state",
    "place",
    "place-name",
    "organization",
    "delegation",
    "person",
    "post",
    "tenure",
    "participation",
    "document",
    "passage",
    "provision",
    "thread",
    "initiative",
    "claim",
    "assessment",
    "mapping",
    "silence",
    "step-change",
)
"""The kinds of thing, as they stand in `https://w3id.org/espd/id/<kind>/<slug>`."""

VOCABULARIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "espd": ESPD,
        "theme": THEME,
        "code": CODE,
        "espdsh": SHAPES,
        "check": CHECK,
        "graph": GRAPH,
        "schema": SCHEMA,
        "org": ORG,
        "prov": PROV,
        "oa": OA,
        "foaf": FOAF,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "dcat": DCAT,
        "void": VOID,
        "vann": VANN,
        "sh": SH,
        "xsd": XSD,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "wd": WD,
        "sssom": SSSOM,
        "semapv": SEMAPV,
    }
)

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {**VOCABULARIES, **{kind: f"{ID}{kind}/" for kind in KINDS}}
)
"""Every prefix that data, queries and results may use without asking."""
