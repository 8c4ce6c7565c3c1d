"""The constraint components that look at one value: what each asks of it.

An expression names its value as seldom as it can: each time, the store looks up its words. What
ends in an error does not hold; tags of languages are in lower case in a store. IF stands where one
could write || or &&, of which the engine may ask the slow side first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Literal, Node, URIRef, XSDToPython

from espd_kg.validate.conditions import Condition, exists, expression
from espd_kg.validate.functions import COMPARES, MATCHES, TYPED
from espd_kg.validate.ground import Ground
from espd_kg.validate.regexes import shared
from espd_kg.validate.scope import TYPE, UnsupportedError
from espd_kg.validate.shape_graph import term

_DAY: Final = "[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_TIME: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-]0[0-9]:[0-5][0-9])?"
_SURE: Final[Mapping[URIRef, str]] = {
    XSD.date: f"^{_DAY}$",
    XSD.dateTime: f"^{_DAY}T{_TIME}$",
    XSD.integer: "^[+-]?[0-9]{1,18}$",
    XSD.decimal: r"^[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?$",
    XSD.boolean: "^(true|false)$",
}
"""What is certainly well typed, so that Python need not be asked."""
_NODE_KINDS: Final[Mapping[Node, str]] = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLITERAL({0})",
    SH.BlankNode: "isBLANK({0})",
    SH.BlankNodeOrIRI: "isBLANK({0}) || isIRI({0})",
    SH.BlankNodeOrLiteral: "isBLANK({0}) || isLITERAL({0})",
    SH.IRIOrLiteral: "isIRI({0}) || isLITERAL({0})",
}
_WHOLE_NUMBERS: Final = frozenset({XSD.integer, XSD.nonNegativeInteger, XSD.positiveInteger})


def _class(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    classes = made.narrower(parameter)
    if len(classes) == 1:
        return exists(made.scope.triple(value, TYPE, classes[0]))
    kind = made.scope.variable("kind")
    found = made.scope.triple(value, TYPE, kind)
    return exists(f"VALUES {kind} {{ {' '.join(classes)} }} {found}")


def _datatype(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    if parameter == RDFS.Literal:
        return expression(f"isLITERAL({value})")
    if parameter == RDFS.Datatype or not isinstance(parameter, URIRef):
        raise UnsupportedError("a datatype of datatypes")
    typed = f"COALESCE(DATATYPE({value}) = {term(parameter)}, false)"
    if parameter in (XSD.string, RDF.langString) or XSDToPython.get(parameter) is None:
        return expression(typed)
    read = f"<{TYPED}>({value})"
    if parameter in _SURE:
        read = f'IF(REGEX(STR({value}), "{_SURE[parameter]}"), true, {read})'
    return expression(f"IF({typed}, {read}, false)")


def _node_kind(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    return expression(_NODE_KINDS.get(parameter, "false").format(value))


def _in(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    members = sorted({term(member) for member in made.shapes.items(parameter)})
    return expression(" || ".join(f"sameTerm({value}, {member})" for member in members))


def _pattern(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    flags = made.shapes.one(shape, SH.flags)
    known = "".join(flag for flag in "im" if flags is not None and flag in str(flags).lower())
    words = str(parameter)
    try:
        re.compile(words)
    except re.error as error:
        raise UnsupportedError(str(error)) from None
    slow = f"<{MATCHES}>({value}, {ox.Literal(words)}, {ox.Literal(known)})"
    easy = None if known else shared(words)
    if not easy:
        return expression(slow)
    quick = f"COALESCE(REGEX(STR({value}), {ox.Literal(easy)}), false)"
    return expression(f"IF({quick}, true, {slow})")


def _min_length(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    number = made.shapes.number(shape, SH.minLength)
    if number == 0:
        return expression("true")
    return expression(f"COALESCE(STRLEN(STR({value})) >= {number}, false)")


def _max_length(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    number = made.shapes.number(shape, SH.maxLength)
    return expression(f"COALESCE(STRLEN(STR({value})) <= {number}, false)")


def _language_in(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
    made.shapes.one(shape, SH.languageIn)
    ranges = {str(member).lower() for member in made.shapes.items(parameter)}
    tag = f"LANG({value})"
    if "*" in ranges:
        return expression(f'COALESCE({tag} != "", false)')
    known = ", ".join(str(ox.Literal(name)) for name in sorted(ranges - {""}))
    return expression(f'COALESCE({tag} IN ({known}) || STRBEFORE({tag}, "-") IN ({known}), false)')


def _range(sign: str) -> Callable[[Ground, Node, Node, str], Condition]:
    def compared(made: Ground, shape: Node, parameter: Node, value: str) -> Condition:
        if not isinstance(parameter, Literal):
            raise UnsupportedError("a bound that is no literal")
        bound = _bound(parameter)
        slow = f"<{COMPARES}>({value}, {ox.Literal(sign)}, {bound})"
        if parameter.datatype not in _WHOLE_NUMBERS:
            return expression(slow)
        quick = f"DATATYPE({value}) = <{XSD.integer}> && {value} {sign} {bound}"
        return expression(f"IF(COALESCE({quick}, false), true, {slow})")

    return compared


def _bound(parameter: Literal) -> str:
    if parameter.language is None and parameter.datatype in _WHOLE_NUMBERS:
        number = parameter.value
        if type(number) is int:
            return str(ox.Literal(number))
    return term(parameter)


VALUE_COMPONENTS: Final[
    Mapping[URIRef, tuple[URIRef, Callable[[Ground, Node, Node, str], Condition]]]
] = {
    SH["class"]: (SH.ClassConstraintComponent, _class),
    SH.datatype: (SH.DatatypeConstraintComponent, _datatype),
    SH.nodeKind: (SH.NodeKindConstraintComponent, _node_kind),
    SH["in"]: (SH.InConstraintComponent, _in),
    SH.pattern: (SH.PatternConstraintComponent, _pattern),
    SH.minLength: (SH.MinLengthConstraintComponent, _min_length),
    SH.maxLength: (SH.MaxLengthConstraintComponent, _max_length),
    SH.languageIn: (SH.LanguageInConstraintComponent, _language_in),
    SH.minExclusive: (SH.MinExclusiveConstraintComponent, _range(">")),
    SH.minInclusive: (SH.MinInclusiveConstraintComponent, _range(">=")),
    SH.maxExclusive: (SH.MaxExclusiveConstraintComponent, _range("<")),
    SH.maxInclusive: (SH.MaxInclusiveConstraintComponent, _range("<=")),
}
SINGLE: Final = frozenset({SH.datatype, SH.nodeKind, SH.minLength, SH.maxLength, SH.languageIn})
"""Parameters that a shape has once at most."""


def conditions(made: Ground, shape: Node, parameter: URIRef, value: str) -> Iterator[Condition]:
    """Yield what one parameter of a shape asks of a value, once for each time it is given."""
    if parameter in SINGLE:
        made.shapes.one(shape, parameter)
    _, condition = VALUE_COMPONENTS[parameter]
    for given in made.shapes.objects(shape, parameter):
        yield condition(made, shape, given, value)
