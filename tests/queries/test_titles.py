"""The stated title against the office on record that day, and a snapshot that changes no answer."""

from __future__ import annotations

from functools import cache
from typing import Final

import pytest
import rdflib
from rdflib.term import Literal, Node, URIRef

from espd_kg.linking.outside.datasets import DATASETS
from espd_kg.linking.outside.facts import fetch
from espd_kg.linking.outside.snapshot import Asking, Record, Snapshot, triples
from espd_kg.namespaces import ID, SKOS, WD
from espd_kg.quads import Quad, write_nquads
from espd_kg.questions import ask
from espd_kg.results import text_value
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.rdflib_store import RdflibStore
from queries.corpora import ENGINES, catalogue, quads
from wikidata.building import Claim, Item, claims, held, ntriples

GRAPH: Final = "https://w3id.org/espd/graph/data/snapshots/wikidata"
MINISTER, DEPUTY, ENVOY, OTHER = (f"{WD}Q{number}" for number in (71, 72, 73, 74))
NAMES: Final = (Item("Q71", {"en": "minister"}), Item("Q72"), Item("Q73"), Item("Q74"))
LINKS: Final = {"person/boris-bell": "Q7", "post/borvia-minister": "Q71"}


@cache
def bare() -> tuple[Quad, ...]:
    return quads("talks")


def linked(**more: str) -> list[Quad]:
    match, graph = URIRef(SKOS + "exactMatch"), URIRef(GRAPH.replace("snapshots", "links"))
    links = LINKS | {name.replace("__", "/").replace("_", "-"): item for name, item in more.items()}
    return [(URIRef(ID + name), match, URIRef(WD + item), graph) for name, item in links.items()]


def snapshot(*items: Item) -> list[Quad]:
    """Return what a snapshot of these items holds."""
    wikidata = DATASETS["wikidata"]
    store = EmbeddedStore.from_nquads(ntriples((*items, *NAMES)))
    facts = fetch(store, wikidata, [WD + item.id for item in items])
    asking = Asking("2026-11-22", "https://query.wikidata.org/sparql", "0.1.0")
    records = {item: Record(item, asking, said) for item, said in facts.triples.items()}
    graph = URIRef(GRAPH)
    return [(s, p, o, graph) for s, p, o in triples(Snapshot(records), wikidata, GRAPH)]


def opened(content: list[Quad], engine: str) -> Store:
    everything = (*bare(), *content)
    if engine == "embedded":
        return EmbeddedStore.from_nquads(write_nquads(everything))
    dataset = rdflib.Dataset(default_union=True)
    for subject, predicate, value, graph in everything:
        dataset.graph(graph).add((subject, predicate, value))
    return RdflibStore(dataset)


def found(engine: str, *positions: Claim, **links: str) -> dict[str, tuple[set[str], str]]:
    """Return the offices and whether they agree, for Boris Bell, by the event's slug."""
    boris = Item("Q7", {"en": "Boris Bell"}, claims=(*claims("P31", "Q5"), *positions))
    store = opened([*linked(**links), *snapshot(boris)], engine)
    table = ask(store, catalogue().find("titles-at-the-time"), {"official": "boris-bell"})
    at = {name: place for place, name in enumerate(table.columns)}
    return {
        text_value(row[at["dialogue"]]).rpartition("/")[2]: (
            set(text_value(row[at["offices"]]).split(" | ")) - {""},
            text_value(row[at["agrees"]]),
        )
        for row in table.rows
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020-11-02", "2020-11-02"),
        ("2020-11", "2020-11"),
        ("2020", "2020"),
        ("2019", ""),
        ("2010-01-01", "2021"),
    ],
)
def test_an_office_is_on_record_from_its_start_to_its_end(
    engine: str, start: str, end: str
) -> None:
    answer = found(engine, held("Q71", start, end))
    assert answer["ab-1-oldport"] == ({MINISTER}, "yes")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020-11-03", ""),
        ("2020-12", ""),
        ("2021", ""),
        ("", "2022"),
        ("2010", "2020-11-01"),
        ("2010", "2020-10"),
        ("2010", "2019"),
    ],
)
def test_before_its_start_after_its_end_or_without_a_start_it_is_not(
    engine: str, start: str, end: str
) -> None:
    assert found(engine, held("Q71", start, end))["ab-1-oldport"] == (set(), "unknown")


