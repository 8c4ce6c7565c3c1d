"""A whole validation of a store: what is compiled, and what is left to the reference validator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox
from rdflib.namespace import RDF, SH
from rdflib.term import Node, URIRef

from espd_kg.quads import Triple
from espd_kg.validate.plan import Constraint, Plan
from espd_kg.validate.reference import Place, Spelling, Written, reference, spelling_of
from espd_kg.validate.results import Outcome
from espd_kg.validate.running import examined, run
from espd_kg.validate.scope import Kind
from espd_kg.validate.shape_graph import TARGETS, ShapeGraph


@dataclass(frozen=True)
class Validation:
    """Shapes, and the graphs of a store that they see; see `Plan.of` for what each means."""

    shapes: Sequence[Triple]
    class_tree: Sequence[Triple]
    scope: Kind
    foreign: Sequence[str] = ()
    graphs: Sequence[str] = ()

    @cached_property
    def plan(self) -> Plan:
        """The shapes, compiled."""
        return Plan.of(
            self.shapes,
            self.class_tree,
            scope=self.scope,
            foreign=self.foreign,
            graphs=self.graphs,
        )

    def reference(self, store: ox.Store, written: Written | None = None) -> Outcome:
        """Let pyshacl do all of it."""
        return self._by_reference(store, self.shapes, written)

    def whole(self, store: ox.Store, written: Written | None = None) -> Outcome:
        """Run the plan, and let pyshacl do what the plan does not."""
        return self.completed(store, run(store, self.plan), written)

    def completed(self, store: ox.Store, found: Outcome, written: Written | None = None) -> Outcome:
        """Add to what the plan found what only pyshacl can find.

        That is the shapes that are not compiled; and where a literal is stored otherwise than it
        was written, and something looks at it, all shapes at the node that bears it.
        """
        if self.plan.unsupported:
            found += self._by_reference(store, self._without(self._compiled()), written)
        touched = self._touched(store, written or {})
        if not touched:
            return found
        names = [target.shape for target in self.plan.targets]
        if len(names) > len(set(names)) or not all(one.local for one, _ in touched):
            return self.reference(store, written)
        return self._corrected(store, found, {place[0] for _, place in touched}, written)

    def _by_reference(
        self, store: ox.Store, shapes: Iterable[Triple], written: Written | None
    ) -> Outcome:
        return reference(
            store,
            shapes,
            self.class_tree,
            scope=self.scope,
            foreign=self.foreign,
            graphs=self.graphs,
            written=written,
        )

    def _compiled(self) -> set[str]:
        return {target.shape for target in self.plan.targets} - set(self.plan.unsupported)

    def _without(self, names: set[str]) -> list[Triple]:
        """Return the shapes, of which these no longer look for anything."""
        shapes = ShapeGraph(self.shapes)
        still = {root for root in shapes.roots() if shapes.named(root)[0] in names}
        return [
            (node, predicate, value)
            for node, predicate, value in self.shapes
            if node not in still
            or not (predicate in TARGETS or (predicate == RDF.type and shapes.is_class(node)))
            or value in (SH.NodeShape, SH.PropertyShape)
        ]

    def _touched(self, store: ox.Store, written: Written) -> list[tuple[Constraint, Place]]:
        """Return what looks at literals that were written otherwise than they are stored."""
        seen = [place for place in written if self._is_seen(store, place)]
        return [
            (constraint, place)
            for place in seen
            for constraint in self.plan.constraints
            if _minds(constraint, place, written)
        ]

    def _is_seen(self, store: ox.Store, place: Place) -> bool:
        quads = store.quads_for_pattern(*place, None)
        names = {getattr(quad.graph_name, "value", "") for quad in quads}
        if self.scope == "known":
            return bool(names)
        if self.scope == "asserted":
            return bool(names - set(self.foreign))
        return bool(names & set(self.graphs))

    def _corrected(
        self, store: ox.Store, found: Outcome, nodes: set[ox.NamedNode], written: Written | None
    ) -> Outcome:
        """Return the outcome with what pyshacl says of these nodes."""
        names = {node.value for node in nodes}
        kept = frozenset(result for result in found.results if result.focus not in names)
        shapes = ShapeGraph(self.shapes)
        roots: dict[str, Node] = {shapes.named(root)[0]: root for root in shapes.roots()}
        aimed = self._without({target.shape for target in self.plan.targets})
        for target in self.plan.targets:
            for node in nodes:
                if examined(store, target, [(node,)]):
                    aimed.append((roots[target.shape], SH.targetNode, URIRef(node.value)))
        right = self._by_reference(store, aimed, written).results
        return Outcome(kept | {r for r in right if r.focus in names}, found.examined)


def _minds(constraint: Constraint, place: Place, written: Written) -> bool:
    """Whether what was written can mean something else to a constraint than what is stored."""
    _, predicate, stored = place
    if constraint.reads is not None and predicate.value not in constraint.reads:
        return False
    return constraint.minds_tags or any(
        not _is_same_but_for_tag(stored, spelling_of(literal)) for literal in written[place]
    )


def _is_same_but_for_tag(stored: ox.Literal, spelling: Spelling) -> bool:
    words, datatype, language = spelling
    if stored.language is not None or language is not None:
        return stored.value == words and stored.language == (language or "").lower()
    return (stored.value, stored.datatype.value) == (words, datatype)
