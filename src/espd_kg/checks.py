"""Rules over the whole graph: stored queries that must return no row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from espd_kg.errors import InputError
from espd_kg.findings import Finding, Report
from espd_kg.iris import is_absolute, shorten
from espd_kg.locate import Locator
from espd_kg.namespaces import CHECK
from espd_kg.queries.model import StoredCheck
from espd_kg.results import Table, text_value
from espd_kg.stores.base import Store

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def run_checks(store: Store, checks: Iterable[StoredCheck], locator: Locator) -> Report:
    """Run every check over the store and say where each finding stands.

    The report counts what each check looked at; a zero there means that it proved nothing.

    Raises InputError, naming the check's file, where one cannot be run.
    """
    findings: list[Finding] = []
    examined: dict[str, int] = {}
    for check in checks:
        try:
            examined[CHECK + check.name] = _count(store.select(check.examines), check)
            findings += _findings(store.select(check.text), check, locator)
        except InputError as error:
            raise error.within(check.file or check.name) from None
    return Report.of(findings, examined)


def _count(table: Table, check: StoredCheck) -> int:
    """Return the number in the one cell that `examines` asks for."""
    cells = [text_value(cell) for row in table for cell in row]
    if len(cells) != 1 or not cells[0].isdecimal():
        raise InputError(
            f"`examines` of the check {check.name} does not count",
            fix="Write SELECT (COUNT(...) AS ?n) WHERE { ... }.",
        )
    return int(cells[0])


def _findings(table: Table, check: StoredCheck, locator: Locator) -> Iterator[Finding]:
    """Yield one finding a row; ?subject, ?path and ?value say what it is about."""
    for row in table:
        cells = {
            column: text_value(cell)
            for column, cell in zip(table.columns, row, strict=True)
            if cell is not None
        }
        subject, path = cells.get("subject"), cells.get("path")
        place = locator.find(subject, path)
        yield Finding(
            severity=check.severity,
            rule=CHECK + check.name,
            rule_name=check.name,
            focus=subject,
            path=path,
            value=cells.get("value"),
            message=_filled(check.message, cells),
            file=place.file,
            line=place.line,
        )


def _filled(message: str, cells: Mapping[str, str]) -> str:
    """Put the row's cells in place of `{column}`."""
    return _PLACEHOLDER.sub(lambda match: _word(cells.get(match[1])), message)


def _word(text: str | None) -> str:
    if text is None:
        return "(nothing)"
    return shorten(text) if is_absolute(text) else text
