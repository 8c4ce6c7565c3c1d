"""Asking a store what a plan asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from espd_kg.change.restrict import in_order
from espd_kg.validate.functions import FUNCTIONS
from espd_kg.validate.plan import Constraint, Plan, Target
from espd_kg.validate.results import NO_MESSAGE, Outcome, Result

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Key: TypeAlias = tuple[Node, ...]

PORTION: Final = 1000
_PROLOGUE: Final = re.compile(r"(?:PREFIX [^\n]*\n)*")


def findings(
    store: ox.Store, constraint: Constraint, keys: Iterable[Key] | None = None
) -> Iterator[Result]:
    """Yield what does not meet a constraint, each result once, for these focus nodes or for all."""
    seen: set[Result] = set()
    for row in _rows(store, constraint, keys):
        result = _result(constraint, row)
        if result is not None and result not in seen:
            seen.add(result)
            yield result


def examined(store: ox.Store, target: Target, keys: Iterable[Key] | None = None) -> int:
    """Return how many focus nodes a target finds, among these nodes or among all."""
    if keys is not None:
        return sum(1 for _ in _rows(store, target, keys))
    text = f"SELECT (COUNT(?this) AS ?number) WHERE {{ {{ {target.text} }} }}"
    (row,) = _asked(store, text, target.graphs)
    return int(row["number"].value)


def run(store: ox.Store, plan: Plan) -> Outcome:
    """Return all that a plan finds in a store, and how much each shape looked at."""
    if plan.graphs:
        store, plan = copied(store, plan.graphs), plan.over_all()
    results = frozenset(found for one in plan.constraints for found in findings(store, one))
    counts: dict[str, int] = {}
    for target in plan.targets:
        counts[target.shape] = counts.get(target.shape, 0) + examined(store, target)
    return Outcome(results, counts)


def validate_part(store: str, plan: Plan, number: int, parts: int) -> Outcome:
    """Do one share of a plan over the store in a folder, which is only read.

    The outcomes of all shares, joined, are the outcome of the plan. A plan of few graphs copies
    them first, so it is best left in one piece.
    """
    return run(ox.Store.read_only(store), plan.part(number, parts))


def copied(store: ox.Store, graphs: Iterable[str]) -> ox.Store:
    """Return a few graphs in memory, where asking them takes a tenth of the time."""
    copy = ox.Store()
    for graph in graphs:
        copy.extend(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return copy


def _rows(
    store: ox.Store, asked: Constraint | Target, keys: Iterable[Key] | None
) -> Iterator[dict[str, Node]]:
    wanted = None if keys is None else {key[0] for key in keys}
    if wanted is None or not _can_restrict(asked.text, wanted):
        rows = _asked(store, asked.text, asked.graphs)
        yield from (row for row in rows if wanted is None or row["this"] in wanted)
        return
    for text in _restricted(asked.text, wanted):
        yield from _asked(store, text, asked.graphs)


def _can_restrict(text: str, wanted: Iterable[Node]) -> bool:
    """Whether a query can name the nodes, which are not blank, and has no list of its own."""
    return "VALUES ?this" not in text and not any(isinstance(n, ox.BlankNode) for n in wanted)


def _asked(store: ox.Store, text: str, graphs: tuple[str, ...]) -> Iterator[dict[str, Node]]:
    among: dict[str, Any] = {"use_default_graph_as_union": True}
    if graphs:
        among = {"default_graph": [ox.NamedNode(graph) for graph in graphs]}
    answer = store.query(text, custom_functions=FUNCTIONS, **among)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {name: term for name, term in zip(names, row, strict=True) if term is not None}


def _restricted(text: str, wanted: Iterable[Node]) -> Iterator[str]:
    """Yield queries that together ask for these focus nodes alone."""
    text = in_order(text, ("this",))
    prologue = _PROLOGUE.match(text)
    assert prologue is not None
    head, select = prologue[0], text[prologue.end() :]
    nodes = iter(sorted(map(str, wanted)))
    while portion := list(islice(nodes, PORTION)):
        values = f"VALUES ?this {{ {' '.join(portion)} }}"
        yield f"{head}SELECT * WHERE {{ {values} LATERAL {{ {select} }} }}"


def _result(constraint: Constraint, row: dict[str, Node]) -> Result | None:
    focus = row["this"]
    path = row.get("path")
    value = row.get("value", focus if constraint.focus_is_value else None)
    message = constraint.message
    if constraint.component == _QUERY:
        if path is None and "value" not in row and not constraint.tells_this:
            return None
        message = _filled(constraint, row, value)
    return Result(
        severity=constraint.severity,
        rule=constraint.shape,
        rule_name=constraint.rule_name,
        focus=_text(focus),
        path=constraint.path if path is None else _text(path),
        value=None if value is None else _text(value),
        message=message,
        component=constraint.component,
    )


def _text(term: Node) -> str:
    return term.value


def _filled(constraint: Constraint, row: dict[str, Node], value: Node | None) -> str:
    """Return the first message in order, with what the row binds in the place of {?name}."""
    bound = {name: term for name, term in row.items() if name not in ("this", "path", "value")}
    if constraint.tells_this:
        bound["this"] = row["this"]
    if "path" in row:
        bound["path"] = row["path"]
    if value is not None:
        bound["value"] = value
    return min((_substituted(words, bound) for words in constraint.templates), default=NO_MESSAGE)


def _substituted(words: str, bound: dict[str, Node]) -> str:
    for name, term in bound.items():
        for mark in ("?", "$"):
            words = words.replace(f"{{{mark}{name}}}", _text(term))
    return words


_QUERY: Final = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"
