"""Rules over single triples: one head, some atoms, and what else must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import pyoxigraph as ox

from espd_kg.namespaces import OWL, RDF

Constant: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
Term: TypeAlias = Constant | ox.Variable
Atom: TypeAlias = tuple[Term, Term, Term]
Binding: TypeAlias = Mapping[ox.Variable, Term]
Signature: TypeAlias = tuple[ox.NamedNode | None, Constant | None]
"""What an atom is about: its predicate (None: any) and, for rdf:type, the class (None: any)."""

TYPE: Final = ox.NamedNode(RDF + "type")
SAME_AS: Final = ox.NamedNode(OWL + "sameAs")
ANYTHING: Final[Signature] = (None, None)
_NO_LITERAL: Final = ("!", "isLiteral(")
_LENGTH: Final = 4
_FIXED: Final = "urn:x-espd:fixed:"


@dataclass(frozen=True)
class Horn:
    """Where all of `body` holds and the filters let it pass, `head` follows.

    `things` are the variables that stand for no literal, though only objects bind them.
    """

    name: str
    head: Atom
    body: tuple[Atom, ...]
    filters: tuple[tuple[str, ...], ...] = ()
    things: frozenset[ox.Variable] = field(default=frozenset())

    @property
    def is_linear(self) -> bool:
        """Whether one triple alone decides what follows."""
        return len(self.body) == 1 and not self.filters

    @property
    def is_idle(self) -> bool:
        """Whether it concludes only what it was given."""
        return self.head in self.body

    def bound(self, binding: Binding) -> Horn:
        """Return the rule with variables replaced."""
        return Horn(
            self.name,
            _atom(self.head, binding),
            tuple(dict.fromkeys(_atom(atom, binding) for atom in self.body)),
            tuple(_words(words, binding) for words in self.filters),
            frozenset(variables([tuple(_value(v, binding) for v in self.things)])),
        ).tidied()

    def tidied(self) -> Horn:
        """Return it with no more than the necessary care for literals."""
        subjects = {atom[0] for atom in self.body}
        return Horn(
            self.name,
            self.head,
            self.body,
            tuple(dict.fromkeys(self.filters)),
            frozenset(variable for variable in self.things if variable not in subjects),
        )

    def is_sound(self) -> bool:
        """Whether no literal stands as a subject or predicate."""
        atoms = (self.head, *self.body)
        return not any(isinstance(term, ox.Literal) for s, p, _ in atoms for term in (s, p))


def horn(
    name: str, head: Atom, body: Iterable[Atom], filters: Iterable[tuple[str, ...]] = ()
) -> Horn:
    """Return a rule whose conclusion is one that RDF allows."""
    things = {head[0]} if isinstance(head[0], ox.Variable) else set()
    kept = []
    for words in filters:
        if words[:2] == _NO_LITERAL and len(words) == _LENGTH and words[2].startswith("?"):
            things.add(ox.Variable(words[2][1:]))
        else:
            kept.append(words)
    return Horn(name, head, tuple(dict.fromkeys(body)), tuple(kept), frozenset(things)).tidied()


def variables(atoms: Iterable[tuple[Term, ...]]) -> dict[ox.Variable, None]:
    """Return the variables of the atoms in order."""
    return {term: None for atom in atoms for term in atom if isinstance(term, ox.Variable)}


def signature(atom: Atom) -> Signature:
    """Return what an atom is about."""
    _, predicate, value = atom
    if not isinstance(predicate, ox.NamedNode):
        return ANYTHING
    if predicate == TYPE and not isinstance(value, ox.Variable):
        return predicate, value
    return predicate, None


def meet(one: Signature, other: Signature) -> bool:
    """Whether one triple may be about both."""
    if one[0] is None or other[0] is None:
        return True
    return one[0] == other[0] and (one[1] is None or other[1] is None or one[1] == other[1])


def apart(rule: Horn, mark: str) -> Horn:
    """Return the rule with variables that no other rule uses."""
    names = variables((rule.head, *rule.body))
    return rule.bound({v: ox.Variable(f"{mark}{at}") for at, v in enumerate(names)})


def unified(one: Atom, other: Atom) -> dict[ox.Variable, Term] | None:
    """Return what makes two atoms with different variables the same, or None."""
    binding: dict[ox.Variable, Term] = {}
    for left, right in zip(one, other, strict=True):
        left, right = _value(left, binding), _value(right, binding)
        if left == right:
            continue
        if isinstance(left, ox.Variable):
            binding = _also(binding, left, right)
        elif isinstance(right, ox.Variable):
            binding = _also(binding, right, left)
        else:
            return None
    return binding


def resolved(rule: Horn, at: int, by: Horn) -> Horn | None:
    """Return the rule with the atom at a place replaced by what entails it, or None."""
    if not _alike(rule.body[at], by.head):
        return None
    by = apart(by, "by")
    rule = apart(rule, "v")
    binding = unified(rule.body[at], by.head)
    if binding is None:
        return None
    body = (*rule.body[:at], *by.body, *rule.body[at + 1 :])
    filters = (*rule.filters, *by.filters)
    joined = Horn(rule.name, rule.head, body, filters, rule.things | by.things)
    if any(isinstance(_value(v, binding), ox.Literal) for v in joined.things):
        return None
    found = joined.bound(binding)
    return canonical(found) if found.is_sound() else None


def _alike(one: Atom, other: Atom) -> bool:
    """Whether two atoms do not differ where neither has a variable: a quick look."""
    return all(
        left == right or isinstance(left, ox.Variable) or isinstance(right, ox.Variable)
        for left, right in zip(one, other, strict=True)
    )


def canonical(rule: Horn, *, body_first: bool = False) -> Horn:
    """Return the rule with its atoms and variables in one order, the head's first or last."""
    body = sorted(rule.body, key=_shape)
    for _ in range(2):
        atoms = (*body, rule.head) if body_first else (rule.head, *body)
        binding = {v: ox.Variable(f"v{at}") for at, v in enumerate(variables(atoms))}
        rule = Horn(rule.name, rule.head, tuple(body), rule.filters, rule.things).bound(binding)
        body = sorted(rule.body, key=_spelled)
    return Horn(rule.name, rule.head, tuple(body), rule.filters, rule.things)


