"""A graph that is not the one on disk: a copy in memory, or one behind an endpoint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from espd_kg.build.manifest import STORE
from espd_kg.cli.settings import Settings
from espd_kg.errors import InputError
from espd_kg.formats import RdfFormat
from espd_kg.iris import nearest
from espd_kg.namespaces import GRAPH
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits
from espd_kg.stores.remote import Credentials, RemoteStore
from espd_kg.stores.writing import sparql_term

MEMORY: Final = "memory"


def open_elsewhere(
    where: str, limits: Limits | None, settings: Settings, generation: Callable[[], Path]
) -> Store:
    """Open what `--store` names, other than the disk; `generation` gives what a copy is made of.

    Raises InputError where it names nothing, or an endpoint that does not unite its graphs, and for
    a bound on memory other than the usual: it holds for the disk alone.
    """
    bounds = limits or DEFAULT_LIMITS
    if bounds.memory != DEFAULT_LIMITS.memory:
        raise InputError(
            "only the graph on disk is asked in a process whose memory is bounded",
            fix="Leave --memory or --store out.",
        )
    if where == MEMORY:
        return EmbeddedStore(_copied(generation()), bounds)
    if not where.startswith(("http:", "https:")):
        raise InputError(
            f"there is no store {where!r}", fix=nearest(where, ["disk", MEMORY, "http://..."])
        )
    store = RemoteStore(where, limits=bounds, credentials=credentials(settings))
    store.check_union()
    return store


def credentials(settings: Settings) -> Credentials | None:
    """Return who we are to an endpoint, where the environment says so."""
    if settings.user is None:
        return None
    return Credentials(settings.user, settings.password or "")


def facts_as_turtle(store: Store, iri: str) -> str:
    """Return as Turtle what a store says of one thing."""
    # rdflib is heavy; only this format needs it.
    from rdflib import URIRef

    from espd_kg.export.rdf import serialize
    from espd_kg.literals import silent_literals
    from espd_kg.stores.terms import to_rdflib

    name = sparql_term(ox.NamedNode(iri))
    found = store.select(f"SELECT DISTINCT ?p ?v WHERE {{ GRAPH ?g {{ {name} ?p ?v }} }}")
    with silent_literals():
        terms = ((to_rdflib(p), to_rdflib(v)) for p, v in found.rows if p is not None and v)
        quads = [(URIRef(iri), URIRef(p), v, URIRef(GRAPH)) for p, v in terms]
        return serialize(quads, RdfFormat.TURTLE).decode()


def _copied(generation: Path) -> ox.Store:
    """Return the compiled graph in memory: slower to open than the one on disk, faster to ask."""
    copy = ox.Store()
    copy.bulk_extend(ox.Store.read_only(str(generation / STORE)))
    return copy
