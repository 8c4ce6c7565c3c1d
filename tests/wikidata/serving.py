"""A SPARQL server on loopback that answers as a query service of Wikidata would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from contract.endpoint import endpoint
from wikidata.building import Item, ntriples


@contextmanager
def served(items: Iterable[Item], folder: Path) -> Iterator[str]:
    """Serve the items for as long as the block runs; yield the address of the query service."""
    with endpoint(ntriples(items), folder) as address:
        yield address.removesuffix("?union-default-graph")
