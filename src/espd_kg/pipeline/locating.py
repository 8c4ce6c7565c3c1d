"""Where findings stand: only the files are read again that hold what was found wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from espd_kg.findings import Finding
from espd_kg.iris import is_absolute
from espd_kg.locate import Locator
from espd_kg.pipeline.reading import read_table
from espd_kg.pipeline.sources import Kind, Source, Sources
from espd_kg.text_files import decoded


def located(findings: Iterable[Finding], store: ox.Store, sources: Sources) -> list[Finding]:
    """Return the findings with the file and the line of each."""
    found = list(findings)
    locator = _locator({one.focus for one in found if one.focus}, store, sources)
    placed = []
    for one in found:
        place = locator.find(one.focus, one.path, one.value)
        placed.append(replace(one, file=place.file, line=place.line))
    return placed


def _locator(subjects: Iterable[str], store: ox.Store, sources: Sources) -> Locator:
    by_graph = {source.graph: source for source in sources.by_name.values() if _has_places(source)}
    holders: dict[str, set[str]] = defaultdict(set)
    for subject in {part for one in subjects for part in (one, one.rpartition("#")[0])}:
        for quad in _quads(store, subject):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in by_graph:
                holders[subject].add(by_graph[quad.graph_name.value].name)
    names = {name for held in holders.values() for name in held}
    wanted = [source for source in by_graph.values() if source.name in names]
    texts = {one.name: decoded(one.read(), one.name) for one in wanted if one.kind != Kind.LINKS}
    tables = [read_table(one)[1] for one in wanted if one.kind is Kind.LINKS]
    rows = {mapping: line for table in tables for mapping, line in table.rows.items()}
    return Locator({one: tuple(sorted(held)) for one, held in holders.items()}, texts, rows)


def _has_places(source: Source) -> bool:
    return source.kind is not Kind.TEXT


def _quads(store: ox.Store, subject: str) -> Iterable[ox.Quad]:
    if not is_absolute(subject):
        return ()
    return store.quads_for_pattern(ox.NamedNode(subject), None, None, None)
