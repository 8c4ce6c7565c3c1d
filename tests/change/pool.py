"""Queries to put to the test: the project's own, and some that try every trap of SPARQL."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import pyoxigraph as ox

from espd_kg.namespaces import PREFIXES, RDF, SH
from support import ROOT

_PROLOGUE: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_SHORT: Final = "PREFIX : <urn:p:> PREFIX n: <urn:n:>\n"
_RULE_KEYS: Final = {
    "10-names": ("thing",),
    "11-memberships": ("tenure",),
    "12-editions": ("dialogue",),
    "13-top-themes": ("provision",),
    "20-session-span": ("starting",),
    "30-previous-dialogue": ("dialogue",),
    "40-kept-by": ("promised",),
    "50-thread-change": ("provision", "thread"),
}


class Asked(NamedTuple):
    """A query, the variables that are its key, and a name for the report of the tests."""

    name: str
    text: str
    key: tuple[str, ...]


def checks() -> Iterator[Asked]:
    """Yield the checks of the project."""
    for path in sorted((ROOT / "queries" / "checks").glob("*.rq")):
        yield Asked(path.stem, path.read_text("utf-8"), ("subject",))


def rules() -> Iterator[Asked]:
    """Yield the stored rules, with the WHERE of each as a query of its own."""
    for path in sorted((ROOT / "ontology" / "rules").glob("*.rq")):
        if path.stem in _RULE_KEYS:
            text = path.read_text("utf-8")
            head, _, rows = text.partition("WHERE")
            prologue = head.partition("CONSTRUCT")[0]
            yield Asked(path.stem, f"{prologue}SELECT * WHERE{rows}", _RULE_KEYS[path.stem])


def shapes() -> Iterator[Asked]:
    """Yield the queries of the shapes, each asked for the shape's focus nodes."""
    for path in sorted((ROOT / "ontology" / "shapes").rglob("*.ttl")):
        facts = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
        selects = {
            fact.subject: fact.object.value
            for fact in facts
            if fact.predicate.value == f"{SH}select" and isinstance(fact.object, ox.Literal)
        }
        for fact in facts:
            if fact.predicate.value == f"{SH}sparql" and fact.object in selects:
                focus = " UNION ".join(_targets(facts, fact.subject)) or "{ ?this a ?any }"
                yield Asked(
                    str(fact.object),
                    f"{_PROLOGUE}SELECT * WHERE {{ {{ SELECT DISTINCT ?this WHERE {{ {focus} }} }}"
                    f" LATERAL {{ {selects[fact.object]} }} }}",
                    ("this",),
                )


def _targets(facts: list[ox.Quad], shape: object) -> Iterator[str]:
    ways = {f"{SH}targetClass": f"<{RDF}type> {{}}", f"{SH}targetSubjectsOf": "{} ?any"}
    for fact in facts:
        if fact.subject == shape and fact.predicate.value in ways:
            yield "{ ?this " + ways[fact.predicate.value].format(fact.object) + " }"


