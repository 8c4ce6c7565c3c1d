"""Flat tables for spreadsheets and data frames, with a data package that describes every column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, Final

from espd_kg.export.columns import TABLES, Column, Table, Type
from espd_kg.export.facts import Facts
from espd_kg.export.files import PACKAGE_FILE
from espd_kg.namespaces import DCAT, DCTERMS, RDF, RDFS, SKOS
from espd_kg.quads import Triple
from espd_kg.results import PLURAL_SEPARATOR

PACKAGE_NAME: Final = "espd-kg"
_IRI: Final = Column("iri", (), Type.IRI, note="The thing's name on the web; unique in the table.")
_LICENCES: Final = {
    "https://creativecommons.org/licenses/by/4.0/": {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0",
    }
}


def write_tables(data: Iterable[Triple], ontology: Iterable[Triple]) -> dict[str, bytes]:
    """Return the files of a data package: one CSV file a table, and its description.

    `data` is what was asserted and inferred; `ontology` gives the columns' descriptions.
    """
    facts, terms = Facts(data), Facts(ontology)
    files = {_file(table): _csv(table, facts) for table in TABLES}
    package = {
        "profile": "tabular-data-package",
        "name": PACKAGE_NAME,
        **_about(facts),
        "resources": [_resource(table, terms) for table in TABLES],
    }
    files[PACKAGE_FILE] = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def _file(table: Table) -> str:
    return f"{table.name}.csv"


def _csv(table: Table, facts: Facts) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_IRI.name, *(column.name for column in table.columns)])
    for thing in facts.instances(table.class_iri):
        writer.writerow([thing, *(_cell(thing, column, table, facts) for column in table.columns)])
    return stream.getvalue().encode()


def _cell(thing: str, column: Column, table: Table, facts: Facts) -> str:
    of_type = column.path == (RDF + "type",)
    values = facts.kinds(thing, table.class_iri) if of_type else facts.values(thing, column)
    return PLURAL_SEPARATOR.join(values)


def _about(facts: Facts) -> dict[str, Any]:
    """Return title, version and licence as the dataset's own description gives them."""
    dataset = next(iter(facts.instances(DCAT + "Dataset")), None)
    if dataset is None:
        return {}
    licence = facts.one(dataset, DCTERMS + "license")
    about: dict[str, Any] = {
        "id": dataset,
        "title": facts.one(dataset, DCTERMS + "title", "en"),
        "description": facts.one(dataset, DCTERMS + "description", "en"),
        "version": facts.one(dataset, DCAT + "version"),
    }
    if licence:
        about["licenses"] = [_LICENCES.get(licence, {"path": licence})]
    rights = facts.one(dataset, DCTERMS + "rights", "en")
    if rights:
        about["rights"] = rights
    return {name: value for name, value in about.items() if value}


def _resource(table: Table, terms: Facts) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": _file(table),
        "title": terms.one(table.class_iri, RDFS + "label", "en") or table.name,
        "description": terms.one(table.class_iri, SKOS + "definition", "en") or "",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": _schema(table, terms),
    }


def _schema(table: Table, terms: Facts) -> dict[str, Any]:
    return {
        "fields": [_field(column, terms) for column in (_IRI, *table.columns)],
        "primaryKey": _IRI.name,
        "foreignKeys": [
            {
                "fields": column.name,
                "reference": {
                    # Within one table, the standard wants the name left empty.
                    "resource": "" if column.refers == table.name else column.refers,
                    "fields": _IRI.name,
                },
            }
            for column in table.columns
            if column.refers and not column.plural
        ],
    }


def _field(column: Column, terms: Facts) -> dict[str, Any]:
    single_iri = column.type is Type.IRI and not column.plural
    field: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.type is Type.IRI or column.plural else str(column.type),
        **({"format": "uri"} if single_iri else {}),
        "description": _description(column, terms),
    }
    if column.path:
        field["rdfType"] = column.path[-1]
    if column is _IRI:
        field["constraints"] = {"required": True, "unique": True}
    return field


def _description(column: Column, terms: Facts) -> str:
    property_iri = column.path[-1] if column.path else ""
    said = column.note or terms.one(property_iri, SKOS + "definition", "en") or column.name
    ending = f" Several values are joined by '{PLURAL_SEPARATOR}'." if column.plural else ""
    return f"{said}{ending}"
