"""Publishing to a real server: whole graphs, what differs alone, and on after any break."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from contract.endpoint import Server, oxigraph
from espd_kg.errors import ServiceError
from espd_kg.namespaces import GRAPH
from espd_kg.publishing import GRAPH_PUBLISHED, content, publish
from espd_kg.results import text_value
from espd_kg.stores.remote import RemoteStore
from espd_kg.stores.remote.retrying import Patience
from espd_kg.stores.remote.targets import GraphStore, Target, UpdateService
from publishing.proxy import Proxy, proxy

EX = "http://example.org/"
FOREIGN = ox.NamedNode(EX + "graph")
IMPATIENT = Patience(tries=1)
GRAPHS = ("data/a", "data/b", "data/c", "inferred")


def quad(graph: str, subject: str, value: str = "value") -> ox.Quad:
    name = graph if ":" in graph else GRAPH + graph
    terms = (ox.NamedNode(EX + subject), ox.NamedNode(EX + "says"), ox.Literal(value))
    return ox.Quad(*terms, ox.NamedNode(name))


@pytest.fixture
def store() -> ox.Store:
    filled = ox.Store()
    filled.extend(quad(graph, "thing", graph) for graph in GRAPHS)
    # Enough for more than one portion of an update.
    filled.extend(quad("data/b", f"thing-{n}", 'say "hi"\n\tback\\slash é') for n in range(2_345))
    return filled


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Server, Proxy]]:
    with oxigraph() as server, proxy(server.graph_store.removesuffix("/store")) as between:
        yield server, between


@pytest.fixture
def server(running: tuple[Server, Proxy]) -> Server:
    """An empty server, but for a graph of somebody else's."""
    server, between = running
    between.breaks_after = None
    update(server, "DROP ALL")
    update(server, f'INSERT DATA {{ GRAPH {FOREIGN} {{ <{EX}a> <{EX}says> "mine" }} }}')
    between.passed.clear()
    return server


def update(server: Server, text: str) -> None:
    """Change the server's content behind everybody's back."""
    kind = {"Content-Type": "application/sparql-update"}
    with urlopen(Request(server.update, text.encode(), kind), timeout=30):
        pass


@pytest.fixture
def between(running: tuple[Server, Proxy]) -> Proxy:
    return running[1]


@pytest.fixture(params=["graph store", "update"])
def target(request: pytest.FixtureRequest, server: Server, between: Proxy) -> Target:
    """The server, by either way, through the proxy."""
    if request.param == "graph store":
        return GraphStore(f"{between.address}/store", patience=IMPATIENT)
    reader = RemoteStore(f"{between.address}/query?union-default-graph", patience=IMPATIENT)
    return UpdateService(f"{between.address}/update", reader, patience=IMPATIENT)


def graphs_at(server: Server) -> dict[str, int]:
    """How many triples each graph of the server holds."""
    with RemoteStore(server.query) as remote:
        table = remote.select(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
        )
    return {text_value(graph): int(text_value(number)) for graph, number in table.rows}


def same_content(server: Server, store: ox.Store) -> bool:
    with RemoteStore(server.query) as remote:
        text = f'SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{GRAPH}")'
        there = remote.select(f"{text} && ?g != <{GRAPH_PUBLISHED}>) }}")
    here = store.query(f"{text}) }}")
    assert isinstance(here, ox.QuerySolutions)
    return sorted(map(str, there.rows)) == sorted(str(tuple(row)) for row in here)


def named(*graphs: str) -> tuple[str, ...]:
    return tuple(GRAPH + graph for graph in graphs)


def test_every_graph_arrives_whole_and_others_stay(
    server: Server, target: Target, store: ox.Store
) -> None:
    published = publish(store, target)
    assert (published.sent, published.unchanged, published.removed) == (named(*GRAPHS), (), ())
    assert same_content(server, store)
    assert graphs_at(server)[FOREIGN.value] == 1


def test_the_second_time_nothing_is_sent(
    between: Proxy, target: Target, store: ox.Store, server: Server
) -> None:
    publish(store, target)
    before = graphs_at(server)
    between.passed.clear()
    published = publish(store, target)
    assert (published.sent, published.unchanged) == ((), named(*GRAPHS))
    assert between.writing() == []
    assert graphs_at(server) == before


def test_by_force_every_graph_is_sent_again(
    server: Server, target: Target, store: ox.Store
) -> None:
    """What somebody else took away there is still noted as sent."""
    publish(store, target)
    update(server, f"CLEAR GRAPH <{GRAPH}data/c>")
    assert publish(store, target).sent == ()
    assert not same_content(server, store)
    published = publish(store, target, force=True)
    assert (published.sent, published.unchanged, published.removed) == (named(*GRAPHS), (), ())
    assert same_content(server, store)
    assert publish(store, target).sent == ()


def test_a_changed_graph_alone_is_sent(
    server: Server, between: Proxy, target: Target, store: ox.Store
) -> None:
    publish(store, target)
    store.remove(quad("data/c", "thing", "data/c"))
    store.add(quad("data/c", "thing", "new"))
    between.passed.clear()
    assert publish(store, target).sent == named("data/c")
    assert same_content(server, store)
    if isinstance(target, GraphStore):
        sent = [line for line in between.writing() if quote(GRAPH_PUBLISHED, "") not in line]
        assert sent == [f"PUT /store?graph={quote(GRAPH + 'data/c', '')}"]


