"""The promise of a store: it answers a query, within limits, in terms of the embedded engine."""

from __future__ import annotations

from abc import ABC, abstractmethod

from espd_kg.errors import InputError
from espd_kg.results import Result, Table
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Self

    from espd_kg.stores.lexer import Query

# Reading queries word by word takes long to load: it is for those that people write.


class Store(ABC):
    """Something that answers SPARQL queries over the union of its graphs, and changes nothing."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        """Remember how long a query may run and how much it may return."""
        self.limits = limits

    def query(self, text: str) -> Result:
        """Answer a SELECT with a Table, an ASK with a Truth, the others with Triples.

        Raises InputError for a query that is malformed, an update, or reaches outside the store;
        LimitError where a limit is hit; ServiceError where a remote store does not answer.
        """
        from espd_kg.stores.guard import checked

        query = checked(text)
        result = self._answer(query)
        return _in_order_of_mention(result, query) if isinstance(result, Table) else result

    def select(self, text: str) -> Table:
        """Answer a SELECT; raises InputError for any other query, and as `query` does."""
        result = self.query(text)
        if not isinstance(result, Table):
            raise InputError("only a SELECT returns rows", fix="Begin the query with SELECT.")
        return result

    def rows(self, text: str) -> Table:
        """Answer a SELECT that was checked before and names its columns.

        It is not looked through again: what is said in it by others must have been read as terms.

        Raises LimitError where a limit is hit; ServiceError where a remote store does not answer.
        """
        query: Any = _Unread(text)
        result = self._answer(query)
        assert isinstance(result, Table), "only a SELECT returns rows"
        return result

    @abstractmethod
    def _answer(self, query: Query) -> Result:
        """Answer a query that has been checked."""

    @abstractmethod
    def close(self) -> None:
        """Give back what the store holds; it answers no more."""

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()


class _Unread:
    """A query that is not split into its words before somebody asks for them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: Query | None = None

    @property
    def names_dataset(self) -> bool:
        """Whether FROM says which graphs the query is about."""
        return "from" in _without_head(self.text).lower() and self._read.names_dataset

    @property
    def _read(self) -> Query:
        from espd_kg.stores.lexer import Query

        if self._words is None:
            self._words = Query.read(self.text)
        return self._words

    def __getattr__(self, name: str) -> object:
        return getattr(self._read, name)


def _without_head(text: str) -> str:
    """Return the text without the comments at its head."""
    lines = text.split("\n")
    while lines and lines[0].startswith("#") and "\r" not in lines[0]:
        del lines[0]
    return "\n".join(lines)


def _in_order_of_mention(table: Table, query: Query) -> Table:
    """Put the columns of `SELECT *` in the order of the text: the engines each have their own."""
    if query.projection is not None:
        return table
    places = {name: place for place, name in enumerate(query.variables)}
    order = sorted(range(len(table.columns)), key=lambda at: places.get(table.columns[at], at))
    return Table(
        tuple(table.columns[at] for at in order),
        tuple(tuple(row[at] for at in order) for row in table.rows),
    )
