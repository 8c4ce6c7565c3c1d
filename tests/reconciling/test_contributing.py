"""What could be given to Wikidata: only what is decided, sourced, and not there already."""

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import pytest

from espd_kg.build.manifest import STORE
from espd_kg.linking.outside.wikibase import HAPPENING
from espd_kg.linking.table.decisions import read_decisions
from espd_kg.linking.table.slots import COMPOSITE
from espd_kg.namespaces import ESPD
from espd_kg.reconciling.contributing import contributions
from espd_kg.reconciling.giving import Contributions, as_json, as_quickstatements
from espd_kg.stores.embedded import EmbeddedStore
from reconciling.linked import TALKS, linked, row, table, write
from support import BuiltWorld, Espd
from wikidata.building import Item, Time, claims
from wikidata.serving import served

REFERENCE = 'S854\t"https://example.org/talks/2001"\tS1476\ten:"Statement of the Talks"\n'
HEAD = f"# First Talks, Strelsau, 7 May 2001 (https://w3id.org/espd/id/{TALKS})\n"
UNSURE = {"judgement": "unsure", "mapping_justification": COMPOSITE, "confidence": "0.7"}
PEOPLE = [row("person/ana-vale", "Q4"), row("person/bo-stern", "Q5", **UNSURE)]
PLACE = row("place/strelsau", "Q3")
ITEM = row(TALKS, "Q10")
GRAPH = "https://w3id.org/espd/graph/data/snapshots/wikidata"
PREFIXES = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

Gather = Callable[..., Contributions]


@pytest.fixture
def gather(world: BuiltWorld, tmp_path: Path) -> Gather:
    """Take the compiled world, some links, and what a snapshot says of the event's item."""

    def gathered(*rows: str, said: str = "", without: str = "") -> Contributions:
        store = ox.Store()
        store.bulk_extend(ox.Store.read_only(str(world.generation / STORE)))
        if said:
            store.update(f"{PREFIXES} INSERT DATA {{ GRAPH <{GRAPH}> {{ wd:Q10 {said} }} }}")
        if without:
            store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?s <{ESPD}{without}> ?o }} }}")
        path = write(tmp_path, {"wikidata.sssom.tsv": table(*rows)}) / "wikidata.sssom.tsv"
        with EmbeddedStore(store) as opened:
            return contributions(opened, read_decisions(path, path.name))

    return gathered


def test_an_event_that_is_decided_to_have_no_item_is_made_with_its_sources(gather: Gather) -> None:
    found = gather(*PEOPLE, PLACE, row(TALKS, ""))
    assert as_quickstatements(found) == HEAD + "".join(
        (
            "CREATE\n",
            'LAST\tLen\t"First Talks, Strelsau, 7 May 2001"\n',
            f"LAST\tP276\tQ3\t{REFERENCE}",
            f"LAST\tP585\t+2001-05-07T00:00:00Z/11\t{REFERENCE}",
            f"LAST\tP710\tQ4\t{REFERENCE}",
            f'LAST\tP973\t"https://example.org/talks/2001"\t{REFERENCE}',
        )
    )


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([row(TALKS, "", judgement="unsure")], "no item was seen; look for one by its names"),
        ([], "nobody has looked for an item; do so by its names"),
    ],
)
def test_an_item_that_may_exist_is_made_by_nobody_who_does_not_look(
    gather: Gather, rows: list[str], reason: str
) -> None:
    lines = as_quickstatements(gather(*PEOPLE, *rows)).splitlines()
    assert lines[1] == f"# check first: {reason}"
    assert "#CREATE" in lines
    assert all(line.startswith("#") for line in lines)


def test_an_event_with_a_proposal_or_a_lesser_match_waits(gather: Gather) -> None:
    found = gather(*PEOPLE, row(TALKS, "Q10", **UNSURE))
    assert found.events == ()
    assert [iri.rpartition("/id/")[2] for iri in found.waiting] == [TALKS]
    assert as_quickstatements(found) == ""


def test_of_a_linked_event_stands_what_no_snapshot_tells_behind_marks(gather: Gather) -> None:
    text = as_quickstatements(gather(ITEM, PLACE))
    assert text == HEAD + "".join(
        (
            "# check first: the snapshot does not tell whether the item says this already: "
            "espd link enrich\n",
            f"#Q10\tP276\tQ3\t{REFERENCE}",
            f"#Q10\tP585\t+2001-05-07T00:00:00Z/11\t{REFERENCE}",
            f'#Q10\tP973\t"https://example.org/talks/2001"\t{REFERENCE}',
        )
    )


ASKED = "".join(
    f" <{GRAPH}#Q10> prov:specializationOf wd:Q10 ; dcterms:subject <{name}> ."
    for name in HAPPENING
)


def test_what_a_snapshot_that_asked_for_it_does_not_have_the_item_lacks(gather: Gather) -> None:
    text = as_quickstatements(gather(ITEM, PLACE, said=f"wdt:P17 wd:Q1 . {ASKED}"))
    assert text == HEAD + "".join(
        (
            f"Q10\tP276\tQ3\t{REFERENCE}",
            f"Q10\tP585\t+2001-05-07T00:00:00Z/11\t{REFERENCE}",
            f'Q10\tP973\t"https://example.org/talks/2001"\t{REFERENCE}',
        )
    )


