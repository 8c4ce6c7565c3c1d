"""The documents: statements whose text is held, and reports that are known by their address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from benchmarks.synthetic.numbers import mixed
from benchmarks.synthetic.plan import Edition
from benchmarks.synthetic.turtle import Thing, text, typed
from benchmarks.synthetic.words import slug

AGENCY = "organization:invented-news-agency"


def seal(words: str) -> str:
    """Return the hash of a text as a data file writes it."""
    return text(hashlib.sha256(words.encode()).hexdigest())


def joint_statement(edition: Edition) -> Thing:
    """Return the document of an edition, still without the hash of its text."""
    host = edition.framework.sides[edition.host]
    return Thing.of(
        edition.source,
        "espd:JointStatement",
        rdfs__label=text(f"Joint statement of the {edition.label}", "en"),
        title=text(f"Joint Statement on the {edition.framework.label}, {edition.year}", "en"),
        publisher=f"organization:ministry-of-foreign-affairs-of-{slug(host)}",
        rights=text("Joint text of both governments.", "en"),
        fullyCoded="true",
    )


def report(edition: Edition) -> Thing:
    """Return the document of a report on an edition, of which no words are held."""
    label = f"Report on the {edition.label}"
    return Thing.of(
        f"document:{edition.slug}-report",
        "espd:WebPage",
        rdfs__label=text(label, "en"),
        title=text(label, "en"),
        publisher=AGENCY,
        published=typed(edition.sittings[0].day, "date"),
        url=typed(f"https://example.org/reports/{edition.slug}", "anyURI"),
        rights=text("All rights with the publisher; cited for facts, no words are held.", "en"),
    )


def claims(edition: Edition) -> Iterator[Thing]:
    """Yield the two accounts of when a disputed edition met."""
    sitting = edition.sittings[0]
    year, month, day = sitting.date
    other = f"{year:04}-{month:02}-{day % 28 + 1:02}"
    reasons = {
        "preferred": "The text of both governments stands above a report about it.",
        "normal": ("A report dates the meeting otherwise.", "The report may tell of another day.")[
            mixed(edition.number) % 2
        ],
    }
    for rank, value, source in (
        ("preferred", sitting.day, sitting.passage),
        ("normal", other, f"document:{edition.slug}-report"),
    ):
        yield Thing.of(
            f"claim:{edition.slug}-start-{value}",
            "espd:Claim",
            rdfs__label=text(f"{edition.label.capitalize()} met on {value}", "en"),
            about=edition.iri,
            property="espd:startDate",
            value=typed(value, "date"),
            rank=f"code:{rank}",
            reason=text(reasons[rank], "en"),
            evidence=source,
        )
