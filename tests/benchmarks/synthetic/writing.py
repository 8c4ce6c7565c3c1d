"""Writing a corpus, framework by framework; nothing grows with its size but the disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from benchmarks.synthetic import people, shared
from benchmarks.synthetic.defects import Defect, spoil
from benchmarks.synthetic.files import EditionFiles
from benchmarks.synthetic.numbers import mixed
from benchmarks.synthetic.plan import Edition, Framework, frameworks
from benchmarks.synthetic.turtle import Thing, document, text, typed
from benchmarks.synthetic.words import cyrillic, slug
from espd_kg.workspace import packaged_root

_SHARED: Final = re.compile(r"(?:state|place|post|organization|initiative):[a-z0-9-]+")
_THEME: Final = "https://w3id.org/espd/theme/"


def write_corpus(folder: Path, dialogues: int, defects: float = 0.0) -> int:
    """Write a workspace with so many dialogues, and return how many of them have a defect.

    The same numbers give the same bytes. `defects` is the share of dialogues that get one; they
    are listed in defects.tsv.
    """
    corpus = _Corpus(folder, defects)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "defects.tsv").open("w", encoding="utf-8") as manifest:
        manifest.write("file\tfocus\trule\tmistake\n")
        for framework in frameworks(dialogues, themes()):
            for one in corpus.framework(framework):
                manifest.write(f"{one.file}\t{one.focus}\t{one.rule}\t{one.mistake}\n")
    corpus.common()
    if not defects:
        (folder / "defects.tsv").unlink()
    return corpus.spoiled


def themes() -> list[str]:
    """Return the slugs of the project's themes, sorted."""
    path = packaged_root() / "ontology" / "themes.ttl"
    return sorted(
        quad.subject.value.removeprefix(_THEME)
        for quad in ox.parse(path=path)
        if quad.predicate.value.endswith("#type") and str(quad.subject).startswith(f"<{_THEME}")
    )


@dataclass
class _Corpus:
    folder: Path
    defects: float
    counts: Counter[str] = field(default_factory=Counter)
    spoiled: int = 0
    used: set[str] = field(default_factory=set)
    """Of what is shared, the names that something points at: never more than the world holds."""

    def framework(self, framework: Framework) -> Iterator[Defect]:
        """Write the files of a framework and yield the mistakes made in them."""
        mentioned: set[str] = set()
        for edition in framework.editions:
            files = EditionFiles.of(edition)
            if self._is_spoiled(edition):
                defect = spoil(files, self.spoiled)
                if defect is not None:
                    self.spoiled += 1
                    yield defect
            mentioned |= self._count(files.things())
            for name, content in files.written():
                self._write(name, content)
        for person, things in people.files_of(framework):
            self._things(f"people/{slug(person.name)}", f"{person.name}.", things)
        self._around(framework, mentioned)

    def _is_spoiled(self, edition: Edition) -> bool:
        return mixed(edition.number, 99) % 1000 < self.defects * 1000

    def _around(self, framework: Framework, mentioned: set[str]) -> None:
        """Write the framework itself, its threads and its working group."""
        name = framework.slug
        self._things(f"frameworks/{name}", f"{framework.label}.", [_framework(framework)])
        if framework.threads:
            aims = [_thread(framework, theme) for theme in framework.threads]
            self._things(f"threads/{name}", f"Aims followed in the {framework.label}.", aims)
        group = shared.working_group(framework)
        if group.name in mentioned:
            self._things(f"initiatives/{name}", f"{framework.initiative}.", [group])

    def common(self) -> None:
        """Write what the frameworks share, as far as something points at it."""
        for name, comment, things in (
            ("initiatives", "Initiatives.", shared.initiatives()),
            ("posts", "Posts.", shared.posts()),
            ("organizations", "Bodies.", shared.organizations()),
            ("places", "Places, with the names they bore.", shared.places(self.used)),
            ("states", "States.", shared.states()),
        ):
            kept = [t for t in things if t.name in self.used or t.kind == "espd:PlaceName"]
            if kept:
                self._things(name, comment, kept)
        self._write("data/links/registry.sssom.tsv", shared.links(self.used))
        self._write("data/dataset.ttl", shared.dataset(self.counts))

    def _things(self, name: str, comment: str, things: list[Thing]) -> None:
        self._count(things)
        self._write(f"data/{name}.ttl", document(comment, things))

    def _count(self, things: Iterable[Thing]) -> set[str]:
        """Count the things, remember the shared ones they point at, return all initiatives."""
        initiatives: set[str] = set()
        for thing in things:
            self.counts[thing.kind.partition(",")[0]] += 1
            for _, values in thing.facts:
                for value in values:
                    if _SHARED.fullmatch(value):
                        own = value.startswith("initiative:") and value not in shared.COMMON
                        (initiatives if own else self.used).add(value)
        return initiatives

    def _write(self, name: str, content: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())


def _framework(framework: Framework) -> Thing:
    labels = [text(framework.label, "en")]
    if framework.number % 4 == 0:
        labels.append(text(f"Диалог {cyrillic('-'.join(framework.sides))}", "ru"))
    return Thing.of(
        framework.iri,
        "espd:Framework",
        rdfs__label=labels,
        party=[f"state:{slug(side)}" for side in framework.sides],
        launched=typed(str(framework.editions[0].year - 1), "gYear"),
        evidence=[f"passage:{e.slug}-purpose" for e in framework.editions if not e.silent],
    )


def _thread(framework: Framework, theme: str) -> Thing:
    title = theme.replace("-", " ").capitalize()
    return Thing.of(
        framework.thread(theme),
        "espd:CommitmentThread",
        rdfs__label=text(f"{title} in the {framework.label}", "en"),
        theme=f"theme:{theme}",
    )
