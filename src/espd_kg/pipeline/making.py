"""One graph from its files: from the build before where that will do, else from nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from espd_kg.build.generation import branch, new_store
from espd_kg.build.manifest import EXAMINED, STATE, STORE, WRITTEN, Manifest, Share
from espd_kg.build.spelling import Spellings
from espd_kg.findings import Report
from espd_kg.pipeline.changed import apply, changes_since
from espd_kg.pipeline.counting import changed_counts, changed_shares, counts, shares
from espd_kg.pipeline.examining import Rules, examine_change, examine_whole
from espd_kg.pipeline.options import EVERYDAY, Options
from espd_kg.pipeline.reaches import Reaches
from espd_kg.pipeline.reporting import report
from espd_kg.pipeline.room import fits_in_memory, share_heap, trim_heap
from espd_kg.pipeline.rulebook import Rulebook
from espd_kg.pipeline.sources import Kind, Sources, is_snapshot
from espd_kg.pipeline.state import Examination, State
from espd_kg.pipeline.whole import Filled, dump, fill, keep
from espd_kg.progress import Progress
from espd_kg.workers import executor
from espd_kg.workspace import graph_iri

_LARGEST_CHANGE: Final = 0.3
"""The share of all files up to which following the changes is cheaper than beginning anew."""
_FEW: Final = 3
_SMALL: Final = 8_000_000
"""The bytes of data up to which other processes cost more than they bring."""


@dataclass(frozen=True)
class Base:
    """A build that stands, and what it remembers."""

    manifest: Manifest
    folder: Path
    state: State
    spellings: Spellings

    @classmethod
    def read(cls, manifest: Manifest, build_dir: Path) -> Base | None:
        """Return the build with its state; None where that cannot be read."""
        folder = build_dir / manifest.generation
        try:
            state = State.from_json((folder / STATE).read_text(encoding="utf-8"))
            spelled = Spellings.read((folder / WRITTEN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        graphs = frozenset(graph_iri(name) for name in state.hashes if is_snapshot(name))
        return cls(manifest, folder, state, spelled.without(graphs) if graphs else spelled)

    @property
    def store(self) -> Path:
        """Where the store lies that was examined, which holds no snapshots."""
        examined = self.folder / EXAMINED
        return examined if examined.is_dir() else self.folder / STORE


@dataclass(frozen=True)
class Made:
    """A graph that lies in its folder, and what there is to say of it."""

    report: Report
    state: State
    spellings: Spellings
    counts: Mapping[str, int]
    coverage: Mapping[str, Share]
    base: Manifest | None = None
    """The build from which this one was made."""


@dataclass(frozen=True)
class Making:
    """A graph in the making: where it comes to lie, what it is made of, and how."""

    folder: Path
    rulebook: Rulebook
    sources: Sources
    hashes: Mapping[str, str]
    options: Options
    progress: Progress
    reaching: Path | None = None
    """Where it is kept what changes can reach which rule."""

    def make(self, base: Base | None) -> Made:
        """Make the graph of the sources in the folder, and examine it.

        Raises InputError, with file and line, for what cannot be read.
        """
        if base is not None and self._may_follow(base):
            made = self._from_base(base)
            if made is not None:
                return made
            shutil.rmtree(self.folder / STORE)
        return self._from_nothing()

    def _may_follow(self, base: Base) -> bool:
        changes = changes_since(base.state.hashes, self.hashes, self.sources)
        few = len(changes) <= max(_FEW, _LARGEST_CHANGE * len(self.sources.by_name))
        same = base.state.rulebook == self.rulebook.digest and not base.state.whole
        everyday = self.options.everyday and Options().made(base.manifest)
        return few and same and everyday and not self.options.force

    def _from_base(self, base: Base) -> Made | None:
        """Follow the changes since the base; None where the graph has to be closed as a whole."""
        changes = changes_since(base.state.hashes, self.hashes, self.sources)
        before = ox.Store.read_only(str(base.store))
        store = branch(base.store, self.folder)
        applied = apply(
            before, store, base.spellings, self.rulebook, self.sources, changes, self.progress
        )
        if applied is None:
            return None
        store.flush()
        rules, delta = Rules.of(self.rulebook), applied.delta
        reaches = Reaches.kept(self.rulebook.digest, self.reaching)
        examination = examine_change(
            before, store, delta, rules, base.state.examination, reaches, self.progress
        )
        reaches.keep()
        return Made(
            report(store, self.rulebook, rules, examination, applied.spellings, self.sources),
            self._state(examination, whole=False),
            applied.spellings,
            changed_counts(base.manifest.counts, before, store, delta),
            changed_shares(base.manifest.coverage, before, store, delta),
            base.manifest,
        )

    def _from_nothing(self) -> Made:
        """Fill a store, in memory where there is room, and hold the rules against it."""
        rules = Rules.of(self.rulebook)
        if self._size >= _SMALL:
            self._prepare_to_follow(rules)
        filled, examination = self._examined(self._asked(rules))
        store = ox.Store.read_only(str(self.folder / STORE))
        told = (store, self.rulebook, rules, examination, filled.spellings, self.sources)
        return Made(
            report(*told, by_reference=self.options.validator != EVERYDAY),
            self._state(examination, whole=filled.whole),
            filled.spellings,
            counts(store, self.rulebook.axioms),
            shares(store),
        )

    def _examined(self, rules: Rules) -> tuple[Filled, Examination]:
        """Fill the store in the folder and ask the rules."""
        in_memory = self.options.cluster is None and fits_in_memory(self._size)
        if self._size >= _SMALL:
            share_heap()
        workers = self.options.workers or (1 if self._size < _SMALL else None)
        with executor(workers, self.options.cluster) as pool:
            store = ox.Store() if in_memory else new_store(self.folder)
            filled = fill(
                store, self.rulebook, self.sources, self.options.reasoner, pool, self.progress
            )
            found = filled.inconsistencies
            if not in_memory:
                del store
                place = self.folder / STORE
                return filled, examine_whole(place, rules, found, pool, self.progress)
        # The engine lets other threads go on while it answers; each holds its answer in memory.
        with ThreadPoolExecutor(self.options.workers or os.cpu_count()) as threads:
            examination = examine_whole(store, rules, found, threads, self.progress)
        self.progress("Compiling the store")
        passing = dump(store, self.folder, self.rulebook)
        del store
        if self._size >= _SMALL:
            trim_heap()
        keep(passing, self.folder, self.rulebook)
        return filled, examination

    @cached_property
    def _size(self) -> int:
        """The bytes of the data."""
        return sum(source.size for source in self.sources.of_kind(Kind.DATA))

    def _prepare_to_follow(self, rules: Rules) -> None:
        """Work out what changes can reach which rule, so that the first one need not wait."""
        reaches = Reaches.kept(self.rulebook.digest, self.reaching)
        for rule in rules.rules:
            reaches.of(rule.text, rule.about)
        for tally in rules.tallies:
            if tally.text:
                reaches.of(tally.text, tally.about)
        reaches.keep()

    def _asked(self, rules: Rules) -> Rules:
        return rules if self.options.validator == EVERYDAY else rules.of_graph()

    def _state(self, examination: Examination, *, whole: bool) -> State:
        return State(self.hashes, self.rulebook.digest, whole, examination)