def test_a_date_that_the_item_gives_in_another_way_is_looked_at_first(gather: Gather) -> None:
    said = f'wdt:P580 "2001-05-07"^^xsd:date . {ASKED}'
    assert as_quickstatements(gather(ITEM, said=said, without="url")) == ""
    assert as_quickstatements(gather(ITEM, said=said)).endswith(
        "# check first: the item is dated otherwise\n"
        f"#Q10\tP585\t+2001-05-07T00:00:00Z/11\t{REFERENCE}"
    )


@pytest.mark.parametrize("said", ['"2001-05-07"^^xsd:date', '"2001-05-07T00:00:00Z"^^xsd:dateTime'])
def test_a_date_on_record_is_not_given_again(gather: Gather, said: str) -> None:
    assert "P585" not in as_quickstatements(gather(ITEM, said=f"wdt:P585 {said}"))


def test_what_the_item_says_already_is_left_out_and_what_it_lacks_is_plain(gather: Gather) -> None:
    said = (
        'wdt:P585 "2001-05-07T00:00:00Z"^^xsd:dateTime ; wdt:P710 wd:Q77 ; wdt:P276 wd:Q78 ; '
        "wdt:P973 <https://example.org/talks/2001>"
    )
    text = as_quickstatements(gather(ITEM, PLACE, *PEOPLE, said=said))
    assert text == HEAD + "".join(
        (
            f"Q10\tP710\tQ4\t{REFERENCE}",
            "# check first: the item says something else\n",
            f"#Q10\tP276\tQ3\t{REFERENCE}",
        )
    )


def test_things_without_a_decided_exact_item_are_named_and_not_written(gather: Gather) -> None:
    found = gather(
        row(TALKS, ""),
        row("person/ana-vale", "Q4", "closeMatch"),
        row("person/bo-stern", "Q5", **UNSURE),
        row("place/strelsau", "Q3"),
        row("place/strelsau", "Q33"),
    )
    assert "P710" not in as_quickstatements(found)
    assert "P276" not in as_quickstatements(found)
    names = {iri.rpartition("/id/")[2] for iri in found.unlinked}
    assert {"person/ana-vale", "person/bo-stern", "place/strelsau"} <= names


def test_what_rests_on_a_document_without_an_address_is_counted_and_not_written(
    gather: Gather,
) -> None:
    found = gather(ITEM, PLACE, without="url")
    assert (found.events, found.unheld) == ((), 2)


def test_json_holds_the_words_behind_each_statement_and_quickstatements_do_not(
    gather: Gather,
) -> None:
    found = gather(*PEOPLE, PLACE, row(TALKS, ""))
    [event] = json.loads(as_json(found))["events"]
    [participant] = [one for one in event["statements"] if one["property"] == "P710"]
    assert participant["value"] == "Q4"
    assert participant["references"][0]["quote"].startswith("On May 7, 2001, Envoy Ana Vale")
    assert "Envoy Ana Vale" not in as_quickstatements(found)


def test_the_command_sends_nothing_and_says_what_is_left_out(
    espd: Espd, world: BuiltWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = linked(world, tmp_path / "world", [*PEOPLE, PLACE, row(TALKS, "")])

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    words = ("--workspace", str(built.root), "link", "contribute")
    outcome = espd(*words)
    assert (outcome.code, outcome.out[: len(HEAD)]) == (0, HEAD)
    assert outcome.err.splitlines() == [
        "4 statements on 1 events, 0 of them to be checked first. Nothing was sent.",
        "2 things have no decided exact item: espd link status.",
    ]
    file = tmp_path / "events.qs"
    assert espd(*words, "--output", str(file)).out == ""
    assert file.read_text() == outcome.out
    assert json.loads(espd(*words, "--format", "json").out)["events"]


def test_what_was_fetched_of_an_event_needs_no_second_look(
    espd: Espd, world: BuiltWorld, tmp_path: Path
) -> None:
    built = linked(world, tmp_path / "world", [ITEM, PLACE])
    words = ("--workspace", str(built.root), "link")
    talks = Item("Q10", {"en": "First Talks"}, claims=claims("P585", Time("2001-05-07")))
    with served([talks], tmp_path) as address:
        assert espd(*words, "enrich", "--endpoint", address).code == 0
    outcome = espd(*words, "contribute")
    assert outcome.out == HEAD + "".join(
        (
            f"Q10\tP276\tQ3\t{REFERENCE}",
            f'Q10\tP973\t"https://example.org/talks/2001"\t{REFERENCE}',
        )
    )


def test_other_data_sets_take_no_quickstatements(espd: Espd) -> None:
    outcome = espd("link", "contribute", "--dataset", "eurovoc")
    assert outcome.code == 2
    assert "QuickStatements are for Wikidata alone" in outcome.err
