"""The cases of the made-up outside: who and what is sought there, and what stands in the way."""

from __future__ import annotations

from wikidata.cases.ideas import ideas
from wikidata.cases.offices import offices
from wikidata.cases.people import people
from wikidata.cases.places import places
from wikidata.world import Case, numbered


def made_up() -> list[Case]:
    """Return all cases, with ids."""
    return numbered([*people(), *places(), *offices(), *ideas()])
