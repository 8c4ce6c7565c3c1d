"""Mappings as one SSSOM table, the same bytes for the same mappings.

The format: https://mapping-commons.github.io/sssom/spec-formats-tsv/
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from espd_kg.namespaces import PREFIXES

UNSPECIFIED_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"
"""What SSSOM has a header say where no one licence is that of all mappings."""

# By the standard these need no declaration, and must not be given another meaning.
_BUILT_IN: Final = frozenset({"linkml", "owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd"})
_BREAKING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")
_LAST_PART: Final = re.compile(r"(.*[/#:])([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)")


@dataclass(frozen=True)
class Extension:
    """A column that the standard does not know: its name, its property, the type of its values."""

    name: str
    property: str
    type: str


@dataclass(frozen=True)
class Columns:
    """The columns in their order; which hold IRIs, and which the standard does not know."""

    names: Sequence[str]
    of_iris: frozenset[str]
    extensions: Sequence[Extension] = ()


def write_sssom(
    rows: Iterable[Mapping[str, str]],
    columns: Columns,
    head: Mapping[str, object],
    prefixes: Mapping[str, str] | None = None,
) -> str:
    """Return the rows, sorted, as a table; columns in which nothing stands are left out.

    IRIs are given in full, and written with the graph's own prefixes, else with `prefixes`, else
    with one made up. `head` is what the header says of the whole.
    """
    given = sorted(rows, key=lambda row: [row.get(name, "") for name in columns.names])
    short = _Names(prefixes or {})
    lines = [
        [
            short.of(row[name]) if name in columns.of_iris and row.get(name) else row.get(name, "")
            for name in columns.names
        ]
        for row in given
    ]
    kept = [at for at, name in enumerate(columns.names) if any(line[at] for line in lines)]
    used = {columns.names[at] for at in kept} or set(columns.names)
    declared = [one for one in columns.extensions if one.name in used]
    body = [[columns.names[at] for at in kept or range(len(columns.names))]]
    body += [[_BREAKING.sub(" ", line[at]) for at in kept] for line in lines]
    return _header(head, declared, short) + _table(body)


def _header(head: Mapping[str, object], declared: Sequence[Extension], short: _Names) -> str:
    fields = dict(head)
    if declared:
        fields["extension_definitions"] = [
            {
                "slot_name": one.name,
                "property": short.of(one.property),
                "type_hint": short.of(one.type),
            }
            for one in declared
        ]
    fields["curie_map"] = short.declared()
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=True, width=2**31)
    return "".join(f"#{line}\n" for line in text.splitlines())


def _table(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return stream.getvalue()


class _Names:
    """Writes IRIs as `prefix:name` and remembers which prefixes it used."""

    def __init__(self, foreign: Mapping[str, str]) -> None:
        known = {name: base for name, base in foreign.items() if base not in PREFIXES.values()}
        self._prefixes = {**PREFIXES}
        for name, base in sorted(known.items()):
            self._prefixes[self._free(name)] = base
        self._used: set[str] = set()

    def of(self, iri: str) -> str:
        name = self._fitting(iri)
        if name is None:
            cut = _LAST_PART.fullmatch(iri)
            if cut is None:
                return iri
            name = self._free("ns")
            self._prefixes[name] = cut[1]
        self._used.add(name)
        return f"{name}:{iri.removeprefix(self._prefixes[name])}"

    def _fitting(self, iri: str) -> str | None:
        """Return the prefix of the longest beginning that leaves a plain name."""
        bases = self._prefixes.items()
        found = sorted(((len(base), name) for name, base in bases if iri.startswith(base)))
        plain = (name for length, name in reversed(found) if _PLAIN.fullmatch(iri, length))
        return next(plain, None)

    def declared(self) -> dict[str, str]:
        return {name: self._prefixes[name] for name in sorted(self._used - _BUILT_IN)}

    def _free(self, name: str) -> str:
        names = (f"{name}{number or ''}" for number in range(len(self._prefixes) + 1))
        return next(one for one in names if one not in self._prefixes)
