"""The embedded store: pyoxigraph, opened read-only on disk or filled in memory."""

from __future__ import annotations

import pyoxigraph as ox

from espd_kg.errors import InputError
from espd_kg.results import Result, Table, Triples, Truth
from espd_kg.stores.alone import run_alone
from espd_kg.stores.base import Store
from espd_kg.stores.limits import DEFAULT_LIMITS, NO_LIMITS, Limits, counted, run_within

TYPE_CHECKING = False
if TYPE_CHECKING:
    import threading
    from typing import Final, Self

    from espd_kg.stores.engine_process import EngineProcess
    from espd_kg.stores.lexer import Query
    from espd_kg.workspace import StrPath

_DAMAGE: Final = ("Corruption", "IO error")

# What starts a process for the engine is loaded where one is started: a single answer needs none.


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


class EmbeddedStore(Store):
    """A pyoxigraph store that is only read."""

    def __init__(
        self,
        engine: ox.Store | None = None,
        limits: Limits = DEFAULT_LIMITS,
        *,
        path: StrPath | None = None,
    ) -> None:
        """Answer from a store that is already open; messages name the folder that it lies in.

        Queries are answered in this process, in a thread that is left alone when time is up.
        """
        super().__init__(limits)
        self._engine = engine
        self._path = path
        self._process: EngineProcess | None = None
        self._is_alone = False
        self._closed = False

    @classmethod
    def open(cls, path: StrPath, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Open a store on disk, read-only; any number of processes may do so at once.

        Queries are answered by a process of the store's own, which is killed where one takes too
        much time or memory; without limits, in this process.

        Raises InputError where the folder holds no store that this engine can read.
        """
        store = cls.begin(path, limits=limits)
        store.ready()
        return store

    @classmethod
    def alone(cls, path: StrPath, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Stand for a store on disk in a process that ends with its answers; `ready` opens it.

        Queries are answered in this process: that costs least. Where one takes too much time or
        memory, LimitError is raised and the engine is left to itself until the process ends, which
        it should do at once.
        """
        store = cls(None, limits, path=path)
        store._is_alone = True
        return store

    @classmethod
    def begin(cls, path: StrPath, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Open a store on disk and do not wait for it: what it needs is loaded beside this process.

        Where the folder holds no store, `ready` raises InputError, and so does the first query.
        """
        from espd_kg.stores.engine_process import AVAILABLE, EngineProcess

        store = cls(None, limits, path=path)
        if limits != NO_LIMITS and AVAILABLE:
            store._process = EngineProcess(path)
            store._process.begin()
        return store

    def ready(self) -> None:
        """Wait until the store is open; raises InputError where it cannot be."""
        self._reach()

    @classmethod
    def from_nquads(cls, *parts: bytes, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Fill a store in memory; raises InputError with the line of the first bad statement.

        Its limit on memory is not held, and a query that takes too long is left to itself.
        """
        engine = ox.Store()
        for part in parts:
            try:
                engine.bulk_load(part, ox.RdfFormat.N_QUADS)
            except SyntaxError as error:
                raise InputError(f"malformed N-Quads: {error.msg}", line=error.lineno) from None
        return cls(engine, limits)

    def close(self) -> None:
        """Let go of the engine, and end its process."""
        self._closed = True
        self._engine = None
        if self._process is not None:
            self._process.end()

    def _reach(self) -> ox.Store | EngineProcess:
        """Return who answers; raises InputError where the folder holds no store."""
        if self._closed:
            raise ValueError("the store is closed")
        if self._engine is not None:
            return self._engine
        assert self._path is not None, "a store is in memory, or in a folder"
        try:
            if self._process is None:
                self._engine = ox.Store.read_only(str(self._path))
                return self._engine
            self._process.start()
            return self._process
        except (OSError, RuntimeError) as error:
            # The engine has no error of its own for a damaged file.
            raise InputError(
                f"this is not a store that can be opened ({_first_line(error)})",
                file=str(self._path),
                fix="Run espd build.",
            ) from None

    def _answer(self, query: Query) -> Result:
        engine = self._reach()
        try:
            if not isinstance(engine, ox.Store):
                return self._asked(engine, query)
            if self.limits == NO_LIMITS:
                return evaluate(engine, query, NO_LIMITS)
            if self._is_alone:
                return run_alone(self.limits, lambda: evaluate(engine, query, self.limits))
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

    def _asked(self, process: EngineProcess, query: Query) -> Result:
        try:
            return process.ask(query.text, not query.names_dataset, self.limits)
        except SyntaxError as error:
            raise malformed(error, query.text) from None


def evaluate(
    engine: ox.Store, query: Query, limits: Limits, abandoned: threading.Event | None = None
) -> Result:
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
    # Only a mistake pays for loading these.
    import re

    from espd_kg.stores.complaints import complaint
    from espd_kg.stores.lexer import stands_at

    found = re.fullmatch(_PLACE, str(error.msg))
    if found is None:
        return InputError(f"malformed SPARQL: {' '.join(str(error.msg).split())}")
    line, column = int(found[1]), int(found[2])
    problem = complaint(found[3], stands_at(text, line, column))
    return InputError(f"malformed SPARQL at column {column}: {problem}", line=line)


_PLACE: Final = r"(?s)error at ([0-9]+):([0-9]+): (.*)"
