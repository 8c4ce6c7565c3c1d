"""The formats in which graphs and tables leave, under the names that the command line uses."""

from espd_kg.records import StrEnum


class RdfFormat(StrEnum):
    """A serialisation of a graph."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"

    @property
    def media_type(self) -> str:
        """The registered media type."""
        return _RDF[self][0]

    @property
    def suffix(self) -> str:
        """The usual file suffix, with its dot."""
        return _RDF[self][1]

    @property
    def keeps_graphs(self) -> bool:
        """Whether named graphs are told apart, rather than merged."""
        return self in (RdfFormat.TRIG, RdfFormat.NQUADS)


class TableFormat(StrEnum):
    """A form in which a query's answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    MARKDOWN = "markdown"

    @property
    def for_people(self) -> bool:
        """Whether the form shows labels instead of IRIs."""
        return self in (TableFormat.TABLE, TableFormat.MARKDOWN)


_RDF = {
    RdfFormat.TURTLE: ("text/turtle", ".ttl"),
    RdfFormat.TRIG: ("application/trig", ".trig"),
    RdfFormat.NQUADS: ("application/n-quads", ".nq"),
    RdfFormat.NTRIPLES: ("application/n-triples", ".nt"),
    RdfFormat.RDFXML: ("application/rdf+xml", ".rdf"),
    RdfFormat.JSONLD: ("application/ld+json", ".jsonld"),
}
