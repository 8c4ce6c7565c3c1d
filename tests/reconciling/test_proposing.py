"""Proposing against a real server with a made-up outside: right first, and nothing is decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espd_kg.errors import InputError, ServiceError
from espd_kg.linking.matching.items import Reader
from espd_kg.linking.outside.asking import CachedAnswers, open_dataset
from espd_kg.linking.table.decisions import Judgement, Outcome, read_decisions
from espd_kg.namespaces import ID, SKOS, THEME, WD
from espd_kg.reconciling.proposing import AT_MOST, FLOOR, plan, propose
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.remote import RemoteStore
from linking.tables import NAME
from reconciling.proposed import Outside, first, graph, ids, row, shown, table
from wikidata.building import Item, claims, ntriples
from wikidata.cases import made_up
from wikidata.serving import served
from wikidata.world import AMERICA, KAZAKHSTAN, Case, items

TODAY = "2026-11-22"
CASES = made_up()
SHARE = 0.95


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(items(CASES), tmp_path_factory.mktemp("outside")) as found:
        yield found


@pytest.fixture(scope="module")
def outside(address: str) -> Iterator[Outside]:
    with RemoteStore(address) as store:
        yield Outside(store, Reader(store))


def cached(address: str, folder: Path) -> CachedAnswers:
    return open_dataset(
        "wikidata",
        endpoint=address,
        cache=folder / "answers",
        today=TODAY,
        contact="",
        refresh=False,
        allowed=[address],
    )


def case_of(thing: str) -> Case:
    return next(one for one in CASES if one.thing == thing)


def test_the_made_up_outside_is_large_enough_and_its_ids_are_nobodys() -> None:
    assert len(CASES) >= 40
    numbers = [int(one.id[1:]) for case in CASES for one in (*case.distractors, case.right)]
    assert min(numbers) > 900_000_000
    for case in CASES:
        assert all(int(one.id[1:]) < int(case.right.id[1:]) for one in case.distractors)


@pytest.mark.parametrize("states_are_linked", [False, True])
def test_the_right_item_ranks_first(
    outside: Outside, tmp_path: Path, states_are_linked: bool
) -> None:
    states = (("kazakhstan", KAZAKHSTAN), ("united-states", AMERICA))
    linked = [row(f"espd-id:state/{slug}", id) for slug, id in states if states_are_linked]
    decided = table(tmp_path, *linked)
    misses = []
    for case in CASES:
        asked = outside.ask(case.iri, decided)
        if first(asked) != case.right.id:
            misses.append(shown(asked, case.right.id))
    print(*misses, sep="\n")
    assert 1 - len(misses) / len(CASES) >= SHARE, "\n".join(misses)


def test_whatever_is_proposed_waits_for_somebody_to_decide(address: str, tmp_path: Path) -> None:
    empty = table(tmp_path)
    before = empty.path.read_bytes()
    with cached(address, tmp_path) as store:
        asked = list(propose(plan(graph(), empty, "person"), empty, store, TODAY))
    after = read_decisions(empty.path, NAME)
    assert empty.path.read_bytes().startswith(before)
    assert sum(len(one.proposed) for one in asked) == len(after.decisions) > 0
    assert after.links() == []
    for one in after.decisions:
        assert (one.judgement, one.outcome) == (Judgement.UNSURE, Outcome.UNSURE)
        assert one.justification.endswith("CompositeMatching")
        assert (one.tool, one.author, one.date, one.checked_online) == ("espd-kg", "", TODAY, "")
        assert one.confidence is not None
        assert FLOOR / 100 <= one.confidence <= 1
        assert "name 1.00: its label" in one.comment or "name 0." in one.comment
        assert "country" in one.comment


def test_few_items_are_proposed_for_one_thing(outside: Outside, tmp_path: Path) -> None:
    decided = table(tmp_path)
    for case in CASES:
        asked = outside.ask(case.iri, decided)
        assert len(asked.best) <= AT_MOST
        assert all(one.score >= FLOOR for one in asked.best)


def test_a_second_run_adds_nothing_and_asks_nothing_anew(address: str, tmp_path: Path) -> None:
    for run in range(2):
        decided = table(tmp_path) if run == 0 else read_decisions(tmp_path / Path(NAME).name, NAME)
        before = decided.path.read_bytes()
        with cached(address, tmp_path) as store:
            asked = list(propose(plan(graph(), decided, "place"), decided, store, TODAY))
            assert (store.asked > 0) == (run == 0)
        assert (decided.path.read_bytes() != before) == (run == 0)
        assert all(one.best for one in asked)
        assert any(one.proposed for one in asked) == (run == 0)


@pytest.mark.parametrize(
    ("judgement", "modifier"), [("decided", ""), ("decided", "Not"), ("unsure", "")]
)
def test_a_pair_on_which_a_row_stands_is_not_proposed_again(
    outside: Outside, tmp_path: Path, judgement: str, modifier: str
) -> None:
    case = case_of("person/donald-lu")
    stands = row(
        "espd-id:person/donald-lu", case.right.id, judgement=judgement, predicate_modifier=modifier
    )
    asked = outside.ask(case.iri, table(tmp_path, stands))
    assert case.right.id in ids(asked.best)
    assert case.right.id not in ids(asked.proposed)


def test_what_is_linked_or_has_no_item_is_not_asked_for(tmp_path: Path) -> None:
    decided = table(
        tmp_path,
        row("espd-id:person/donald-lu", "Q1"),
        row("espd-id:person/john-kerry", "Q2", judgement="unsure"),
        row("espd-id:person/mike-pompeo", "Q3", predicate_id="skos:closeMatch"),
        row("espd-id:person/alice-wells", "Q4").replace("wd:Q4", "sssom:NoTermFound"),
    )
    what = plan(graph(), decided, "person")
    settled = {one.iri.removeprefix(ID) for one in what.settled}
    assert settled == {"person/donald-lu", "person/alice-wells"}
    assert len(what.things) == 13
    assert [one.label for one in plan(graph(), decided, "Donald Lu").things] == ["Donald Lu"]


def test_an_item_of_another_thing_is_set_aside(outside: Outside, tmp_path: Path) -> None:
    case = case_of("theme/human-rights")
    taken = row("espd-id:initiative/un-charter", case.right.id, subject_label="UN Charter")
    asked = outside.ask(case.iri, table(tmp_path, taken))
    assert (case.right.id, "is linked to UN Charter") in [(i.id, why) for i, why in asked.aside]


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        ("person/mike-pompeo", "is a disambiguation page"),
        ("person/mukhtar-tileuberdi", "is a film"),
        ("person/kassym-jomart-tokayev", "is a book"),
        ("state/kazakhstan", "is a historical country"),
        ("place/astana", "is a given name"),
        ("post/minister-of-foreign-affairs-of-kazakhstan", "belongs to another state"),
        ("post/us-secretary-of-state", "is of no state that is known"),
        ("post/us-secretary-of-state", "is a government agency"),
        (
            "organization/ministry-of-foreign-affairs-of-kazakhstan",
            "is a minister of foreign affairs",
        ),
    ],
)
def test_what_cannot_be_the_thing_is_set_aside_with_the_reason(
    outside: Outside, tmp_path: Path, thing: str, reason: str
) -> None:
    asked = outside.ask(case_of(thing).iri, table(tmp_path))
    assert reason in [why for _, why in asked.aside]


def test_a_theme_is_proposed_as_close_and_everything_else_as_exact(
    address: str, tmp_path: Path
) -> None:
    decided = table(tmp_path)
    for wanted in ("theme/democracy", "state/iran"):
        with cached(address, tmp_path) as store:
            list(propose(plan(graph(), decided, wanted), decided, store, TODAY))
        decided = read_decisions(decided.path, NAME)
    predicates = {one.subject: one.predicate for one in decided.decisions}
    assert predicates == {
        THEME + "democracy": SKOS + "closeMatch",
        ID + "state/iran": SKOS + "exactMatch",
    }


def test_where_nothing_is_found_nothing_is_written(address: str, tmp_path: Path) -> None:
    decided = table(tmp_path)
    before = decided.path.read_bytes()
    with cached(address, tmp_path) as store:
        (asked,) = propose(plan(graph(), decided, "framework/abc"), decided, store, TODAY)
    assert (asked.best, asked.proposed) == ((), ())
    assert decided.path.read_bytes() == before


def test_of_equal_items_the_older_comes_first(tmp_path: Path) -> None:
    twins = [Item(f"Q{n}", {"en": "Iran"}, claims=claims("P31", "Q3624078")) for n in (910, 95)]
    with EmbeddedStore.from_nquads(ntriples(twins)) as store:
        asked = Outside(store, Reader(store)).ask(ID + "state/iran", table(tmp_path))
    assert ids(asked.best) == ["Q95", "Q910"]


def test_a_break_leaves_what_was_complete_and_the_rest_follows(
    address: str, tmp_path: Path
) -> None:
    decided = table(tmp_path)
    what = plan(graph(), decided, "state")
    with cached(address, tmp_path) as store:
        whole = list(propose(what, decided, store, TODAY))
        complete = decided.path.read_bytes()
        sent = store.asked
    broken = table(tmp_path / "broken")
    with cached(address, tmp_path / "broken") as store:
        running = propose(what, broken, store, TODAY)
        done = [next(running), next(running)]
        del running
    part = read_decisions(broken.path, NAME)
    assert complete.startswith(broken.path.read_bytes())
    assert {one.subject for one in part.decisions} == {one.thing.iri for one in done}
    with cached(address, tmp_path / "broken") as store:
        again = list(propose(plan(graph(), part, "state"), part, store, TODAY))
        assert 0 < store.asked < sent
    assert broken.path.read_bytes() == complete
    assert [ids(one.best) for one in again] == [ids(one.best) for one in whole]


def test_an_unreachable_service_changes_nothing(tmp_path: Path) -> None:
    decided = table(tmp_path)
    before = decided.path.read_bytes()
    with cached("http://127.0.0.1:9/sparql", tmp_path) as store, pytest.raises(ServiceError):
        list(propose(plan(graph(), decided, "state"), decided, store, TODAY))
    assert decided.path.read_bytes() == before


@pytest.mark.parametrize(
    ("wanted", "message"),
    [("dialogue/espd-2024", "no items are looked for"), ("persons", "persons")],
)
def test_what_is_no_kind_and_no_thing_is_refused(tmp_path: Path, wanted: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        plan(graph(), table(tmp_path), wanted)


def test_so_many_things_are_asked_for_at_most(tmp_path: Path) -> None:
    everything = plan(graph(), table(tmp_path), None)
    assert len(plan(graph(), table(tmp_path), None, 4).things) == 4
    assert {one.kind for one in everything.things} >= {"person", "state", "theme", "post"}


hostile = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\x00")
    | st.sampled_from('"\\{}<>\t\n|#'),
    min_size=1,
    max_size=40,
)


@settings(deadline=None, max_examples=60)
@given(name=hostile, label=hostile, about=hostile)
def test_no_name_breaks_a_query_or_the_table(
    tmp_path_factory: pytest.TempPathFactory, name: str, label: str, about: str
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    theirs = Item(
        "Q900000009",
        {"en": label, "ru": name},
        {"en": (name,)},
        {"en": about},
        claims("P31", "Q3624078"),
    )
    state = ID + "state/hostile"
    ours = f"<{state}> <http://www.w3.org/2000/01/rdf-schema#label> {_quoted(name)}@en .\n"
    decided = table(folder)
    with EmbeddedStore.from_nquads(ours.encode()) as mine:
        what = plan(mine, decided, "state")
    with EmbeddedStore.from_nquads(ntriples([theirs])) as store:
        asked = list(propose(what, decided, store, TODAY))
    after = read_decisions(decided.path, NAME)
    assert [one.object for one in after.decisions] == [
        WD + id for one in asked for id in ids(one.proposed)
    ]
    assert after.links() == []


def _quoted(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'
