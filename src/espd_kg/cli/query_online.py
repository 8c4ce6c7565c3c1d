"""The part of `espd query` that is about data sets outside: they are asked only with `--online`."""

from __future__ import annotations

from espd_kg.errors import InputError, ServiceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

    from espd_kg.cli.context import Context
    from espd_kg.queries.model import StoredQuery
    from espd_kg.results import Table
    from espd_kg.stores.base import Store


def joined(
    table: Table, query: StoredQuery, arguments: Mapping[str, Any], context: Context
) -> tuple[Table, list[str], int]:
    """Return the rows with what the data sets say, what to tell beside them, and the exit code.

    Where a data set does not answer, the rows stay as the graph gives them, and the code is that
    of a service that could not be reached. Raises InputError for an endpoint that may not be asked.
    """
    if not arguments["online"]:
        for name in ("endpoint", "refresh"):
            if arguments[name]:
                raise InputError(f"--{name} asks nothing by itself", fix="Add --online.")
        return table, [_not_asked(query)], 0
    from espd_kg.reconciling.joining import join  # the client of endpoints takes long to load

    context.console.progress("Asking outside")
    answer = join(table, query, lambda dataset: _open(dataset, arguments, context))
    failures = [f"espd: warning: {failure}" for failure in answer.failures]
    code = ServiceError.exit_code if failures else 0
    return answer.table, [*answer.notes, *failures], code


def _not_asked(query: StoredQuery) -> str:
    parts = (f"{', '.join(join.columns)} (from {join.dataset})" for join in query.joins)
    return f"Empty, for nothing was asked outside: {'; '.join(parts)}. Add --online to ask."


def not_fetched(store: Store) -> list[str]:
    """Return the hint that the columns filled from a snapshot are empty where there is none.

    Raises LimitError where a limit is hit; ServiceError where a remote store does not answer.
    """
    if store.rows(_ANY_FETCHED).rows:
        return []
    return ["Nothing is on record, for no snapshot was fetched. Run espd link enrich to fetch one."]


_ANY_FETCHED: Final = """SELECT ?item WHERE {
  { ?item <http://www.wikidata.org/prop/P39> ?any }
  UNION { ?item <http://www.wikidata.org/prop/direct/P31> ?any }
} LIMIT 1"""


def _open(dataset: str, arguments: Mapping[str, Any], context: Context) -> Store:
    from espd_kg.cli.link.outside import ANSWERS
    from espd_kg.cli.link.tables import day
    from espd_kg.linking.outside.asking import open_dataset
    from espd_kg.reconciling.joining import limits

    settings = context.settings
    typed = arguments["endpoint"]
    return open_dataset(
        dataset,
        endpoint=typed,
        cache=context.workspace().build_dir / ANSWERS,
        today=day(settings.today, "ESPD_TODAY"),
        contact=settings.contact,
        refresh=arguments["refresh"],
        # Whoever types an address means it; a query file names none.
        allowed=[*settings.endpoints, *([typed] if typed else [])],
        limits=limits(arguments["timeout"]),
    )
