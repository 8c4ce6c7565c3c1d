"""The consistency rules, one query for each axiom of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from espd_kg.infer.horn import Atom, Term
from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.schema import Denial

_X: Final = ox.Variable("x")


@dataclass(frozen=True)
class ClashQuery:
    """What cannot be true: a SELECT whose rows are contradictions, each about the node ?x."""

    name: str
    """The rule's name in the W3C tables."""
    key: tuple[str, ...]
    text: str
    message: str
    columns: tuple[str, ...]
    settled: Mapping[str, str]
    """The columns that the axiom fills, by name."""

    def inconsistency(self, row: ox.QuerySolution) -> Inconsistency:
        """Return what a row of the answer says."""
        nodes = {column: self.settled.get(column) or _plain(row[column]) for column in self.columns}
        return Inconsistency(self.name, tuple(nodes.values()), self.message.format(**nodes))


def clash_queries(denials: Iterable[Denial]) -> tuple[ClashQuery, ...]:
    """Return the queries, each once, in one order."""
    found = {(query.name, query.text): query for query in map(_query, denials)}
    return tuple(found[key] for key in sorted(found))


def _query(denial: Denial) -> ClashQuery:
    clash = denial.clash
    settled = {name: _plain(term) for name, term in denial.settled.items() if name != "x"}
    open_ones = " ".join(f"?{name}" for name in clash.columns if name not in settled)
    x = denial.settled.get("x")
    atoms = [_about(atom, x) for atom in denial.case.body]
    where = [f"VALUES ?x {{ {x} }}"] if x is not None else []
    where += [f"{' '.join(map(str, atom))} ." for atom in atoms]
    where += [f"FILTER({' '.join(words)})" for words in denial.case.filters]
    return ClashQuery(
        clash.name,
        ("x",),
        f"SELECT DISTINCT {open_ones} WHERE {{ {' '.join(where)} }}",
        clash.message,
        clash.columns,
        settled,
    )


def _about(atom: Atom, x: Term | None) -> Atom:
    """Return the atom with the node that the axiom names as the variable ?x."""
    subject, predicate, value = atom
    return _X if subject == x else subject, predicate, _X if value == x else value


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
