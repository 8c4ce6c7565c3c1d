"""The strata as a compiled program runs them: by keys, so that a change asks only for its own.

A rule concludes about the subject of its template. That is its key; where the subject is computed,
the variables that it is computed from are. A rule that concludes about several subjects is cut
into one part for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from espd_kg.change.delta import Delta
from espd_kg.change.given import loses_rows, where_given
from espd_kg.change.ordered import ordered
from espd_kg.change.parts import everything
from espd_kg.change.reach import Reach
from espd_kg.change.restrict import Key
from espd_kg.change.scope import in_scope
from espd_kg.change.syntax import Bind, Group, Select, Union, Variable
from espd_kg.errors import InputError
from espd_kg.infer.ground import matching
from espd_kg.infer.horn import ANYTHING, Atom, Constant, Horn, Signature, Term, meet, signature
from espd_kg.infer.joins import text as spelled
from espd_kg.infer.rules import StoredRule, Stratum
from espd_kg.stores.lexer import Query

Keys: TypeAlias = frozenset[Key] | None
"""Those for which a part is asked again; None: all."""


@dataclass(frozen=True)
class Part:
    """A stratum's conclusions about one subject; no key: it is always asked as a whole."""

    text: str
    subject: tuple[str, ...]
    """The variables that the subject is, or is computed from."""
    key: tuple[str, ...]
    """Those of them by which the rule is asked."""
    heads: tuple[Atom, ...]
    given: str
    """The same rule, in the order that suits where the key is known."""

    def keys_reached(self, before: ox.Store, after: ox.Store, delta: Delta) -> Keys:
        """Return the keys whose conclusions a change can reach; None where that may be any."""
        if not delta:
            return frozenset()
        if not self.key:
            return None
        # Asked for all names: a fact may hold the key itself and lead to no conclusion.
        reached = Reach.of(self.text, self.subject).keys(before, after, delta)
        if reached is None:
            return None
        places = [self.subject.index(name) for name in self.key]
        return frozenset(tuple(names[place] for place in places) for names in reached)

    def keys_given(self, store: ox.Store, values: dict[ox.Variable, Constant]) -> Keys:
        """Return the keys of conclusions in which some variables have these values.

        A key that the values leave open stands in another triple of the same conclusion. None
        where it does not.
        """
        names = [ox.Variable(name) for name in self.key]
        rows = [values]
        for head in self.heads:
            if not names or all(name in row for row in rows for name in names):
                break
            rows = [{**row, **more} for row in rows for more in _seen(store, head, row)]
        if not names or not all(name in row for row in rows for name in names):
            return None
        return frozenset(tuple(row[name] for name in names) for row in rows)  # type: ignore[misc]


@dataclass(frozen=True)
class Layer:
    """A stratum, its parts, and whether it may ask for what it concludes."""

    rule: StoredRule
    parts: tuple[Part, ...]
    reads_itself: bool


def layered(strata: Sequence[Stratum], rules: Iterable[Horn]) -> tuple[Layer, ...]:
    """Return the strata in their order.

    Raises InputError for a rule whose conclusions, or what follows from them, an earlier one asks
    for: the earlier one would have answered too soon.
    """
    rules = tuple(rules)
    layers = []
    for at, stratum in enumerate(strata):
        told = _consequences((signature(head) for head in stratum.heads), rules)
        for earlier in strata[:at]:
            _check(stratum, earlier, told)
        layers.append(Layer(stratum.rule, tuple(_parts(stratum)), _asks(stratum, told)))
    return tuple(layers)


def _check(stratum: Stratum, earlier: Stratum, told: set[Signature]) -> None:
    if earlier.asks is None or not _asks(earlier, told):
        return
    raise InputError(
        f"the rule concludes what {earlier.name} asks for, which runs before it",
        file=stratum.name,
        fix="Give it a name that comes first; if each asks for what the other concludes, "
        "neither can run.",
    )


def _asks(stratum: Stratum, told: set[Signature]) -> bool:
    if stratum.asks is None:
        return True
    return any(meet(signature(atom), one) for atom in stratum.asks for one in told)


