"""A stored query and a stored check, as values."""

from __future__ import annotations

from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from espd_kg.findings import Severity


@record(frozen=True)
class Parameter:
    """What may be asked of a query: a name, a type, and what it means.

    `scheme` names the code scheme of a `code`; `allowed` lists the values, or `values_query`
    (`values` in the front matter) is a SELECT whose first column does.
    """

    name: str
    type: str
    description: str
    default: str | None = None
    allowed: tuple[str, ...] = ()
    values_query: str | None = None
    scheme: str | None = None


@record(frozen=True)
class Column:
    """What a query answers with: a name, a type, and what it means.

    A plural column holds sorted values joined by ` | `.
    """

    name: str
    description: str
    type: str
    plural: bool = False


@record(frozen=True)
class Place:
    """Where a query leaves a parameter open: the UNDEF of `VALUES ?_name { UNDEF }`."""

    name: str
    start: int
    end: int


@record(frozen=True)
class Join:
    """A data set outside that knows more of what a column holds.

    `text` is a SELECT that runs there: it gives for ?`on` the `columns`; at `places` the IRIs stand
    that are asked about.
    """

    dataset: str
    on: str
    text: str
    columns: tuple[str, ...]
    places: tuple[Place, ...]


@record(frozen=True)
class StoredQuery:
    """A question with its SPARQL text; `cites` names the columns whose evidence bears a row out.

    The text gives the first columns; those of the `joins` follow, empty until they are asked for.
    """

    name: str
    summary: str
    question: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    cites: tuple[str, ...]
    cites_note: str
    tags: tuple[str, ...]
    audience: tuple[str, ...]
    text: str
    file: str = ""
    places: tuple[Place, ...] = ()
    joins: tuple[Join, ...] = ()

    @property
    def plurals(self) -> frozenset[str]:
        """The names of the plural columns."""
        return frozenset(column.name for column in self.columns if column.plural)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter; raises InputError, naming the nearest, where there is none."""
        by_name = {parameter.name: parameter for parameter in self.parameters}
        if name in by_name:
            return by_name[name]
        if not by_name:
            raise InputError(f"the query {self.name} takes no parameters", subject=name)
        raise InputError(
            f"the query {self.name} has no parameter {name!r}", fix=nearest(name, by_name)
        )


@record(frozen=True)
class StoredCheck:
    """A rule over the whole graph: a query that must return no row.

    `message` may hold `{column}` placeholders; `examines` is a SELECT that counts, as ?n, what
    was looked at.
    """

    name: str
    summary: str
    message: str
    severity: Severity
    examines: str
    columns: tuple[Column, ...]
    text: str
    file: str = ""
