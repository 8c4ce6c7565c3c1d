"""Stored CONSTRUCT rules: what OWL 2 RL cannot say, one rule a file.

A rule is positive where a triple more never takes a conclusion away and none of its terms is
computed: triples, paths of known length, VALUES, UNION, FILTER without EXISTS, BIND of a term.
Positive rules run with the closure until nothing more follows. Each other rule is a stratum: it
runs once, in the order of the names, after all positive rules, and what follows from it by the
closure and the positive rules is added before the next one runs. A stratum may conclude what it
asks for itself (the dates of sessions give the dates of their edition): then it is asked again
until its answers rest on themselves alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import pyoxigraph as ox

from espd_kg.change.parts import everything
from espd_kg.change.reading import read_query
from espd_kg.change.syntax import Group, Inverse, Negated, Path, Repeated, Triples, Unread
from espd_kg.errors import InputError
from espd_kg.infer.flatten import flattened, is_blank, to_term
from espd_kg.infer.horn import Atom, Horn, Term, horn, variables
from espd_kg.stores.embedded import malformed
from espd_kg.stores.guard import checked
from espd_kg.stores.lexer import Kind, Query

ROUNDS: Final = 20
"""How often a stratum that concludes what it asks for is asked again before it is refused."""


class StoredRule(NamedTuple):
    """A rule under the name by which an editor finds it, and its SPARQL text."""

    name: str
    text: str


@dataclass(frozen=True)
class Stratum:
    """A rule that runs once: what it concludes, and every atom it asks for (None: anything)."""

    rule: StoredRule
    heads: tuple[Atom, ...]
    asks: tuple[Atom, ...] | None
    where: Group | None

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.rule.name


@dataclass(frozen=True)
class Stored:
    """All stored rules, told apart."""

    positive: tuple[StoredRule, ...]
    horns: tuple[Horn, ...]
    """The positive rules once more, taken to pieces."""
    strata: tuple[Stratum, ...]


def told_apart(rules: Sequence[tuple[str, str]]) -> Stored:
    """Return the rules by the way they run; raises InputError for one that is no CONSTRUCT."""
    positive: list[StoredRule] = []
    horns: list[Horn] = []
    strata: list[Stratum] = []
    for rule in sorted(StoredRule(*rule) for rule in rules):
        query = _checked(rule)
        heads, where = _read(query)
        pieces = None if where is None or not _is_plain(query) else flattened(where)
        if pieces is None:
            strata.append(Stratum(rule, heads, _asked(where), where))
        else:
            positive.append(rule)
            horns += [
                horn(rule.name, head, body, filters)
                for body, filters, binding in pieces
                for head in _filled(heads, binding)
                if variables([head]).keys() <= variables(body).keys()
            ]
    return Stored(tuple(positive), tuple(horns), tuple(strata))


def conclusions(store: ox.Store, rule: StoredRule) -> Iterator[ox.Triple]:
    """Yield what a rule that was checked concludes over all graphs of the store.

    Left out is what holds a blank node or no RDF allows; a triple may come more than once.
    """
    found = store.query(rule.text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QueryTriples)
    return filter(is_fact, found)


def construct(store: ox.Store, rule: StoredRule) -> list[ox.Triple]:
    """Return what a rule concludes, each triple once."""
    return list(dict.fromkeys(conclusions(store, rule)))


def refusal(name: str) -> InputError:
    """Return the complaint about a rule whose conclusions keep changing what it concludes."""
    return InputError(
        "the rule asks for what it concludes, and its answers never settle",
        file=name,
        fix="Let it conclude another property than the one it asks for, or break the circle.",
    )


def _checked(rule: StoredRule) -> Query:
    try:
        query = checked(rule.text)
        answer = ox.Store().query(rule.text)
    except InputError as error:
        raise error.within(rule.name) from None
    except SyntaxError as error:
        raise malformed(error, rule.text).within(rule.name) from None
    if not isinstance(answer, ox.QueryTriples):
        raise InputError(
            "the rule asks, it does not construct", file=rule.name, fix="Write it as a CONSTRUCT."
        )
    return query


def _read(query: Query) -> tuple[tuple[Atom, ...], Group | None]:
    """Return the template and the WHERE; None for a WHERE that cannot be followed."""
    assert query.verb is not None, "the query was checked"
    prologue = query.text[: query.verb.start]
    try:
        where = read_query(query.text).where
        template = read_query(f"{prologue}SELECT * WHERE {_template(query)}").where
        return tuple(_facts(template)), where
    except (Unread, ValueError):
        return (_ANYTHING,), None


def _template(query: Query) -> str:
    """Return the first group of the query: its template, or its WHERE where that is one."""
    start = next(token.start for token in query.tokens if token.text == "{")
    depth = 0
    for token in query.tokens:
        if token.kind is Kind.MARK and token.start >= start:
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                return query.text[start : token.end]
    raise Unread("the template has no end")


def _is_plain(query: Query) -> bool:
    """Whether the WHERE says all: nothing stands after it, no group is cut or narrowed."""
    tokens = query.tokens
    cuts = ("LIMIT", "OFFSET", "ORDER", "GROUP", "HAVING")
    late = any(token.is_word("VALUES") and before.text == "}" for before, token in pairwise(tokens))
    return not late and not any(token.is_word(*cuts) for token in tokens)


def _facts(template: Group) -> Iterator[Atom]:
    for part in template.parts:
        if not isinstance(part, Triples) or not isinstance(part.path, str):
            raise Unread("a template holds triples alone")
        atom = to_term(part.subject), to_term(part.path), to_term(part.object)
        if not any(map(is_blank, atom)):
            yield atom


def _filled(heads: tuple[Atom, ...], binding: Mapping[ox.Variable, Term]) -> Iterator[Atom]:
    for head in heads:
        filled = (binding.get(t, t) if isinstance(t, ox.Variable) else t for t in head)
        subject, predicate, value = filled
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode | ox.Variable):
            continue
        yield subject, predicate, value


def _asked(where: Group | None) -> tuple[Atom, ...] | None:
    if where is None:
        return None
    found: dict[Atom, None] = {}
    for part in everything(where):
        if isinstance(part, Triples):
            subject, value = to_term(part.subject), to_term(part.object)
            end = value if isinstance(part.path, str) else ox.Variable("any")
            found.update(dict.fromkeys((subject, step, end) for step in _steps(part.path)))
    return tuple(found)


def _steps(path: Path) -> Iterator[Term]:
    """Yield the predicates of a path; a path that walks along any predicate is a variable."""
    if isinstance(path, str):
        yield to_term(path)
    elif isinstance(path, Negated):
        yield ox.Variable("any")
    elif isinstance(path, Inverse | Repeated):
        yield from _steps(path.path)
    else:
        for each in path.paths:
            yield from _steps(each)


def is_fact(triple: ox.Triple) -> bool:
    """Whether a conclusion is one that can be kept: no blank node, no subject that is a text."""
    ends = (triple.subject, triple.object)
    return all(isinstance(end, ox.NamedNode | ox.Literal) for end in ends)


_ANYTHING: Final[Atom] = (ox.Variable("s"), ox.Variable("p"), ox.Variable("o"))
