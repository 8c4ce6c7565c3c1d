"""Queries, graphs and changes, with the keys that each change can touch."""

from typing import NamedTuple


class Case(NamedTuple):
    """A query with the key ?k, a graph, a change that touches some keys and one that does not."""

    about: str
    query: str
    graph: str
    touches: str
    keys: str
    spares: str


NAMED = (
    "SELECT * { ?n a :Name ; :label ?l . ?f a :Framework . ?k :in ?f ; :words ?w "
    "FILTER(CONTAINS(?w, ?l)) }"
)

CASES = [
    Case(
        "a fact that the key has",
        "SELECT * { ?k a :Dialogue ; :start ?start }",
        ":d1 a :Dialogue . :p a :Person",
        "+ :d1 :start '2020'",
        "d1",
        "+ :p :start '2020'",
    ),
    Case(
        "a fact some steps away",
        "SELECT * { ?k :inFramework ?f . ?f :party ?party }",
        ":d1 :inFramework :f . :d2 :inFramework :f . :d3 :inFramework :g",
        "+ :f :party :kz",
        "d1 d2",
        "+ :h :party :kz",
    ),
    Case(
        "two of a kind",
        "SELECT * { ?k :post ?p . ?other :post ?p FILTER(STR(?other) < STR(?k)) }",
        ":a :post :p . :c :post :p . :d :post :q",
        "+ :b :post :p",
        "b c",
        "+ :b :name 'B'",
    ),
    Case(
        "a filter narrows what can be touched",
        "SELECT * { ?k a ?class ; :label ?label FILTER(?class IN (:State, :Body)) }",
        ":kz a :State . :d1 a :Dialogue",
        "+ :kz :label 'K'",
        "kz",
        "+ :d1 :label 'D'",
    ),
    Case(
        "many ways lead to what the key shares",
        "SELECT * { ?p :name ?n ; :at ?m . ?m :of ?f . ?o :of ?f . ?k :made ?o ; :words ?w "
        "FILTER(CONTAINS(?w, ?n)) }",
        ":p :at :m1 . :p :at :m2 . :m1 :of :f . :m2 :of :f . :m3 :of :f . "
        ":k1 :made :m3 ; :words 'Ann+Bob' . :k2 :made :m3 ; :words 'Bob'",
        "+ :p :name 'Ann'",
        "k1",
        "+ :p :name 'Eve'",
    ),
    Case(
        "what nothing ties to the key is sought through another class",
        NAMED,
        ":n a :Name . :o a :Other . :f a :Framework . "
        ":k1 :in :f ; :words 'clean-rivers' . :k2 :in :f ; :words 'dams'",
        "+ :n :label 'rivers'",
        "k1",
        "+ :o :label 'rivers'",
    ),
    Case(
        "NOT EXISTS finds the key of what is now there",
        "SELECT * { ?k a :Official FILTER NOT EXISTS { ?p :official ?k ; a :Participation } }",
        ":o1 a :Official . :p1 a :Participation . :t1 a :Tenure",
        "+ :p1 :official :o1",
        "o1",
        "+ :t1 :official :o1",
    ),
    Case(
        "siblings use a name for different things",
        "SELECT * { ?k a :Event FILTER NOT EXISTS { ?k :evidence ?s } "
        "FILTER NOT EXISTS { ?s :about ?k ; a :Claim } }",
        ":e1 a :Event ; :evidence :s1 . :e2 a :Event . :s2 a :Claim",
        "+ :s2 :about :e2",
        "e2",
        "+ :s1 :about :e2",
    ),
    Case(
        "NOT EXISTS within NOT EXISTS",
        "SELECT * { ?k :evidence ?any FILTER NOT EXISTS { ?k :evidence ?s "
        "FILTER NOT EXISTS { ?k :placeEvidence ?s } } }",
        ":e1 :evidence :s1",
        "+ :e1 :placeEvidence :s1",
        "e1",
        "+ :e1 :placeEvidence :s2",
    ),
    Case(
        "EXISTS within an expression",
        "SELECT * { ?k :at ?e FILTER(EXISTS { ?e :start ?s } || NOT EXISTS { ?e :end ?t }) }",
        ":k1 :at :e1",
        "+ :e1 :end '2020'",
        "k1",
        "+ :e2 :end '2020'",
    ),
    Case(
        "OPTIONAL",
        "SELECT * { ?k a :Event OPTIONAL { ?k :place ?place } }",
        ":e1 a :Event",
        "+ :e1 :place :astana",
        "e1",
        "+ :p :place :astana",
    ),
    Case(
        "MINUS",
        "SELECT * { ?k a :Event MINUS { ?k :status :announced } }",
        ":e1 a :Event . :e2 a :Event",
        "+ :e1 :status :announced",
        "e1",
        "+ :e1 :status :held",
    ),
    Case(
        "UNION",
        "SELECT * { { ?k :text ?t } UNION { ?passage :source ?k ; :start ?t } }",
        ":x :source :d1 . :y :start 4",
        "+ :x :start 5",
        "d1",
        "+ :y :start 5",
    ),
    Case(
        "a group counts its members",
        "SELECT ?k (COUNT(?t) AS ?n) { ?k :class ?c . ?t a ?c } GROUP BY ?k",
        ":part :class :Event",
        "+ :e1 a :Event",
        "part",
        "+ :e1 a :Place",
    ),
    Case(
        "a group inside is joined by what it shows",
        "SELECT * { { SELECT ?f (MAX(?s) AS ?last) { ?d :inFramework ?f ; :start ?s } GROUP BY ?f }"
        " ?k :inFramework ?f ; :start ?last }",
        ":d1 :inFramework :f . :d2 :inFramework :f . :d3 :inFramework :g",
        "+ :d1 :start '2020'",
        "d1 d2",
        "+ :d1 :end '2020'",
    ),
    Case(
        "BIND gives the key another name",
        "SELECT * { ?official :label ?name BIND(?official AS ?k) }",
        "",
        "+ :o1 :label 'O'",
        "o1",
        "+ :o1 :name 'O'",
    ),
    Case(
        "BIND works the key out",
        "SELECT * { ?t :label ?name BIND(IRI(CONCAT(STR(?t), '-x')) AS ?k) }",
        "",
        "+ :t :label 'T'",
        "t-x",
        "+ :t :name 'T'",
    ),
    Case(
        "VALUES",
        "SELECT * { VALUES ?class { :State :Body } ?k a ?class ; :label ?l }",
        ":kz :label 'K' . :d1 :label 'D'",
        "+ :kz a :State",
        "kz",
        "+ :d1 a :Dialogue",
    ),
    Case(
        "a sequence with an optional step",
        "SELECT * { ?k :hasSession?/:place ?place }",
        ":d1 :hasSession :s1",
        "+ :s1 :place :astana",
        "d1 s1",
        "+ :s1 :host :kz",
    ),
    Case(
        "a walk of any length, against its direction too",
        "SELECT * { ?k a :Theme ; (:broader|^:narrower)+ ?top . ?top a :Top }",
        ":t1 a :Theme ; :broader :t2 . :t3 :narrower :t2 . :t3 a :Top . :t2 a :Sub",
        "- :t3 :narrower :t2",
        "t1",
        "+ :t3 :related :t2",
    ),
    Case(
        "a walk of no steps finds any node",
        "SELECT * { ?k :broader* ?top }",
        "",
        "+ :a :label 'A'",
        "a 'A'",
        "",
    ),
    Case(
        "any predicate",
        "SELECT * { ?k a :Place FILTER NOT EXISTS { ?thing ?p ?k } }",
        ":astana a :Place",
        "+ :e1 :place :astana",
        "astana",
        "+ :e1 :place :almaty",
    ),
    Case(
        "a graph that counts and one that does not",
        "SELECT * { GRAPH ?g { ?k :place ?p } FILTER(?g NOT IN (:inferred)) }",
        "",
        "+ :e1 :place :astana :asserted",
        "e1",
        "+ :e1 :place :astana :inferred",
    ),
    Case(
        "LATERAL hands on the key",
        "SELECT * { { ?k a :Event } LATERAL { SELECT ?k { FILTER NOT EXISTS { ?k :start ?s } } } }",
        ":e1 a :Event . :p a :Place",
        "+ :e1 :start '2020'",
        "e1",
        "+ :p :start '2020'",
    ),
    Case(
        "a blank node",
        "SELECT * { ?k :unit [ :label ?l ] }",
        ":k1 :unit _:b",
        "+ _:b :label 'B'",
        "k1",
        "+ _:c :label 'C'",
    ),
    Case(
        "a number however it is written",
        "SELECT * { ?k :ordinal 5 }",
        "",
        "+ :d1 :ordinal '05'^^<http://www.w3.org/2001/XMLSchema#integer>",
        "d1",
        "+ :d1 :ordinal '5'",
    ),
    Case(
        "the WHERE of a CONSTRUCT",
        "CONSTRUCT { ?k :previous ?e } WHERE { ?k :inFramework ?f . ?e :inFramework ?f }",
        ":d1 :inFramework :f",
        "+ :d2 :inFramework :f",
        "d1 d2",
        "+ :d2 :party :f",
    ),
]

WHOLE = {
    "the key is joined by a filter alone": (
        "SELECT * { ?k :quote ?q . ?other :label ?l FILTER(CONTAINS(?q, ?l)) }",
        "+ :o :label 'O'",
    ),
    "an aggregate over everything": (
        "SELECT * { ?k :p ?v { SELECT (COUNT(*) AS ?n) { ?a :q ?b } } }",
        "+ :a :q :b",
    ),
    "one row pushes out another": (
        "SELECT ?k { ?k :start ?s } ORDER BY ?s LIMIT 1",
        "+ :e :start '2020'",
    ),
    "the key may have no value": (
        "SELECT * { ?e :start ?s OPTIONAL { ?e :place ?k } }",
        "+ :e :place :astana",
    ),
    "the query cannot be followed": (
        "SELECT * FROM <urn:g> { ?k :start ?s }",
        "+ :e :other '2020'",
    ),
}
