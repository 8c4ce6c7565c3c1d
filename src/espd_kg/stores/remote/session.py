"""The requests that answer one query: tries, and pages where the server cuts its answers short."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

import pyoxigraph as ox

from espd_kg.errors import LimitError, ServiceError
from espd_kg.results import Result, Row, Table, text_value
from espd_kg.stores.limits import Limits, counted
from espd_kg.stores.remote.client import Client
from espd_kg.stores.remote.paging import Pages, may_be_cut
from espd_kg.stores.remote.reading import read_answer
from espd_kg.stores.remote.retrying import Failure, Patience, Refusal, attempt

PageForm: TypeAlias = Callable[[Sequence[str], int, int], str]

# A server that sorts only so many rows refuses an offset beyond them with one of these.
_REFUSES_OFFSET: Final = (400, 500)


class Session:
    """One query at one endpoint, within the limits of its store."""

    def __init__(self, client: Client, limits: Limits, patience: Patience, page: int) -> None:
        """Begin: the seconds count from here."""
        self.is_over = False
        self._client = client
        self._limits = limits
        self._patience = patience
        self._page = page
        self._abandoned = threading.Event()
        self._began = time.monotonic()

    def answer(self, text: str, verb: str, abandoned: threading.Event) -> Result:
        """Return the whole answer.

        Raises ServiceError where the server does not give one, LimitError where it is too large.
        """
        self._abandoned = abandoned
        try:
            return self._rows(text) if verb == "SELECT" else self._whole(text, verb)
        finally:
            self.is_over = True

    def _rows(self, text: str) -> Table:
        table = self._table(text)
        if not table.columns or not may_be_cut(len(table)):
            return table
        pages = Pages.of(text)
        total = self._count(pages)
        if total == len(table):
            return table
        self._refuse_pages(pages, table, total)
        size = min(self._page, max(2, len(table)))
        try:
            rows = self._paged(pages.page, table.columns, total, size)
        except Refusal as refusal:
            if refusal.status not in _REFUSES_OFFSET:
                raise
            rows = self._paged(pages.scrolled, table.columns, total, size)
        return Table(table.columns, rows)

    def _count(self, pages: Pages) -> int:
        table = self._table(pages.counting())
        counted_rows = text_value(table.rows[0][0]) if len(table) == 1 else ""
        if not counted_rows.isdecimal():
            raise ServiceError(f"{self._client.endpoint} does not count rows as it must")
        return int(counted_rows)

    def _refuse_pages(self, pages: Pages, table: Table, total: int) -> None:
        found = f"{self._client.endpoint} gives only {len(table):,} of the {total:,} rows"
        if pages.is_limited:
            fix = "leave LIMIT and OFFSET out, and the rows are read page by page"
            raise LimitError(f"{found}; {fix}")
        if self._limits.rows is not None and total > self._limits.rows:
            raise LimitError(
                f"the answer has more than {self._limits.rows:,} rows; add LIMIT, or narrow the "
                "query"
            )

    def _paged(
        self, form: PageForm, columns: Sequence[str], total: int, size: int
    ) -> tuple[Row, ...]:
        rows = self._each_row(form, columns, total, size)
        return tuple(counted(rows, lambda row: row, self._limits, self._abandoned))

    def _each_row(
        self, form: PageForm, columns: Sequence[str], total: int, size: int
    ) -> Iterator[Row]:
        read = 0
        last: tuple[Row, ...] = ()
        while read < total:
            # The last row comes once more: a page that begins otherwise is not the next one.
            rows = self._page_of(form(columns, size, read - len(last)), columns)
            found = rows[len(last) :]
            if not found or rows[: len(last)] != last or read + len(found) > total:
                raise self._inconsistent(read, total)
            yield from found
            read, last = read + len(found), found[-1:]

    def _page_of(self, text: str, columns: Sequence[str]) -> tuple[Row, ...]:
        table = self._table(text)
        places = {name: at for at, name in enumerate(table.columns)}
        order = [places.get(name) for name in columns]
        rows = tuple(tuple(None if at is None else row[at] for at in order) for row in table.rows)
        if any(isinstance(term, ox.BlankNode) for row in rows for term in row):
            raise LimitError(
                f"{self._client.endpoint} cuts this answer short, and rows with blank nodes cannot "
                "be read page by page; narrow the query"
            )
        return rows

    def _inconsistent(self, read: int, total: int) -> ServiceError:
        return ServiceError(
            f"{self._client.endpoint} cuts answers short, and its pages do not fit together "
            f"({read:,} of {total:,} rows read): the data changed meanwhile, or the server keeps "
            "no order. Ask again, or narrow the query"
        )

    def _table(self, text: str) -> Table:
        table = self._whole(text, "SELECT")
        assert isinstance(table, Table)
        return table

    def _whole(self, text: str, verb: str) -> Result:
        place = self._client.endpoint
        return attempt(lambda: self._once(text, verb), place, self._patience, self._seconds_left)

    def _once(self, text: str, verb: str) -> Result:
        if self._abandoned.is_set():
            raise Failure("was not asked again: nobody waits for the answer")
        body = self._client.ask(text, verb, self._silence(), self._limits.bytes)
        return read_answer(body, verb, self._limits, self._abandoned)

    def _seconds_left(self) -> float:
        seconds = self._limits.seconds
        return float("inf") if seconds is None else seconds - (time.monotonic() - self._began)

    def _silence(self) -> float | None:
        """Return how long a request may be silent: a little longer than anybody waits for it."""
        return None if self._limits.seconds is None else max(0.0, self._seconds_left()) + 1.0
