"""A workspace small enough to be built in a moment: two dialogues, a statement, an official."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from espd_kg.workspace import Workspace

PREFIXES: Final = """\
@prefix code: <https://w3id.org/espd/code/> .
@prefix dialogue: <https://w3id.org/espd/id/dialogue/> .
@prefix document: <https://w3id.org/espd/id/document/> .
@prefix espd: <https://w3id.org/espd/ontology#> .
@prefix espdsh: <https://w3id.org/espd/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix passage: <https://w3id.org/espd/id/passage/> .
@prefix person: <https://w3id.org/espd/id/person/> .
@prefix provision: <https://w3id.org/espd/id/provision/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DIALOGUE: Final = """\
dialogue:one a espd:Dialogue ;
    rdfs:label "First"@en ;
    espd:startDate "2023-11-06"^^xsd:date ;
    espd:ordinal 05 .
"""
SNAPSHOT: Final = """\
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
wd:Q1 rdfs:label "Lu"@en , "Лу"@ru ; wdt:P31 wd:Q5 ; rdfs:comment "05"@en-GB .
"""
FILES: Final = {
    "ontology/espd.ttl": '<https://w3id.org/espd/ontology> a owl:Ontology ; rdfs:label "O"@en .',
    "ontology/modules/all.ttl": """\
espd:Event a owl:Class . espd:Dialogue a owl:Class ; rdfs:subClassOf espd:Event .
espd:Official a owl:Class ; owl:disjointWith espd:Event .
espd:Provision a owl:Class . espd:Passage a owl:Class . espd:Document a owl:Class .
[] owl:onProperty espd:speechAct ; owl:hasValue code:undertook ; rdfs:subClassOf espd:Commitment .
espd:startDate rdfs:subPropertyOf schema:startDate .
espd:ordinal rdfs:subPropertyOf schema:position .
""",
    "ontology/codes.ttl": 'code:undertook a skos:Concept ; skos:prefLabel "undertook"@en .',
    "ontology/themes.ttl": "",
    "ontology/shapes/events.ttl": """\
espdsh:Event a sh:NodeShape ; sh:name "Event" ; sh:targetClass espd:Event ;
    sh:property [ sh:path schema:startDate ; sh:minCount 1 ; sh:message "Say when." ] .
espdsh:Passage a sh:NodeShape ; sh:name "Passage" ; sh:targetClass espd:Passage ;
    sh:property [ sh:path espd:start ; sh:minCount 1 ;
        sh:message "The words do not stand once in the text." ] .
""",
    "ontology/shapes/asserted/events.ttl": """\
espdsh:EventClosed a sh:NodeShape ; sh:name "Event, closed" ; sh:targetClass espd:Dialogue ;
    sh:closed true ; sh:ignoredProperties ( rdfs:label espd:startDate espd:ordinal
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ; sh:message "Take this out." .
""",
    "ontology/shapes/style.ttl": """\
espdsh:Style a sh:NodeShape ; sh:targetClass owl:Ontology ;
    sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:message "Label it." ] .
""",
    "ontology/rules/10-next.rq": """\
PREFIX espd: <https://w3id.org/espd/ontology#>
CONSTRUCT { ?one espd:next ?two }
WHERE { ?one espd:startDate ?a . ?two espd:startDate ?b . FILTER(STR(?a) < STR(?b)) }
""",
    "queries/checks/ordinals.rq": """\
#+ summary: Ordinals are unique.
#+ message: "{subject} has the number of another."
#+ severity: violation
#+ examines: |
#+   SELECT (COUNT(?d) AS ?n) WHERE { ?d <https://w3id.org/espd/ontology#ordinal> ?o }
#+ columns:
#+   - {name: subject, type: dialogue, description: "One."}
PREFIX espd: <https://w3id.org/espd/ontology#>
SELECT DISTINCT ?subject
WHERE { ?subject espd:ordinal ?n . ?other espd:ordinal ?n . FILTER(?other != ?subject) }
""",
    "data/dialogues/one.ttl": DIALOGUE,
    "data/dialogues/two.ttl": """\
dialogue:two a espd:Dialogue ; rdfs:label "Second"@en ; espd:startDate "2024"^^xsd:gYear .
""",
    "data/people/lu.ttl": 'person:lu a espd:Official ; rdfs:label "Lu"@en-US .',
    "data/sources/statement.ttl": """\
document:statement a espd:Document ; rdfs:label "Statement"@en .
passage:promise a espd:Passage ; rdfs:label "Promise"@en ;
    espd:source document:statement ; espd:quote "will meet again" .
passage:banner a espd:Passage ; rdfs:label "Banner"@en ;
    espd:source document:statement ; espd:quote "An official site. " ; espd:notCoded code:banner .
provision:promise a espd:Provision ; rdfs:label "Promise"@en ;
    espd:speechAct code:undertook ; espd:evidence passage:promise .
""",
    "data/sources/statement.txt": "An official site. They \U0001f91d will meet again.\r\n",
    "data/links/wikidata.sssom.tsv": """\
#mapping_set_id: https://w3id.org/espd/mappings/wikidata
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map: {person: 'https://w3id.org/espd/id/person/', wd: 'http://www.wikidata.org/entity/'}
subject_id\tpredicate_id\tobject_id\tmapping_justification
person:lu\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration
""",
}


def write(root: Path, **changed: str) -> Workspace:
    """Write the workspace under `root`, some files with other content; an empty one is left out."""
    for name, content in (FILES | changed).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = PREFIXES + content if path.suffix == ".ttl" else content
        path.write_bytes(text.encode())
    return at(root)


def at(root: Path) -> Workspace:
    """Return the workspace whose files lie under `root`."""
    parts = (root / name for name in ("ontology", "data", "queries", ".espd"))
    return Workspace(root, *parts)
