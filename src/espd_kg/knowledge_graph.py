"""The graph from Python: stored queries with typed rows, SPARQL, rdflib, and citations."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeAlias, overload

from espd_kg.citations import Citation
from espd_kg.explanations import cite
from espd_kg.iris import nearest
from espd_kg.labels import labels
from espd_kg.pipeline import ensure, open_store
from espd_kg.queries.catalogue import Catalogue, find_query
from espd_kg.queries.model import StoredQuery
from espd_kg.questions import ask
from espd_kg.results import (
    Table,
    Term,
    Triples,
    Truth,
    plural_values,
)
from espd_kg.results_python import PythonValue, python_value
from espd_kg.stores.base import Store
from espd_kg.stores.guard import with_known_prefixes
from espd_kg.stores.limits import Limits
from espd_kg.surroundings import cache_folder
from espd_kg.workspace import Workspace

if TYPE_CHECKING:
    import pandas
    import rdflib

Value: TypeAlias = PythonValue | tuple[str, ...]
Argument: TypeAlias = str | int | bool | date


class Row:
    """One row of an answer: its values by column, as attributes, by name or by position.

    An IRI is a str, a plural column a tuple; numbers, booleans and full dates are Python's own.
    """

    __slots__ = ("_columns", "_query", "_terms", "_values")

    def __init__(
        self,
        columns: tuple[str, ...],
        terms: tuple[Term | None, ...],
        query: StoredQuery | None = None,
    ) -> None:
        """Hold a row of a table; `query` is the stored query that it answers."""
        self._columns = columns
        self._terms = terms
        self._query = query
        plurals = query.plurals if query else frozenset()
        self._values: tuple[Value, ...] = tuple(
            tuple(plural_values(term)) if name in plurals else python_value(term)
            for name, term in zip(columns, terms, strict=True)
        )

    def __getattr__(self, name: str) -> Value:
        """Return the value of a column; raises AttributeError, naming the nearest column."""
        if name.startswith("_") or name not in self._columns:
            raise AttributeError(f"there is no column {name!r}. {nearest(name, self._columns)}")
        return self._values[self._columns.index(name)]

    def __getitem__(self, key: str | int) -> Value:
        """Return the value of a column by its name or position; raises KeyError or IndexError."""
        if isinstance(key, int):
            return self._values[key]
        if key not in self._columns:
            raise KeyError(f"there is no column {key!r}. {nearest(key, self._columns)}")
        return self._values[self._columns.index(key)]

    def __iter__(self) -> Iterator[Value]:
        """The values, in the order of the columns."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same terms under the same columns."""
        if not isinstance(other, Row):
            return NotImplemented
        return (self._columns, self._terms) == (other._columns, other._terms)

    def __hash__(self) -> int:
        """The same for equal rows."""
        return hash((self._columns, self._values))

    def __repr__(self) -> str:
        """The row as it would be written in Python."""
        pairs = (f"{name}={value!r}" for name, value in self.as_dict().items())
        return f"Row({', '.join(pairs)})"

    def as_dict(self) -> dict[str, Value]:
        """Return the values by column."""
        return dict(zip(self._columns, self._values, strict=True))


