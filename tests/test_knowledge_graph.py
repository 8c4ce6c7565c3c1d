"""The graph from Python, as its users meet it."""

import datetime
from collections.abc import Iterator

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

import espd_kg
from espd_kg import InputError, KnowledgeGraph, LimitError, Rows
from espd_kg.namespaces import ESPD, ID
from support import BuiltWorld


@pytest.fixture(scope="module")
def graph(world: BuiltWorld) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(world.root) as opened:
        yield opened


def _rows(answer: Rows | bool | Graph) -> Rows:
    assert isinstance(answer, Rows)
    return answer


def test_at_most_ten_public_names_each_with_a_docstring() -> None:
    assert len(espd_kg.__all__) <= 10
    for name in espd_kg.__all__:
        value = getattr(espd_kg, name)
        assert isinstance(value, str) or value.__doc__
    assert set(dir(espd_kg)) >= set(espd_kg.__all__)


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Nonsense"):
        espd_kg.Nonsense  # noqa: B018


def test_rows_are_typed(graph: KnowledgeGraph) -> None:
    row = graph.query("commitments", dialogue="talks-2001", obligation="O3")[0]
    assert row.provision == f"{ID}provision/talks-2001-crossings"
    assert row.speakers == (f"{ID}state/graustark", f"{ID}state/ruritania")
    assert isinstance(row.start, int)
    assert row["verb"] == row.verb == "agreed to open"
    assert row[0] == row.provision
    assert row.as_dict()["verb"] == "agreed to open"
    assert len(row) == len(list(row))


def test_dates_are_dates(graph: KnowledgeGraph) -> None:
    assert graph.query("dialogues", year=2001)[0].start == datetime.date(2001, 5, 7)


def test_a_sparse_answer_has_none(graph: KnowledgeGraph) -> None:
    assert graph.query("dialogues")[0].end is None


def test_parameters_that_are_none_stay_open(graph: KnowledgeGraph) -> None:
    assert len(graph.query("commitments", theme=None)) == 2


@pytest.mark.parametrize(
    ("name", "parameters", "hint"),
    [
        ("comitments", {}, "commitments"),
        ("commitments", {"dialoge": "talks-2001"}, "dialogue"),
        ("commitments", {"dialogue": "talks-2002"}, "talks-2001"),
    ],
)
def test_a_mistake_suggests_the_nearest(
    graph: KnowledgeGraph, name: str, parameters: dict[str, str], hint: str
) -> None:
    with pytest.raises(InputError, match=f"Did you mean {hint}"):
        graph.query(name, **parameters)


def test_an_unknown_column_suggests_the_nearest(graph: KnowledgeGraph) -> None:
    row = graph.query("commitments")[0]
    with pytest.raises(AttributeError, match="Did you mean obligation"):
        _ = row.obligatoin
    with pytest.raises(KeyError, match="obligation"):
        _ = row["obligatoin"]


def test_every_row_leads_to_its_words(graph: KnowledgeGraph) -> None:
    for row in graph.query("provisions"):
        citation = graph.cite(row)[0]
        assert citation.quote == row.quote
        assert citation.url == "https://example.org/talks/2001"


def test_rows_of_sparql_are_cited_by_what_they_name(graph: KnowledgeGraph) -> None:
    rows = _rows(graph.sparql("SELECT ?c WHERE { ?c a espd:Commitment } ORDER BY ?c"))
    assert graph.cite(rows[0])[0].quote == "They agreed to open “two” new border crossings by 2002."


def test_sparql_answers_by_its_verb(graph: KnowledgeGraph) -> None:
    assert graph.sparql("ASK { ?d a espd:Dialogue }") is True
    described = graph.sparql("DESCRIBE place:strelsau")
    assert isinstance(described, Graph)
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    assert Literal("Strelsau", lang="en") in set(described.objects(None, label))


def test_the_rdflib_graph_answers_the_same(graph: KnowledgeGraph) -> None:
    whole = graph.graph()
    assert isinstance(whole, Dataset)
    query = f"SELECT ?p WHERE {{ ?p a <{ESPD}Commitment> }}"
    found = {str(row[0]) for row in whole.query(query)}  # type: ignore[index]
    assert found == {row.p for row in _rows(graph.sparql(query))}
    assert len(graph.graph(inferred=False)) < len(whole)


def test_rows_become_a_data_frame(graph: KnowledgeGraph) -> None:
    rows = graph.query("commitments")
    frame = rows.to_dataframe()
    assert list(frame.columns) == list(rows.columns)
    assert list(frame["verb"]) == [row.verb for row in rows]
    assert graph.to_dataframe("commitments").equals(frame)


def test_labels_in_three_languages(graph: KnowledgeGraph) -> None:
    assert graph.label(f"{ID}state/ruritania", "ru") == "Руритания"
    assert graph.label("https://example.org/unknown") == "https://example.org/unknown"


def test_the_queries_are_listed_with_their_questions(graph: KnowledgeGraph) -> None:
    assert graph.queries()["commitments"].startswith("What did the parties commit")


def test_a_slow_query_is_given_up(world: BuiltWorld) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with KnowledgeGraph.open(world.root, timeout=0.2) as impatient, pytest.raises(LimitError):
        impatient.sparql(slow)


def test_a_folder_that_is_none_is_named() -> None:
    with pytest.raises(InputError, match="no such folder"):
        KnowledgeGraph.open("/nowhere/at/all")
