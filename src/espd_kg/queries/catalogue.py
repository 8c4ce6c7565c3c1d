"""All stored queries of a workspace; a broken file is told by name and hides no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.queries.model import StoredQuery
from espd_kg.queries.reading import read_query


@dataclass(frozen=True)
class Catalogue:
    """The queries that can be asked, and what is wrong with the files of the others, by name."""

    queries: dict[str, StoredQuery]
    broken: dict[str, str]

    @classmethod
    def load(cls, files: Iterable[Path], named: Callable[[Path], str] = str) -> "Catalogue":
        """Read every file; `named` says how a file is called in messages."""
        queries: dict[str, StoredQuery] = {}
        broken: dict[str, str] = {}
        for path in files:
            try:
                queries[path.stem] = read_query(path, named(path))
            except InputError as error:
                broken[path.stem] = str(error)
        return cls(queries, broken)

    def find(self, name: str) -> StoredQuery:
        """Return the query of this name.

        Raises InputError with the nearest name where there is none, and with what is wrong where
        its file is broken.
        """
        if name in self.queries:
            return self.queries[name]
        if name in self.broken:
            raise InputError(f"the query {name} is broken: {self.broken[name]}")
        raise unknown_query(name, [*self.queries, *self.broken])


def find_query(files: Iterable[Path], name: str, named: Callable[[Path], str] = str) -> StoredQuery:
    """Return one query, reading its file alone; raises InputError as `Catalogue.find` does."""
    by_name = {path.stem: path for path in files}
    if name not in by_name:
        raise unknown_query(name, by_name)
    return read_query(by_name[name], named(by_name[name]))


def unknown_query(name: str, names: Iterable[str]) -> InputError:
    """Return the error for a name that no query has."""
    fix = f"{nearest(name, names)} All queries: espd query."
    return InputError(f"there is no stored query named {name!r}", fix=fix)
