"""The strata as a compiled program runs them: by keys, so that a change asks only for its own.

A rule concludes about the subject of its template. That is its key; where the subject is computed,
the variables that it is computed from are. A rule that concludes about several subjects is cut
into one part for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from espd_kg.change.given import loses_rows, where_given
from espd_kg.change.ordered import ordered
from espd_kg.change.parts import everything
from espd_kg.change.scope import in_scope
from espd_kg.change.syntax import Bind, Group, Select, Union, Variable
from espd_kg.errors import InputError
from espd_kg.infer.horn import ANYTHING, Atom, Horn, Signature, Term, meet, signature
from espd_kg.infer.joins import text as spelled
from espd_kg.infer.part import Coarser, Part
from espd_kg.infer.rules import StoredRule, Stratum
from espd_kg.stores.lexer import Query


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
        coarser = tuple(_coarser(query, template, key, atoms)) if _groups(where) else ()
        yield Part(query, names, key, tuple(atoms), _given(query, template, key), coarser)


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


def _coarser(
    query: str, template: str, key: tuple[str, ...], heads: Sequence[Atom]
) -> Iterator[Coarser]:
    """Yield the rule for each name of a key of several that its conclusions tell."""
    names = {ox.Variable(name) for name in key}
    telling = [head for head in heads if not names.isdisjoint(head)]
    if len(names) < 2 or not names <= {term for head in telling for term in head}:
        return
    told = " . ".join(map(spelled, telling))
    concluded = f"SELECT DISTINCT {' '.join(map(str, names))} WHERE {{ {told} }}"
    for name in key:
        where = where_given(query, (name,), many=True)
        if where is not None:
            yield Coarser(name, f"CONSTRUCT {{ {template} }} WHERE {where}", concluded)


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
    groups = _groups(where)
    return tuple(n for n in names if all(f"?{n}" in group.grouping for group in groups)) or names


def _groups(where: Group) -> list[Select]:
    return [part for part in everything(where) if isinstance(part, Select) and part.aggregates]
