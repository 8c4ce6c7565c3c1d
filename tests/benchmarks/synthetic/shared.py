"""What many editions share: states, bodies, places, posts, initiatives, links, the data set."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import product
from typing import Final

from benchmarks.synthetic.plan import Framework, city
from benchmarks.synthetic.sources import AGENCY
from benchmarks.synthetic.turtle import Thing, text, typed
from benchmarks.synthetic.words import INITIATIVES, ROLES, STATES, cyrillic, slug

COMMON: Final = frozenset(f"initiative:{slug(name)}" for name, _ in INITIATIVES)
"""The initiatives that do not belong to one framework."""


def states() -> Iterator[Thing]:
    """Yield the states, labelled in three languages."""
    for name in STATES:
        yield Thing.of(f"state:{slug(name)}", "espd:State", rdfs__label=_labels(name))


def organizations() -> Iterator[Thing]:
    """Yield a ministry for each state, and the agency that reports."""
    for name in STATES:
        yield Thing.of(
            f"organization:ministry-of-foreign-affairs-of-{slug(name)}",
            "espd:Organization",
            rdfs__label=text(f"Ministry of Foreign Affairs of {name}", "en"),
            ofState=f"state:{slug(name)}",
        )
    yield Thing.of(AGENCY, "espd:Organization", rdfs__label=text("Invented News Agency", "en"))


def posts() -> Iterator[Thing]:
    """Yield the posts in which people appear."""
    for name, role in product(STATES, ROLES):
        title = f"{role} of {name}"
        yield Thing.of(
            f"post:{slug(title)}",
            "espd:Post",
            rdfs__label=text(title, "en"),
            inOrganization=f"organization:ministry-of-foreign-affairs-of-{slug(name)}",
            ofState=f"state:{slug(name)}",
        )


def places(used: Container[str]) -> Iterator[Thing]:
    """Yield the places that are used, each followed by the names that it bore."""
    for name, second in product(STATES, (False, True)):
        place = city(name, second)
        if place.iri not in used:
            continue
        names = list(_names(place.name, place.former)) if place.former else []
        yield Thing.of(
            place.iri,
            "espd:Place",
            rdfs__label=_labels(place.name),
            locatedIn=f"state:{slug(name)}",
            hasName=[one.name for one in names],
        )
        yield from names


def _names(name: str, former: str) -> Iterator[Thing]:
    turn = typed("2008-01", "gYearMonth")
    yield Thing.of(f"place-name:{slug(former)}", "espd:PlaceName", rdfs__label=_labels(former),
                   until=turn)  # fmt: skip
    yield Thing.of(f"place-name:{slug(name)}", "espd:PlaceName", rdfs__label=_labels(name),
                   **{"from": turn})  # fmt: skip


def initiatives() -> Iterator[Thing]:
    """Yield the initiatives that do not belong to one framework."""
    for name, kind in INITIATIVES:
        yield _initiative(name, kind)


def working_group(framework: Framework) -> Thing:
    """Return the initiative that belongs to a framework."""
    group = _initiative(framework.initiative, "forum")
    group.put("espd:inFramework", framework.iri)
    return group


def _initiative(name: str, kind: str) -> Thing:
    return Thing.of(
        f"initiative:{slug(name)}",
        "espd:Initiative",
        rdfs__label=text(name, "en"),
        initiativeKind=f"code:{kind}",
    )


def _labels(name: str) -> list[str]:
    return [text(name, "en"), text(cyrillic(name), "ru"), text(cyrillic(name), "kk")]


_HEAD: Final = """\
# The data set, and how many things of each class it should hold.

@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix espd: <https://w3id.org/espd/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix void: <http://rdfs.org/ns/void#> .

<https://w3id.org/espd/dataset>
    a dcat:Dataset, void:Dataset ;
    rdfs:label "An invented corpus"@en ;
    dcterms:title "An invented corpus"@en ;
    dcterms:description "Meetings that never took place, to measure with."@en ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
    dcat:version "1.0.0" ;
    void:classPartition
        """
_PART: Final = """
<https://w3id.org/espd/dataset#{slug}>
    a void:Dataset ;
    rdfs:label "Things of class {name}"@en ;
    void:class {kind} ;
    espd:expectedMinimum {least} ;
    espd:expectedMaximum {most} .
"""


def dataset(counts: Mapping[str, int]) -> str:
    """Return the file of the data set, with room around the number of things of each class."""
    counts = _with_narrower(counts)
    kinds = sorted(counts)
    parts = " ,\n        ".join(f"<https://w3id.org/espd/dataset#{_part(kind)}>" for kind in kinds)
    return _HEAD + parts + " .\n" + "".join(
        _PART.format(slug=_part(kind), name=kind[5:], kind=kind, least=counts[kind] // 2,
                     most=counts[kind] * 2 + 9)
        for kind in kinds
    )  # fmt: skip


_NARROWER: Final = {
    "espd:Event": ("espd:Dialogue", "espd:Session"),
    "espd:Document": ("espd:JointStatement", "espd:WebPage", "espd:SocialPost"),
}


def _with_narrower(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts with those of narrower classes added to the wider ones."""
    wider = {
        kind: counts[kind] + sum(counts.get(one, 0) for one in _NARROWER[kind])
        for kind in _NARROWER
        if kind in counts
    }
    return {**counts, **wider}


def _part(kind: str) -> str:
    return kind.removeprefix("espd:").lower()


def links(used: Container[str]) -> str:
    """Return a small table of links of states to an invented registry."""
    rows = "".join(
        f"espd-id:state/{slug(name)}\t{name}\tskos:exactMatch\treg:S{number}\t{name}\t"
        "semapv:ManualMappingCuration\tnobody\t2026-01-01\tBoth are invented.\n"
        for number, name in enumerate(STATES)
        if number % 8 == 0 and f"state:{slug(name)}" in used
    )
    return _TABLE + rows


_TABLE: Final = """\
#curie_map:
#  espd-id: https://w3id.org/espd/id/
#  reg: https://example.org/registry/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#license: https://creativecommons.org/publicdomain/zero/1.0/
#mapping_set_id: https://example.org/mappings/registry
#mapping_set_version: 1.0.0
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\t\
author_label\tmapping_date\tcomment
"""
