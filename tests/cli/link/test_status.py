"""`espd link status`: every thing of a kind is counted under what stands on it."""

from __future__ import annotations

import csv
from pathlib import Path

from cli.link.linked import link, row
from support import Espd


def counted(espd: Espd, *words: str) -> dict[tuple[str, str], dict[str, str]]:
    outcome = espd("link", "status", "--format", "csv", *words)
    assert outcome.code == 0, outcome.err
    rows = csv.DictReader(outcome.out.splitlines())
    return {(row["dataset"], row["kind"]): row for row in rows}


def test_things_are_counted_by_kind_and_outcome(espd: Espd) -> None:
    found = counted(espd)
    states, people = found["wikidata", "state"], found["wikidata", "person"]
    assert (states["things"], states["linked"], states["refused"]) == ("2", "1", "1")
    assert (states["open"], states["unchecked"]) == ("0", "0")
    assert (people["things"], people["unsure"], people["open"]) == ("2", "2", "0")
    assert found["wikidata", "framework"]["noItem"] == "1"
    assert found["wikidata", "theme"]["unsure"] == "1"
    assert found["wikidata", "place"]["open"] == "1"


def test_a_link_whose_item_was_never_read_online_is_told(espd: Espd, linked: Path) -> None:
    link(linked, row())
    assert counted(espd)["wikidata", "state"]["unchecked"] == "1"


def test_each_data_set_has_the_kinds_for_which_it_has_items(espd: Espd, linked: Path) -> None:
    table = (linked / "data" / "links" / "wikidata.sssom.tsv").read_text()
    head = "\n".join(one for one in table.splitlines() if one.startswith(("#", "subject_id")))
    (linked / "data" / "links" / "eurovoc.sssom.tsv").write_text(head + "\n")
    kinds = {kind for dataset, kind in counted(espd) if dataset == "eurovoc"}
    assert kinds == {"theme"}
    assert {dataset for dataset, _ in counted(espd, "--dataset", "eurovoc")} == {"eurovoc"}


def test_people_get_a_table(espd: Espd) -> None:
    lines = espd("link", "status").out.splitlines()
    assert lines[0].split()[:4] == ["dataset", "kind", "things", "linked"]


def test_a_data_set_without_a_table_is_told(espd: Espd) -> None:
    outcome = espd("link", "status", "--dataset", "geonames")
    assert outcome.code == 2
    assert "there is no table of links to 'geonames'" in outcome.err
