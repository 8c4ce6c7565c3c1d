"""What shapes ask, as queries: made once, and then asked of any store, by any process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from espd_kg.validate.constraint import Constraint, Target

if TYPE_CHECKING:
    from espd_kg.quads import Triple
    from espd_kg.validate.scope import Kind

__all__ = ["Constraint", "Plan", "Target"]


@dataclass(frozen=True)
class Plan:
    """All that some shapes ask of some graphs."""

    constraints: tuple[Constraint, ...]
    targets: tuple[Target, ...]
    unsupported: tuple[str, ...] = ()
    """The shapes with a target that only the reference validator can do."""
    reasons: tuple[str, ...] = field(default=(), compare=False)
    """Why, in the same order."""

    @classmethod
    def of(
        cls,
        shapes: Iterable[Triple],
        class_tree: Iterable[Triple],
        *,
        scope: Kind,
        foreign: Sequence[str] = (),
        graphs: Sequence[str] = (),
    ) -> Plan:
        """Compile the shapes.

        "asserted" leaves out the graphs named in `foreign`, and keeps the class tree; "known" sees
        all graphs; "ontology" sees those named in `graphs`.
        """
        # Reading shapes needs rdflib; running what was compiled does not.
        from espd_kg.validate.planning import planned

        made = planned(shapes, class_tree, scope=scope, foreign=foreign, graphs=graphs)
        refused = sorted(made.refused.items())
        return cls(
            tuple(made.constraints),
            tuple(made.targets),
            tuple(name for name, _ in refused),
            tuple(reason for _, reason in refused),
        )

    @property
    def graphs(self) -> tuple[str, ...]:
        """The only graphs that the plan asks; none means all."""
        asked: tuple[Target | Constraint, ...] = (*self.targets, *self.constraints)
        return asked[0].graphs if asked else ()

    def over_all(self) -> Plan:
        """Return the plan for a store that holds nothing but the graphs that it asks."""
        return replace(
            self,
            constraints=tuple(replace(one, graphs=()) for one in self.constraints),
            targets=tuple(replace(one, graphs=()) for one in self.targets),
        )

    def part(self, number: int, parts: int) -> Plan:
        """Return one of several shares of the work, numbered from 0."""
        return replace(
            self, constraints=self.constraints[number::parts], targets=self.targets[number::parts]
        )
