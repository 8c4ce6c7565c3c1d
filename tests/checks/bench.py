"""Runs one check over the faultless base of the shapes' tests, and what one fixture changes in it.

The fixtures read as those of the shapes do; each stands in the folder of its check.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import URIRef

from espd_kg.build.parse import parse_file
from espd_kg.checks import broken, looked_at
from espd_kg.findings import Report
from espd_kg.infer import infer
from espd_kg.namespaces import CHECK, GRAPH, GRAPH_INFERRED
from espd_kg.quads import Quad, Triple, write_nquads
from espd_kg.queries.model import StoredCheck
from espd_kg.queries.reading import read_check
from graphs import derived, triples_of
from shapes.bench import BASE_FOLDER, ONTOLOGY, Fixture

CHECKS: Final = Path(__file__).parents[2] / "queries" / "checks"
FIXTURES: Final = Path(__file__).parent / "fixtures"
DATA: Final = URIRef(GRAPH + "data/base")
OTHER: Final = URIRef(GRAPH + "data/fixture")


def stored() -> dict[str, StoredCheck]:
    """Return all checks by their names."""
    return {path.stem: read_check(path) for path in sorted(CHECKS.glob("*.rq"))}


def fixtures() -> list[Fixture]:
    """Return all fixtures, in the order of their names."""
    return [Fixture.read(path) for path in sorted(FIXTURES.glob("*/*.ttl"))]


def run(check: StoredCheck, fixture: Fixture | None = None) -> Report:
    """Run the check over the base, with what the fixture changes."""
    quads = list(_base())
    if fixture is not None:
        missing = fixture.without - {(s, p) for s, p, _, _ in quads}
        if missing:
            raise LookupError(f"{fixture.name}: the base has none of {sorted(missing)}")
        quads = [quad for quad in quads if (quad[0], quad[1]) not in fixture.without]
        quads += _graph(fixture.triples, OTHER)
    store = ox.Store()
    for part in (write_nquads(quads), _vocabulary()):
        store.bulk_load(part, ox.RdfFormat.N_QUADS)
    return Report.of(broken(store, check), {CHECK + check.name: int(looked_at(store, check))})


@cache
def _base() -> tuple[Quad, ...]:
    file = parse_file(BASE_FOLDER / "base.ttl", "base.ttl", str(DATA))
    text = (BASE_FOLDER / "statement.txt").read_bytes().decode()
    texts = derived(file.triples, {"statement": text})
    known = [*file.triples, *triples_of(texts)]
    terms = [(s, p, o) for s, p, o, _ in _ontology()]
    inferred = _graph(infer([*known, *terms]).triples, URIRef(GRAPH_INFERRED))
    return (*file.quads, *texts, *inferred)


@cache
def _ontology() -> tuple[Quad, ...]:
    names = ["espd", "themes", "codes", *(f"modules/{p.stem}" for p in _modules())]
    files = [
        parse_file(ONTOLOGY / f"{name}.ttl", name, f"{GRAPH}ontology/{name}", blank_nodes=True)
        for name in names
    ]
    return tuple(quad for file in files for quad in file.quads)


@cache
def _vocabulary() -> bytes:
    return write_nquads(_ontology())


def _modules() -> list[Path]:
    return sorted((ONTOLOGY / "modules").glob("*.ttl"))


def _graph(triples: Iterable[Triple], graph: URIRef) -> list[Quad]:
    return [(s, p, o, graph) for s, p, o in triples]
