"""Each stored query gives its expected answers, in both engines, row for row."""

import pytest

from queries.answers import Case, cases
from queries.corpora import CORPORA, ENGINES, catalogue

CASES = cases()
# The real data with arguments adds time in the slower engine and nothing that the talks do not try.
ASKED = [
    (case, engine)
    for case in CASES
    for engine in ENGINES
    if engine == "embedded" or case.corpus == "talks" or not case.arguments
]


@pytest.mark.parametrize(("case", "engine"), ASKED, ids=lambda part: str(part))
def test_the_answer_is_the_expected_one(case: Case, engine: str) -> None:
    assert case.answer(engine).splitlines() == case.path.read_text(encoding="utf-8").splitlines()


def test_every_query_is_asked_as_it_stands() -> None:
    asked = {case.query for case in CASES if not case.arguments}
    # The whole tree of themes is the scheme itself, which has tests of its own.
    assert asked == set(catalogue().queries) - {"themes"}


def test_every_parameter_is_given_a_value_somewhere() -> None:
    given = {(case.query, name) for case in CASES for name in case.arguments}
    described = {
        (query.name, parameter.name)
        for query in catalogue().queries.values()
        for parameter in query.parameters
    }
    assert given == described


@pytest.mark.parametrize("corpus", CORPORA)
def test_some_answer_of_every_query_has_rows(corpus: str) -> None:
    with_rows = {
        case.query
        for case in CASES
        if case.corpus == corpus and len(case.path.read_text(encoding="utf-8").splitlines()) > 1
    }
    assert with_rows == set(catalogue().queries)
