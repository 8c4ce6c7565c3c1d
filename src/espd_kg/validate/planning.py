"""Compiling the shapes of one run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rdflib.namespace import SH
from rdflib.term import Node, URIRef

from espd_kg.quads import Triple
from espd_kg.validate.compiler import Compiler
from espd_kg.validate.constraint import Constraint, Target
from espd_kg.validate.focus import Focus, atoms
from espd_kg.validate.names import path_text
from espd_kg.validate.queries import read_query
from espd_kg.validate.rules import TOP, Rule
from espd_kg.validate.scope import Kind, Scope, UnsupportedError
from espd_kg.validate.shape_graph import ShapeGraph


@dataclass
class Planned:
    """What came of the shapes."""

    constraints: list[Constraint] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Why a shape is left to the reference validator."""


def planned(
    shapes: Iterable[Triple],
    class_tree: Iterable[Triple],
    *,
    scope: Kind,
    foreign: Sequence[str],
    graphs: Sequence[str],
) -> Planned:
    """Compile shapes; see `Plan.of`."""
    tree = {
        (str(narrow), str(wide))
        for narrow, _, wide in class_tree
        if isinstance(narrow, URIRef) and isinstance(wide, URIRef)
    }
    wider: dict[str, set[str]] = {}
    for narrow, wide in tree:
        wider.setdefault(f"<{narrow}>", set()).add(f"<{wide}>")
    made = Compiler(
        ShapeGraph(shapes),
        Scope(scope, tuple(foreign), tuple(sorted(tree))),
        {narrow: frozenset(found) for narrow, found in wider.items()},
    )
    return _Planner(made, tuple(graphs)).plan()


