"""Finds the way from a changed fact to the keys, along atoms that hold together with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """The steps from a fact to the keys, as SPARQL; `complete` if they reach every key.

    `opening` stands before the rows of changed facts, which stand before `pieces`. Where nothing
    ties the fact to the keys but how its values compare, the steps go through all of a class:
    `gate` is what a fact must pass before that.
    """

    opening: tuple[str, ...]
    pieces: tuple[str, ...]
    complete: bool
    gate: tuple[str, ...] | None


def chain(start: Iterable[Variable], context: Context, key: Iterable[Variable | None]) -> Chain:
    """Return the steps that lead from these variables to the key."""
    wanted = list(key)
    start = set(start)
    walk = _Walk(set(start), context, {name for name in wanted if name is not None})
    complete = all(name is not None and walk.reach(name) for name in wanted)
    used = {name for name in wanted if name is not None and complete}
    return Chain(*_collapsed(walk.steps, start, used), complete, walk.gate)


@dataclass
class _Step:
    """A step of a walk; `left` is the thing from which it came to the one that it has."""

    pieces: list[str]
    left: Variable | None = None

    @property
    def variables(self) -> set[Variable]:
        return {piece for piece in self.pieces if isinstance(piece, Variable)}


def _collapsed(
    steps: Sequence[_Step], start: set[Variable], wanted: set[Variable]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what opens the steps, and the steps, with equal rows made one on the way.

    Many things may have led to the same one; where they are of no more use, it is followed once.
    """
    used = [wanted.union(*(step.variables for step in steps[at:])) for at in range(len(steps) + 1)]
    known = start & used[0]
    opening: list[str] = []
    pieces: list[str] = []
    repeats = False
    for step, now, later in zip(steps, used, used[1:], strict=False):
        leaves = step.left is not None and step.left not in later | start
        if repeats and not leaves:
            # What a blank node takes the place of must be among the columns.
            columns: list[str] = [*sorted(known & (now | start))] or ["*"]
            opening = ["{", "SELECT", "DISTINCT", *columns, "WHERE", "{", *opening]
            pieces += ["}", "}"]
            repeats = False
        pieces += step.pieces
        known |= step.variables
        repeats = repeats or leaves
    return tuple(opening), tuple(pieces)


class _Walk:
    """The steps taken so far and the variables that have their values by then."""

    def __init__(self, known: set[Variable], context: Context, wanted: set[Variable]) -> None:
        self._known = known
        self._wanted = wanted
        self._atoms = dict.fromkeys(context.atoms)
        self._conditions = dict.fromkeys(context.conditions)
        self.steps: list[_Step] = []
        self._tied: int | None = None
        self._open = False
        self._settle()

    def reach(self, name: Variable) -> bool:
        """Take the cheapest steps to the variable; False if none lead there."""
        if name in self._known:
            return True
        made = next((c for c in self._conditions if name in c.makes and not c.table), None)
        if made is not None:
            return all(self.reach(each) for each in sorted(made.needs)) and name in self._known
        route = self._route(name, dict.fromkeys(self._known))
        if not route:
            route = self._route(name, self._instances())
            if route and self._tied is None:
                self._tied = len(self.steps)
        for step in route:
            if not step.variables <= self._known:
                self._take(step)
        return name in self._known

    @property
    def gate(self) -> tuple[str, ...] | None:
        """What stands before the first step that goes through a class; None: there is none."""
        if self._tied is None:
            return None
        return tuple(piece for step in self.steps[: self._tied] for piece in step.pieces)

    def _instances(self) -> dict[Variable, Atom | None]:
        """Return what is of a class, each with the atom that says so; of the keys none.

        To go through all that may be a key is to ask for every key, which is done faster at once.
        """
        classes = (atom for atom in self._atoms if atom.path == TYPE and len(atom.variables) == 1)
        return {
            atom.subject: atom
            for atom in classes
            if isinstance(atom.subject, Variable) and atom.subject not in self._wanted
        }

    def _route(self, name: Variable, starts: Mapping[Variable, Atom | None]) -> list[Atom]:
        """Return the atoms of the cheapest way to the variable, in order."""
        came: dict[Variable, tuple[Variable | None, Atom]] = {
            start: (None, atom) for start, atom in starts.items() if atom is not None
        }
        costs = dict.fromkeys(starts, 0)
        ties = count()
        queue = [(0, next(ties), each) for each in sorted(starts)]
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
        before: Variable | None = name
        while before in came:
            before, atom = came[before]
            route.insert(0, atom)
        return route

    def _take(self, atom: Atom) -> None:
        del self._atoms[atom]
        self._add(atom.pieces, more=False)
        self.steps[-1].left = self._left(atom)
        self._open = True
        self._known |= atom.variables
        self._settle()

    def _left(self, atom: Atom) -> Variable | None:
        """Return the subject from which the atom leads to an object that was unknown."""
        subject, leads = atom.subject, atom.variables - self._known == {atom.object}
        return subject if leads and isinstance(subject, Variable) else None

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
            self.steps.append(_Step(list(pieces)))
        else:
            made = ("AS", *condition.makes) if condition.makes else ()
            self._add(("BIND" if made else "FILTER", "(", *pieces, *made, ")"), more=self._open)
        self._open = not condition.table

    def _add(self, pieces: Iterable[str], *, more: bool) -> None:
        """Add a step, or more to the last one, which saves the engine a step for each row."""
        if more:
            self.steps[-1].pieces[-1:] = [*pieces, "}"]
        else:
            self.steps.append(_Step(["LATERAL", "{", *pieces, "}"]))

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
