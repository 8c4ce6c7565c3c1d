"""The facts on both sides of a pair, in words: what our graph has, and what was fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from espd_kg.iris import slug_of
from espd_kg.linking.outside import wikibase as wb
from espd_kg.linking.subject.things import LANGUAGES, Names, Thing
from espd_kg.linking.table.decisions import Decision
from espd_kg.results import Row, Term, text_value
from espd_kg.stores.base import Store

Facts: TypeAlias = list[tuple[str, str]]
"""Names of facts with their values, in the order in which they are read."""

_OFFICE: Final = "office"


def ours(thing: Thing, state_labels: Iterable[str]) -> Facts:
    """Return what our graph knows of a thing; `state_labels` are the names of its states."""
    facts = [("kind", thing.kind), *_names(thing.names)]
    facts += [("state", label) for label in sorted(state_labels)]
    for office in thing.offices:
        dates = ", ".join(office.dates)
        facts.append(
            (_OFFICE, f"{_first(office.names, office.iri)}{f' ({dates})' if dates else ''}")
        )
    return [*facts, *(("date", ", ".join(thing.dates)) for _ in thing.dates[:1])]


def theirs(candidate: Decision, fetched: Facts) -> Facts:
    """Return what the candidate's row says of the item, and what was fetched of it."""
    facts = [("item", candidate.object), ("label", candidate.object_label)]
    if candidate.confidence is not None:
        facts.append(("confidence", f"{candidate.confidence:g}"))
    by = f"{candidate.tool} {candidate.tool_version}".strip() or candidate.author
    facts += [("evidence", candidate.comment), ("entered by", by), *fetched]
    return [(name, value) for name, value in facts if value]


def fetched(store: Store, dataset: str, item: str) -> Facts:
    """Return what the snapshot of a data set holds of an item; nothing where there is none.

    Raises LimitError where a limit is hit; ServiceError where a remote store does not answer.
    """
    where = f'STRENDS(STR(?graph), "/snapshots/{dataset}")'
    said = store.select(_SAID.format(item=item, where=where))
    facts = [(_SHOWN[text_value(name)], _shown(value)) for name, value in said.rows]
    held = store.select(_POSITIONS.format(item=item, where=where))
    return [*facts, *((_OFFICE, text) for text in dict.fromkeys(map(_position, held.rows)))]


def _position(row: Row) -> str:
    post, label, start, end = row
    dates = f" ({text_value(start) or '?'} to {text_value(end) or '?'})" if start or end else ""
    return f"{text_value(label)} {slug_of(text_value(post))}".strip() + dates


def _shown(value: Term | None) -> str:
    if isinstance(value, Literal) and value.language:
        return f"{value.value} @{value.language}"
    text = text_value(value)
    return slug_of(text) if isinstance(value, NamedNode) else text


def _names(names: Names) -> Facts:
    return [
        (f"label {language}", "; ".join(names[language]))
        for language in LANGUAGES
        if names.get(language)
    ]


def _first(names: Names, iri: str) -> str:
    return next((own[0] for own in names.values()), slug_of(iri))


_SHOWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        wb.LABEL: "label",
        wb.INSTANCE_OF: "type",
        wb.ALPHA_2: "ISO code",
        wb.ALPHA_3: "ISO code",
        wb.COORDINATES: "coordinates",
    }
)
_SAID: Final = f"""
    SELECT DISTINCT ?property ?value WHERE {{{{
      VALUES ?property {{{{ {" ".join(f"<{name}>" for name in _SHOWN)} }}}}
      GRAPH ?graph {{{{ <{{item}}> ?property ?value }}}}
      FILTER({{where}})
    }}}}
    ORDER BY ?property ?value"""
_POSITIONS: Final = f"""
    SELECT DISTINCT ?post ?label ?start ?end WHERE {{{{
      GRAPH ?graph {{{{
        <{{item}}> <{wb.HELD}> ?statement .
        ?statement <{wb.POSITION}> ?post .
        OPTIONAL {{{{ ?statement <{wb.START}> ?start }}}}
        OPTIONAL {{{{ ?statement <{wb.END}> ?end }}}}
        OPTIONAL {{{{ ?post <{wb.LABEL}> ?label FILTER(LANG(?label) = "en") }}}}
      }}}}
      FILTER({{where}})
    }}}}
    ORDER BY ?start ?post"""
