"""The embedded store: pyoxigraph, opened read-only on disk or filled in memory."""

import re
import threading
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from espd_kg.errors import InputError
from espd_kg.results import Result, Table, Triples, Truth
from espd_kg.stores.base import Store
from espd_kg.stores.complaints import complaint
from espd_kg.stores.lexer import Query, stands_at
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits, counted, run_within

_DAMAGE: Final = ("Corruption", "IO error")


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


class EmbeddedStore(Store):
    """A pyoxigraph store that is only read."""

    def __init__(
        self, engine: ox.Store, limits: Limits = DEFAULT_LIMITS, *, path: Path | None = None
    ) -> None:
        """Answer from a store that is already open; messages name the folder that it lies in."""
        super().__init__(limits)
        self._engine: ox.Store | None = engine
        self._path = path

    @classmethod
    def open(cls, path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Open a store on disk, read-only; any number of processes may do so at once.

        Raises InputError where the folder holds no store that this engine can read.
        """
        try:
            return cls(ox.Store.read_only(str(path)), limits, path=path)
        except (OSError, RuntimeError) as error:
            # The engine has no error of its own for a damaged file.
            raise InputError(
                f"this is not a store that can be opened ({_first_line(error)})",
                file=str(path),
                fix="Run espd build.",
            ) from None

    @classmethod
    def from_nquads(cls, *parts: bytes, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Fill a store in memory; raises InputError with the line of the first bad statement."""
        engine = ox.Store()
        for part in parts:
            try:
                engine.bulk_load(part, ox.RdfFormat.N_QUADS)
            except SyntaxError as error:
                raise InputError(f"malformed N-Quads: {error.msg}", line=error.lineno) from None
        return cls(engine, limits)

    def close(self) -> None:
        """Let go of the engine."""
        self._engine = None

    def _answer(self, query: Query) -> Result:
        if self._engine is None:
            raise ValueError("the store is closed")
        engine = self._engine
        try:
            return run_within(
                self.limits.seconds,
                lambda abandoned: evaluate(engine, query, self.limits, abandoned),
            )
        except (OSError, RuntimeError) as error:
            if not str(error).startswith(_DAMAGE):
                raise
            raise InputError(
                f"the store is damaged ({_first_line(error)})",
                file=None if self._path is None else str(self._path),
                fix="Run espd build.",
            ) from None


def evaluate(engine: ox.Store, query: Query, limits: Limits, abandoned: threading.Event) -> Result:
    """Run a checked query and collect its answer; the engine's own objects stay in this thread.

    Raises InputError with line and column for malformed SPARQL, LimitError for a large answer.
    """
    try:
        # The engine ignores FROM where it is told to query the union of the graphs.
        answer = engine.query(query.text, use_default_graph_as_union=not query.names_dataset)
    except SyntaxError as error:
        raise malformed(error, query.text) from None
    if isinstance(answer, ox.QueryBoolean):
        return Truth(bool(answer))
    if isinstance(answer, ox.QueryTriples):
        found = (answer, lambda triple: triple, limits, abandoned)
        return Triples(tuple(counted(*found)))
    columns = tuple(variable.value for variable in answer.variables)
    rows = (tuple(solution) for solution in answer)
    return Table(columns, tuple(counted(rows, lambda row: row, limits, abandoned)))


def check_syntax(query: Query) -> None:
    """Raise InputError where the embedded engine, the strictest reader here, refuses the query."""
    try:
        ox.Store().query(query.text)
    except SyntaxError as error:
        raise malformed(error, query.text) from None


def malformed(error: SyntaxError, text: str) -> InputError:
    """Return the engine's complaint about a query on one line: the place, and what stands there."""
    found = _PLACE.fullmatch(str(error.msg))
    if found is None:
        return InputError(f"malformed SPARQL: {' '.join(str(error.msg).split())}")
    line, column = int(found[1]), int(found[2])
    problem = complaint(found[3], stands_at(text, line, column))
    return InputError(f"malformed SPARQL at column {column}: {problem}", line=line)


_PLACE: Final = re.compile(r"error at ([0-9]+):([0-9]+): (.*)", re.DOTALL)
