"""Things of ours as a linker needs them: names, states, offices and dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal

from espd_kg.iris import kind_and_slug, slug_of
from espd_kg.namespaces import ESPD, ID, RDFS, SKOS, THEME
from espd_kg.results import Table, text_value
from espd_kg.stores.base import Store
from espd_kg.stores.writing import portions, values_block

LANGUAGES = ("en", "ru", "kk")
"""The languages of our names."""

Names = Mapping[str, tuple[str, ...]]
"""Names by language: the label first."""


@dataclass(frozen=True)
class Office:
    """A post in which the sources show a person, and the days or years for which they do."""

    iri: str
    names: Names
    dates: tuple[str, ...]


@dataclass(frozen=True)
class Thing:
    """One thing of ours. `states` are those it belongs to, or acts for; `dates` as in the data."""

    iri: str
    kind: str
    label: str
    names: Names
    states: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What stands around the things: the names of all states and places of ours."""

    states: Mapping[str, Names] = field(default_factory=dict)
    places: Mapping[str, Names] = field(default_factory=dict)

    def groups(self) -> list[list[str]]:
        """Return the English names of each state and place: they stand for one another."""
        every = [*self.states.values(), *self.places.values()]
        return [list(names["en"]) for names in every if names.get("en")]


def things(store: Store, kind: str) -> list[Thing]:
    """Return the things of a kind that our graph holds, in the order of their IRIs."""
    start = THEME if kind == "theme" else f"{ID}{kind}/"
    found = _column(store.select(_KIND.format(start=start)))
    return described(store, [iri for iri in found if "/" not in iri.removeprefix(start)])


def described(store: Store, iris: Iterable[str]) -> list[Thing]:
    """Return what our graph knows of these things, in the order of their IRIs."""
    wanted = sorted(set(iris))
    states = _pairs(store, _STATES, wanted)
    dates = _pairs(store, _DATES, wanted)
    offices = _offices(store, wanted)
    names = _names(store, wanted)
    return [
        Thing(
            iri,
            kind_of(iri),
            _label(names[iri], iri),
            names[iri],
            tuple(states[iri]),
            tuple(offices[iri]),
            tuple(dates[iri]),
        )
        for iri in wanted
    ]


def surroundings(store: Store) -> Surroundings:
    """Return the names of the states and places of our graph."""
    found = {}
    for kind in ("state", "place"):
        iris = _column(store.select(_KIND.format(start=f"{ID}{kind}/")))
        found[kind] = dict(sorted(_names(store, iris).items()))
    return Surroundings(found["state"], found["place"])


def kind_of(iri: str) -> str:
    """Return the kind of a thing: that in its IRI, or `theme`; empty for any other IRI."""
    if iri.startswith(THEME):
        return "theme"
    known = kind_and_slug(iri)
    return known[0] if known else ""


def _names(store: Store, iris: Iterable[str]) -> dict[str, Names]:
    """Return the names of each thing: labels before other names, these in the alphabet's order."""
    found: dict[str, set[tuple[str, str, str]]] = {iri: set() for iri in iris}
    for part in portions(found):
        for thing, rank, name in store.select(_NAMES.format(things=values_block("thing", part))):
            if isinstance(name, Literal):
                language = (name.language or "en").partition("-")[0]
                if language in LANGUAGES:
                    found[text_value(thing)].add((language, text_value(rank), name.value))
    return {iri: _by_language(names) for iri, names in found.items()}


def _by_language(names: Iterable[tuple[str, str, str]]) -> Names:
    ordered: dict[str, list[str]] = {}
    for language, _, name in sorted(names):
        ordered.setdefault(language, []).append(name)
    return {
        language: tuple(dict.fromkeys(ordered[language]))
        for language in LANGUAGES
        if language in ordered
    }


def _label(names: Names, iri: str) -> str:
    return next((own[0] for own in names.values()), slug_of(iri))


def _offices(store: Store, iris: Iterable[str]) -> dict[str, list[Office]]:
    """Return the posts of each person, with the dates for which they are attested."""
    dated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for part in portions(iris):
        for person, post, date in store.select(_TENURES.format(things=values_block("thing", part))):
            dated[text_value(person), text_value(post)].update({text_value(date)} - {""})
    names = _names(store, {post for _, post in dated})
    found: dict[str, list[Office]] = defaultdict(list)
    for (holder, held), dates in sorted(dated.items()):
        found[holder].append(Office(held, names[held], tuple(sorted(dates))))
    return found


def _pairs(store: Store, query: str, iris: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for part in portions(iris):
        for thing, value in store.select(query.format(things=values_block("thing", part))):
            found[text_value(thing)].add(text_value(value))
    return defaultdict(list, {thing: sorted(values) for thing, values in found.items()})


def _column(table: Table) -> list[str]:
    return sorted({text_value(row[0]) for row in table})


_KIND = f"""
    SELECT DISTINCT ?thing WHERE {{{{
      {{{{ ?thing <{RDFS}label> ?name }}}} UNION {{{{ ?thing <{SKOS}prefLabel> ?name }}}}
      FILTER(STRSTARTS(STR(?thing), "{{start}}"))
    }}}}"""
_NAMES = f"""
    SELECT ?thing ?rank ?name WHERE {{{{
      {{things}}
      {{{{ ?thing <{SKOS}prefLabel> ?name BIND(0 AS ?rank) }}}}
      UNION {{{{ ?thing <{RDFS}label> ?name BIND(1 AS ?rank) }}}}
      UNION {{{{ ?thing <{SKOS}altLabel> ?name BIND(2 AS ?rank) }}}}
      UNION {{{{ ?thing <{ESPD}hasName>/<{RDFS}label> ?name BIND(3 AS ?rank) }}}}
    }}}}"""
_TENURES = f"""
    SELECT DISTINCT ?thing ?post ?date WHERE {{{{
      {{things}}
      ?tenure <{ESPD}official> ?thing ; <{ESPD}post> ?post .
      OPTIONAL {{{{ ?tenure <{ESPD}attestedOn>|<{ESPD}from>|<{ESPD}until> ?date }}}}
    }}}}"""
_STATES = f"""
    SELECT DISTINCT ?thing ?state WHERE {{{{
      {{things}}
      {{{{ ?thing <{ESPD}ofState>|<{ESPD}locatedIn>|<{ESPD}party> ?state }}}}
      UNION {{{{ ?tenure <{ESPD}official> ?thing ; <{ESPD}post>/<{ESPD}ofState> ?state }}}}
      UNION {{{{ ?participation <{ESPD}official> ?thing ; <{ESPD}onBehalfOf> ?state }}}}
      UNION {{{{ ?thing <{ESPD}host> ?state }}}}
      FILTER(STRSTARTS(STR(?state), "{ID}state/"))
    }}}}"""
_DATES = f"""
    SELECT DISTINCT ?thing ?date WHERE {{{{
      {{things}}
      {{{{ ?thing <{ESPD}startDate> ?date }}}}
      UNION {{{{
        ?participation <{ESPD}official> ?thing ; <{ESPD}atEvent>/<{ESPD}startDate> ?date
      }}}}
      UNION {{{{
        ?tenure <{ESPD}official> ?thing .
        ?tenure <{ESPD}attestedOn>|<{ESPD}from>|<{ESPD}until> ?date
      }}}}
    }}}}"""
