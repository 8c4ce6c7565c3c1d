"""Enriching: the linked items' facts in a dated graph apart, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest

from contract.misbehaving import Answer, misbehaving
from espd_kg.build.contents import Part, nquads
from espd_kg.errors import InputError, ServiceError
from espd_kg.linking.outside import wikibase
from espd_kg.linking.outside.datasets import DATASETS
from espd_kg.namespaces import WD
from espd_kg.pipeline import build
from espd_kg.reconciling.enriching import (
    Enriched,
    enrich,
    linked_items,
    planned,
    read_snapshot,
    snapshot_path,
)
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.workspace import Workspace
from reconciling.enriched import ITEMS, POSTS, ROWS, answers_of, table_of, workspace
from wikidata.building import Item
from wikidata.serving import served

WIKIDATA: Final = DATASETS["wikidata"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(ITEMS, tmp_path_factory.mktemp("wikidata")) as running:
        yield running


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    return workspace(tmp_path / "w")


def enriched(own: Workspace, address: str, word: str | None = None, **how: str) -> Enriched:
    return enrich(own, table_of(own), answers_of(own, address, **how), word)  # type: ignore[arg-type]


def test_only_exact_links_that_stand_are_asked_about(own: Workspace) -> None:
    assert linked_items(table_of(own)) == [WD + "Q1", WD + "Q232"]
    assert linked_items(table_of(own), "state") == [WD + "Q232"]
    assert linked_items(table_of(own), "person/lu") == [WD + "Q1"]
    with pytest.raises(InputError, match="Did you mean state"):
        linked_items(table_of(own), "stat")


def test_the_questions_are_known_before_they_are_put(own: Workspace, address: str) -> None:
    answers = answers_of(own, address)
    enrich(own, table_of(own), answers)
    texts = planned(table_of(own))
    assert answers.asked == len(texts) == 3
    for text in texts:
        answers.select(text)
    assert answers.asked == 3


def test_a_snapshot_says_what_where_and_when(own: Workspace, address: str) -> None:
    done = enriched(own, address)
    assert done.name == "data/snapshots/wikidata.ttl"
    assert done.changed
    text = done.path.read_text()
    assert '"Donald Lu"@en' in text
    assert 'pq:P582 "2021-09"^^xsd:gYearMonth' in text
    assert 'pq:P580 "2018"^^xsd:gYear' in text
    assert "schema.org/version> 77" in text
    assert 'dcterms:date "2026-11-22"^^xsd:date' in text
    assert f"prov:used <{address}>" in text
    assert "prov:specializationOf wd:Q232" in text
    assert '"assistant secretary"@en' in text
    assert "wd:Q7" not in text


def test_of_what_happened_a_snapshot_says_also_when_where_and_with_whom(
    tmp_path: Path, address: str
) -> None:
    own = workspace(tmp_path / "w", ROWS[0], ROWS[2].replace("closeMatch", "exactMatch"))
    done = enriched(own, address)
    text = done.path.read_text()
    assert 'wdt:P585 "2023-06"^^xsd:gYearMonth' in text
    assert text.count("dcterms:subject") == 1
    triples = done.snapshot.records[WD + "Q7"].triples
    parties = {str(o) for _, p, o in triples if str(p).endswith("/direct/P710")}
    assert parties == {WD + "Q1", WD + "Q232"}
    assert {item: one.happening for item, one in done.snapshot.records.items()} == {
        WD + "Q1": False,
        WD + "Q7": True,
    }
    assert read_snapshot(own, WIKIDATA) == done.snapshot
    texts = planned(table_of(own))
    assert len(texts) == 5
    again = answers_of(own, address)
    for text in texts:
        again.select(text)
    assert again.asked == 0


def test_the_same_answers_make_the_same_bytes(own: Workspace, address: str, tmp_path: Path) -> None:
    one, two = enriched(own, address), enriched(workspace(tmp_path / "other"), address)
    assert one.path.read_bytes() == two.path.read_bytes()
    again = enriched(own, address)
    assert not again.changed
    assert again.snapshot == one.snapshot


def test_what_is_written_is_read_back(own: Workspace, address: str) -> None:
    done = enriched(own, address)
    assert read_snapshot(own, WIKIDATA) == done.snapshot
    record = done.snapshot.records[WD + "Q1"]
    assert record.kinds() == (WD + "Q5",)
    assert record.labels() == {"en": "Donald Lu", "ru": "Дональд Лу"}
    assert record.asking.day == "2026-11-22"


def test_answers_that_were_kept_keep_their_day(own: Workspace, address: str) -> None:
    enriched(own, address)
    later = enriched(own, address, today="2027-05-01")
    assert {one.asking.day for one in later.snapshot.records.values()} == {"2026-11-22"}
    assert not later.changed


def test_one_thing_is_asked_about_anew_and_the_others_stay(own: Workspace, address: str) -> None:
    enriched(own, address)
    answers = answers_of(own, address, today="2027-05-01", refresh=True)
    done = enrich(own, table_of(own), answers, "person")
    days = {item: one.asking.day for item, one in done.snapshot.records.items()}
    assert days == {WD + "Q1": "2027-05-01", WD + "Q232": "2026-11-22"}


def test_what_is_linked_no_more_leaves_the_snapshot(own: Workspace, address: str) -> None:
    enriched(own, address)
    path = table_of(own).path
    path.write_text(
        path.read_text()
        + "state:kz\tskos:exactMatch\tNot\twd:Q232\tKazakhstan\tsemapv:ManualMappingCuration\n"
    )
    assert set(enriched(own, address).snapshot.records) == {WD + "Q1"}
    assert "Q232" not in snapshot_path(own, WIKIDATA).read_text()


def test_merged_and_missing_items_are_told_and_leave_the_snapshot(
    own: Workspace, address: str, tmp_path: Path
) -> None:
    enriched(own, address)
    (tmp_path / "later").mkdir()
    gone: tuple[Item, ...] = (Item("Q1", merged_into="Q2"), *POSTS)
    with served(gone, tmp_path / "later") as later:
        done = enriched(own, later)
    assert done.merged == ((WD + "Q1", WD + "Q2"),)
    assert done.missing == (WD + "Q232",)
    assert not done.snapshot.records
    assert not done.path.exists()


def test_a_snapshot_is_a_graph_of_its_own_from_which_nothing_follows(
    own: Workspace, address: str
) -> None:
    before = build(own)
    known = nquads(own.build_dir / before.generation, Part.ASSERTED, Part.INFERRED, Part.ONTOLOGY)
    enriched(own, address)
    after = build(own)
    folder = own.build_dir / after.generation
    assert nquads(folder, Part.ASSERTED, Part.INFERRED, Part.ONTOLOGY) == known
    assert after.counts == before.counts
    lines = nquads(folder, Part.SNAPSHOT).decode().splitlines()
    assert lines
    graph = own.graph_iri(snapshot_path(own, WIKIDATA))
    assert all(line.endswith(f"<{graph}> .") for line in lines)
    store = EmbeddedStore.open(folder / "store")
    ask = f"SELECT ?label {{ <{WD}Q232> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"
    assert len(store.select(ask)) == 2


def test_nothing_linked_is_said(tmp_path: Path, address: str) -> None:
    own = workspace(tmp_path / "w", "person:lu\tskos:closeMatch\t\twd:Q1\t\tsemapv:LexicalMatching")
    with pytest.raises(InputError, match="nothing is exactly linked"):
        enriched(own, address)


def test_what_fails_half_way_changes_no_file_and_goes_on_where_it_stopped(
    own: Workspace, address: str
) -> None:
    enriched(own, address)
    path = snapshot_path(own, WIKIDATA)
    before = path.read_bytes()
    with misbehaving() as server:
        server.will(empty(wikibase.SAID_COLUMNS), Answer(403, b"banned"))
        with pytest.raises(ServiceError, match="banned"):
            enriched(own, server.address)
        assert path.read_bytes() == before
        server.will(empty(wikibase.TIMES_COLUMNS), empty(wikibase.POSITIONS_COLUMNS))
        answers = answers_of(own, server.address)
        with pytest.raises(ServiceError, match="says nothing of any of the 2 items"):
            enrich(own, table_of(own), answers)
        assert answers.asked == 2
    assert path.read_bytes() == before


def empty(columns: Sequence[str]) -> Answer:
    content = {"head": {"vars": columns}, "results": {"bindings": []}}
    return Answer(body=json.dumps(content).encode())


def test_an_answer_to_another_question_is_none(own: Workspace) -> None:
    with misbehaving() as server:
        server.will(empty(("a", "b", "c")))
        with pytest.raises(ServiceError, match="the answer has the columns a, b, c"):
            enriched(own, server.address)
    assert not snapshot_path(own, WIKIDATA).exists()


def test_a_data_set_that_says_nothing_of_any_item_takes_no_snapshot_away(
    own: Workspace, address: str, tmp_path: Path
) -> None:
    enriched(own, address)
    path = snapshot_path(own, WIKIDATA)
    before = path.read_bytes()
    (tmp_path / "other").mkdir()
    with served((Item("Q77", {"en": "else"}),), tmp_path / "other") as other:
        with pytest.raises(ServiceError, match="Wikidata says nothing of any of the 2 items"):
            enriched(own, other)
        with pytest.raises(ServiceError, match="Wikidata says nothing of the one item"):
            enriched(own, other, "person")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", ["wd:Q1 rdfs:label", "\x00", "<<<<<<< HEAD\n"])
def test_a_damaged_snapshot_is_named_with_the_way_out(
    own: Workspace, address: str, content: str
) -> None:
    path = enriched(own, address).path
    path.write_text(content)
    for work in (lambda: enriched(own, address), lambda: build(own)):
        with pytest.raises(InputError) as caught:
            work()
        assert str(caught.value).startswith("data/snapshots/wikidata.ttl")
        assert str(caught.value).endswith("Delete the file: espd link enrich fetches it again.")
    path.unlink()
    assert enriched(own, address).changed


def test_a_folder_that_cannot_be_written_is_said(own: Workspace, address: str) -> None:
    (own.data / "snapshots").write_text("no folder")
    with pytest.raises(InputError, match="snapshot cannot be written"):
        enriched(own, address)
