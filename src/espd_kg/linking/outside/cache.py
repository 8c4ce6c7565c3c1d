"""Answers of a data set, kept as files: one a question, with the day on which it was asked."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from espd_kg.errors import InputError
from espd_kg.replacing import replace_text
from espd_kg.results import Table, Truth
from espd_kg.results_w3c import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK: Final = "lock"


@dataclass(frozen=True)
class Kept:
    """An answer, and the day on which the data set gave it."""

    day: str
    answer: Table | Truth


@dataclass(frozen=True)
class Cache:
    """A folder of answers; what is damaged there counts as not there."""

    folder: Path

    def read(self, endpoint: str, query: str) -> Kept | None:
        """Return what an endpoint answered to a query, or nothing where that is not known."""
        try:
            content = json.loads(self._path(endpoint, query).read_bytes())
            if (content["endpoint"], content["query"]) != (endpoint, query):
                return None
            day = date.fromisoformat(content["date"]).isoformat()
            return Kept(day, _answer(json.dumps(content["answer"])))
        except (OSError, ValueError, KeyError, TypeError, SyntaxError, RecursionError):
            return None

    def write(self, endpoint: str, query: str, day: str, answer: Table | Truth) -> None:
        """Keep an answer, whole or not at all; raises InputError where it cannot be written."""
        content = {
            "date": day,
            "endpoint": endpoint,
            "query": query,
            "answer": json.loads(to_json(answer)),
        }
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path = self._path(endpoint, query)
        with _told(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_text(path, text)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until nobody else asks for this cache: one request at a time, also of processes."""
        import fcntl

        with _told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = open(self.folder / _LOCK, "w")  # noqa: SIM115 - closed below
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, endpoint: str, query: str) -> Path:
        name = sha256(f"{endpoint}\n{query}".encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / f"{name}.json"


def _answer(text: str) -> Table | Truth:
    found = ox.parse_query_results(text, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return Truth(bool(found))
    columns = tuple(variable.value for variable in found.variables)
    return Table(columns, tuple(tuple(solution) for solution in found))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            f"the answers of a data set cannot be kept: {error.strerror or error}",
            file=str(path),
            fix="See that the folder can be written.",
        ) from None
