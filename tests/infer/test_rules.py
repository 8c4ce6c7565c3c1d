"""How the stored rules are told apart, and in which order they run."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from espd_kg.errors import InputError
from espd_kg.infer import Reasoner, infer
from espd_kg.infer.program import Program
from espd_kg.infer.rules import told_apart
from infer.cases import triples
from infer.compiled import built, concluded, statements, whole

EXAMPLE = "PREFIX : <http://example.org/>\n"
REASONERS: tuple[Reasoner, ...] = ("sparql", "owlrl")

POSITIVE = (
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y }",
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p/^:r ?y }",
    "CONSTRUCT { ?x :q ?y } WHERE { ?x (:p|:r)/:s ?y FILTER(?x != ?y) }",
    "CONSTRUCT { ?x a :C } WHERE { VALUES ?p { :a :b } ?x :p ?p }",
    "CONSTRUCT { ?z :q ?y } WHERE { { ?x :p ?y BIND(?x AS ?z) } UNION { ?z :r ?y } }",
    'CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y FILTER(STR(?y) = "b" || ?y = :c) }',
    "CONSTRUCT WHERE { ?x :p ?y . ?y :p ?z }",
)
STRATA = (
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y FILTER NOT EXISTS { ?x :r ?y } }",
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y MINUS { ?x :r ?y } }",
    "CONSTRUCT { ?x :q ?z } WHERE { ?x :p ?y OPTIONAL { ?x :r ?z } }",
    "CONSTRUCT { ?x :q ?n } WHERE { SELECT ?x (COUNT(?y) AS ?n) { ?x :p ?y } GROUP BY ?x }",
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p+ ?y }",
    "CONSTRUCT { ?x :q ?n } WHERE { ?x :p ?y BIND(STR(?y) AS ?n) }",
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y { ?x :r ?z FILTER(?y != ?z) } }",
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y } LIMIT 1",
    "CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y } VALUES ?x { :a }",
)
DATA = (
    ":a :p :b , :c , :a ; :r :b , :d . :b :p :c ; :s :a . :d :r :a ; :s :b . :c :r :b . :b :r :c ."
)


@pytest.mark.parametrize("text", POSITIVE)
def test_a_rule_that_only_adds_is_positive(text: str) -> None:
    found = told_apart([("1.rq", EXAMPLE + text)])
    assert [rule.name for rule in found.positive] == ["1.rq"]


@pytest.mark.parametrize("text", STRATA)
def test_a_rule_that_looks_at_more_than_rows_is_a_stratum(text: str) -> None:
    found = told_apart([("1.rq", EXAMPLE + text)])
    assert [stratum.name for stratum in found.strata] == ["1.rq"]


@pytest.mark.parametrize("text", POSITIVE + STRATA)
def test_compiled_or_not_a_rule_says_the_same(text: str) -> None:
    rules = (("1.rq", EXAMPLE + text),)
    program, data = Program.of((), rules), statements(DATA)
    files = {str(at): {triple} for at, triple in enumerate(data)}
    assert concluded(built(program, files)) == whole(data, rules)


@pytest.mark.parametrize("reasoner", REASONERS)
def test_positive_rules_and_the_closure_run_until_nothing_follows(reasoner: Reasoner) -> None:
    given = triples(":p rdfs:subPropertyOf :q . :a :r :b . :b :r :c .")
    rules = [
        ("2.rq", EXAMPLE + "CONSTRUCT { ?x :p ?y } WHERE { ?x :r ?y }"),
        ("1.rq", EXAMPLE + "CONSTRUCT { ?x :q ?z } WHERE { ?x :q ?y . ?y :q ?z }"),
    ]
    found = infer(given, rules, reasoner).triples
    assert set(found) == set(triples(":a :p :b ; :q :b , :c . :b :p :c ; :q :c ."))


SPAN = (
    "20-span.rq",
    EXAMPLE + "CONSTRUCT { ?x :on ?d } WHERE { { SELECT ?x (MIN(?t) AS ?first) WHERE { "
    "?x :holds/:on ?z BIND(STR(?z) AS ?t) } GROUP BY ?x } ?x :holds/:on ?d "
    "FILTER(STR(?d) = ?first) }",
)


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_stratum_that_asks_for_what_it_concludes_is_asked_until_it_settles(
    reasoner: Reasoner,
) -> None:
    given = triples(':a :holds :b . :b :holds :c ; :on "2" . :c :on "1" .')
    found = infer(given, [SPAN], reasoner).triples
    assert set(found) == set(triples(':a :on "1" . :b :on "1" .'))


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_stratum_that_never_settles_is_refused(reasoner: Reasoner) -> None:
    text = "CONSTRUCT { ?x :is :odd } WHERE { ?x :p ?y FILTER NOT EXISTS { ?x :is :odd } }"
    with pytest.raises(InputError, match=r"1\.rq: the rule asks for what it concludes"):
        infer(triples(":a :p :b ."), [("1.rq", EXAMPLE + text)], reasoner)


def test_a_stratum_may_not_conclude_what_an_earlier_one_asks_for() -> None:
    ontology = statements(":s rdfs:subPropertyOf :r .")
    rules = [
        ("1.rq", EXAMPLE + "CONSTRUCT { ?x :q ?y } WHERE { ?x :p ?y MINUS { ?x :r ?y } }"),
        ("2.rq", EXAMPLE + "CONSTRUCT { ?x :s ?y } WHERE { ?x :p ?y MINUS { ?x :t ?y } }"),
    ]
    with pytest.raises(InputError, match=r"2\.rq: .*what 1\.rq asks for"):
        Program.of(ontology, rules)
    assert Program.of((), rules)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "CONSTRUCT { ?x :kind ?c } WHERE { ?x a/rdfs:subClassOf* ?c }",
        "CONSTRUCT { ?x :to ?y } WHERE { ?x ?p ?y }",
    ],
)
def test_a_rule_over_axioms_or_anything_needs_the_whole_graph(text: str) -> None:
    assert Program.of((), [("1.rq", EXAMPLE + text)]).needs_whole([])


def test_a_rule_may_hold_any_literal() -> None:
    text = 'CONSTRUCT { ?x :is ?y } WHERE { ?x :p 05 , "a\\"b"@EN . ?x :q ?y FILTER(?y > 1.5) }'
    data = statements(':a :p 5 , "a\\"b"@en ; :q 2 , 1 .')
    program = Program.of((), [("1.rq", EXAMPLE + text)])
    assert program.within(data) == [
        ox.Triple(ox.NamedNode("http://example.org/a"), ox.NamedNode("http://example.org/is"), two)
        for two in [
            ox.Literal("2", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
        ]
    ]
