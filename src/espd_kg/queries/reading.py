"""Reading a query file or a check file into its value, refusing what does not fit together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from espd_kg.errors import InputError
from espd_kg.findings import Severity
from espd_kg.iris import is_slug
from espd_kg.queries.front_matter import FrontMatter
from espd_kg.queries.joins import read_joins
from espd_kg.queries.model import Column, Parameter, Place, StoredCheck, StoredQuery
from espd_kg.queries.places import places_in
from espd_kg.queries.types import COLUMN_TYPES, PARAMETER_TYPES
from espd_kg.stores.embedded import check_syntax
from espd_kg.stores.guard import checked
from espd_kg.stores.lexer import Query

LANGUAGES: Final = ("en", "ru", "kk")
_FIELDS: Final = (
    *("summary", "question", "params", "columns", "joins"),
    *("cites", "cites_note", "tags", "audience"),
)


def read_query(path: Path, file: str | None = None) -> StoredQuery:
    """Read a stored query; raises InputError with the file, and the line where it is known."""
    name = file or str(path)
    return parse_query(path.stem, read_text(path, name), name)


def read_check(path: Path, file: str | None = None) -> StoredCheck:
    """Read a stored check; raises InputError with the file, and the line where it is known."""
    name = file or str(path)
    return parse_check(path.stem, read_text(path, name), name)


def parse_query(name: str, text: str, file: str) -> StoredQuery:
    """Return the query that the text of a file holds."""
    head = FrontMatter.read(text, file)
    head.only(*_FIELDS)
    query = StoredQuery(
        name=name,
        summary=head.string("summary"),
        question=head.texts("question", *LANGUAGES),
        parameters=tuple(_parameter(record) for record in head.records("params", required=False)),
        columns=_columns(head),
        cites=head.strings("cites"),
        cites_note=head.string("cites_note", ""),
        tags=head.strings("tags"),
        audience=head.strings("audience"),
        text=text,
        file=file,
    )
    _check_citing(query, head)
    read = _checked_text(text, file)
    joins = read_joins(head, query.columns, read.projection or ())
    _check_columns(query.columns, read, head, [name for join in joins for name in join.columns])
    places = tuple(places_in(read))
    _check_parameters(query, places, head)
    return replace(query, places=places, joins=joins)


def parse_check(name: str, text: str, file: str) -> StoredCheck:
    """Return the check that the text of a file holds."""
    head = FrontMatter.read(text, file)
    head.only("summary", "message", "severity", "examines", "columns")
    check = StoredCheck(
        name=name,
        summary=head.string("summary"),
        message=head.string("message"),
        severity=Severity(head.choice("severity", ("violation", "warning"))),
        examines=head.string("examines"),
        columns=_columns(head),
        text=text,
        file=file,
    )
    _check_columns(check.columns, _checked_text(text, file), head)
    names = [column.name for column in check.columns]
    if names[0] != "subject":
        raise head.wrong("the first column of a check is ?subject")
    for placeholder in re.findall(r"\{(\w+)\}", check.message):
        if placeholder not in names:
            raise head.wrong(f"the message names {{{placeholder}}}, which is no column")
    _check_examines(check, head)
    return check


def read_text(path: Path, file: str) -> str:
    """Return the file's text; raises InputError where it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=file) from None
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 (byte {error.start})", file=file) from None


def _parameter(record: FrontMatter) -> Parameter:
    record.only("name", "type", "description", "default", "allowed", "values", "scheme")
    scheme = record.optional("scheme")
    if scheme is not None and not is_slug(scheme):
        raise record.wrong(f"names a scheme {scheme!r}, which is no slug")
    if "values" in record.fields:
        _check_values(record)
    return Parameter(
        name=record.string("name"),
        type=record.choice("type", PARAMETER_TYPES),
        description=record.string("description"),
        default=record.optional("default"),
        allowed=record.strings("allowed", required=False),
        values_query=record.optional("values"),
        scheme=scheme,
    )


def _check_values(record: FrontMatter) -> None:
    try:
        query = checked(record.string("values"))
        check_syntax(query)
    except InputError as error:
        raise record.wrong(f"values: {error}") from None
    if query.verb is None or not query.verb.is_word("SELECT"):
        raise record.wrong("values lists what may be given: SELECT ?value ...")


def _columns(head: FrontMatter) -> tuple[Column, ...]:
    records = head.records("columns")
    for record in records:
        record.only("name", "type", "description", "plural")
    columns = tuple(
        Column(
            name=record.string("name"),
            description=record.string("description"),
            type=record.choice("type", COLUMN_TYPES, "string"),
            plural=record.boolean("plural"),
        )
        for record in records
    )
    if not columns:
        raise head.wrong("the front matter describes no columns")
    return columns


def _checked_text(text: str, file: str) -> Query:
    try:
        query = checked(text)
        check_syntax(query)
    except InputError as error:
        raise error.within(file) from None
    return query


def _check_examines(check: StoredCheck, head: FrontMatter) -> None:
    try:
        query = checked(check.examines)
        check_syntax(query)
    except InputError as error:
        raise head.wrong(f"examines: {error}") from None
    if query.projection != ("n",) or not _counts(query):
        raise head.wrong("examines counts what was looked at: SELECT (COUNT(...) AS ?n)")


def _counts(query: Query) -> bool:
    """Whether what a SELECT returns first is a COUNT."""
    assert query.verb is not None
    at = query.tokens.index(query.verb) + 1
    return query.tokens[at].text == "(" and query.tokens[at + 1].is_word("COUNT")


def _check_citing(query: StoredQuery, head: FrontMatter) -> None:
    names = [column.name for column in query.columns]
    for cited in query.cites:
        if cited not in names:
            raise head.wrong(f"cites names {cited!r}, which is no column", _list(names))
    if not query.cites and not query.cites_note:
        raise head.wrong("rows cite nothing: say why in cites_note")


def _check_columns(
    columns: tuple[Column, ...], query: Query, head: FrontMatter, joined: Sequence[str] = ()
) -> None:
    described = [column.name for column in columns]
    returned = [*(query.projection or ()), *joined]
    if not query.projection:
        raise head.wrong("the query does not list its columns: SELECT ?a ?b ...")
    if described != returned:
        raise head.wrong(
            f"the front matter describes {_list(described)}, the query returns {_list(returned)}",
            "Describe each column, in the order of the SELECT; those of the joins come last.",
        )


def _check_parameters(query: StoredQuery, places: Iterable[Place], head: FrontMatter) -> None:
    described = {parameter.name for parameter in query.parameters}
    used = {place.name for place in places}
    for name in sorted(described - used):
        raise head.wrong(
            f"the parameter {name!r} is not used", f"Add VALUES ?_{name} {{ UNDEF }} to the query."
        )
    for name in sorted(used - described):
        raise head.wrong(f"the query uses ?_{name}, which params does not describe")


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
