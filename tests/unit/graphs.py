"""A small graph, made up, with one of everything that questions need."""

import pyoxigraph as ox

from espd_kg.stores.embedded import EmbeddedStore

GRAPH = """
PREFIX espd: <https://w3id.org/espd/ontology#>
PREFIX theme: <https://w3id.org/espd/theme/>
PREFIX code: <https://w3id.org/espd/code/>
PREFIX dialogue: <https://w3id.org/espd/id/dialogue/>
PREFIX document: <https://w3id.org/espd/id/document/>
PREFIX event: <https://w3id.org/espd/id/event/>
PREFIX organization: <https://w3id.org/espd/id/organization/>
PREFIX passage: <https://w3id.org/espd/id/passage/>
PREFIX person: <https://w3id.org/espd/id/person/>
PREFIX place: <https://w3id.org/espd/id/place/>
PREFIX name: <https://w3id.org/espd/id/place-name/>
PREFIX provision: <https://w3id.org/espd/id/provision/>
PREFIX state: <https://w3id.org/espd/id/state/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

GRAPH <http://g/ontology> {
  espd:Dialogue a owl:Class ; rdfs:subClassOf espd:Event ; rdfs:label "dialogue"@en .
  espd:Commitment a owl:Class ; rdfs:subClassOf espd:Provision ; rdfs:label "commitment"@en .
  espd:Position a owl:Class ; rdfs:subClassOf espd:Provision ; rdfs:label "position"@en .
  espd:JointStatement a owl:Class ; rdfs:subClassOf espd:Document .
}
GRAPH <http://g/themes> {
  theme:trade a espd:Theme ; skos:prefLabel "trade"@en, "торговля"@ru, "сауда"@kk .
  theme:critical-minerals a espd:Theme ; skos:prefLabel "critical minerals"@en ;
    skos:altLabel "rare earths"@en, "Minerals" .
  theme:oil a espd:Theme ; skos:prefLabel "oil"@en ; skos:altLabel "minerals"@en .
  code:O2 a espd:Code ; skos:inScheme code:obligation ; skos:prefLabel "stated intention"@en ;
    skos:notation "O2" .
  code:O3 a espd:Code ; skos:inScheme code:obligation ; skos:prefLabel "firm undertaking"@en .
  code:P2 a espd:Code ; skos:inScheme code:precision ; skos:prefLabel "an aim and a measure"@en .
}
GRAPH <http://g/data> {
  state:kazakhstan a espd:State ; rdfs:label "Kazakhstan"@en, "Қазақстан"@kk .
  state:united-states a espd:State ; rdfs:label "United States"@en .
  place:astana a espd:Place ; rdfs:label "Astana"@en ; espd:hasName name:nur-sultan .
  name:nur-sultan a espd:PlaceName ; rdfs:label "Nur-Sultan"@en .
  person:donald-lu a espd:Official ; rdfs:label "Donald Lu"@en, "Дональд Лу"@ru .
  organization:ministry a espd:Organization ; rdfs:label "Министрлік"@kk, "Ministry"@en .
  dialogue:espd-2024 a espd:Dialogue ; rdfs:label "Sixth ESPD"@en ;
    espd:evidence document:report, passage:meeting .
  event:visit a espd:Event ; rdfs:label "Visit" .

  document:statement a espd:JointStatement ; espd:title "Joint statement"@en ;
    espd:outcomeOf dialogue:espd-2024 ;
    espd:publisher organization:ministry ; espd:published "2024-05-31"^^xsd:date ;
    espd:url "https://example.org/statement"^^xsd:anyURI .
  document:report a espd:Document ; espd:title "Report | part 1"@en ;
    espd:url "https://example.org/report"^^xsd:anyURI .
  document:post a espd:Document ; espd:title "Post"@en ; espd:embeddedIn passage:embedding ;
    espd:published "2020-12-09"^^xsd:date .
  passage:embedding espd:source document:report ; espd:quote "in a post" ; espd:start 90 .

  passage:meeting a espd:Passage ; espd:source document:statement ;
    espd:quote "The two sides met\\n  in Washington" ; espd:start 5 ; espd:end 38 .
  passage:minerals a espd:Passage ; espd:source document:statement ;
    espd:quote "agreed to *deepen* trade in minerals" ; espd:start 100 ; espd:end 136 .
  passage:post a espd:Passage ; espd:source document:post ; espd:quote "We will trade more" ;
    espd:start 0 ; espd:end 18 .

  provision:trade a espd:Provision, espd:Commitment ; rdfs:label "Deepen trade"@en ;
    espd:theme theme:trade, theme:critical-minerals ; espd:obligation code:O3 ;
    espd:madeAt dialogue:espd-2024 ; espd:evidence passage:minerals, passage:meeting .
  provision:more a espd:Provision, espd:Commitment ; rdfs:label "Trade more"@en ;
    espd:theme theme:trade ; espd:obligation code:O2 ; espd:madeAt event:visit ;
    espd:evidence passage:post, passage:minerals .
}
"""


def small_store() -> EmbeddedStore:
    engine = ox.Store()
    engine.bulk_load(GRAPH, ox.RdfFormat.TRIG)
    return EmbeddedStore(engine)


QUERY = """#+ summary: Provisions by theme.
#+ question:
#+   en: What was said?
#+   ru: Что сказано?
#+   kk: Не айтылды?
#+ params:
#+   - {name: theme, type: theme, description: "About this theme."}
#+   - {name: obligation, type: code, scheme: obligation, description: "Of this obligation."}
#+ columns:
#+   - {name: provision, type: provision, description: "The clause."}
#+   - {name: themes, type: theme, plural: true, description: "Its themes."}
#+ cites: [provision]
#+ tags: [provisions]
#+ audience: [analyst]
PREFIX espd: <https://w3id.org/espd/ontology#>
SELECT ?provision (GROUP_CONCAT(STR(?theme); separator=" | ") AS ?themes)
WHERE {
  VALUES ?_theme { UNDEF }
  VALUES ?_obligation { UNDEF }
  ?provision a espd:Provision ; espd:theme ?theme ; espd:obligation ?obligation .
  FILTER(!BOUND(?_theme) || EXISTS { ?provision espd:theme ?_theme })
  FILTER(!BOUND(?_obligation) || ?obligation = ?_obligation)
}
GROUP BY ?provision
ORDER BY ?provision
"""
