"""Asking a stored query, from the words on a command line to rows with footnotes."""

import pyoxigraph as ox
import pytest

from espd_kg.errors import InputError
from espd_kg.explanations import cite, names_in, uncoded_events
from espd_kg.namespaces import ESPD, ID, RDFS, THEME
from espd_kg.queries.model import StoredQuery
from espd_kg.queries.reading import parse_query
from espd_kg.questions import ask, bound_text
from espd_kg.results import Table
from espd_kg.stores.embedded import EmbeddedStore
from unit.graphs import QUERY, small_store

BOTH = f"{THEME}critical-minerals | {THEME}trade"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return small_store()


@pytest.fixture(scope="module")
def query() -> StoredQuery:
    return parse_query("provisions", QUERY, "queries/provisions.rq")


def test_without_arguments_every_row_comes_and_plurals_are_sorted(
    store: EmbeddedStore, query: StoredQuery
) -> None:
    assert ask(store, query, {}) == Table(
        ("provision", "themes"),
        (
            (ox.NamedNode(ID + "provision/more"), ox.Literal(THEME + "trade")),
            (ox.NamedNode(ID + "provision/trade"), ox.Literal(BOTH)),
        ),
    )


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"theme": "critical minerals"}, ["trade"]),
        ({"theme": "trade", "obligation": "O2"}, ["more"]),
        ({"obligation": "firm undertaking"}, ["trade"]),
        ({"theme": "oil"}, []),
    ],
)
def test_arguments_narrow_the_rows(
    store: EmbeddedStore, query: StoredQuery, arguments: dict[str, str], found: list[str]
) -> None:
    table = ask(store, query, arguments)
    assert [row[0] for row in table] == [ox.NamedNode(f"{ID}provision/{name}") for name in found]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"them": "trade"}, "Did you mean theme?"),
        ({"theme": "tade"}, "Did you mean trade?"),
        ({"theme": 'trade" } DROP ALL #'}, "there is no theme"),
    ],
)
def test_wrong_arguments_are_refused(
    store: EmbeddedStore, query: StoredQuery, arguments: dict[str, str], complaint: str
) -> None:
    with pytest.raises(InputError) as caught:
        ask(store, query, arguments)
    assert complaint in str(caught.value)


def test_a_default_is_used_where_nothing_is_given(store: EmbeddedStore) -> None:
    text = QUERY.replace('"About this theme."', '"About this theme.", default: critical-minerals')
    query = parse_query("provisions", text, "q.rq")
    assert len(ask(store, query, {})) == 1
    assert len(ask(store, query, {"theme": "trade"})) == 2
    assert f"VALUES ?_theme {{ <{THEME}critical-minerals> }}" in bound_text(store, query, {})


def test_rows_are_borne_out_by_the_evidence_of_the_cited_columns(
    store: EmbeddedStore, query: StoredQuery
) -> None:
    notes = cite(store, query, ask(store, query, {}))
    assert [note.passage for note in notes.notes] == [
        ID + "passage/post",
        ID + "passage/minerals",
        ID + "passage/meeting",
    ]
    assert notes.numbers == ((1, 2), (3, 2))


def test_plural_columns_can_be_cited(store: EmbeddedStore, query: StoredQuery) -> None:
    text = QUERY.replace("cites: [provision]", "cites: [themes]").replace(
        "?provision (GROUP_CONCAT(STR(?theme)",
        f'("<{ID}" AS ?provision) (GROUP_CONCAT("{ID}passage/post"',
    )
    plural = parse_query("q", text.replace("GROUP BY ?provision\nORDER BY ?provision", ""), "q.rq")
    notes = cite(store, plural, ask(store, plural, {}))
    assert [note.quote for note in notes.notes] == ["We will trade more"]


def test_labels_for_all_that_the_table_shows(store: EmbeddedStore, query: StoredQuery) -> None:
    found = names_in(store, query, ask(store, query, {}), "ru")
    assert found[THEME + "trade"] == "торговля"
    assert found[ID + "provision/trade"] == "Deepen trade"


def test_an_event_without_coded_text_is_told_apart_from_one_that_says_nothing() -> None:
    triples = f"""
      <{ESPD}Dialogue> <{RDFS}subClassOf> <{ESPD}Event> .
      <{ID}dialogue/coded> a <{ESPD}Dialogue> ; <{RDFS}label> "Coded"@en .
      <{ID}dialogue/uncoded> a <{ESPD}Dialogue> ; <{RDFS}label> "Uncoded"@en .
      <{ID}session/first> a <{ESPD}Session> ; <{ESPD}sessionOf> <{ID}dialogue/coded> .
      <{ID}provision/one> <{ESPD}madeAt> <{ID}session/first> .
    """
    engine = ox.Store()
    engine.load(triples.encode(), ox.RdfFormat.TURTLE)
    asked = parse_query(
        "commitments",
        QUERY.replace("{name: theme, type: theme", "{name: theme, type: dialogue"),
        "queries/commitments.rq",
    )
    with EmbeddedStore(engine) as store:
        assert uncoded_events(store, asked, {"theme": "uncoded"}) == ("Uncoded",)
        assert uncoded_events(store, asked, {"theme": "coded"}) == ()
