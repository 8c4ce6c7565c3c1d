"""Puts the question of a probe to a store, for changed facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

import pyoxigraph as ox

from espd_kg.change.facts import Fact, Facts
from espd_kg.change.probes import OBJECT, Probe

KeyTerm: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode
Key: TypeAlias = tuple[KeyTerm, ...]
Functions: TypeAlias = Mapping[ox.NamedNode, Callable[..., Any]]
_Cell: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None
_Rows: TypeAlias = Mapping[tuple[str, ...], Fact]
_Values: TypeAlias = Mapping[ox.Variable, KeyTerm]
_PORTION: Final = 1000
_FEW: Final = 4
"""For how many facts it is worth going through a class."""


class Engine(NamedTuple):
    """A store, and the functions beyond SPARQL's own that its queries may call."""

    store: ox.Store
    functions: Functions = MappingProxyType({})


def touched(engine: Engine, probe: Probe, facts: Facts) -> set[Key] | None:
    """Return the keys to which the facts lead, or None if they may lead to any key."""
    rows: _Rows = {
        tuple(fact.texts[place] for place in probe.columns): fact
        for fact in _matching(probe, facts)
    }
    if not rows:
        return set()
    if not probe.complete and not probe.body:
        return None
    if probe.gate is not None:
        rows = _passing(engine, probe, probe.gate, rows)
        if len(rows) > _FEW:
            return None
    found: set[Key] = set()
    for answer in _answers(engine, probe, rows):
        key = tuple(cell for cell in answer if cell is not None and not isinstance(cell, ox.Triple))
        if not probe.complete or len(key) < len(answer):
            return None
        found.add(key)
    return found


def _passing(engine: Engine, probe: Probe, gate: str, rows: _Rows) -> _Rows:
    """Return the rows that pass a gate, and those that no query can name."""
    numbered = {str(at): row for at, row in enumerate(rows)}
    named = [(*row, at) for at, row in numbered.items() if not _is_nameless(row)]
    passed = {
        numbered[solution["row"].value]
        for values in _tables((*_columns(probe), "?row"), named)
        for solution in _selected(engine, f"SELECT DISTINCT ?row WHERE {{ {values} {gate} }}", {})
    }
    return {row: fact for row, fact in rows.items() if row in passed or _is_nameless(row)}


def _matching(probe: Probe, facts: Facts) -> Iterator[Fact]:
    one = [frozenset({term}) for place, term in probe.fixed if place == OBJECT]
    objects = one or [terms for place, terms in probe.among if place == OBJECT]
    for fact in facts.with_predicates(probe.predicates, objects[0] if objects else None):
        if probe.named and isinstance(fact.quad.graph_name, ox.DefaultGraph):
            continue
        texts = fact.texts
        if any(texts[place] not in terms for place, terms in probe.among):
            continue
        if all(_is(texts[place], term) for place, term in probe.fixed) and all(
            texts[one] == texts[other] for one, other in probe.same
        ):
            yield fact


def _is(found: str, asked: str) -> bool:
    """Whether the terms are one; numbers, dates and languages may be written in many ways."""
    if found == asked:
        return True
    if asked[0] != '"' or found[0] != '"':
        return False
    if asked.endswith(">"):
        return found.endswith(">")
    return found.lower() == asked.lower()


def _answers(engine: Engine, probe: Probe, rows: _Rows) -> Iterator[tuple[_Cell, ...]]:
    """Yield the keys that the rows lead to; for an incomplete probe anything at all."""
    written: list[tuple[str, ...]] = []
    at_hand = probe.complete and not probe.body
    for row, fact in rows.items():
        if at_hand and not any(text[0] == '"' for text in row):
            yield tuple(_given(probe, fact)[name] for name in probe.answer)
        elif _is_nameless(row):
            yield from _substituted(engine, probe, fact)
        else:
            written.append(row)
    for values in _tables(_columns(probe), written):
        for solution in _asked(engine, probe, values, {}):
            yield tuple(solution[name[1:]] for name in probe.answer)


def _columns(probe: Probe) -> tuple[str, ...]:
    return tuple(f"?v{at}" for at in range(len(probe.columns)))


def _tables(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as VALUES, so many at a time."""
    for start in range(0, len(rows), _PORTION):
        cells = " ".join(f"({' '.join(row)})" for row in rows[start : start + _PORTION])
        yield f"VALUES ({' '.join(names)}) {{ {cells} }}"


def _is_nameless(row: Sequence[str]) -> bool:
    """Whether a row holds a blank node, or a triple, which may hold one."""
    return any(text.startswith(("_:", "<<")) for text in row)


def _substituted(engine: Engine, probe: Probe, fact: Fact) -> Iterator[tuple[_Cell, ...]]:
    """Yield the keys for a fact with a blank node, which no query can name."""
    given = _given(probe, fact)
    values = {ox.Variable(name[1:]): term for name, term in given.items()}
    for solution in _asked(engine, probe, "{}", values):
        yield tuple(given[name] if name in given else solution[name[1:]] for name in probe.answer)


def _given(probe: Probe, fact: Fact) -> dict[str, KeyTerm]:
    quad = fact.quad
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    return {f"?v{at}": terms[place] for at, place in enumerate(probe.columns)}  # type: ignore[misc]


def _asked(engine: Engine, probe: Probe, rows: str, values: _Values) -> ox.QuerySolutions:
    # What is substituted must be among the columns.
    substituted = [f"?{name.value}" for name in values]
    names = " ".join(dict.fromkeys([*probe.answer, *substituted])) or "*"
    limit = "" if probe.complete else "LIMIT 1"
    text = f"SELECT DISTINCT {names} WHERE {{ {probe.opening} {rows} {probe.body} }} {limit}"
    return _selected(engine, text, values)


def _selected(engine: Engine, text: str, values: _Values) -> ox.QuerySolutions:
    found = engine.store.query(
        text,
        use_default_graph_as_union=True,
        substitutions=dict(values),
        custom_functions=dict(engine.functions),
    )
    assert isinstance(found, ox.QuerySolutions)
    return found
