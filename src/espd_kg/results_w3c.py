"""Answers in the formats of the W3C: SPARQL 1.1 results as JSON, XML, CSV and TSV."""

from __future__ import annotations

from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from espd_kg.errors import InputError
from espd_kg.formats import TableFormat
from espd_kg.namespaces import XSD
from espd_kg.records import quoted
from espd_kg.results import Row, Table, Term, Truth, text_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Final, TypeAlias

JsonTerm: TypeAlias = dict[str, "str | JsonTerm"]


def to_json(result: Table | Truth) -> str:
    """Return SPARQL 1.1 Query Results JSON, one row a line."""
    if isinstance(result, Truth):
        return f'{{"head": {{}}, "boolean": {_truth(result)}}}\n'
    names = ", ".join(map(quoted, result.columns))
    rows = ",\n".join(_json_row(result.columns, row) for row in result.rows)
    return f'{{"head": {{"vars": [{names}]}}, "results": {{"bindings": [\n{rows}\n]}}}}\n'


def to_xml(result: Table | Truth) -> str:
    """Return SPARQL Query Results XML.

    Raises InputError for a character that XML cannot hold at all.
    """
    if isinstance(result, Truth):
        body = f"<head/>\n<boolean>{_truth(result)}</boolean>"
    else:
        variables = "".join(f"<variable name={_attribute(name)}/>" for name in result.columns)
        rows = "\n".join(_xml_row(result.columns, row) for row in result.rows)
        body = f"<head>{variables}</head>\n<results>\n{rows}\n</results>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n{body}\n</sparql>\n'
    )


def to_csv(result: Table | Truth) -> str:
    """Return SPARQL 1.1 Query Results CSV: plain values, lines ending in CR LF."""
    if isinstance(result, Truth):
        return f"{_truth(result)}\r\n"
    lines = [result.columns, *(tuple(map(text_value, row)) for row in result.rows)]
    return "".join(",".join(map(_csv_cell, line)) + "\r\n" for line in lines)


def to_tsv(result: Table | Truth) -> str:
    """Return SPARQL 1.1 Query Results TSV: terms as Turtle writes them."""
    if isinstance(result, Truth):
        return f"{_truth(result)}\n"
    head = "\t".join(f"?{name}" for name in result.columns)
    return "".join(f"{line}\n" for line in [head, *map(_tsv_row, result.rows)])


def _truth(truth: Truth) -> str:
    return "true" if truth.value else "false"


def _json_row(columns: tuple[str, ...], row: Row) -> str:
    return _json({name: _json_term(term) for name, term in zip(columns, row, strict=True) if term})


def _json(value: str | JsonTerm) -> str:
    if isinstance(value, str):
        return quoted(value)
    return f"{{{', '.join(f'{quoted(name)}: {_json(part)}' for name, part in value.items())}}}"


def _json_term(term: Term) -> JsonTerm:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found: JsonTerm = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def _xml_row(columns: tuple[str, ...], row: Row) -> str:
    cells = (
        f"<binding name={_attribute(name)}>{_xml_term(term)}</binding>"
        for name, term in zip(columns, row, strict=True)
        if term
    )
    return f"<result>{''.join(cells)}</result>"


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items())
        return f"<triple>{inner}</triple>"
    mark = ""
    if term.language:
        mark = f" xml:lang={_attribute(term.language)}"
    elif term.datatype.value != XSD + "string":
        mark = f" datatype={_attribute(term.datatype.value)}"
    return f"<literal{mark}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    import re  # json and csv are written without it

    if refused := re.search(_NOT_XML, text):
        raise InputError(
            f"the answer holds the character U+{ord(refused[0]):04X}, which XML cannot hold",
            fix="Ask for another format, for example json.",
        )
    return text.translate(_XML_ESCAPES)


def _attribute(text: str) -> str:
    return f'"{_xml_text(text)}"'


def _csv_cell(text: str) -> str:
    return text if _CSV_SPECIAL.isdisjoint(text) else '"' + text.replace('"', '""') + '"'


def _tsv_row(row: Row) -> str:
    return "\t".join("" if term is None else _turtle(term) for term in row)


def _turtle(term: Term) -> str:
    """Return a term on one line; numbers and booleans bare where Turtle reads them so."""
    if isinstance(term, Literal) and not term.language:
        bare = _BARE.get(term.datatype.value)
        if bare and _fits(bare, term.value):
            return term.value
    return str(term)


def _fits(pattern: str, text: str) -> bool:
    import re  # json and csv are written without it

    return re.fullmatch(pattern, text) is not None


_BARE: Final = {
    XSD + "integer": r"[+-]?[0-9]+",
    XSD + "decimal": r"[+-]?[0-9]*\.[0-9]+",
    XSD + "double": r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+",
    XSD + "boolean": "true|false",
}
_CSV_SPECIAL: Final = frozenset('",\r\n')
_NOT_XML: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_XML_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
)

WRITERS: Final[Mapping[TableFormat, Callable[[Table | Truth], str]]] = MappingProxyType(
    {
        TableFormat.JSON: to_json,
        TableFormat.XML: to_xml,
        TableFormat.CSV: to_csv,
        TableFormat.TSV: to_tsv,
    }
)
