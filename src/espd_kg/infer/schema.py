"""The axioms of an ontology as rules over single triples.

Each rule of the profile has an axiom and facts: the axiom is looked up in the closed schema, and
every place where it holds gives one rule with the ontology's own names in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from espd_kg.change.reading import read_query
from espd_kg.infer import rl
from espd_kg.infer.flatten import Case, flattened
from espd_kg.infer.horn import SAME_AS, TYPE, Atom, Horn, Signature, Term, horn, signature
from espd_kg.infer.rl_clashes import CLASHES, Clash
from espd_kg.infer.rl_lists import list_rules
from espd_kg.infer.rl_rules import EQUALITY_RULES, INSTANCE_RULES, PREFIXES, Rule
from espd_kg.infer.unfold import unfolded
from espd_kg.infer.wording import BLANK
from espd_kg.namespaces import OWL, RDF, RDFS

VOCABULARIES: Final = (OWL, RDFS, RDF)
AXIOMS: Final = frozenset(
    {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
    | {RDF + name for name in ("first", "rest")}
)
"""The predicates outside OWL that speak about terms."""
_CLASH: Final = BLANK + "clash:"


@dataclass(frozen=True)
class Denial:
    """What cannot be true: atoms and filters, and the columns of its rule that are settled."""

    clash: Clash
    case: Case
    settled: dict[str, Term]


@dataclass(frozen=True)
class Schema:
    """The compiled ontology."""

    rules: tuple[Horn, ...]
    equalities: tuple[Horn, ...]
    """The rules that find two names for one thing."""
    denials: tuple[Denial, ...]
    is_whole: bool
    """Whether the rules say all that the axioms say."""


def compiled(ontology: Iterable[ox.Triple]) -> Schema:
    """Compile the axioms among the triples; blank nodes have been given IRIs."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in ontology)
    rl.close_schema(store)
    denials = list(_denials(store))
    rules = [*_rules(store), *(_denying(at, denial) for at, denial in enumerate(denials))]
    found = unfolded([*rules, *_members(store, rules)], is_helper)
    said = [rule for rule in found.rules if not _is_denial(rule)]
    equal = SAME_AS, None
    return Schema(
        tuple(rule for rule in said if signature(rule.head) != equal),
        tuple(rule for rule in said if signature(rule.head) == equal),
        tuple(_unfolded_denial(rule, denials) for rule in found.rules if _is_denial(rule)),
        found.is_whole and not any(_is_axiom(rule) for rule in said) and not _equates(store),
    )


def is_helper(about: Signature) -> bool:
    """Whether data never hold this: an unnamed class or inverse, or a word of OWL itself."""
    predicate, value = about
    if predicate is None or predicate == SAME_AS:
        return False
    if predicate == TYPE:
        return isinstance(value, ox.NamedNode) and value.value.startswith((BLANK, *VOCABULARIES))
    if predicate.value.startswith(_CLASH):
        return False
    return predicate.value.startswith((BLANK, OWL))


def _is_axiom(rule: Horn) -> bool:
    predicate = rule.head[1]
    return not isinstance(predicate, ox.NamedNode) or predicate.value in AXIOMS


def _equates(store: ox.Store) -> bool:
    return any(True for _ in store.quads_for_pattern(None, SAME_AS, None))


def _rules(store: ox.Store) -> Iterator[Horn]:
    for rule in (*INSTANCE_RULES, *EQUALITY_RULES, *list_rules(store)):
        if rule.name.startswith("eq-"):
            continue
        for binding in _places(store, rule.axiom):
            yield from _instances(rule, binding)


def _members(store: ox.Store, rules: Iterable[Horn]) -> Iterator[Horn]:
    """Yield what the ontology says of unnamed classes and the like, where a rule asks for it."""
    for about in {signature(atom) for rule in rules for atom in rule.body}:
        if is_helper(about):
            for quad in store.quads_for_pattern(None, about[0], about[1]):
                yield horn("", tuple(quad.triple), ())


def _instances(rule: Rule, binding: dict[ox.Variable, Term]) -> Iterator[Horn]:
    [head] = _case(rule.head).body
    case = _case(rule.facts)
    made = horn(rule.name, head, case.body, case.filters)
    if (found := made.bound(binding)).is_sound():
        yield found


def _denials(store: ox.Store) -> Iterator[Denial]:
    for clash in CLASHES:
        case = _case(clash.facts)
        if any(atom[1] == SAME_AS for atom in case.body):
            continue
        for binding in _places(store, clash.axiom):
            settled = {v.value: term for v, term in binding.items() if v.value in clash.columns}
            yield Denial(clash, _bound(case, binding), settled)


def _bound(case: Case, binding: dict[ox.Variable, Term]) -> Case:
    anything: Atom = (ox.NamedNode(_CLASH), TYPE, ox.NamedNode(_CLASH))
    rule = horn("", anything, case.body, case.filters).bound(binding)
    return Case(rule.body, rule.filters, {})


def _denying(at: int, denial: Denial) -> Horn:
    """Return the denial as a rule, whose head keeps the columns that are open."""
    columns = [ox.Variable(name) for name in denial.clash.columns if name not in denial.settled]
    x = columns[0] if columns else ox.NamedNode(_CLASH)
    y = columns[-1] if columns else x
    head = x, ox.NamedNode(f"{_CLASH}{at}"), y
    return Horn(denial.clash.name, head, denial.case.body, denial.case.filters)


def _is_denial(rule: Horn) -> bool:
    predicate = rule.head[1]
    return isinstance(predicate, ox.NamedNode) and predicate.value.startswith(_CLASH)


def _unfolded_denial(rule: Horn, denials: list[Denial]) -> Denial:
    assert isinstance(rule.head[1], ox.NamedNode)
    denial = denials[int(rule.head[1].value.removeprefix(_CLASH))]
    names = [name for name in denial.clash.columns if name not in denial.settled]
    ends = {names[0]: rule.head[0], names[-1]: rule.head[2]} if names else {}
    settled = dict(denial.settled)
    renamed: dict[ox.Variable, Term] = {}
    for name, term in ends.items():
        if isinstance(term, ox.Variable):
            renamed[term] = ox.Variable(name)
        else:
            settled[name] = term
    others = {v: ox.Variable(f"_{v.value}") for v in _open(rule)}
    bound = rule.bound({**others, **renamed})
    return Denial(denial.clash, Case(bound.body, bound.filters, {}), settled)


def _open(rule: Horn) -> Iterator[ox.Variable]:
    return (term for atom in rule.body for term in atom if isinstance(term, ox.Variable))


def _places(store: ox.Store, axiom: str) -> list[dict[ox.Variable, Term]]:
    """Return the bindings under which an axiom holds; none at all is one where there is none."""
    if not axiom:
        return [{}]
    rows = store.query(f"{PREFIXES}SELECT DISTINCT * WHERE {{ {axiom} }}")
    assert isinstance(rows, ox.QuerySolutions)
    names = list(rows.variables)
    found = [{name: row[name] for name in names if row[name] is not None} for row in rows]
    return sorted(found, key=lambda one: sorted((str(k), str(v)) for k, v in one.items()))


@cache
def _case(text: str) -> Case:
    cases = flattened(read_query(f"{PREFIXES}SELECT * WHERE {{ {text} }}").where)
    assert cases is not None
    return cases[0]