def test_a_graph_that_is_gone_is_removed(server: Server, target: Target, store: ox.Store) -> None:
    publish(store, target)
    store.remove_graph(ox.NamedNode(GRAPH + "data/a"))
    published = publish(store, target)
    assert (published.sent, published.removed) == ((), named("data/a"))
    assert set(graphs_at(server)) == {*named(*GRAPHS[1:]), GRAPH_PUBLISHED, FOREIGN.value}


def test_a_graph_that_somebody_took_away_meanwhile_is_no_trouble(
    server: Server, target: Target, store: ox.Store
) -> None:
    publish(store, target)
    target.remove(GRAPH + "data/a")
    store.remove_graph(ox.NamedNode(GRAPH + "data/a"))
    assert publish(store, target).removed == named("data/a")


@pytest.mark.parametrize("after", range(1, 12))
def test_after_a_break_anywhere_another_run_completes(
    server: Server, between: Proxy, target: Target, store: ox.Store, after: int
) -> None:
    publish(store, target)
    for graph in ("data/a", "data/b"):
        store.add(quad(graph, "new"))
    store.remove_graph(ox.NamedNode(GRAPH + "inferred"))
    between.passed.clear()
    between.breaks_after = after
    with suppress(ServiceError):
        publish(store, target)
    between.breaks_after = None
    publish(store, target)
    assert same_content(server, store)
    between.passed.clear()
    assert publish(store, target).sent == ()


def test_what_arrived_before_a_break_is_not_sent_again(
    between: Proxy, target: Target, store: ox.Store
) -> None:
    between.breaks_after = 6
    with pytest.raises(ServiceError, match=r"[12] of 4 graphs were done before that. Run it again"):
        publish(store, target)
    between.breaks_after = None
    rest = publish(store, target)
    assert rest.unchanged
    assert rest.unchanged + rest.sent == named(*GRAPHS)


def test_a_graph_half_sent_is_not_taken_for_whole_when_the_data_goes_back(
    server: Server, between: Proxy, target: Target, store: ox.Store
) -> None:
    publish(store, target)
    before = list(store)
    store.add(quad("data/b", "new"))
    between.passed.clear()
    # By updates, the graph is now emptied and its first portion has arrived.
    between.breaks_after = 3
    with pytest.raises(ServiceError):
        publish(store, target)
    between.breaks_after = None
    store.clear()
    store.extend(before)
    publish(store, target)
    assert same_content(server, store)


def test_a_dry_run_tells_and_changes_nothing(
    server: Server, between: Proxy, target: Target, store: ox.Store
) -> None:
    assert publish(store, target, dry_run=True).sent == named(*GRAPHS)
    assert between.writing() == []
    assert set(graphs_at(server)) == {FOREIGN.value}


def test_progress_counts_the_graphs(target: Target, store: ox.Store) -> None:
    heard: list[tuple[str, int, int]] = []
    publish(store, target, progress=lambda step, done=0, total=0: heard.append((step, done, total)))
    assert heard == [
        *(("Comparing the graphs", number, 4) for number in range(4)),
        *(("Sending the graphs", number, 4) for number in range(4)),
    ]


def test_nothing_but_our_graphs_leaves(server: Server, target: Target, store: ox.Store) -> None:
    store.add(quad(EX + "other", "thing"))
    store.add(ox.Quad(ox.NamedNode(EX + "a"), ox.NamedNode(EX + "b"), ox.Literal("c")))
    store.add(quad(GRAPH_PUBLISHED, "thing"))
    assert publish(store, target).sent == named(*GRAPHS)


def test_notes_about_graphs_that_are_not_ours_are_not_believed(
    server: Server, target: Target, store: ox.Store
) -> None:
    publish(store, target)
    note = f"<{GRAPH_PUBLISHED}#0> <{GRAPH_PUBLISHED}#isContentOf> {FOREIGN}"
    update(server, f"INSERT DATA {{ GRAPH <{GRAPH_PUBLISHED}> {{ {note} }} }}")
    assert publish(store, target).removed == ()
    assert FOREIGN.value in graphs_at(server)


def test_blank_nodes_stay_one_thing_and_no_reason_to_send_again(
    server: Server, target: Target
) -> None:
    restriction = f"""
        <{EX}Class> <{EX}is> [ <{EX}on> <{EX}property> ; <{EX}some> [ <{EX}of> ( 1 2 3 ) ] ] .
        """
    stores = [ox.Store(), ox.Store()]
    for store in stores:
        for name in ("ontology/x", "ontology/y"):
            graph = ox.NamedNode(GRAPH + name)
            store.load(restriction, ox.RdfFormat.TURTLE, to_graph=graph)
    assert publish(stores[0], target).sent == named("ontology/x", "ontology/y")
    assert publish(stores[1], target).sent == ()
    with RemoteStore(server.query) as remote:
        path = f"<{EX}is>/<{EX}some>/<{EX}of>/<http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1"
        assert remote.query(f"ASK {{ GRAPH <{GRAPH}ontology/x> {{ <{EX}Class> {path} }} }}")
    assert graphs_at(server)[GRAPH + "ontology/x"] == 10


def test_the_same_graph_gives_the_same_bytes(store: ox.Store, tmp_path: Path) -> None:
    quads = sorted(store, key=str)
    digests = set()
    for number, order in enumerate((quads, quads[::-1])):
        path = str(tmp_path / str(number))
        written = ox.Store(path)
        written.add(quad("data/b", "passing"))
        written.extend(order)
        written.remove(quad("data/b", "passing"))
        written.flush()
        del written
        with content(ox.Store.read_only(path), GRAPH + "data/b") as body:
            digests.add(body.digest)
    assert len(digests) == 1
