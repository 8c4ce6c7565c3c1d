"""What the terms of an answer mean in Python."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from espd_kg.namespaces import XSD
from espd_kg.results import Term

PythonValue: TypeAlias = str | int | float | bool | Decimal | date | datetime | None


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
