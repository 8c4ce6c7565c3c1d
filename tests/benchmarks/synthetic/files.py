"""The files of one edition, as things that can still be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.synthetic.events import events
from benchmarks.synthetic.plan import Edition
from benchmarks.synthetic.sources import claims, joint_statement, report, seal
from benchmarks.synthetic.statement import statement
from benchmarks.synthetic.turtle import Thing, document
from benchmarks.synthetic.words import slug


@dataclass
class EditionFiles:
    """What is written for an edition."""

    edition: Edition
    events: list[Thing]
    source: list[Thing]
    """The document that bears it out, with its passages and provisions."""
    words: str
    report: list[Thing] = field(default_factory=list)
    claims: list[Thing] = field(default_factory=list)
    seal: str | None = None
    """The hash of the text, where it is not to be taken of the text itself."""

    @classmethod
    def of(cls, edition: Edition) -> EditionFiles:
        """Return the files as they should be."""
        meeting = list(events(edition))
        if edition.silent:
            return cls(edition, meeting, [report(edition)], "")
        told = statement(edition)
        files = cls(edition, meeting, [joint_statement(edition), *told.things], told.words)
        if edition.disputed:
            files.report, files.claims = [report(edition)], list(claims(edition))
        return files

    @property
    def states(self) -> tuple[str, ...]:
        """Both sides in Turtle."""
        return tuple(f"state:{slug(side)}" for side in self.edition.framework.sides)

    def file_of(self, thing: Thing) -> str:
        """Return the file in which a thing is written."""
        return next(name for name, things in self._parts() if thing in things)

    def things(self) -> Iterator[Thing]:
        """Yield all things of the edition."""
        for _, things in self._parts():
            yield from things

    def written(self) -> Iterator[tuple[str, str]]:
        """Yield the name and content of each file."""
        if self.words:
            self.source[0].put("espd:sha256", self.seal or seal(self.words))
            yield f"data/sources/{self.edition.document}.txt", self.words
        for name, things in self._parts():
            if things:
                yield name, document(f"{self.edition.label.capitalize()}.", things)

    def _parts(self) -> Iterator[tuple[str, list[Thing]]]:
        yield f"data/dialogues/{self.edition.slug}.ttl", self.events
        yield f"data/sources/{self.edition.document}.ttl", self.source
        if self.report:
            yield f"data/sources/{self.edition.slug}-report.ttl", self.report
        yield f"data/claims/{self.edition.slug}.ttl", self.claims
