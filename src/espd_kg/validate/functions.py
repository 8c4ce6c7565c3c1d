"""What SPARQL cannot say as the reference validator does it, as functions of a query.

They are called seldom: a query first tries what the engine is sure of.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

from espd_kg.literals import silent_literals

if TYPE_CHECKING:
    from rdflib.term import Node

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

MATCHES: Final = "urn:x-shacl:matches"
TYPED: Final = "urn:x-shacl:typed"
COMPARES: Final = "urn:x-shacl:compares"
PRECEDES: Final = "urn:x-shacl:precedes"
_COMPARISONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def matches(value: Term, pattern: Term, flags: Term) -> ox.Literal:
    """Whether Python's search finds the pattern in an IRI or in the words of a literal."""
    assert isinstance(pattern, ox.Literal)
    assert isinstance(flags, ox.Literal)
    words = value.value if isinstance(value, ox.NamedNode | ox.Literal) else None
    found = words is not None and _compiled(pattern.value, flags.value).search(words)
    return ox.Literal(bool(found))


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> re.Pattern[str]:
    return re.compile(pattern, sum({"i": re.I, "m": re.M}[flag] for flag in flags))


def typed(value: Term) -> ox.Literal:
    """Whether rdflib can read the literal as its datatype asks."""
    import datetime
    from decimal import Decimal

    read = _read(value)
    datatype = str(getattr(read, "datatype", None) or _XSD + "string")
    wanted: dict[str, type | tuple[type, ...]] = {
        _XSD + "integer": int,
        _XSD + "float": float,
        _XSD + "decimal": Decimal,
        _XSD + "boolean": bool,
        _XSD + "date": datetime.date,
        _XSD + "time": datetime.time,
        _XSD + "dateTime": datetime.datetime,
    }
    fits = isinstance(getattr(read, "value", None), wanted.get(datatype, object))
    return ox.Literal(fits and getattr(read, "ill_typed", None) is not True)


def compares(value: Term, sign: Term, bound: Term) -> ox.Literal:
    """Whether a literal lies on the right side of a bound, by pyshacl's own comparison."""
    from pyshacl.rdfutil.compare import compare_literal
    from rdflib.term import Literal

    assert isinstance(sign, ox.Literal)
    mine, other = _read(value), _read(bound)
    if not isinstance(mine, Literal) or not isinstance(other, Literal):
        return ox.Literal(False)
    if isinstance(mine.value, str) != isinstance(other.value, str):
        return ox.Literal(False)
    with silent_literals():
        try:
            order = int(compare_literal(mine, other))  # type: ignore[no-untyped-call]
        except (TypeError, NotImplementedError):
            return ox.Literal(False)  # to pyshacl, what cannot be compared is out of bounds
    return ox.Literal(_COMPARISONS[sign.value](order, 0))


def precedes(value: Term, sign: Term, other: Term) -> ox.Literal:
    """Whether one value stands before another as sh:lessThan has it; names compare with names."""
    assert isinstance(sign, ox.Literal)
    left, right = _read(value), _read(other)
    words, more_words = _words(left), _words(right)
    if words is not None and more_words is not None:
        found = words < more_words or (sign.value == "<=" and words == more_words)
    elif words is not None or more_words is not None:
        found = False
    else:
        found = _stands_before(left, right, or_equal=sign.value == "<=")
    return ox.Literal(found)


def _words(term: Node) -> str | None:
    """Return the words of a name or text; nothing for a literal of another kind."""
    from rdflib.term import Literal

    if not isinstance(term, Literal):
        return str(term)
    return term.value if isinstance(term.value, str) else None


def _stands_before(left: Any, right: Any, *, or_equal: bool) -> bool:
    """Compare literals as rdflib does, which takes what has no order for less or equal."""
    try:
        equal = left.eq(right)
        return bool(or_equal if equal else not left.__gt__(right))
    except TypeError:
        return or_equal or bool(right.__gt__(left))


def _read(term: Term) -> Node:
    from espd_kg.stores.terms import to_rdflib

    with silent_literals():
        return to_rdflib(term)


FUNCTIONS: Final[dict[ox.NamedNode, Callable[..., Term | None]]] = {
    ox.NamedNode(MATCHES): matches,
    ox.NamedNode(TYPED): typed,
    ox.NamedNode(COMPARES): compares,
    ox.NamedNode(PRECEDES): precedes,
}
