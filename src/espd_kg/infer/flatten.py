"""A positive WHERE as the cases in which it holds, each a plain list of triple patterns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Final, NamedTuple

import pyoxigraph as ox

from espd_kg.change.syntax import (
    Alternative,
    Bind,
    Expression,
    Group,
    Inverse,
    Part,
    Path,
    Sequence,
    Table,
    Triples,
    Union,
    Unread,
    Variable,
)
from espd_kg.infer.horn import Atom, Term, variables
from espd_kg.namespaces import RDF

_MOST: Final = 512


class Case(NamedTuple):
    """Triple patterns, filters, and the terms that stand in place of variables."""

    body: tuple[Atom, ...]
    filters: tuple[tuple[str, ...], ...]
    binding: dict[ox.Variable, Term]


@dataclass(frozen=True)
class _Draft:
    atoms: tuple[Atom, ...] = ()
    filters: tuple[tuple[str, ...], ...] = ()
    equal: tuple[tuple[ox.Variable, Term], ...] = ()

    def __add__(self, other: _Draft) -> _Draft:
        return _Draft(
            self.atoms + other.atoms, self.filters + other.filters, self.equal + other.equal
        )


def flattened(where: Group) -> list[Case] | None:
    """Return the cases, or None where the group is not positive or has no end of cases."""
    try:
        return [case for draft in _group(where, count(1)) if (case := _case(draft)) is not None]
    except (Unread, ValueError):
        return None


def to_term(text: str) -> Term:
    """Return the term that a piece of SPARQL stands for, a literal in the store's own form."""
    if isinstance(text, Variable):
        name = text[1:]
        return ox.Variable(name if name.isidentifier() else f"blank_{_letters(name)}")
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    return _literal(text)


def is_blank(term: Term) -> bool:
    """Whether a variable stands for a blank node of the text."""
    return isinstance(term, ox.Variable) and term.value.startswith("blank_")


def _group(group: Group, fresh: count[int]) -> list[_Draft]:
    drafts = [_Draft(filters=tuple(map(_words, group.filters)))]
    for part in group.parts:
        more = _part(part, fresh)
        drafts = [draft + other for draft in drafts for other in more]
        if len(drafts) > _MOST:
            raise Unread("too many cases")
    for draft in drafts:
        _check_scope(draft)
    return drafts


def _part(part: Part, fresh: count[int]) -> list[_Draft]:
    if isinstance(part, Triples):
        ends = to_term(part.subject), to_term(part.object)
        return [_Draft(atoms) for atoms in _walk(ends[0], part.path, ends[1], fresh)]
    if isinstance(part, Bind):
        return [_Draft(equal=((_variable(part.variable), _renamed(part.expression)),))]
    if isinstance(part, Table):
        return [_row(part, row) for row in part.rows]
    if isinstance(part, Union):
        return [draft for group in part.branches for draft in _group(group, fresh)]
    raise Unread("this is not positive")


def _walk(subject: Term, path: Path, value: Term, fresh: count[int]) -> list[tuple[Atom, ...]]:
    if isinstance(path, str):
        return [((subject, to_term(path), value),)]
    if isinstance(path, Alternative):
        return [atoms for each in path.paths for atoms in _walk(subject, each, value, fresh)]
    if isinstance(path, Inverse):
        return _walk(value, path.path, subject, fresh)
    if not isinstance(path, Sequence):
        raise Unread("the path has no known length")
    first, *rest = path.paths
    if not rest:
        return _walk(subject, first, value, fresh)
    middle = ox.Variable(f"step_{next(fresh)}")
    return [
        before + after
        for before in _walk(subject, first, middle, fresh)
        for after in _walk(middle, replace(path, paths=tuple(rest)), value, fresh)
    ]


def _words(expression: Expression) -> tuple[str, ...]:
    if expression.opaque:
        raise Unread("the filter looks at more than a row")
    return tuple(str(piece) for piece in expression.pieces)


def _renamed(expression: Expression) -> Term:
    """Return the one term that is bound: anything longer computes."""
    if len(expression.pieces) != 1 or expression.opaque:
        raise Unread("a term is computed")
    return to_term(expression.pieces[0])


def _row(table: Table, row: tuple[str, ...]) -> _Draft:
    pairs = zip(table.variables, row, strict=True)
    return _Draft(
        equal=tuple((_variable(name), to_term(cell)) for name, cell in pairs if cell != "UNDEF")
    )


def _variable(name: Variable) -> ox.Variable:
    return ox.Variable(name[1:])


def _check_scope(draft: _Draft) -> None:
    """A filter sees its own group alone: it may not name what stands outside."""
    known = {f"?{variable.value}" for variable in variables(draft.atoms)}
    known |= {f"?{name.value}" for name, _ in draft.equal}
    named = {word for words in draft.filters for word in words if word.startswith("?")}
    sources = {f"?{term.value}" for _, term in draft.equal if isinstance(term, ox.Variable)}
    if not named | sources <= known:
        raise Unread("a filter looks out of its group")


def _case(draft: _Draft) -> Case | None:
    """Return the draft with its equalities carried out; None where they contradict."""
    binding: dict[ox.Variable, Term] = {}
    for name, term in draft.equal:
        left, right = _of(name, binding), _of(term, binding)
        if left == right:
            continue
        if isinstance(left, ox.Variable):
            one = {left: right}
        elif isinstance(right, ox.Variable):
            one = {right: left}
        else:
            return None
        binding = {**{key: _of(kept, one) for key, kept in binding.items()}, **one}
    body = tuple(
        (_of(subject, binding), _of(predicate, binding), _of(value, binding))
        for subject, predicate, value in draft.atoms
    )
    if any(isinstance(term, ox.Literal) for subject, way, _ in body for term in (subject, way)):
        return None
    names = {f"?{name.value}": str(term) for name, term in binding.items()}
    filters = tuple(tuple(names.get(word, word) for word in words) for words in draft.filters)
    return Case(body, filters, binding)


def _of(term: Term, binding: dict[ox.Variable, Term]) -> Term:
    return binding.get(term, term) if isinstance(term, ox.Variable) else term


@cache
def _literal(text: str) -> ox.Literal:
    store, thing = ox.Store(), ox.NamedNode(RDF + "value")
    store.update(f"INSERT DATA {{ {thing} {thing} {text} }}")
    found = next(iter(store)).object
    assert isinstance(found, ox.Literal)
    return found


def _letters(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum())