class Rows(Sequence[Row]):
    """The rows of an answer, in order."""

    def __init__(self, table: Table, query: StoredQuery | None = None) -> None:
        """Hold the rows of a table; `query` is the stored query that it answers."""
        self.columns = table.columns
        self.query = query
        self._rows = tuple(Row(table.columns, terms, query) for terms in table.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        """Return one row, or several as a tuple."""
        return self._rows[index]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def __repr__(self) -> str:
        """How much there is, and of what."""
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame; raises ImportError where pandas is missing."""
        try:
            import pandas
        except ImportError:
            raise ImportError(
                "pandas is not installed: install the extra espd-kg[pandas]"
            ) from None
        return pandas.DataFrame([row.as_dict() for row in self], columns=list(self.columns))


class KnowledgeGraph:
    """A compiled graph, open for questions. Close it, or use it in a `with` statement."""

    def __init__(self, workspace: Workspace, store: Store) -> None:
        """Answer from an open store; `KnowledgeGraph.open()` is the usual way in."""
        self._workspace = workspace
        self._store = store

    @classmethod
    def open(cls, workspace: str | Path | None = None, *, timeout: float | None = 60.0) -> Self:
        """Open the graph of a folder, of the checkout around, or the one in the package.

        It is built first where that is needed. A query that runs longer than `timeout` seconds
        raises LimitError.

        Raises WorkspaceError (an InputError) where the folder is none, ConformanceError where its
        data does not conform.
        """
        explicit = None if workspace is None else Path(workspace)
        found = Workspace.find(explicit, Path.cwd(), cache_folder(os.environ))
        return cls(found, open_store(found, limits=Limits(seconds=timeout)))

    def queries(self) -> dict[str, str]:
        """Return the names of the stored queries, each with the question that it answers."""
        catalogue = Catalogue.load(self._workspace.query_files(), self._workspace.relative)
        return {name: query.question["en"] for name, query in sorted(catalogue.queries.items())}

    def query(self, name: str, **parameters: Argument | None) -> Rows:
        """Run a stored query; parameters that are None stay open.

        Nothing outside is asked: columns that a data set would fill are None. The command
        `espd query NAME --online` asks.

        Raises InputError, with the nearest right one, for an unknown name, parameter or value;
        LimitError where the query takes too long.
        """
        files = self._workspace.query_files()
        query = find_query(files, name, self._workspace.relative)
        given = {key: _typed(value) for key, value in parameters.items() if value is not None}
        return Rows(ask(self._store, query, given), query)

    def to_dataframe(self, name: str, **parameters: Argument | None) -> pandas.DataFrame:
        """Run a stored query and return its rows as a pandas DataFrame.

        Raises what `query` raises, and ImportError where pandas is missing.
        """
        return self.query(name, **parameters).to_dataframe()

    def label(self, iri: str, lang: str = "en") -> str:
        """Return what a thing is called, in the language where it is known; else the IRI."""
        return labels(self._store, [iri], lang).get(iri, iri)

    def cite(self, row: Row) -> tuple[Citation, ...]:
        """Return the passages behind a row, in the order of publication and of the text.

        Of a row of `sparql`, the evidence of everything that it names.
        """
        table = Table(row._columns, (row._terms,))
        query = row._query or replace(_ANY_ROW, cites=row._columns)
        return cite(self._store, query, table).notes

    def sparql(self, text: str) -> Rows | bool | rdflib.Graph:
        """Answer any SPARQL 1.1 query: rows for SELECT, a bool for ASK, else an rdflib Graph.

        The prefixes of this graph need no declaration.

        Raises InputError for a query that is malformed or reaches outside, LimitError where it
        takes too long.
        """
        result = self._store.query(with_known_prefixes(text))
        if isinstance(result, Triples):
            from espd_kg.exporting import graph_of

            return graph_of(result.triples)
        return result.value if isinstance(result, Truth) else Rows(result)

    def graph(self, *, inferred: bool = True) -> rdflib.Dataset:
        """Return data, links, themes and codes as an rdflib Dataset, every literal as written.

        Its default graph is the union of its named graphs.
        """
        from espd_kg.exporting import dataset

        generation = self._workspace.build_dir / ensure(self._workspace).generation
        return dataset(generation, inferred=inferred)

    def close(self) -> None:
        """Let go of the store; the graph answers no more."""
        self._store.close()

    def __enter__(self) -> Self:
        """Return the graph itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the graph."""
        self.close()


_ANY_ROW: Final = StoredQuery("", "", {}, (), (), (), "", (), (), "")


def _typed(value: Argument) -> str:
    """Return a value as a person would type it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
