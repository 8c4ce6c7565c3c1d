"""Small generations to write, also from a process of its own."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from espd_kg import replacing
from espd_kg.build import generation as writing
from espd_kg.build.manifest import QUERIES, STATE, WRITTEN, Manifest, Share

LINE = b'<http://x/a> <http://x/p> "%s" <http://x/g> .\n'


def write_generation(
    build_dir: Path, manifest: Manifest, word: str = "one", lines: int = 1
) -> Manifest:
    """Write a generation whose store holds so many lines with the word, and make it the current."""
    with (
        writing.turn(build_dir, lambda: None) as site,
        site.passing(manifest.generation) as folder,
    ):
        store = writing.new_store(folder)
        text = b"".join(LINE % f"{word} {number}".encode() for number in range(lines))
        store.bulk_load(text, ox.RdfFormat.N_QUADS)
        store.flush()
        del store
        for part in (STATE, WRITTEN, QUERIES):
            replacing.write_part(folder / part, "{}")
        return site.install(folder, manifest, None)


def manifest(name: str) -> Manifest:
    """Return a manifest whose generation is called `name`, four hexadecimal digits, four times."""
    shares = {"https://w3id.org/espd/id/document/d": Share(10, 5, 2)}
    return Manifest(name * 16, name * 4, "sparql", "sparql", {"triples": 1}, shares)
