"""What to ask when a fact of a kind has changed, worked out once for a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from espd_kg.change.atoms import Atom, Condition, closure
from espd_kg.change.chains import Context, chain, renumbered, unified
from espd_kg.change.reading import read_query
from espd_kg.change.scenes import Known, Scene, scenes
from espd_kg.change.syntax import Term, Variable

SUBJECT, PREDICATE, OBJECT = range(3)


@dataclass(frozen=True)
class Probe:
    """The facts that it is about, and the question that leads from them to the keys.

    `fixed`, `among` and `same` say which quads match: the term in a place, the terms of which one
    is there, and the places that hold the same term. `columns` are the places whose terms go into
    the VALUES that stands between `opening` and `body`.
    """

    predicates: frozenset[str] | None
    fixed: tuple[tuple[int, str], ...]
    among: tuple[tuple[int, frozenset[str]], ...]
    same: tuple[tuple[int, int], ...]
    named: bool
    columns: tuple[int, ...]
    opening: str
    body: str
    answer: tuple[str, ...]
    complete: bool
    gate: str | None
    """What a fact must pass before the question goes through all of a class; None: it does not."""


def probes(text: str, key: Sequence[str]) -> tuple[Probe, ...]:
    """Return the probes of a query; raises Unread where it cannot be followed."""
    found: dict[Probe, None] = {}
    for scene in scenes(read_query(text)):
        names = [scene.known.of("?" + name.lstrip("?$")) for name in key]
        for probe in _of_scene(scene, Scene(), names):
            found.setdefault(probe)
    return tuple(sorted(found, key=lambda probe: probe.complete))


def _of_scene(scene: Scene, around: Scene, key: list[Variable | None]) -> Iterator[Probe]:
    # The same name need not mean the same thing inside and around: only the variables count.
    whole = around | replace(scene, inner=(), known=Known())
    stands = unified(whole.equal)
    context = Context(
        tuple(_atom(atom, stands) for atom in whole.atoms),
        tuple(_condition(each, stands) for each in whole.conditions),
    )
    wanted = [None if name is None else stands.get(name, name) for name in key]
    for atom in dict.fromkeys(scene.atoms):
        yield from _of_atom(_atom(atom, stands), context, wanted)
    for inner in scene.inner:
        yield from _of_scene(inner, whole, key)


def _atom(atom: Atom, stands: dict[Term, Variable]) -> Atom:
    return replace(
        atom,
        subject=stands.get(atom.subject, atom.subject),
        path=stands.get(atom.path, atom.path),
        object=stands.get(atom.object, atom.object),
        graph=None if atom.graph is None else stands.get(atom.graph, atom.graph),
    )


def _condition(condition: Condition, stands: dict[Term, Variable]) -> Condition:
    return replace(
        condition,
        pieces=tuple(stands.get(piece, piece) for piece in condition.pieces),
        needs=frozenset(stands.get(name, name) for name in condition.needs),
        makes=tuple(stands.get(name, name) for name in condition.makes),
    )


def _of_atom(atom: Atom, context: Context, key: list[Variable | None]) -> Iterator[Probe]:
    """Yield a probe for each way in which a fact can be part of what the atom finds."""
    others = replace(context, atoms=tuple(each for each in context.atoms if each != atom))
    for forward in (True, False):
        predicates = {each for each, way in atom.edges if way is forward}
        if not predicates:
            continue
        ends, around = _within(atom, others) if atom.repeats else (_ends(atom), others)
        allowed = None if None in predicates else frozenset(p for p in predicates if p)
        yield _probe(ends if forward else ends[::-1], atom, allowed, around, key)
    if atom.empty and not _stands_elsewhere(atom, others.atoms):
        yield from _of_nodes(atom, others, key)


def _ends(atom: Atom) -> tuple[Term, Term]:
    return atom.subject, atom.object


def _within(atom: Atom, others: Context) -> tuple[tuple[Term, Term], Context]:
    """Return the ends of a fact somewhere on a walk, and the walks to it and from it."""
    start, end = Variable("?<"), Variable("?>")
    walks = (closure(atom, atom.subject, start), closure(atom, end, atom.object))
    added = tuple(walk for walk in walks if walk is not None)
    return (start, end), replace(others, atoms=others.atoms + added)


def _stands_elsewhere(atom: Atom, others: tuple[Atom, ...]) -> bool:
    """Whether another atom finds one of the ends, so that a walk of no steps adds no node."""
    ends = {end for end in _ends(atom) if isinstance(end, Variable)}
    return any(
        not each.empty
        and ends.intersection(_ends(each))
        and (atom.graph is None or atom.graph == each.graph)
        for each in others
    )


def _of_nodes(atom: Atom, context: Context, key: list[Variable | None]) -> Iterator[Probe]:
    """Yield the probes for a node that any fact may bring: a walk of no steps finds it."""
    node, other = Variable("?<"), Variable("?>")
    written = {end for end in _ends(atom) if not isinstance(end, Variable)}
    if len(written) > 1:
        return
    stands: dict[Term, Variable] = {end: node for end in _ends(atom) if isinstance(end, Variable)}
    renamed = Context(
        tuple(_atom(each, stands) for each in context.atoms),
        tuple(_condition(each, stands) for each in context.conditions),
    )
    wanted = [None if name is None else stands.get(name, name) for name in key]
    anything = replace(atom, path=Variable("?!"), edges=((None, True),), repeats=False)
    for place, ends in ((SUBJECT, (node, other)), (OBJECT, (other, node))):
        probe = _probe(ends, anything, None, renamed, wanted)
        yield replace(probe, fixed=(*probe.fixed, *((place, each) for each in written)))


def _probe(
    ends: tuple[Term, Term],
    atom: Atom,
    predicates: frozenset[str] | None,
    context: Context,
    key: list[Variable | None],
) -> Probe:
    places = (ends[0], atom.predicate, ends[1], atom.graph)
    columns: dict[Variable, int] = {}
    same: list[tuple[int, int]] = []
    fixed: list[tuple[int, str]] = []
    for place, term in enumerate(places):
        if isinstance(term, Variable):
            if columns.setdefault(term, place) != place:
                same.append((columns[term], place))
        elif term is not None:
            fixed.append((place, term))
    choices = [each for each in context.conditions if each.choice and each.choice[0] in columns]
    among = [(columns[name], terms) for name, terms in (c.choice for c in choices if c.choice)]
    rest = tuple(each for each in context.conditions if each not in choices)
    steps = chain(columns, replace(context, conditions=rest), key)
    used = {piece for piece in (*steps.pieces, *key) if isinstance(piece, Variable)}
    kept = {term: place for term, place in columns.items() if term in used}
    names: dict[str, str] = {}
    list(renumbered(kept, names))
    body = " ".join(renumbered(steps.pieces, names))
    opening = " ".join(renumbered(steps.opening, names))
    answer = tuple(renumbered([n for n in key if n], names)) if steps.complete else ()
    return Probe(
        predicates=predicates,
        fixed=tuple(fixed),
        among=tuple(among),
        same=tuple(same),
        named=atom.graph is not None,
        columns=tuple(kept.values()),
        opening=opening,
        body=body,
        answer=answer,
        complete=steps.complete,
        gate=None if steps.gate is None else " ".join(renumbered(steps.gate, names)),
    )
