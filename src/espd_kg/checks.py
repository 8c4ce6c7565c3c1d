"""Rules over the whole graph: stored queries that must return no row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from espd_kg.change.asking import Key
from espd_kg.change.restrict import restricted
from espd_kg.findings import Finding
from espd_kg.iris import is_absolute, shorten
from espd_kg.namespaces import CHECK
from espd_kg.queries.model import StoredCheck
from espd_kg.results import Term, text_value
from espd_kg.stores.embedded import malformed
from espd_kg.stores.lexer import Query

KEY: Final = ("subject",)
"""What a check is about: one thing a row."""

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def looked_at(store: ox.Store, check: StoredCheck) -> bool:
    """Whether there was anything for the check to look at; if not, it proved nothing.

    Raises InputError, naming the check's file, where `examines` cannot be run.
    """
    found = _answer(store, _any(check.examines), check)
    assert isinstance(found, ox.QueryBoolean)
    return bool(found)


def broken(
    store: ox.Store, check: StoredCheck, keys: Iterable[Key] | None = None
) -> Iterator[Finding]:
    """Yield one finding a row, for these subjects alone if `keys` are given; without a place.

    ?subject, ?path and ?value say what a finding is about.

    Raises InputError, naming the check's file, where it cannot be run.
    """
    texts = [check.text] if keys is None else restricted(check.text, KEY, keys)
    for text in texts:
        rows = _answer(store, text, check)
        assert isinstance(rows, ox.QuerySolutions)
        columns = [variable.value for variable in rows.variables]
        for row in rows:
            yield _finding(dict(zip(columns, row, strict=True)), check)


def _answer(
    store: ox.Store, text: str, check: StoredCheck
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise malformed(error, text).within(check.file or check.name) from None


def _any(counting: str) -> str:
    """Return an ASK for whether the counting query would count anything."""
    query = Query.read(counting)
    assert query.verb is not None
    body = next(token for token in query.tokens if token.text == "{")
    return f"{counting[: query.verb.start]}ASK {counting[body.start :]}"


def _finding(row: Mapping[str, Term | None], check: StoredCheck) -> Finding:
    cells = {column: text_value(cell) for column, cell in row.items() if cell is not None}
    return Finding(
        severity=check.severity,
        rule=CHECK + check.name,
        rule_name=check.name,
        focus=cells.get("subject"),
        path=cells.get("path"),
        value=cells.get("value"),
        message=_filled(check.message, cells),
    )


def _filled(message: str, cells: Mapping[str, str]) -> str:
    """Put the row's cells in place of `{column}`."""
    return _PLACEHOLDER.sub(lambda match: _word(cells.get(match[1])), message)


def _word(text: str | None) -> str:
    if text is None:
        return "(nothing)"
    return shorten(text) if is_absolute(text) else text