def covers(general: Horn, special: Horn) -> bool:
    """Whether the first rule concludes all that the second does."""
    if len(general.body) > len(special.body):
        return False
    open_ones = variables((special.head, *special.body))
    frozen = {v: ox.NamedNode(f"{_FIXED}{v.value}") for v in open_ones}
    literal = {frozen[v] for v in open_ones} - {frozen[v] for v in safe(special)}
    fixed = special.bound(frozen)
    rule = apart(general, "g")
    start = unified(rule.head, fixed.head)
    if start is None:
        return False
    return any(_fits(rule, fixed, found, literal) for found in _matches(rule, fixed, start))


def safe(rule: Horn) -> set[ox.Variable]:
    """Return the variables that cannot stand for a literal."""
    subjects = {atom[0] for atom in rule.body if isinstance(atom[0], ox.Variable)}
    return subjects | rule.things


def _fits(rule: Horn, fixed: Horn, binding: Binding, literal: set[ox.NamedNode]) -> bool:
    filters = {_words(words, binding) for words in rule.filters}
    return filters <= set(fixed.filters) and not literal & {binding.get(v) for v in rule.things}


def _matches(general: Horn, fixed: Horn, start: Binding) -> Iterator[dict[ox.Variable, Term]]:
    waiting = [dict(start)]
    for atom in general.body:
        waiting = [
            {**binding, **more}
            for binding in waiting
            for candidate in fixed.body
            if (more := unified(_atom(atom, binding), candidate)) is not None
        ]
    yield from waiting


def _also(
    binding: dict[ox.Variable, Term], variable: ox.Variable, value: Term
) -> dict[ox.Variable, Term]:
    one = {variable: value}
    return {**{v: _value(bound, one) for v, bound in binding.items()}, **one}


def _value(term: Term, binding: Binding) -> Term:
    return binding.get(term, term) if isinstance(term, ox.Variable) else term


def _atom(atom: Atom, binding: Binding) -> Atom:
    subject, predicate, value = (_value(term, binding) for term in atom)
    return subject, predicate, value


def _words(words: tuple[str, ...], binding: Binding) -> tuple[str, ...]:
    names = {f"?{variable.value}": str(term) for variable, term in binding.items()}
    return tuple(names.get(word, word) for word in words)


def _spelled(atom: Atom) -> tuple[str, ...]:
    return tuple(str(term) for term in atom)


def _shape(atom: Atom) -> tuple[str, ...]:
    return tuple("?" if isinstance(term, ox.Variable) else str(term) for term in atom)
