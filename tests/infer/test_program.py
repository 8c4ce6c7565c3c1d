"""The compiled program concludes what the closure of the whole graph concludes."""

from __future__ import annotations

import pickle

import pyoxigraph as ox
import pytest

from espd_kg.errors import InputError
from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.program import Equality, Program
from infer.cases import CLASHES, ENTAILMENTS, NON_ENTAILMENTS, SCHEMA_ENTAILMENTS, Case
from infer.compiled import built, concluded, parts, statements, whole

ALL = ENTAILMENTS + SCHEMA_ENTAILMENTS + NON_ENTAILMENTS


def name(case: Case) -> str:
    return case.name


def needs_whole(program: Program, data: set[ox.Triple]) -> bool:
    if program.needs_whole(data):
        return True
    try:
        program.within(data)
    except Equality:
        return True
    return False


@pytest.mark.parametrize("case", ALL, ids=name)
def test_a_batch_gives_what_the_whole_graph_gives(case: Case) -> None:
    axioms, data = parts(statements(case.given))
    program = Program.of(axioms, ())
    if needs_whole(program, data):
        assert "sameAs" in case.given + case.follows
    else:
        found = {*program.within(data), *program.implied}
        assert found == whole(axioms | data)


@pytest.mark.parametrize("case", ALL, ids=name)
def test_each_statement_may_stand_in_a_file_of_its_own(case: Case) -> None:
    axioms, data = parts(statements(case.given))
    program = Program.of(axioms, ())
    files = {"ontology": axioms, **{str(at): {one} for at, one in enumerate(data)}}
    if not needs_whole(program, data):
        assert concluded(built(program, files)) == whole(axioms | data)


@pytest.mark.parametrize("case", ENTAILMENTS, ids=name)
def test_an_equality_is_told(case: Case) -> None:
    axioms, data = parts(statements(case.given))
    assert needs_whole(Program.of(axioms, ()), data) is ("sameAs" in case.given + case.follows)


def clashes(program: Program, store: ox.Store) -> set[Inconsistency]:
    return {
        query.inconsistency(row)
        for query in program.clashes
        for row in store.query(query.text, use_default_graph_as_union=True)  # type: ignore[union-attr]
    }


@pytest.mark.parametrize("case", CLASHES, ids=name)
def test_what_cannot_be_true_is_found(case: Case) -> None:
    axioms, data = parts(statements(case.given))
    program = Program.of(axioms, ())
    if program.needs_whole(data):
        assert case.name.startswith("eq-") or case.name == "cls-nothing2"
    else:
        store = built(program, {"ontology": axioms, "data": data})
        assert {one.rule for one in clashes(program, store)} == {case.name}


def test_a_program_travels() -> None:
    axioms, data = parts(statements(":p rdfs:subPropertyOf :q . :q rdfs:domain :C . :a :p :b ."))
    program = Program.of(axioms, ())
    again = pickle.loads(pickle.dumps(program))
    assert again.within(data) == program.within(data) != []


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (":a :p :b .", False),
        (":a owl:sameAs :b .", True),
        (":a owl:differentFrom :b .", True),
        (":D rdfs:subClassOf :C .", True),
        (":D a owl:Class .", True),
        (":a a owl:NamedIndividual .", False),
        (":C :p :b .", True),
        (":a :p :C .", True),
        (":a :note :C .", False),
    ],
)
def test_data_that_speak_about_terms_need_the_whole_graph(data: str, answer: bool) -> None:
    axioms = statements(":p rdfs:subPropertyOf :q . :C a owl:Class .")
    assert Program.of(axioms, ()).needs_whole(statements(data)) is answer


def test_axioms_about_axioms_need_the_whole_graph() -> None:
    axioms = statements(":kindOf rdfs:subPropertyOf rdfs:subClassOf .")
    assert Program.of(axioms, ()).needs_whole(())


def test_class_expressions_without_number_need_the_whole_graph() -> None:
    either = " ".join(
        f"[ owl:unionOf ( {' '.join(f':C{n}x{m}' for m in range(9))} ) ]" for n in range(7)
    )
    axioms = statements(f"[] owl:intersectionOf ( {either} ) ; rdfs:subClassOf :D .")
    assert Program.of(axioms, ()).needs_whole(())


def test_an_equality_between_files_is_told() -> None:
    axioms = statements(":p a owl:InverseFunctionalProperty .")
    program = Program.of(axioms, ())
    with pytest.raises(Equality):
        built(program, {"f": statements(":a :p :x ."), "g": statements(":b :p :x .")})


def test_what_the_ontology_implies_is_concluded_once() -> None:
    axioms = statements(":p rdfs:subPropertyOf :q . :a :p :b . :b :p _:c .")
    program = Program.of(axioms, ())
    assert set(program.implied) == statements(":a :q :b .")
    assert program.within(statements(":a :q :b .")) == []
    assert concluded(built(program, {"ontology": axioms})) == statements(":a :q :b .")
    assert concluded(built(program, {"ontology": axioms, "f": statements(":a :q :b .")})) == set()


def test_a_rule_is_named_when_it_is_broken() -> None:
    with pytest.raises(InputError) as caught:
        Program.of((), [("ontology/rules/10-x.rq", "\nCONSTRUCT { ?x } WHERE { ?x ?p ?o }")])
    assert (caught.value.file, caught.value.line) == ("ontology/rules/10-x.rq", 2)
