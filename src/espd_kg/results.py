"""Answers as values: a table, a truth, or triples, in the embedded engine's own terms."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from espd_kg.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, TypeAlias

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]

PLURAL_SEPARATOR: Final = " | "
"""What stands between the values of a plural column."""


@record(frozen=True)
class Table:
    """The answer to a SELECT: named columns, and rows with a term or nothing in each cell."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """The rows in order."""
        return iter(self.rows)

    def column(self, name: str) -> tuple[Term | None, ...]:
        """Return one column's cells; raises KeyError where there is no such column."""
        if name not in self.columns:
            raise KeyError(name)
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)


@record(frozen=True)
class Truth:
    """The answer to an ASK."""

    value: bool

    def __bool__(self) -> bool:
        """The answer itself."""
        return self.value


@record(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        """How many triples there are."""
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        """The triples in order."""
        return iter(self.triples)


Result: TypeAlias = Table | Truth | Triples


def text_value(term: Term | None) -> str:
    """Return a term as plain text: an IRI or a literal without its marks, nothing for None."""
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    return "" if term is None else str(term)


def plural_values(term: Term | None) -> list[str]:
    """Return the parts of a plural cell, in the order in which they stand."""
    text = text_value(term)
    return text.split(PLURAL_SEPARATOR) if text else []
