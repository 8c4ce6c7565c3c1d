"""The two corpora over which the stored queries are asked: made-up talks, and the data itself."""

from functools import cache
from pathlib import Path
from typing import Final

import rdflib
from rdflib import URIRef

from espd_kg.infer import infer
from espd_kg.namespaces import GRAPH_INFERRED
from espd_kg.quads import Quad, write_nquads
from espd_kg.queries.catalogue import Catalogue
from espd_kg.stores.base import Store
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.rdflib_store import RdflibStore
from espd_kg.workspace import Workspace
from graphs import asserted, axioms, triples_of

HERE: Final = Path(__file__).parent
CHECKOUT: Final = HERE.parents[1]
CORPORA: Final = ("talks", "real")
ENGINES: Final = ("embedded", "rdflib")


def workspace(corpus: str) -> Workspace:
    """Return the corpus with the checkout's own ontology and queries."""
    root = CHECKOUT if corpus == "real" else HERE / "fixtures" / corpus
    return Workspace(
        root=root,
        ontology=CHECKOUT / "ontology",
        data=root / "data",
        queries=CHECKOUT / "queries",
        build_dir=root / ".espd",
    )


@cache
def catalogue() -> Catalogue:
    """Return the stored queries of the checkout."""
    own = workspace("real")
    return Catalogue.load(own.query_files(), own.relative)


@cache
def quads(corpus: str) -> tuple[Quad, ...]:
    """Return data, links, evidence, ontology and all that follows from them."""
    own = workspace(corpus)
    known = [*asserted(own), *axioms(own)]
    rules = [(path.name, path.read_text(encoding="utf-8")) for path in own.rule_files()]
    inference = infer(triples_of(known), rules)
    assert not inference.inconsistencies
    graph = URIRef(GRAPH_INFERRED)
    return (*known, *((s, p, o, graph) for s, p, o in inference.triples))


@cache
def store(corpus: str, engine: str) -> Store:
    """Return the corpus in one of the two engines."""
    if engine == "embedded":
        return EmbeddedStore.from_nquads(write_nquads(quads(corpus)))
    dataset = rdflib.Dataset(default_union=True)
    for subject, predicate, value, graph in quads(corpus):
        dataset.graph(graph).add((subject, predicate, value))
    return RdflibStore(dataset)
