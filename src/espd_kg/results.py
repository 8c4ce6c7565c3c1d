"""Answers as values: a table, a truth, or triples, in the embedded engine's own terms."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from espd_kg.namespaces import XSD

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]
PythonValue: TypeAlias = str | int | float | bool | Decimal | date | datetime | None

PLURAL_SEPARATOR: Final = " | "
"""What stands between the values of a plural column."""


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT: named columns, and rows with a term or nothing in each cell."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """The rows in order."""
        return iter(self.rows)

    def column(self, name: str) -> tuple[Term | None, ...]:
        """Return one column's cells; raises KeyError where there is no such column."""
        if name not in self.columns:
            raise KeyError(name)
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def as_python(self) -> list[dict[str, PythonValue]]:
        """Return each row as a mapping from column to Python value."""
        return [dict(zip(self.columns, map(python_value, row), strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Truth:
    """The answer to an ASK."""

    value: bool

    def __bool__(self) -> bool:
        """The answer itself."""
        return self.value


@dataclass(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        """How many triples there are."""
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        """The triples in order."""
        return iter(self.triples)


Result: TypeAlias = Table | Truth | Triples


def python_value(term: Term | None) -> PythonValue:
    """Return what a term means in Python.

    Numbers, booleans, dates and times of day become Python's own; an IRI, a plain text and a
    date that is only a year or a month stay text; so does a literal that its type does not allow.
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, Literal):
        form, convert = _CONVERSIONS.get(term.datatype.value, _AS_TEXT)
        try:
            return convert(term.value) if form.fullmatch(term.value) else term.value
        except ValueError:
            return term.value
    return str(term)


def text_value(term: Term | None) -> str:
    """Return a term as plain text: an IRI or a literal without its marks, nothing for None."""
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    return "" if term is None else str(term)


def plural_values(term: Term | None) -> list[str]:
    """Return the parts of a plural cell, in the order in which they stand."""
    text = text_value(term)
    return text.split(PLURAL_SEPARATOR) if text else []


_INTEGERS: Final = (
    "integer",
    "nonNegativeInteger",
    "positiveInteger",
    "nonPositiveInteger",
    "negativeInteger",
    "long",
    "int",
    "short",
    "byte",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
)
_Conversion: TypeAlias = tuple[re.Pattern[str], Callable[[str], PythonValue]]
# Python reads more spellings than the datatypes allow, so each form is checked first.
_AS_TEXT: Final[_Conversion] = (re.compile(r"(?s).*"), str)
_INTEGER: Final[_Conversion] = (re.compile(r"[+-]?[0-9]+"), int)
_FLOAT: Final[_Conversion] = (
    re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"),
    float,
)
_CONVERSIONS: Final[Mapping[str, _Conversion]] = MappingProxyType(
    {
        **{XSD + name: _INTEGER for name in _INTEGERS},
        XSD + "decimal": (re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"), Decimal),
        XSD + "double": _FLOAT,
        XSD + "float": _FLOAT,
        XSD + "boolean": (re.compile("true|false|1|0"), {"true", "1"}.__contains__),
        XSD + "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
        XSD + "dateTime": (
            re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T.+"),
            datetime.fromisoformat,
        ),
    }
)
