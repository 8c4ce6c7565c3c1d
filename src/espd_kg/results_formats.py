"""One door to every form in which an answer can be written."""

from __future__ import annotations

from io import BytesIO
from types import MappingProxyType

import pyoxigraph as ox

from espd_kg.formats import RdfFormat, TableFormat
from espd_kg.namespaces import PREFIXES
from espd_kg.results import Result, Table, Triples, Truth
from espd_kg.results_w3c import WRITERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Final

_NO_LABELS: Final[Mapping[str, str]] = MappingProxyType({})


def write_result(
    result: Result,
    form: TableFormat,
    *,
    labels: Mapping[str, str] = _NO_LABELS,
    plurals: Collection[str] = (),
    marks: Sequence[str] = (),
    width: int | None = None,
    color: bool = False,
) -> str:
    """Return the answer as text in one of the table formats.

    Triples are written as a table of subject, predicate and object. `labels` (IRI to label),
    `plurals` (columns with joined values), `marks` (each row's references to footnotes), `width`
    and `color` serve the formats for people.
    """
    shown = as_table(result) if isinstance(result, Triples) else result
    if form in WRITERS:
        return WRITERS[form](shown)
    if isinstance(shown, Truth):
        return "yes\n" if shown.value else "no\n"
    # What draws for people takes longer to load than most answers take to find.
    if form is TableFormat.MARKDOWN:
        from espd_kg.results_people import to_markdown

        return to_markdown(shown, labels, plurals, marks)
    from espd_kg.results_table import PLAIN_WIDTH, to_table

    return to_table(shown, labels, plurals, marks, width=width or PLAIN_WIDTH, color=color)


def as_table(triples: Triples) -> Table:
    """Return triples as a table, sorted, each once."""
    rows = {(triple.subject, triple.predicate, triple.object) for triple in triples}
    ordered = sorted(rows, key=lambda row: tuple(map(str, row)))
    return Table(("subject", "predicate", "object"), tuple(ordered))


def write_triples(triples: Iterable[ox.Triple], form: RdfFormat) -> str:
    """Return triples in an RDF format, sorted, each once, with the prefixes that occur."""
    ordered = sorted(set(triples), key=str)
    text = " ".join(map(str, ordered))
    used = {name: base for name, base in PREFIXES.items() if f"<{base}" in text}
    buffer = BytesIO()
    ox.serialize(ordered, buffer, format=_ENGINE_FORMATS[form], prefixes=used)
    return buffer.getvalue().decode()


_ENGINE_FORMATS: Final = {
    RdfFormat.TURTLE: ox.RdfFormat.TURTLE,
    RdfFormat.TRIG: ox.RdfFormat.TRIG,
    RdfFormat.NQUADS: ox.RdfFormat.N_QUADS,
    RdfFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    RdfFormat.RDFXML: ox.RdfFormat.RDF_XML,
    RdfFormat.JSONLD: ox.RdfFormat.JSON_LD,
}
