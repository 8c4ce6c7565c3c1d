"""Finds the way from a changed fact to the keys, along atoms that hold together with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Final

from espd_kg.change.atoms import Atom, Condition
from espd_kg.change.facts import TYPE
from espd_kg.change.syntax import Term, Variable

# What a step costs: a hint that a thing has few objects and may be the object of many.
_FORWARD: Final = 1
_BACKWARD: Final = 4
_WALK: Final = 10
_ANY_PREDICATE: Final = 20
_INSTANCES: Final = 100
_ALL_WITH_PREDICATE: Final = 1_000
_WHOLE_GRAPH: Final = 2_000


@dataclass(frozen=True)
class Context:
    """All that holds together with a changed fact."""

    atoms: tuple[Atom, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Chain:
    """The steps from a fact to the keys, as SPARQL; `complete` if they reach every key."""

    pieces: tuple[str, ...]
    complete: bool


def chain(start: Iterable[Variable], context: Context, key: Iterable[Variable | None]) -> Chain:
    """Return the steps that lead from these variables to the key."""
    wanted = list(key)
    walk = _Walk(set(start), context, {name for name in wanted if name is not None})
    complete = all(name is not None and walk.reach(name) for name in wanted)
    return Chain(tuple(walk.pieces), complete)


class _Walk:
    """The steps taken so far and the variables that have their values by then."""

    def __init__(self, known: set[Variable], context: Context, wanted: set[Variable]) -> None:
        self._known = known
        self._wanted = wanted
        self._atoms = dict.fromkeys(context.atoms)
        self._conditions = dict.fromkeys(context.conditions)
        self.pieces: list[str] = []
        self._open = False
        self._settle()

    def reach(self, name: Variable) -> bool:
        """Take the cheapest steps to the variable; False if none lead there."""
        if name in self._known:
            return True
        made = next((c for c in self._conditions if name in c.makes and not c.table), None)
        if made is not None:
            return all(self.reach(each) for each in sorted(made.needs)) and name in self._known
        for step in self._route(name):
            if not step.variables <= self._known:
                self._take(step)
        return name in self._known

    def _route(self, name: Variable) -> list[Atom]:
        """Return the atoms of the cheapest way to the variable, in order."""
        came: dict[Variable, tuple[Variable, Atom]] = {}
        costs = dict.fromkeys(self._known, 0)
        ties = count()
        queue = [(0, next(ties), each) for each in sorted(self._known)]
        while queue:
            cost, _, at = heappop(queue)
            if cost > costs[at]:
                continue
            for atom in self._atoms:
                step = _cost(atom, at)
                for other in atom.variables if step else ():
                    total = cost + step
                    if total < costs.get(other, total + 1):
                        costs[other], came[other] = total, (at, atom)
                        heappush(queue, (total, next(ties), other))
        route: list[Atom] = []
        while name in came:
            name, atom = came[name]
            route.insert(0, atom)
        return route

    def _take(self, atom: Atom) -> None:
        del self._atoms[atom]
        self._add(atom.pieces, more=False)
        self._open = True
        self._known |= atom.variables
        self._settle()

    def _settle(self) -> None:
        """Use all that can be decided by now, for it keeps the rows few."""
        while self._apply_condition() or self._apply_atom():
            pass

    def _apply_condition(self) -> bool:
        for condition in self._conditions:
            if condition.needs <= self._known and self._matters(condition):
                del self._conditions[condition]
                self._add_condition(condition)
                self._known.update(condition.makes)
                return True
        return False

    def _add_condition(self, condition: Condition) -> None:
        pieces = condition.pieces
        if condition.table:
            self.pieces += pieces
        else:
            made = ("AS", *condition.makes) if condition.makes else ()
            self._add(("BIND" if made else "FILTER", "(", *pieces, *made, ")"), more=self._open)
        self._open = not condition.table

    def _add(self, pieces: Iterable[str], *, more: bool) -> None:
        """Add a step, or more to the last one, which saves the engine a step for each row."""
        if more:
            self.pieces[-1:] = [*pieces, "}"]
        else:
            self.pieces += ["LATERAL", "{", *pieces, "}"]

    def _matters(self, condition: Condition) -> bool:
        """Whether it narrows the rows now, or works out what is used later."""
        if condition.table:
            return not self._known.isdisjoint(condition.makes)
        used = self._wanted.union(*(each.needs for each in self._conditions))
        return not condition.makes or not used.isdisjoint(condition.makes)

    def _apply_atom(self) -> bool:
        for atom in self._atoms:
            if atom.variables <= self._known or self._helps(atom):
                self._take(atom)
                return True
        return False

    def _helps(self, atom: Atom) -> bool:
        """Whether the atom gives, at the cost of one look, a value that decides something."""
        missing = atom.variables - self._known
        if len(missing) != 1 or missing != {atom.object} or atom.repeats:
            return False
        if atom.subject not in self._known or atom.predicate is not None:
            return False
        known = self._known | missing
        return any(
            missing & (each.needs | set(each.makes)) and each.needs <= known
            for each in self._conditions
        ) or any(missing <= each.variables <= known for each in self._atoms if each is not atom)


def _cost(atom: Atom, at: Variable) -> int:
    """Return what it costs to come from this variable to the others of the atom; 0: no way."""
    if at not in atom.variables:
        return 0
    if at == atom.subject:
        cost = _FORWARD if atom.predicate is None else _ANY_PREDICATE // 2
    elif at == atom.object:
        cost = _INSTANCES if atom.path == TYPE else _BACKWARD
        cost += _ANY_PREDICATE if atom.predicate is not None else 0
    else:
        return _ALL_WITH_PREDICATE if at == atom.predicate else _WHOLE_GRAPH
    return cost + _WALK * atom.repeats


def unified(equal: Iterable[tuple[Variable, Variable]]) -> dict[Term, Variable]:
    """Return for each variable that another one equals the one that stands for both."""
    stands: dict[Term, Variable] = {}
    for one, other in equal:
        first, second = _last(stands, one), _last(stands, other)
        if first != second:
            stands[second] = first
    return {name: _last(stands, each) for name, each in stands.items()}


def _last(stands: Mapping[Term, Variable], name: Variable) -> Variable:
    while name in stands:
        name = stands[name]
    return name


def renumbered(pieces: Iterable[str], names: dict[str, str]) -> Iterator[str]:
    """Yield the pieces with the variables numbered in the order in which they come."""
    for piece in pieces:
        if isinstance(piece, Variable):
            yield names.setdefault(piece, f"?v{len(names)}")
        else:
            yield piece
