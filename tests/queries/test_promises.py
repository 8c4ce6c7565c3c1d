"""What became of a promise to meet, one row a case: kept, moved, lapsed or open."""

from typing import Final

import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

from espd_kg.infer import infer
from espd_kg.quads import write_nquads
from espd_kg.questions import ask
from espd_kg.results import text_value
from espd_kg.stores.embedded import EmbeddedStore
from queries.corpora import catalogue, workspace

PREFIXES: Final = """
@prefix code: <https://w3id.org/espd/code/> .
@prefix espd: <https://w3id.org/espd/ontology#> .
@prefix x: <https://w3id.org/espd/id/dialogue/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MADE: Final = """
x:made a espd:Dialogue ; espd:inFramework x:talks ; espd:startDate "2023-11-06"^^xsd:date ;
  espd:eventStatus code:held ; espd:place x:astana .
x:promise espd:promises x:promised ; espd:statedIn x:text ; espd:madeAt x:made .
x:promised espd:inFramework x:talks ; espd:eventStatus code:announced .
"""
YEAR: Final = 'x:promised espd:startDate "2024"^^xsd:gYear .'
PLACE: Final = "x:promised espd:place x:washington ."


def held(name: str, date: str, place: str | None, status: str = "held") -> str:
    """Return an edition as Turtle."""
    where = f"espd:place x:{place} ;" if place else ""
    return (
        f'x:{name} a espd:Dialogue ; espd:inFramework x:talks ; espd:startDate "{date}" ; '
        f"{where} espd:eventStatus code:{status} ."
    )


CASES: Final = {
    "as promised": ([YEAR, PLACE, held("next", "2024-05-31", "washington")], "kept", None),
    "no place was promised": ([YEAR, held("next", "2024-05-31", "astana")], "kept", None),
    "no time was promised": ([PLACE, held("next", "2026-01-01", "washington")], "kept", None),
    "nothing later is known": ([YEAR, PLACE], "open", None),
    "only announced": (
        [YEAR, PLACE, held("next", "2024-05-31", "washington", "announced")],
        "open",
        None,
    ),
    "only earlier ones": ([YEAR, PLACE, held("before", "2022-12-05", "washington")], "open", None),
    "another place": ([YEAR, PLACE, held("next", "2024-05-31", "astana")], "moved", "next"),
    "no place at all": ([YEAR, PLACE, held("next", "2024-05-31", None)], "moved", "next"),
    "another year": ([YEAR, PLACE, held("next", "2025-02-01", "washington")], "moved", "next"),
    "another year, no place promised": (
        [YEAR, held("next", "2025-02-01", "astana")],
        "moved",
        "next",
    ),
    "another place, no time promised": (
        [PLACE, held("next", "2025-02-01", "astana")],
        "moved",
        "next",
    ),
    "the year, but not by the next edition": (
        [
            YEAR,
            PLACE,
            held("soon", "2023-12-01", "astana"),
            held("then", "2024-05-31", "astana"),
        ],
        "moved",
        "then",
    ),
    "neither place nor year": (
        [YEAR, PLACE, held("next", "2025-02-01", "astana")],
        "lapsed",
        None,
    ),
    "the place, but not by the next edition": (
        [
            YEAR,
            PLACE,
            held("next", "2025-02-01", "astana"),
            held("after", "2026-02-01", "washington"),
        ],
        "lapsed",
        None,
    ),
    "in sessions, one at the place": (
        [
            YEAR,
            PLACE,
            held("next", "2024-05-31", None),
            "x:next espd:hasSession x:sitting . x:sitting espd:place x:washington .",
        ],
        "kept",
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_became_of_the_promise(case: str) -> None:
    facts, status, instead = CASES[case]
    graph = Graph().parse(data=PREFIXES + MADE + "\n".join(facts), format="turtle")
    rules = [(rule.name, rule.read_text("utf-8")) for rule in workspace("real").rule_files()]
    home = URIRef("https://w3id.org/espd/graph/test")
    known = [(s, _iri(p), o) for s, p, o in graph]
    triples = [*known, *infer(known, rules).triples]
    store = EmbeddedStore.from_nquads(write_nquads((s, p, o, home) for s, p, o in triples))
    table = ask(store, catalogue().find("promised-meetings"), {})
    assert len(table.rows) == 1
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert text_value(row["status"]) == status
    found = row["heldInstead"]
    assert (text_value(found).rpartition("/")[2] if found else None) == instead


def _iri(node: Node) -> URIRef:
    assert isinstance(node, URIRef)
    return node
