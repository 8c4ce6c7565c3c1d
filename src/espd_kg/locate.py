"""Where a thing stands: the file and line that an editor has to open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from espd_kg.namespaces import RDF
from espd_kg.turtle import statements

Lines: TypeAlias = dict[tuple[str, str | None, str | None], int]


class Place(NamedTuple):
    """A file, as messages name it, and a line; either may be unknown."""

    file: str | None
    line: int | None


@dataclass(frozen=True)
class Locator:
    """Finds subjects in the Turtle files and tables that hold them."""

    holders: Mapping[str, tuple[str, ...]]
    """The names of the files that say something of a subject, in the order of preference."""
    texts: Mapping[str, str]
    """The Turtle texts by the files' names."""
    rows: Mapping[str, int]
    """The lines of things that stand in a table's rows."""
    _lines: dict[str, Lines] = field(default_factory=dict)

    def find(
        self, subject: str | None, predicate: str | None = None, value: str | None = None
    ) -> Place:
        """Return where the subject has the value, else the predicate, else where it is introduced.

        `value` is an IRI or the text of a literal. A part of a thing (its IRI with a fragment)
        stands where the thing does.
        """
        if subject is None:
            return Place(None, None)
        names = self.holders.get(subject, ())
        if not names:
            whole, mark, _ = subject.rpartition("#")
            return self.find(whole, predicate, value) if mark and whole else Place(None, None)
        said = ((predicate, value), (predicate, None)) if predicate else ()
        for wanted in (*said, (RDF + "type", None), (None, None)):
            for name in names:
                line = self._lines_of(name).get((subject, *wanted))
                if line is not None:
                    return Place(name, line)
        return Place(names[0], self.rows.get(subject))

    def _lines_of(self, name: str) -> Lines:
        known = self._lines.get(name)
        if known is None:
            known = self._lines[name] = _read(self.texts.get(name, ""))
        return known


def _read(text: str) -> Lines:
    """Return the lines of values, of predicates under no value, of subjects under neither."""
    lines: Lines = {}
    for statement in statements(text):
        subject, predicate, subject_line, line, value = statement
        lines.setdefault((subject, predicate, value), line)
        lines.setdefault((subject, None, None), subject_line)
    return lines