class _Planner:
    """Puts together what several shapes with targets ask through the same shape."""

    def __init__(self, made: Compiler, graphs: tuple[str, ...]) -> None:
        self.made = made
        self.shapes = made.shapes
        self.graphs = graphs
        self.tried: dict[tuple[Node, tuple[Node, ...]], bool] = {}

    def plan(self) -> Planned:
        asked: dict[tuple[Node, tuple[Node, ...]], set[tuple[str, str]]] = {}
        made = Planned()
        found = []
        for root in self.shapes.roots():
            name, _ = self.shapes.named(root)
            try:
                found.append((name, self._asked(root)))
            except UnsupportedError as error:
                made.refused.setdefault(name, str(error))
        for name, looked_at in found:
            # What stands under one name is counted together, and so done by one validator.
            if looked_at is None or name in made.refused:
                continue
            focus, chain = looked_at
            made.targets.append(Target(self._select(focus), name, self.graphs))
            for place in chain:
                asked.setdefault(place, set()).update(focus.atoms)
        for (shape, steps), found_by in asked.items():
            made.constraints += self._constraints(shape, Focus(frozenset(found_by), steps))
        return made

    def _select(self, focus: Focus) -> str:
        return f"SELECT DISTINCT ?this WHERE {{ {focus.pattern(self.made, TOP.this)} }}"

    def _asked(self, root: Node) -> tuple[Focus, list[tuple[Node, tuple[Node, ...]]]] | None:
        """Return the focus nodes of a shape, and every shape that looks at them or from them."""
        if self.shapes.is_advanced:
            raise UnsupportedError("rules or functions among the shapes")
        if self.shapes.is_deactivated(root):
            return None
        focus = Focus(atoms(self.made, root), ())
        chain = list(self._chain(root, (), ()))
        named = any(kind == "node" for kind, _ in focus.atoms)
        for shape, steps in chain:
            if self._takes_no_step(shape, steps, focus) and named:
                # By the standard such a path leads to the node itself, be it in the data or not;
                # the engine finds nothing where it is not.
                raise UnsupportedError("a path of no steps from a named node")
        return focus, chain

    def _takes_no_step(self, shape: Node, steps: tuple[Node, ...], focus: Focus) -> bool:
        """Compile a shape once to see that it can be, and whether a path in it may be empty."""
        if (shape, steps) not in self.tried:
            texts = [one.text for one in self._constraints(shape, Focus(focus.atoms, steps))]
            self.tried[shape, steps] = any(_NO_STEP.search(text) for text in texts)
        return self.tried[shape, steps]

    def _chain(
        self, shape: Node, steps: tuple[Node, ...], above: tuple[Node, ...]
    ) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        if shape in above:
            raise UnsupportedError("a shape that needs itself")
        if self.shapes.is_deactivated(shape):
            return
        yield shape, steps
        path = self.shapes.path(shape)
        further = steps if path is None else (*steps, path)
        for inner in self.shapes.objects(shape, SH.property):
            self.made.expect_property(inner)
            yield from self._chain(inner, further, (*above, shape))

    def _constraints(self, shape: Node, focus: Focus) -> Iterator[Constraint]:
        asked = self.made.scope.asked
        asked.clear()
        made = [self._constraint(shape, rule, focus) for rule in self.made.rules(shape, TOP)]
        yield from (_knowing(constraint, asked) for constraint in made)
        for node in self.shapes.objects(shape, SH.sparql):
            if not self.shapes.flag(node, SH.deactivated):
                asked.clear()
                yield _knowing(self._query(shape, node, focus), asked)

    def _constraint(self, shape: Node, rule: Rule, focus: Focus) -> Constraint:
        name, words = self.shapes.named(shape)
        return Constraint(
            text=self._text(rule, focus),
            shape=name,
            rule_name=words,
            severity=self.shapes.severity(shape),
            component=str(rule.component),
            message=self.shapes.message(shape),
            path=self._path(shape),
            focus_is_value=rule.tells_value and rule.found is None,
            graphs=self.graphs,
        )

    def _path(self, shape: Node) -> str | None:
        path = self.shapes.path(shape)
        return None if path is None else path_text(self.shapes.graph, path)

    def _text(self, rule: Rule, focus: Focus) -> str:
        where = focus.pattern(self.made, TOP.this)
        again = focus.pattern(self.made, TOP.this, bound=True)
        condition = rule.condition
        if rule.found is None and condition.breach is not None:
            found = f"{{ {condition.breach} }} LATERAL {{ {again} }}"
            return f"SELECT DISTINCT ?this WHERE {{ {found} }}"
        if rule.found is None:
            return f"SELECT DISTINCT ?this WHERE {{ {{ {where} }} {condition.broken} }}"
        body = f"{rule.found} {condition.broken}"
        if rule.scannable:
            return f"SELECT DISTINCT ?this ?value WHERE {{ {{ {body} }} LATERAL {{ {again} }} }}"
        names = "?this ?path ?value" if rule.tells_path else "?this ?value"
        return _lateral(where, f"SELECT {names} WHERE {{ {body} }}")

    def _query(self, shape: Node, node: Node, focus: Focus) -> Constraint:
        query = read_query(self.shapes, self.made.scope, shape, node)
        name, words = self.shapes.named(shape)
        messages = {words for words, _ in self.shapes.messages(node) + self.shapes.messages(shape)}
        where = focus.pattern(self.made, TOP.this)
        return Constraint(
            text=query.prefixes + _lateral(where, query.select),
            shape=name,
            rule_name=words,
            severity=self.shapes.severity(shape),
            component=str(SH.SPARQLConstraintComponent),
            message="",
            path=self._path(shape),
            templates=tuple(sorted(messages)),
            tells_this=query.tells_this,
            focus_is_value=self.shapes.path(shape) is None,
            graphs=self.graphs,
            minds_tags="LANG" in query.select.upper(),
        )


def _knowing(constraint: Constraint, asked: set[tuple[str, str]]) -> Constraint:
    """Return the constraint with what it looks at."""
    is_open = any(predicate.startswith("?") for _, predicate in asked)
    return replace(
        constraint,
        reads=None if is_open else frozenset(_IRI.findall(constraint.text)),
        local=all(subject == TOP.this for subject, _ in asked),
    )


_NO_STEP: Final = re.compile(r"[>)][*?](?=[\s)|/])")
_IRI: Final = re.compile(r"<([^<>\"{}|^`\\\s]*)>")


def _lateral(where: str, select: str) -> str:
    return (
        f"SELECT * WHERE {{ {{ SELECT DISTINCT ?this WHERE {{ {where} }} }} "
        f"LATERAL {{ {select} }} }}"
    )
