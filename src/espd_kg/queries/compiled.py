"""The stored queries as a build writes them down: read, checked, and ready to be asked.

Reading a query file takes a YAML parser and looks at every word of the query. Where the file still
says what it said when the graph was built, what was found then is taken instead.
"""

from __future__ import annotations

import os

from espd_kg.queries.model import Column, Join, Parameter, Place, StoredQuery
from espd_kg.records import quoted, quoted_ascii, read_json
from espd_kg.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def to_text(queries: Iterable[StoredQuery]) -> str:
    """Return the queries as JSON, one a line and sorted, so that one is read without the others."""
    from dataclasses import asdict  # loaded by a build, and not by those who ask

    by_name = {query.name: asdict(query) for query in queries}
    lines = (f"{quoted_ascii(name)}:{_written(by_name[name])}" for name in sorted(by_name))
    return "{" + ",\n".join([_head(), *lines]) + "\n}\n"


def find(catalogue: str, folder: str, name: str) -> StoredQuery | None:
    """Return the query of this name out of a catalogue that `to_text` wrote.

    None where the catalogue is not there, damaged or of another version, and where the query's
    file in the folder holds another text by now: then the file is to be read.
    """
    try:
        found = _found(_read(catalogue), name)
        if found is None or found.text != _read(os.path.join(folder, f"{name}.rq")):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def _head() -> str:
    return f'"":{quoted(VERSION)}'


def _written(value: object) -> str:
    import json  # loaded by a build, and not by those who ask

    return json.dumps(value, ensure_ascii=False)


def _found(content: str, name: str) -> StoredQuery | None:
    if not content.startswith("{" + _head() + ",\n"):
        return None
    begin = f"\n{quoted_ascii(name)}:"
    at = content.find(begin)
    if at < 0:
        return None
    end = content.index("\n", at + 1)
    return _unpacked(read_json(content[at + len(begin) : end].removesuffix(",")))


def _unpacked(fields: Mapping[str, Any]) -> StoredQuery:
    parameters = (Parameter(**_with_tuples(one)) for one in fields["parameters"])
    return StoredQuery(
        **_with_tuples(fields)
        | {
            "parameters": tuple(parameters),
            "columns": tuple(Column(**one) for one in fields["columns"]),
            "places": _places(fields),
            "joins": tuple(map(_join, fields["joins"])),
        }
    )


def _join(fields: Mapping[str, Any]) -> Join:
    return Join(**_with_tuples(fields) | {"places": _places(fields)})


def _places(fields: Mapping[str, Any]) -> tuple[Place, ...]:
    return tuple(Place(**one) for one in fields["places"])


def _with_tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