def _consequences(heads: Iterable[Signature], rules: tuple[Horn, ...]) -> set[Signature]:
    """Return what may follow, by the positive rules, from triples about these."""
    told: set[Signature] = set()
    waiting = list(heads)
    while waiting:
        one = waiting.pop()
        if one in told:
            continue
        told.add(one)
        if one == ANYTHING:
            return {ANYTHING}
        waiting += [
            signature(rule.head)
            for rule in rules
            if any(meet(signature(atom), one) for atom in rule.body)
        ]
    return told


def _parts(stratum: Stratum) -> Iterator[Part]:
    where = stratum.where
    if where is None:
        yield Part(stratum.rule.text, (), (), stratum.heads, stratum.rule.text)
        return
    heads: dict[Term, list[Atom]] = defaultdict(list)
    for head in stratum.heads:
        heads[head[0]].append(head)
    for subject, atoms in heads.items():
        names = _named(subject, where)
        key = _key(names, where)
        template = " . ".join(map(spelled, atoms))
        query = _query(stratum.rule, template, where, subject)
        yield Part(query, names, key, tuple(atoms), _given(query, template, key))


def _query(rule: StoredRule, template: str, where: Group, subject: Term) -> str:
    """Return the rule with another template; of a mere UNION only what knows of the subject."""
    [first, *others] = where.parts or (None,)
    about = f"?{subject.value}" if isinstance(subject, ox.Variable) else ""
    if isinstance(first, Union) and about and not others and not loses_rows(rule.text):
        branches = tuple(branch for branch in first.branches if about in set(in_scope(branch)))
        return f"CONSTRUCT {{ {template} }} WHERE {ordered(Group((Union(branches),)))}"
    query = Query.read(rule.text)
    assert query.verb is not None, "the query was checked"
    return f"{query.text[: query.verb.start]}CONSTRUCT {{ {template} }} {_where(query)}"


def _given(query: str, template: str, key: tuple[str, ...]) -> str:
    where = where_given(query, key)
    return query if where is None else f"CONSTRUCT {{ {template} }} WHERE {where}"


def _where(query: Query) -> str:
    """Return the text from WHERE on."""
    depth, is_short = 0, False
    for before, token in zip(query.tokens, query.tokens[1:], strict=False):
        is_short = is_short or (before.is_word("CONSTRUCT") and token.is_word("WHERE"))
        if is_short and token.text == "{":
            return f"WHERE {query.text[token.start :]}"
        depth += (token.text == "{") - (token.text == "}")
        if token.text == "}" and depth == 0:
            return query.text[token.end :]
    raise AssertionError("the query was checked")


def _named(subject: Term, where: Group) -> tuple[str, ...]:
    if not isinstance(subject, ox.Variable):
        return ()
    name = f"?{subject.value}"
    made = [p.expression for p in everything(where) if isinstance(p, Bind) and p.variable == name]
    if not made:
        return (subject.value,)
    pieces = [piece for expression in made for piece in expression.pieces]
    return tuple(dict.fromkeys(p[1:] for p in pieces if isinstance(p, Variable)))


def _key(names: tuple[str, ...], where: Group) -> tuple[str, ...]:
    """Return the names by which all groups in the rule group, or else all names.

    A key finer than a group would make the same group many times over.
    """
    grouped = [p for p in everything(where) if isinstance(p, Select) and p.aggregates]
    return tuple(n for n in names if all(f"?{n}" in group.grouping for group in grouped)) or names


def _seen(
    store: ox.Store, head: Atom, row: dict[ox.Variable, Constant]
) -> Iterator[dict[ox.Variable, Constant]]:
    """Yield the bindings under which a head stands in the store; none that binds no more."""
    filled = [row.get(term, term) if isinstance(term, ox.Variable) else term for term in head]
    if not any(isinstance(term, ox.Variable) for term in filled):
        yield {}
        return
    subject, predicate, value = filled
    for quad in matching(store, (subject, predicate, value)):
        more = unbound((subject, predicate, value), quad.triple)
        if more is not None:
            yield more


def unbound(head: Atom, triple: ox.Triple) -> dict[ox.Variable, Constant] | None:
    """Return the values of the head's variables in a conclusion, or None where it is no such."""
    found: dict[ox.Variable, Constant] = {}
    for term, value in zip(head, triple, strict=True):
        if isinstance(term, ox.Variable):
            if found.setdefault(term, value) != value:
                return None
        elif term != value:
            return None
    return found