_TRAPS: Final = (
    # EXISTS and what its variables mean
    "?k :p ?v FILTER NOT EXISTS { ?k :q ?s } FILTER NOT EXISTS { ?s :r ?k }",
    "?k :p ?v FILTER NOT EXISTS { ?k :q ?s"
    " FILTER NOT EXISTS { ?s :r ?k FILTER EXISTS { ?v :q ?k } } }",
    "?k :p ?v FILTER NOT EXISTS { { ?a :q ?b } { ?c :r ?a FILTER NOT EXISTS { ?k :r ?c } } }",
    "?k :p ?v FILTER NOT EXISTS { SELECT ?a { ?k :q ?a } }",
    "?k :p ?v FILTER(EXISTS { ?k :q ?a } || !EXISTS { ?v :r ?a })",
    "?k :p ?v FILTER(isIRI(?v) && NOT EXISTS { ?v :q ?w })",
    "?k :p ?v BIND(EXISTS { ?v :q ?a } AS ?e)",
    "?k :p ?v { ?v :q ?w FILTER EXISTS { ?w :r ?k } }",
    "?k :p ?t FILTER NOT EXISTS { ?x :p ?t FILTER NOT EXISTS { ?k :q ?x } }",
    # OPTIONAL and MINUS
    "?k :p ?v OPTIONAL { ?v :q ?w }",
    "?k :p ?v OPTIONAL { ?w :q ?z FILTER(?v = ?z && NOT EXISTS { ?k :r ?z }) }",
    "?v :p ?v2 OPTIONAL { ?v :q ?y } ?y :r ?k",
    "?k :p ?v OPTIONAL { ?v :q ?y } OPTIONAL { ?y :r ?z }",
    "?v :p ?w OPTIONAL { ?v :q ?k }",
    "?k :p ?v OPTIONAL { ?v :q ?y OPTIONAL { ?y :r ?k } }",
    "?k :p ?v OPTIONAL { { ?a :q ?y } OPTIONAL { ?y :r ?v } }",
    "?k :p ?v OPTIONAL { ?v :q ?w MINUS { ?w :r ?v } }",
    "?k :p ?v OPTIONAL { ?v :q ?w } BIND(COALESCE(?w, ?v) AS ?z) ?z :r ?y",
    "?k :p ?v MINUS { ?v :q ?w }",
    "?k :p ?v MINUS { ?a :q ?w }",
    "?k :p ?v MINUS { ?k :q ?w OPTIONAL { ?w :r ?v } }",
    "?k :p ?v MINUS { ?k :q ?w FILTER(?v = ?w) }",
    "?k :p ?v FILTER NOT EXISTS { ?v :q ?w MINUS { ?w :r ?k } }",
    "{ ?v :p ?w MINUS { ?v :q ?b } } LATERAL { ?k :p ?v }",
    "?v :p ?x MINUS { ?x :q ?y } ?y :r ?k",
    "{ ?v :p ?x FILTER NOT EXISTS { ?x :q ?y } } ?y :r ?k",
    # UNION
    "{ ?k :p ?v } UNION { ?v :q ?k } ?v :r ?w",
    "?a :p ?b { ?b :q ?k } UNION { ?k :r ?b }",
    "?a :p ?b { ?b :q ?k } UNION { ?b :r ?c }",
    "{ ?k :p n:a } UNION { ?k :p n:b } UNION { ?k :q n:a } UNION { ?v :p ?k }",
    "?k :q ?v FILTER NOT EXISTS { { ?v :p n:a } UNION { ?v :p n:b } UNION { ?v :p ?k } }",
    "{ { ?k :p n:a } UNION { ?k :p n:b } } { ?k :q n:a } UNION { ?k :q n:b }",
    "{ ?k :p ?v } UNION { ?k :q ?w } FILTER NOT EXISTS { ?v :r ?k }",
    # groups
    "{ SELECT ?k (COUNT(?v) AS ?n) { ?k :p ?v } GROUP BY ?k HAVING(COUNT(?v) > 1) }",
    "{ SELECT ?k (COUNT(?v) AS ?n) { ?k :p ?v } GROUP BY ?k HAVING(NOT EXISTS { ?k :q ?v }) }",
    "{ SELECT ?k (SUM(IF(EXISTS { ?v :q ?z }, 1, 0)) AS ?n) { ?k :p ?v } GROUP BY ?k }",
    "{ SELECT ?k ?g (COUNT(?v) AS ?n) { ?k :p ?v } GROUP BY ?k (STR(?v) AS ?g) }",
    "?k :p ?a { SELECT ?a (MAX(?w) AS ?m) { ?a :q ?v . ?v :r ?w FILTER NOT EXISTS { ?w :q ?k } }"
    " GROUP BY ?a }",
    "{ SELECT ?a (MAX(?w) AS ?m) { ?a :q ?w } GROUP BY ?a } ?k :p ?m",
    "?k :p ?v { SELECT (COUNT(*) AS ?n) { ?a :q ?b } }",
    "{ SELECT (COUNT(*) AS ?k) { ?a :q ?b } }",
    "?k :q ?a { SELECT ?a { ?a :p ?v } ORDER BY ?a ?v LIMIT 2 }",
    "{ SELECT ?k ?v { ?k :p ?v } ORDER BY ?k ?v LIMIT 2 }",
    "?k :p ?v { SELECT * { ?v :q ?w FILTER NOT EXISTS { ?k :r ?w } } }",
    "?k :p ?v { SELECT ?v { ?v :q ?k } }",
    # values that are worked out
    "?a :p ?v BIND(?a AS ?k) ?v :q ?w",
    "{ ?a :p ?v BIND(?v AS ?k) } ?k :q ?w FILTER NOT EXISTS { ?k :r ?a }",
    "?a :p ?v BIND(IRI(CONCAT(STR(?a), 'x')) AS ?k)",
    "?a :p ?v BIND(?v + 1 AS ?k)",
    "{ ?a :p ?v BIND(?v + 1 AS ?w) } ?k :q ?w",
    "?k :p ?v { ?a :q ?b FILTER(!BOUND(?v)) }",
    "?k :p ?v . ?a :q ?b FILTER(?v = ?b)",
    "VALUES ?v { n:a n:b 1 } ?k :p ?v FILTER NOT EXISTS { ?v :q ?k }",
    "?k :p ?v VALUES (?v ?w) { (n:a UNDEF) (UNDEF n:b) } ?k :q ?w",
    "VALUES ?k { n:a n:b } FILTER NOT EXISTS { ?z :q ?k }",
    # paths
    "?k :p* ?v",
    "?k :p? ?v",
    "n:a :p* ?k",
    "n:a :p* n:a . ?k :q ?v",
    "n:a :p? n:b . ?k :q ?v",
    "VALUES ?v { n:a n:b } ?v :p* ?w . ?k :q ?w",
    "?k (:p|:q)* n:a",
    "?k :q ?w . ?k :p* ?v",
    "?k (:p|^:q)+ ?v . ?v :r ?w",
    "?k :p/:q?/^:r ?v",
    "?k (:p/:q)* ?v . ?v :r ?z",
    "?k !:p ?v . ?v :q ?z",
    "?k !(:p|^:q) ?v",
    "?k (!:p)* ?v . ?v :q ?z",
    "?k (:p/:q)|:r ?v",
    "?k :p ?v FILTER NOT EXISTS { ?w :q* ?z . FILTER(?w = ?v) }",
    "?k :p [ :q ?v ; :r ?k ]",
    "?k ?p ?v . ?v ?p ?w",
    "?k :p ?q . ?v ?q ?w",
    "?k :p ?k",
    # graphs
    "GRAPH ?g { ?k :p ?v } FILTER(?g NOT IN (<urn:g:1>))",
    "GRAPH ?k { ?a :p ?v FILTER NOT EXISTS { ?v :q ?a } }",
    "GRAPH ?g { ?k :p ?v OPTIONAL { ?v :q ?w } }",
    "GRAPH <urn:g:1> { ?k :p ?v }"
    " FILTER NOT EXISTS { GRAPH ?h { ?v :q ?w } FILTER(?h != <urn:g:1>) }",
    "GRAPH ?g { ?k :p ?v { SELECT ?v (COUNT(?w) AS ?n) { ?v :q ?w } GROUP BY ?v } }",
    "?k :q ?z GRAPH ?g { ?k :p* ?v }",
    # LATERAL
    "{ ?k :q ?a } LATERAL { SELECT ?k { FILTER NOT EXISTS { ?k :p ?v } } }",
    "{ ?k :q ?a } LATERAL { SELECT ?a ?v { ?a :p ?v } ORDER BY ?v LIMIT 1 }",
    "{ ?k :q ?a } LATERAL { SELECT * { ?a :p ?v FILTER NOT EXISTS { ?k :r ?v } } }",
    "{ ?k :q ?a } LATERAL { SELECT ?a { ?a :p ?v FILTER NOT EXISTS { ?k :r ?v } } }",
    "{ ?k :q ?a } LATERAL { { ?a :p ?v } UNION { FILTER NOT EXISTS { ?k :r ?a } } }",
    "{ ?k :q ?a } LATERAL { OPTIONAL { ?k :p ?v } FILTER(!BOUND(?v)) }",
    "{ ?k :p ?v } LATERAL { ?v :q ?w MINUS { ?a :r ?b } }",
    "{ SELECT DISTINCT ?k { ?k :q ?a } } LATERAL { SELECT ?k (COUNT(?v) AS ?n)"
    " { OPTIONAL { ?k :p ?v } } GROUP BY ?k } FILTER(?n < 2)",
)
_PAIRS: Final = (
    "?k :p ?l FILTER NOT EXISTS { ?l :q ?a . ?a :r ?k }",
    "?k :p ?a . ?l :q ?a FILTER(?k != ?l) FILTER NOT EXISTS { ?k :r ?l }",
    "?k :p ?a . ?l :q ?b",
)


def traps() -> Iterator[Asked]:
    """Yield queries that are hard to follow."""
    for group in _TRAPS:
        yield Asked(group, f"{_SHORT}SELECT * {{ {group} }}", ("k",))
    for group in _PAIRS:
        yield Asked(group, f"{_SHORT}SELECT * {{ {group} }}", ("k", "l"))
