"""A store on disk that the tests of the engine only read."""

from pathlib import Path

import pyoxigraph as ox
import pytest


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand statements in three graphs."""
    path = tmp_path_factory.mktemp("engine") / "store"
    writer = ox.Store(str(path))
    lines = (
        f'<http://x/{n}> <http://p> "{n} of many"@en <http://g/{n % 3}> .\n' for n in range(1000)
    )
    writer.bulk_load("".join(lines).encode(), ox.RdfFormat.N_QUADS)
    writer.flush()
    return path
