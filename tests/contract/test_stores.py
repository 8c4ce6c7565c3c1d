"""One scenario over every store: whoever holds a Store need not know which one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.endpoint import endpoint
from espd_kg.errors import InputError, LimitError
from espd_kg.results import Table, Triples, Truth
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import DEFAULT_LIMITS
from espd_kg.stores.rdflib_store import RdflibStore
from espd_kg.stores.remote import RemoteStore
from espd_kg.stores.writing import sparql_term

EX = "http://example.org/"
DATA = """
<http://example.org/a> <http://example.org/name> "Astana"@en <http://example.org/g1> .
<http://example.org/a> <http://example.org/name> "Астана"@kk <http://example.org/g1> .
<http://example.org/a> <http://example.org/near> <http://example.org/b> <http://example.org/g1> .
<http://example.org/b> <http://example.org/name> "Washington"@en <http://example.org/g2> .
<http://example.org/b> <http://example.org/founded> "1790"^^<http://www.w3.org/2001/XMLSchema#gYear> <http://example.org/g2> .
<http://example.org/b> <http://example.org/note> "say \\"hi\\"\\n\\tback\\\\slash" <http://example.org/g2> .
<http://example.org/b> <http://example.org/size> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <http://example.org/g2> .
<http://example.org/g1> <http://example.org/made> "2024-05-31"^^<http://www.w3.org/2001/XMLSchema#date> <http://example.org/g3> .
""".lstrip().encode()  # noqa: E501


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with endpoint(DATA, tmp_path_factory.mktemp("endpoint")) as address:
        yield address


@pytest.fixture(scope="module", params=["memory", "disk", "rdflib", "remote"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, served: str
) -> Iterator[Store]:
    with make(request.param, tmp_path_factory.mktemp("store"), served) as opened:
        yield opened


def make(kind: str, folder: Path, served: str) -> Store:
    if kind == "memory":
        return EmbeddedStore.from_nquads(DATA)
    if kind == "disk":
        writer = ox.Store(str(folder / "store"))
        writer.bulk_load(DATA, ox.RdfFormat.N_QUADS)
        writer.flush()
        del writer
        return EmbeddedStore.open(folder / "store")
    if kind == "rdflib":
        dataset = rdflib.Dataset()
        dataset.parse(data=DATA, format="nquads")
        return RdflibStore(dataset)
    return RemoteStore(served)


@pytest.fixture
def limited(store: Store) -> Iterator[Store]:
    """The store, whose limits a test may change."""
    yield store
    store.limits = DEFAULT_LIMITS


# Answers


def test_select_gives_columns_in_order_and_terms(store: Store) -> None:
    table = store.query(f"SELECT ?name ?thing {{ ?thing <{EX}name> ?name }} ORDER BY ?name")
    assert table == Table(
        ("name", "thing"),
        (
            (ox.Literal("Astana", language="en"), ox.NamedNode(EX + "a")),
            (ox.Literal("Washington", language="en"), ox.NamedNode(EX + "b")),
            (ox.Literal("Астана", language="kk"), ox.NamedNode(EX + "a")),
        ),
    )


def test_default_graph_is_the_union_of_the_graphs(store: Store) -> None:
    assert store.query(f"ASK {{ ?a <{EX}near>/<{EX}founded> ?year }}") == Truth(True)


def test_named_graphs_can_be_told_apart(store: Store) -> None:
    table = store.select(f"SELECT ?g {{ GRAPH ?g {{ ?s <{EX}founded> ?o }} }}")
    assert table.rows == ((ox.NamedNode(EX + "g2"),),)
    assert not store.query(f"ASK {{ GRAPH <{EX}g1> {{ ?s <{EX}founded> ?o }} }}")


def test_from_narrows_the_query_to_the_graphs_it_names(store: Store) -> None:
    if isinstance(store, RemoteStore):
        with pytest.raises(InputError, match="FROM is refused here"):
            store.select(f"SELECT * FROM <{EX}g2> {{ ?thing <{EX}name> ?name }}")
        return
    names = store.select(f"SELECT ?name FROM <{EX}g2> {{ ?thing <{EX}name> ?name }}")
    assert names.rows == ((ox.Literal("Washington", language="en"),),)
    both = f"SELECT ?name FROM <{EX}g1> FROM <{EX}g2> {{ ?thing <{EX}name> ?name }}"
    assert len(store.select(both)) == 3
    graphs = store.select(f"SELECT ?g FROM NAMED <{EX}g2> {{ GRAPH ?g {{ ?s <{EX}name> ?o }} }}")
    assert graphs.rows == ((ox.NamedNode(f"{EX}g2"),),)


@pytest.mark.parametrize("kind", ["memory", "rdflib"])
def test_from_fetches_nothing(kind: str, tmp_path: Path) -> None:
    with make(kind, tmp_path, "") as store:
        assert not store.select("SELECT * FROM <http://127.0.0.1:9/> { ?a ?b ?c }").rows


def test_ask_gives_a_truth(store: Store) -> None:
    assert store.query(f"ASK {{ <{EX}b> <{EX}near> ?x }}") == Truth(False)


def test_construct_and_describe_give_triples(store: Store) -> None:
    built = store.query(f"CONSTRUCT {{ ?o <{EX}of> ?s }} WHERE {{ ?s <{EX}near> ?o }}")
    wanted = ox.Triple(ox.NamedNode(EX + "b"), ox.NamedNode(EX + "of"), ox.NamedNode(EX + "a"))
    assert built == Triples((wanted,))
    described = store.query(f"DESCRIBE <{EX}a>")
    assert isinstance(described, Triples)
    assert len(described) == 3


def test_a_construct_makes_no_triple_with_a_literal_subject(store: Store) -> None:
    built = store.query(f"CONSTRUCT {{ ?o <{EX}of> ?s }} WHERE {{ ?s <{EX}size> ?o }}")
    assert built == Triples(())


def test_an_unbound_cell_is_none_and_an_empty_row_a_row(store: Store) -> None:
    table = store.select(f"SELECT ?x {{ <{EX}b> <{EX}size> 7 OPTIONAL {{ <{EX}b> <{EX}no> ?x }} }}")
    assert table.rows == ((None,),)


def test_select_star_has_its_columns_in_the_order_of_the_text(store: Store) -> None:
    table = store.select(f"SELECT * {{ ?z <{EX}near> ?a . ?a <{EX}size> ?m }}")
    assert table.columns == ("z", "a", "m")
    assert table.rows[0][2] == ox.Literal(7)


def test_literals_keep_characters_languages_and_datatypes(store: Store) -> None:
    table = store.select(f"SELECT ?o {{ <{EX}b> ?p ?o FILTER(!ISIRI(?o)) }}")
    values = {(term.value, term.language, term.datatype.value) for (term,) in _literals(table)}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert values == {
        ("Washington", "en", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"),
        ("1790", None, xsd + "gYear"),
        ('say "hi"\n\tback\\slash', None, xsd + "string"),
        ("7", None, xsd + "integer"),
    }


def _literals(table: Table) -> list[tuple[ox.Literal]]:
    return [(term,) for (term,) in table.rows if isinstance(term, ox.Literal)]


def test_values_with_undef_stay_open(store: Store) -> None:
    text = f"""
        SELECT ?s {{ VALUES ?_name {{ UNDEF }} ?s <{EX}name> ?n
          FILTER(!BOUND(?_name) || ?n = ?_name) }}"""
    assert len(store.select(text)) == 3
    assert len(store.select(text.replace("UNDEF", '"Astana"@en'))) == 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT ?t (COUNT(?s) AS ?n) { ?s <http://none/> ?t } GROUP BY ?t", 0),
        ("SELECT ?n { { SELECT ?t (COUNT(?s) AS ?n) { ?s <http://none/> ?t } GROUP BY ?t } }", 0),
        ("SELECT (COUNT(?s) AS ?n) { ?s <http://none/> ?t }", 1),
        ("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?t } GROUP BY ?p", 6),
        ("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?t } GROUP BY ?p HAVING (COUNT(*) > 1)", 1),
        ("SELECT ?p (GROUP_CONCAT(?t; separator='|') AS ?n) { ?s ?p ?t } GROUP BY ?p", 6),
    ],
)
def test_groups(store: Store, text: str, rows: int) -> None:
    assert len(store.select(text)) == rows


awkward = st.text(
    st.one_of(
        st.sampled_from("\\\"'u0041U\n\r\t\b\f{}<>#?$_ .:;,()%@^é\u0001\u2028\ufffd😀"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    ),
    max_size=30,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(awkward)
def test_any_text_bound_into_a_query_comes_back_the_same(store: Store, text: str) -> None:
    term = ox.Literal(text)
    assert store.select(f"SELECT ?x {{ VALUES ?x {{ {sparql_term(term)} }} }}").rows == ((term,),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r'"\u0041\U0001F600"', "A😀"),
        (r'"\\u0041"', "\\u0041"),
        (r'"\\\\cafe \\u"', "\\\\cafe \\u"),
        (r"'''a'b''c\"d\''''", "a'b''c\"d'"),
        ('"# no comment"', "# no comment"),
    ],
)
def test_every_store_reads_escapes_in_the_same_way(store: Store, written: str, meant: str) -> None:
    table = store.select(f"SELECT ?x {{ VALUES ?x {{ {written} }} }} # \\u000A }} broken")
    assert table.rows == ((ox.Literal(meant),),)


# Refusals


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?a ?b ?c } }",
        "INSERT DATA { <http://a/> <http://b/> <http://c/> }",
        "DELETE WHERE { ?a ?b ?c }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "",
        "# nothing but a comment",
    ],
)
def test_what_reaches_out_or_changes_data_is_refused(store: Store, text: str) -> None:
    with pytest.raises(InputError):
        store.query(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("SELECT ?a WHERE {\n  ?a ?b \n}", 3),
        ("SELECT ?a\nWHERE {\n ?a ex:b ?c }", 3),
        ("SELECT ?a WHERE {\n\n  ?a ?b 'open }", 3),
        ("\nSELCT ?a WHERE { ?a ?b ?c }", 2),
        ("SELECT ?a {\n ?a <relative> ?c }", 2),
    ],
)
def test_malformed_sparql_is_told_with_its_line(store: Store, text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        store.query(text)
    assert caught.value.line == line


def test_only_a_select_has_rows(store: Store) -> None:
    with pytest.raises(InputError, match="SELECT"):
        store.select("ASK {}")


# Limits


def test_too_many_rows_are_refused(limited: Store) -> None:
    limited.limits = replace(DEFAULT_LIMITS, rows=7)
    with pytest.raises(LimitError, match="more than 7 rows"):
        limited.query("SELECT * { ?s ?p ?o }")
    limited.limits = replace(DEFAULT_LIMITS, rows=8)
    assert len(limited.select("SELECT * { ?s ?p ?o }")) == 8


def test_too_large_an_answer_is_refused(limited: Store) -> None:
    limited.limits = replace(DEFAULT_LIMITS, bytes=40)
    with pytest.raises(LimitError, match="40 bytes"):
        limited.query("SELECT * { ?s ?p ?o }")


def test_too_long_a_query_is_given_up(limited: Store) -> None:
    limited.limits = replace(DEFAULT_LIMITS, seconds=0.05, rows=None)
    crossed = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(7))
    with pytest.raises(LimitError, match=r"0\.05 seconds"):
        limited.query(f"SELECT * {{ {crossed} }} LIMIT 400000")
