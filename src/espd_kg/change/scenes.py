"""Follows a query's groups to the sets of atoms that must hold together for a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from espd_kg.change.atoms import Atom, Condition, atoms
from espd_kg.change.scope import shown
from espd_kg.change.syntax import (
    Bind,
    Expression,
    Graph,
    Group,
    Lateral,
    Minus,
    Optional,
    Part,
    Select,
    Table,
    Term,
    Triples,
    Union,
    Unread,
    Variable,
)
from espd_kg.change.unions import branches

_MOST_SCENES: Final = 64


@dataclass(frozen=True)
class Known:
    """What the variables of a query stand for at a place in it.

    `bound` have a value in every row, and it is that of the variable given here; `worked_out`
    have the value of an expression, or none where it fails.
    """

    bound: Mapping[str, Variable] = field(default_factory=dict)
    worked_out: Mapping[str, Variable] = field(default_factory=dict)

    def __or__(self, other: Known) -> Known:
        """Join the two, where a value that is surely there goes before one that may fail."""
        bound = {**self.bound, **other.bound}
        both = {**self.worked_out, **other.worked_out}
        return Known(bound, {name: each for name, each in both.items() if name not in bound})

    def only(self, names: Iterable[str]) -> Known:
        """Return what is known of these names."""
        kept = set(names)
        return Known(
            {name: each for name, each in self.bound.items() if name in kept},
            {name: each for name, each in self.worked_out.items() if name in kept},
        )

    def of(self, name: str) -> Variable | None:
        """Return the variable whose value the name has, if it has one."""
        return self.bound.get(name) or self.worked_out.get(name)


@dataclass(frozen=True)
class Scene:
    """Atoms that all hold for a row of a group, with one branch chosen of every UNION.

    `inner` are the scenes that decide about the row and need not hold: those of OPTIONAL, MINUS
    and EXISTS. `equal` are pairs of variables with the same value.
    """

    atoms: tuple[Atom, ...] = ()
    conditions: tuple[Condition, ...] = ()
    equal: tuple[tuple[Variable, Variable], ...] = ()
    inner: tuple[Scene, ...] = ()
    known: Known = field(default_factory=Known)

    def __or__(self, other: Scene) -> Scene:
        """Return the scene in which both hold."""
        mine, theirs = self.known.bound, other.known.bound
        aliases = [(mine[name], theirs[name]) for name in mine if name in theirs]
        return Scene(
            self.atoms + other.atoms,
            self.conditions + other.conditions,
            self.equal + other.equal + tuple(pair for pair in aliases if pair[0] != pair[1]),
            self.inner + other.inner,
            self.known | other.known,
        )


@dataclass(frozen=True)
class _Place:
    """Where a group stands: how its names are read, its graph, and what is known from outside."""

    names: Mapping[str, Variable]
    mark: str
    graph: Term | None
    outside: Known = field(default_factory=Known)

    def name(self, variable: Variable) -> Variable:
        return self.names.get(variable) or Variable(variable + self.mark)

    def term(self, term: Term) -> Term:
        return self.name(term) if isinstance(term, Variable) else term


def scenes(query: Select) -> list[Scene]:
    """Return the scenes of a whole query; raises Unread where they cannot be told."""
    return _Reader().query(query)


class _Reader:
    def __init__(self) -> None:
        self._numbers = count(1)

    def query(self, query: Select) -> list[Scene]:
        return self._select(query, _Place({}, "", None), shown(query))

    def _fresh(self) -> Variable:
        return Variable(f"?#{next(self._numbers)}")

    def _inside(self, place: _Place, names: Mapping[str, Variable], outside: Known) -> _Place:
        """A place of its own in which only these names mean what they mean outside."""
        graph = place.graph
        if isinstance(graph, Variable) and graph not in names.values():
            graph = self._fresh()
        return _Place(names, f"#{next(self._numbers)}", graph, outside)

    def group(self, group: Group, place: _Place, beside: Known | None = None) -> list[Scene]:
        """Return the scenes of a group; `beside` is what its own filters know from outside."""
        found = [Scene()]
        for part in group.parts:
            found = [after for scene in found for after in self._part(part, scene, place)]
            if len(found) > _MOST_SCENES:
                raise Unread("too many ways through the UNIONs")
        outside = place.outside | beside if beside else place.outside
        return [self._filtered(scene, group.filters, place, outside) for scene in found]

    def _part(self, part: Part, scene: Scene, place: _Place) -> Iterator[Scene]:
        if isinstance(part, Triples):
            yield scene | self._triples(part, place)
        elif isinstance(part, Union):
            for branch in branches(part, self._fresh):
                yield from (scene | each for each in self.group(branch, place))
        elif isinstance(part, Graph):
            yield from (scene | each for each in self._graph(part, place))
        elif isinstance(part, Lateral):
            inside = replace(place, outside=place.outside | scene.known)
            yield from (scene | each for each in self.group(part.group, inside))
        elif isinstance(part, Select):
            yield from (scene | each for each in self._subselect(part, place))
        elif isinstance(part, Optional | Minus):
            yield self._decided(part, scene, place)
        elif isinstance(part, Table):
            yield scene | _table(part, place)
        else:
            yield self._bind(part, scene, place)

    def _triples(self, part: Triples, place: _Place) -> Scene:
        subject, target = place.term(part.subject), place.term(part.object)
        path = place.name(part.path) if isinstance(part.path, Variable) else part.path
        found = tuple(atoms(subject, path, target, place.graph, self._fresh))
        terms = (part.subject, part.path, part.object)
        written = [term for term in terms if isinstance(term, Variable)]
        return Scene(found, known=Known({name: place.name(name) for name in written}))

    def _graph(self, part: Graph, place: _Place) -> Iterator[Scene]:
        graph = place.term(part.term)
        for scene in self.group(part.group, replace(place, graph=graph)):
            if not isinstance(part.term, Variable):
                yield scene
                continue
            if all(atom.graph != graph for atom in scene.atoms):
                raise Unread("a graph in which nothing is asked for")
            yield scene | Scene(known=Known({part.term: place.name(part.term)}))

    def _decided(self, part: Optional | Minus, scene: Scene, place: _Place) -> Scene:
        known = scene.known
        if isinstance(part, Minus):
            inside = self._inside(place, known.bound, Known())
            found = self.group(part.group, inside)
        else:
            both = place.outside | known
            inside = self._inside(place, both.bound, place.outside)
            found = self.group(part.group, inside, known)
        return replace(scene, inner=scene.inner + tuple(found))

    def _bind(self, part: Bind, scene: Scene, place: _Place) -> Scene:
        known = place.outside | scene.known
        scene = self._with_exists(scene, part.expression, place, known)
        pieces = part.expression.pieces
        if len(pieces) == 1 and pieces[0] in known.bound:
            return scene | Scene(known=Known({part.variable: known.bound[pieces[0]]}))
        if len(pieces) == 1 and pieces[0][0] in '<"':
            return scene | _table(Table((part.variable,), ((pieces[0],),)), place)
        rest = _without(scene.known, part.variable)
        value = self._condition(part.expression, known)
        if value is None:
            return replace(scene, known=rest)
        made = Variable(f"{part.variable}={next(self._numbers)}")
        value = replace(value, makes=(made,))
        known = rest | Known({}, {part.variable: made})
        return replace(scene, conditions=(*scene.conditions, value), known=known)

    def _filtered(
        self, scene: Scene, filters: Iterable[Expression], place: _Place, outside: Known
    ) -> Scene:
        known = outside | scene.known
        for test in filters:
            scene = self._with_exists(scene, test, place, known)
            condition = self._condition(test, known)
            if condition is not None:
                scene = replace(scene, conditions=(*scene.conditions, condition))
        return scene

    def _with_exists(
        self, scene: Scene, expression: Expression, place: _Place, known: Known
    ) -> Scene:
        inner = list(scene.inner)
        for group in expression.exists:
            inner += self.group(group, self._inside(place, known.bound, known))
        return replace(scene, inner=tuple(inner))

    def _condition(self, expression: Expression, known: Known) -> Condition | None:
        """Return the expression as a condition, if a row alone decides about it."""
        names = {name: known.of(name) for name in expression.variables}
        given = {name: each for name, each in names.items() if each is not None}
        if expression.opaque or len(given) < len(names):
            return None
        pieces = tuple(given[p] if isinstance(p, Variable) else p for p in expression.pieces)
        return Condition(pieces, frozenset(given.values()))

    def _subselect(self, select: Select, place: _Place) -> Iterator[Scene]:
        names = shown(select)
        outside = place.outside.only(names)
        # Where one row can push out another, the names mean inside what they mean outside only
        # if they have their values before.
        joined: dict[str, Variable] = {name: place.name(name) for name in names}
        if select.sliced:
            joined = {name: each for name, each in outside.bound.items() if name in joined}
        yield from self._select(select, self._inside(place, joined, outside), names)

    def _select(self, select: Select, place: _Place, names: tuple[Variable, ...]) -> list[Scene]:
        found = [self._grouped(select, scene, place) for scene in self.group(select.where, place)]
        for bind in select.computed:
            found = [self._bind(bind, scene, place) for scene in found]
        found = [self._filtered(each, select.having, place, place.outside) for each in found]
        found = [replace(each, known=each.known.only(names)) for each in found]
        alone = select.aggregates and not select.grouping
        if select.sliced or alone:
            # One row decides about others: none of them must hold for what is outside.
            return [Scene(inner=tuple(found))]
        return found

    def _grouped(self, select: Select, scene: Scene, place: _Place) -> Scene:
        if not select.aggregates:
            return scene
        names: list[Variable] = []
        for key in select.grouping:
            if isinstance(key, Bind):
                scene = self._bind(key, scene, place)
                names.append(key.variable)
            elif isinstance(key, Variable):
                names.append(key)
            else:
                known = place.outside | scene.known
                scene = self._with_exists(scene, key, place, known)
                names += key.variables if len(key.pieces) == 1 else ()
        return replace(scene, known=scene.known.only(names))


def _table(part: Table, place: _Place) -> Scene:
    names = tuple(place.name(name) for name in part.variables)
    pieces: list[str] = ["VALUES", "(", *names, ")", "{"]
    for row in part.rows:
        pieces += ["(", *row, ")"]
    full = [
        (name, place.name(name))
        for at, name in enumerate(part.variables)
        if all(row[at] != "UNDEF" for row in part.rows)
    ]
    table = Condition((*pieces, "}"), frozenset(), names, table=True)
    partial = len(full) < len(names)
    return Scene(conditions=() if partial else (table,), known=Known(dict(full)))


def _without(known: Known, name: str) -> Known:
    return known.only({*known.bound, *known.worked_out} - {name})
