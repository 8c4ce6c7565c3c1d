"""One thing: the facts about it, and what points to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from pyoxigraph import NamedNode

from espd_kg.errors import InputError
from espd_kg.iris import expand, is_absolute, is_ours, is_slug, shorten, slug_of
from espd_kg.namespaces import (
    BASE,
    CODE,
    ESPD,
    GRAPH_INFERRED,
    ID,
    KINDS,
    RDF,
    RDFS,
    SKOS,
    THEME,
)
from espd_kg.results import Row, Table, Term, text_value
from espd_kg.stores.base import Store

_SLUG_SPACES: Final = (*(f"{ID}{kind}/" for kind in KINDS), THEME, CODE, ESPD)
_FIRST: Final = (RDF + "type", RDFS + "label", SKOS + "prefLabel")
_SUGGESTIONS: Final = 3
_SHOWN: Final = 8
_HOW_TO_NAME: Final = "Use an IRI, a label, or kind/slug as in dialogue/espd-2024."
_NAMES: Final = f"""
    SELECT DISTINCT ?thing ?name ?notation WHERE {{
      ?thing <{RDFS}label>|<{SKOS}prefLabel>|<{SKOS}altLabel> ?name .
      FILTER(STRSTARTS(STR(?thing), "{BASE}"))
      OPTIONAL {{ ?thing <{SKOS}notation> ?notation }}
    }}"""


@dataclass(frozen=True)
class Value:
    """What is said, or who says it, and whether the build derived it."""

    term: Term
    derived: bool


@dataclass(frozen=True)
class Fact:
    """One property with its values, sorted."""

    property: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Description:
    """All that the graph says of one thing, and the things that point to it."""

    iri: str
    facts: tuple[Fact, ...]
    incoming: tuple[Fact, ...]

    def iris(self) -> list[str]:
        """Return every IRI in the description, for which a reader wants labels."""
        found = {self.iri}
        for fact in (*self.facts, *self.incoming):
            found.add(fact.property)
            found.update(v.term.value for v in fact.values if isinstance(v.term, NamedNode))
        return sorted(found)


def describe(store: Store, iri: str) -> Description:
    """Return the facts about a thing and what points to it; both are empty for an unknown one.

    A derived link is left out of the facts where the link that it mirrors is asserted: the other
    thing then stands among those that point here.
    """
    about = store.select(f"SELECT ?p ?v ?g WHERE {{ GRAPH ?g {{ <{iri}> ?p ?v }} }}")
    towards = store.select(f"SELECT ?p ?v ?g WHERE {{ GRAPH ?g {{ ?v ?p <{iri}> }} }}")
    incoming = _grouped(row for row in towards if not _is_derived(row))
    pointing = {value.term for fact in incoming for value in fact.values}
    facts = _grouped(row for row in about if not (_is_derived(row) and row[1] in pointing))
    return Description(iri, facts, incoming)


def find(store: Store, text: str) -> str:
    """Return the IRI that a person means by an IRI, `kind/slug`, `prefix:name`, slug or label.

    Raises InputError, with the candidates or the nearest names, where not exactly one thing fits.
    """
    wanted = text.strip()
    if not wanted:
        raise InputError("the name is empty", fix=_HOW_TO_NAME)
    if wanted.endswith("/") and wanted[:-1] in (*KINDS, "theme", "code"):
        raise InputError(f"a slug is missing after {wanted!r}", fix=_HOW_TO_NAME)
    spelled = expand(wanted)
    if spelled is not None:
        candidates = [spelled] if is_absolute(spelled) else []
    else:
        candidates = [space + wanted for space in _SLUG_SPACES] if _may_be_local(wanted) else []
    known = _known(store, candidates)
    names = {} if known else _names(store)
    known = known or sorted(names.get(_folded(wanted), ()))
    if len(known) == 1:
        return known[0]
    if known:
        more = ", ..." if len(known) > _SHOWN else ""
        raise InputError(
            f"{text!r} may mean any of {len(known)} things",
            fix=f"Name one: {', '.join(map(short_name, known[:_SHOWN]))}{more}.",
        )
    raise InputError(f"there is nothing named {text!r}", fix=_nearest(store, wanted, names))


def short_name(iri: str) -> str:
    """Return the form that a person would type: `kind/slug`, `theme/slug`, or a prefixed name."""
    for space in (ID, BASE):
        if iri.startswith(space) and is_ours(iri) and "#" not in iri:
            return iri.removeprefix(space)
    return shorten(iri)


def _may_be_local(text: str) -> bool:
    # The names of what rules make hold two slugs, with two hyphens between them.
    return all(map(is_slug, text.split("--"))) or text.isidentifier()


def _known(store: Store, candidates: list[str]) -> list[str]:
    if not candidates:
        return []
    values = " ".join(f"<{iri}>" for iri in candidates)
    table = store.select(
        f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {values} }} ?thing ?p ?value }}"
    )
    return sorted(map(text_value, table.column("thing")))


def _names(store: Store) -> dict[str, set[str]]:
    """Return the things of this graph by their labels, as shown or not, capitals aside."""
    found: dict[str, set[str]] = defaultdict(set)
    for thing, name, notation in store.select(_NAMES).rows:
        found[_folded(text_value(name))].add(text_value(thing))
        if notation is not None:
            found[_folded(f"{text_value(notation)} {text_value(name)}")].add(text_value(thing))
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _nearest(store: Store, wanted: str, labels: Mapping[str, Iterable[str]]) -> str:
    table = store.select(
        "SELECT DISTINCT ?thing WHERE { ?thing ?p ?value "
        f'FILTER(STRSTARTS(STR(?thing), "{BASE}") && !CONTAINS(STR(?thing), "#")) }}'
    )
    names = [short_name(iri) for iri in _iris(table)]
    slugs = {slug_of(name): name for name in sorted(names, reverse=True)}
    guess = "-".join(slug_of(wanted).lower().split())
    near = [
        *get_close_matches(wanted.lower(), names, _SUGGESTIONS, 0.75),
        *(slugs[slug] for slug in get_close_matches(guess, slugs, _SUGGESTIONS, 0.6)),
        *(
            short_name(iri)
            for label in get_close_matches(_folded(wanted), labels, _SUGGESTIONS, 0.75)
            for iri in sorted(labels[label])
        ),
    ]
    nearest = list(dict.fromkeys(near))[:_SUGGESTIONS]
    if nearest:
        return f"Did you mean {' or '.join(nearest)}?"
    return _HOW_TO_NAME


def _iris(table: Table) -> list[str]:
    return sorted(term.value for (term,) in table if isinstance(term, NamedNode))


def _is_derived(row: Row) -> bool:
    return text_value(row[2]) == GRAPH_INFERRED


def _grouped(rows: Iterable[Row]) -> tuple[Fact, ...]:
    """Return facts in reading order; a value is derived only where no file says it."""
    found: dict[str, dict[Term, bool]] = defaultdict(dict)
    for row in rows:
        predicate, term, _ = row
        if term is not None:
            values = found[text_value(predicate)]
            values[term] = values.get(term, True) and _is_derived(row)
    return tuple(Fact(name, _sorted(found[name])) for name in sorted(found, key=_reading_order))


def _sorted(values: Mapping[Term, bool]) -> tuple[Value, ...]:
    return tuple(Value(term, values[term]) for term in sorted(values, key=str))


def _reading_order(predicate: str) -> tuple[int, bool, str]:
    rank = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return (rank, not predicate.startswith(ESPD), predicate)
