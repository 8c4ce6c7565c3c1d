"""The stored queries as other programs know them: names, parameters and first columns."""

import re
from typing import Final

import pytest

from espd_kg.queries.model import StoredQuery
from queries.corpora import catalogue

PROVISION: Final = (
    "provision dialogue kind verb speechAct obligation precision speakers themes "
    "quote document start end"
)
CONTRACT: Final = {
    "dialogues": (
        "framework year",
        "dialogue label framework ordinal start end place host mode status",
    ),
    "participants": (
        "dialogue official state",
        "dialogue official name statedTitle post state capacity",
    ),
    "provisions": ("dialogue theme state kind", PROVISION),
    "commitments": ("dialogue theme state obligation", PROVISION),
    "theme-matrix": ("top", "theme dialogue provisions commitments"),
    "threads": ("thread theme", "thread label dialogue provision obligation change quote"),
    "silences": ("since until", "theme lastSpokenAt silentAt"),
    "promised-meetings": ("", "promise madeAt promisedPlace promisedDate keptBy status"),
    "tenures": ("official post on", "official name post firstAttested lastAttested"),
    "who-met-whom": ("year", "official counterpart dialogue date place"),
    "initiatives": ("theme", "initiative label kind firstNamedAt mentions"),
    "claims": ("about", "about property value rank document quote reason"),
    "anachronisms": ("", "place nameUsed usedFor date nameThen quote"),
    "one-sided": ("dialogue", "provision speaker verb quote"),
    "title-variants": ("official", "official statedTitle document quote"),
    "events": ("year", "event label date place namedIn"),
    "coverage": ("", "document characters covered listedAsNotCoded share"),
    "links": ("dataset", "resource label match relation justification"),
    "brief": ("theme since until", "dialogue date provision kind verb quote change"),
}
READERS: Final = {"analyst", "journalist", "historian", "engineer", "data-scientist"}
QUERIES: Final = sorted(catalogue().queries.values(), key=lambda query: query.name)
each_query = pytest.mark.parametrize("query", QUERIES, ids=[query.name for query in QUERIES])


def test_no_query_is_broken() -> None:
    assert catalogue().broken == {}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_query_keeps_its_contract(name: str) -> None:
    parameters, columns = (words.split() for words in CONTRACT[name])
    query = catalogue().find(name)
    assert [parameter.name for parameter in query.parameters] == parameters
    described = [column.name for column in query.columns]
    assert [column for column in described if column in columns] == columns


@each_query
def test_the_question_is_asked_in_three_languages(query: StoredQuery) -> None:
    cyrillic = re.compile("[а-яё]", re.IGNORECASE)
    assert not cyrillic.search(query.question["en"])
    assert cyrillic.search(query.question["ru"])
    assert re.search("[әғқңөұүһі]", query.question["kk"], re.IGNORECASE)
    assert all(text.endswith("?") for text in query.question.values())


@each_query
def test_the_query_names_its_readers(query: StoredQuery) -> None:
    assert query.audience
    assert set(query.audience) <= READERS
    assert query.tags


@each_query
def test_rows_are_put_in_order(query: StoredQuery) -> None:
    assert re.search(r"^ORDER BY ", query.text, re.MULTILINE)
