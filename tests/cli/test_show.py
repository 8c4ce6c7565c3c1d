"""`espd show`: finding one thing, and its four views."""

import json

import pyoxigraph as ox
import pytest

from support import Espd

_IRI = "https://w3id.org/espd/id/person/ana-vale"


@pytest.mark.parametrize(
    "name", [_IRI, f"<{_IRI}>", "person/ana-vale", "person:ana-vale", "ana-vale", "ana  Vale"]
)
def test_a_thing_has_many_names(espd: Espd, name: str) -> None:
    outcome = espd("show", name)
    assert outcome.code == 0
    assert outcome.out.startswith(f"Ana Vale\n{_IRI}\n")


@pytest.mark.parametrize(
    "name", ["theme/trade", "theme:trade", "espd:Dialogue", "code/O3", "Dialogue"]
)
def test_themes_codes_and_terms_can_be_shown(espd: Espd, name: str) -> None:
    assert espd("show", name).code == 0


def test_text_has_facts_passages_and_what_points_here(espd: Espd) -> None:
    text = espd("show", "dialogue/talks-2001").out
    facts, _, rest = text.partition("\npassages\n")
    passages, _, incoming = rest.partition("\nwhat points here\n")
    assert "Strelsau (place/strelsau)" in facts
    assert "[1] “On May 7, 2001, Envoy Ana Vale" in passages
    assert "Two new border crossings (Talks 2001) (provision/talks-2001-crossings)" in incoming
    assert max(map(len, text.splitlines())) <= 100


def test_labels_come_in_the_language_asked_for(espd: Espd) -> None:
    assert espd("show", "state/graustark", "--lang", "kk").out.startswith("Граустарк\n")


def test_json_tells_what_was_derived(espd: Espd) -> None:
    page = json.loads(espd("show", "provision/talks-2001-crossings", "--format", "json").out)
    kinds = next(f["values"] for f in page["facts"] if f["property"].endswith("#type"))
    derived = {value["value"].partition("#")[2]: value["derived"] for value in kinds}
    assert derived["Provision"] is False
    assert derived["Commitment"] is True
    assert page["passages"][0]["quote"].startswith("They agreed")


def test_turtle_is_turtle_about_the_thing_alone(espd: Espd) -> None:
    text = espd("show", "ana-vale", "--format", "turtle").out
    assert {q.subject.value for q in ox.parse(text, format=ox.RdfFormat.TURTLE)} == {_IRI}


def test_markdown_is_markdown(espd: Espd) -> None:
    text = espd("show", "talks-2001-statement", "--format", "markdown").out
    assert text.startswith("# Statement of the first Talks, 7 May 2001\n")
    assert "\n- **" in text


def test_an_unknown_thing_suggests_the_nearest(espd: Espd) -> None:
    outcome = espd("show", "dialogue/talks-2002")
    assert outcome.code == 2
    assert "Did you mean dialogue/talks-2001" in outcome.err
