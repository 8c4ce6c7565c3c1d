"""Terms as SPARQL text that every engine reads in the same way."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from espd_kg.errors import InputError
from espd_kg.escapes import ESCAPES
from espd_kg.namespaces import XSD
from espd_kg.results import Term

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def sparql_term(term: Term) -> str:
    """Return an IRI or a literal as SPARQL writes it.

    Raises InputError for a blank node or a triple: they cannot be named in a query.
    """
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if isinstance(term, (BlankNode, Triple)):
        raise InputError(f"{term} cannot be named in a query")
    return sparql_literal(term)


def sparql_literal(term: Literal) -> str:
    """Return a literal with its language tag or datatype, escaped so that it stays one token."""
    quoted = sparql_string(term.value)
    if term.language:
        direction = f"--{term.direction.value}" if term.direction else ""
        return f"{quoted}@{term.language}{direction}"
    if term.datatype.value == XSD + "string":
        return quoted
    return f"{quoted}^^<{term.datatype.value}>"


def sparql_string(text: str, backslash: str = "\\\\") -> str:
    """Return the text in double quotes; `backslash` is what stands for one backslash."""
    escapes = str.maketrans({**ESCAPES, "\\": backslash})
    return f'"{text.translate(escapes)}"'


def values_block(variable: str, iris: Iterable[str]) -> str:
    """Return `VALUES ?variable { <iri> ... }` for a query over many things."""
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def portions(iris: Iterable[str], most: int = 500) -> list[list[str]]:
    """Return the IRIs, sorted and each once, in lists that no query is too long for."""
    ordered = sorted(set(iris))
    return [ordered[at : at + most] for at in range(0, len(ordered), most)]
