"""Every rule of the rulebook held against a graph: against all of it, or where a change reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

import pyoxigraph as ox

from espd_kg import checks
from espd_kg.change.asking import Key
from espd_kg.change.delta import Delta
from espd_kg.change.restrict import restricted
from espd_kg.findings import Finding, Severity
from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.program import ClashQuery
from espd_kg.iris import shorten
from espd_kg.namespaces import CHECK
from espd_kg.pipeline.reaches import Reaches
from espd_kg.pipeline.rulebook import Rulebook
from espd_kg.pipeline.state import Examination
from espd_kg.progress import Progress
from espd_kg.queries.model import StoredCheck
from espd_kg.validate.functions import FUNCTIONS
from espd_kg.validate.plan import Constraint, Target
from espd_kg.validate.results import Result
from espd_kg.validate.running import examined, findings
from espd_kg.workers import each

Ask: TypeAlias = Callable[[ox.Store, Iterable[Key] | None], Iterator[Finding]]
Count: TypeAlias = Callable[[ox.Store, Iterable[Key] | None], int]

T = TypeVar("T")

_WHOLE: Final = "closure"


@dataclass(frozen=True)
class Rule:
    """A rule that names the things which break it."""

    key: str
    """Which rule of the rulebook this is."""
    text: str
    about: tuple[str, ...]
    """The variables of the text that say which thing a row is about."""
    ask: Ask


@dataclass(frozen=True)
class Tally:
    """How many things a rule looks at."""

    key: str
    name: str
    """The rule as reports call it."""
    text: str
    about: tuple[str, ...]
    count: Count


@dataclass(frozen=True)
class Rules:
    """All rules of a rulebook that can be asked one by one."""

    rules: tuple[Rule, ...]
    tallies: tuple[Tally, ...]

    @property
    def checks(self) -> list[Tally]:
        """The tallies of the checks."""
        return [tally for tally in self.tallies if tally.key.startswith("check/")]

    def of_graph(self) -> Rules:
        """Return the rules that are no shapes: checks, and what cannot be true."""
        kept = tuple(rule for rule in self.rules if rule.key.startswith(("check/", "clash/")))
        return Rules(kept, tuple(self.checks))

    @classmethod
    def of(cls, rulebook: Rulebook) -> Rules:
        """Return the rules of shapes, checks and consistency."""
        plans = rulebook.compiled.plans
        rules = [
            Rule(f"{name}/{at}", one.text, one.key, partial(_breaches, one))
            for name, plan in plans.items()
            for at, one in enumerate(plan.constraints)
        ]
        rules += [
            Rule(f"check/{one.name}", one.text, checks.KEY, partial(_rows, one))
            for one in rulebook.compiled.checks
        ]
        rules += [
            Rule(f"clash/{at}", one.text, one.key, partial(_clashes, one))
            for at, one in enumerate(rulebook.program.clashes)
        ]
        tallies = [
            Tally(f"{name}/{at}", one.shape, one.text, one.key, partial(_focus_nodes, one))
            for name, plan in plans.items()
            for at, one in enumerate(plan.targets)
        ]
        tallies += [
            Tally(f"check/{one.name}", CHECK + one.name, "", (), partial(_any, one))
            for one in rulebook.compiled.checks
        ]
        return cls(tuple(rules), tuple(tallies))


@dataclass(frozen=True)
class Portion:
    """The work of one worker: some rules, asked of a store on disk or in the same memory."""

    store: Path | ox.Store
    rules: tuple[Rule, ...] = ()
    tallies: tuple[Tally, ...] = ()


def ask_portion(work: Portion) -> Examination:
    """Ask the rules of the portion about the whole graph."""
    store = work.store
    if isinstance(store, Path):
        store = ox.Store.read_only(str(store))
    found = {rule.key: tuple(rule.ask(store, None)) for rule in work.rules}
    return Examination(found, {tally.key: tally.count(store, None) for tally in work.tallies})


def examine_whole(
    store: Path | ox.Store,
    rules: Rules,
    contradictions: Iterable[Inconsistency],
    pool: Executor,
    progress: Progress,
) -> Examination:
    """Ask every rule about the whole graph, side by side in the pool."""
    work = [
        *(Portion(store, rules=tuple(some)) for some in _portions(rules.rules)),
        *(Portion(store, tallies=tuple(some)) for some in _portions(rules.tallies)),
    ]
    found: dict[str, tuple[Finding, ...]] = {}
    counted: dict[str, int] = {}
    for one in each(pool, ask_portion, work, progress, "Validating"):
        found |= one.findings
        counted |= one.examined
    found[_WHOLE] = tuple(contradiction(one) for one in contradictions)
    return Examination(found, counted)


def examine_change(
    before: ox.Store,
    after: ox.Store,
    delta: Delta,
    rules: Rules,
    known: Examination,
    reaches: Reaches,
    progress: Progress,
) -> Examination:
    """Ask the rules again about what the change can reach, and keep what was found before."""
    found, counted = dict(known.findings), dict(known.examined)
    total = len(rules.rules) + len(rules.tallies)
    for done, rule in enumerate(rules.rules):
        progress("Validating what changed", done, total)
        keys = _reached(reaches, rule, before, after, delta)
        if keys is None:
            found[rule.key] = tuple(rule.ask(after, None))
        elif keys:
            again = {_word(key[0]) for key in keys}
            kept = (one for one in found.get(rule.key, ()) if one.focus not in again)
            found[rule.key] = (*kept, *rule.ask(after, keys))
    for done, tally in enumerate(rules.tallies, start=len(rules.rules)):
        progress("Validating what changed", done, total)
        keys = _reached(reaches, tally, before, after, delta) if tally.text else None
        if keys is None:
            counted[tally.key] = tally.count(after, None)
        elif keys:
            counted[tally.key] += tally.count(after, keys) - tally.count(before, keys)
    return Examination(found, counted)


def _reached(
    reaches: Reaches, rule: Rule | Tally, before: ox.Store, after: ox.Store, delta: Delta
) -> frozenset[Key] | None:
    return reaches.of(rule.text, rule.about).keys(before, after, delta, FUNCTIONS)


def contradiction(one: Inconsistency) -> Finding:
    """Return a contradiction that reasoning met as a finding."""
    message = one.message
    for node in sorted(one.nodes, key=len, reverse=True):
        message = message.replace(node, shorten(node))
    return Finding(
        severity=Severity.VIOLATION,
        rule=one.iri,
        rule_name=f"OWL 2 RL, {one.rule}",
        focus=one.nodes[0] if one.nodes else None,
        path=None,
        value=None,
        message=f"This cannot be true: {message}. Correct one of the two statements.",
    )


def _breaches(
    constraint: Constraint, store: ox.Store, keys: Iterable[Key] | None
) -> Iterator[Finding]:
    return (finding_of(result) for result in findings(store, constraint, keys))


def finding_of(result: Result) -> Finding:
    """Return what a shape found as a finding without a place."""
    return Finding(
        result.severity,
        result.rule,
        result.rule_name,
        result.focus,
        result.path,
        result.value,
        result.message,
        component=result.component,
    )


def _rows(check: StoredCheck, store: ox.Store, keys: Iterable[Key] | None) -> Iterator[Finding]:
    return checks.broken(store, check, keys)


def _clashes(clash: ClashQuery, store: ox.Store, keys: Iterable[Key] | None) -> Iterator[Finding]:
    texts = [clash.text] if keys is None else restricted(clash.text, clash.key, keys)
    for text in texts:
        rows = store.query(text, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        yield from (contradiction(clash.inconsistency(row)) for row in rows)


def _focus_nodes(target: Target, store: ox.Store, keys: Iterable[Key] | None) -> int:
    return examined(store, target, keys)


def _any(check: StoredCheck, store: ox.Store, keys: Iterable[Key] | None) -> int:
    return int(checks.looked_at(store, check))


def _portions(items: Sequence[T], most: int = 16) -> Iterator[Sequence[T]]:
    """Yield the items dealt out like cards, so that costly neighbours part."""
    count = min(len(items), most)
    return (items[at::count] for at in range(count))


def _word(term: ox.NamedNode | ox.Literal | ox.BlankNode) -> str:
    return term.value