@pytest.mark.parametrize("engine", ENGINES)
def test_deprecated_statements_are_on_no_record(engine: str) -> None:
    answer = found(engine, held("Q71", "2019", rank="Deprecated"), held("Q72", "2019"))
    assert answer["ab-1-oldport"] == ({DEPUTY}, "no")


@pytest.mark.parametrize("engine", ENGINES)
def test_several_offices_stand_side_by_side(engine: str) -> None:
    answer = found(engine, held("Q71", "2019", rank="Preferred"), held("Q74", "2018"))
    assert answer["ab-1-oldport"] == ({MINISTER, OTHER}, "yes")
    assert answer["ab-3"][0] == {MINISTER, OTHER}


@pytest.mark.parametrize("engine", ENGINES)
def test_agreement_is_not_guessed_where_the_post_is_not_linked(engine: str) -> None:
    answer = found(engine, held("Q72", "2022"))
    assert answer["ab-3"] == ({DEPUTY}, "unknown")
    linked_too = found(engine, held("Q72", "2022"), post__borvia_deputy_minister="Q72")
    assert linked_too["ab-3"] == ({DEPUTY}, "yes")
    other = found(engine, held("Q72", "2022"), post__borvia_deputy_minister="Q73")
    assert other["ab-3"] == ({DEPUTY}, "no")


@pytest.mark.parametrize("engine", ENGINES)
def test_an_end_known_only_to_exist_puts_the_office_on_no_record(engine: str) -> None:
    until = URIRef("http://www.wikidata.org/prop/qualifier/P582")
    unknown = URIRef("http://www.wikidata.org/.well-known/genid/unknown")
    content = snapshot(Item("Q7", claims=(held("Q71", "2019"),)))
    (node,) = {s for s, p, _, _ in content if str(p).endswith("statement/P39")}
    extra: tuple[Node, URIRef, Node, URIRef] = (node, until, unknown, URIRef(GRAPH))
    store = opened([*linked(), *content, extra], engine)
    table = ask(store, catalogue().find("titles-at-the-time"), {"official": "boris-bell"})
    assert set(table.column("offices")) == {None}


def test_a_month_is_compared_as_a_whole() -> None:
    """The summit of September 2022 has no day."""
    ana = Item("Q6", claims=(held("Q73", "2022-09-30", "2022-10"), held("Q74", "2022-10")))
    content = [*linked(person__ana_arden="Q6"), *snapshot(ana)]
    query = catalogue().find("titles-at-the-time")
    table = ask(opened(content, "embedded"), query, {"dialogue": "harbor-summit-2022"})
    assert [text_value(term) for term in table.column("offices")] == [ENVOY]


@pytest.mark.parametrize("name", sorted(set(catalogue().queries) - {"titles-at-the-time"}))
def test_no_other_answer_changes_because_of_a_snapshot(name: str) -> None:
    """Even where the items are called as our things are."""
    labels = {str(s): o for s, p, o, _ in bare() if str(p).endswith("#label")}
    names = [o for o in labels.values() if isinstance(o, Literal)][:200]
    items = [
        Item(f"Q{number}", {"en": str(label)}, claims=(*claims("P31", "Q5"), held("Q71", "2019")))
        for number, label in enumerate(names, start=500)
    ]
    without, laid_over = (
        opened(linked(), "embedded"),
        opened([*linked(), *snapshot(*items)], "embedded"),
    )
    query = catalogue().find(name)
    assert ask(laid_over, query, {}) == ask(without, query, {})
    for parameter, value in _ARGUMENTS:
        if any(one.name == parameter for one in query.parameters):
            told = {parameter: value}
            assert ask(laid_over, query, told) == ask(without, query, told)


_ARGUMENTS: Final = (
    ("official", "Boris Bell"),
    ("dialogue", "First talks"),
    ("theme", "Ports"),
    ("state", "Borvia"),
)
