"""Opening and filling the embedded store."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from espd_kg.errors import InputError
from espd_kg.stores.embedded import EmbeddedStore

LINE = b"<http://a/> <http://b/> <http://c/> <http://g/> .\n"


def test_a_store_is_filled_from_several_parts() -> None:
    with EmbeddedStore.from_nquads(LINE, LINE.replace(b"c/", b"d/")) as store:
        assert len(store.select("SELECT * { ?s ?p ?o }")) == 2


def test_a_bad_statement_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        EmbeddedStore.from_nquads(LINE + b"rubbish .\n")
    assert caught.value.line == 2


@pytest.mark.parametrize("made", ["nothing", "file", "folder"])
def test_what_is_no_store_is_refused_and_left_as_it_was(tmp_path: Path, made: str) -> None:
    path = tmp_path / "store"
    if made == "file":
        path.write_text("x")
    elif made == "folder":
        path.mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as caught:
        EmbeddedStore.open(path)
    assert caught.value.file == str(path)
    assert sorted(tmp_path.rglob("*")) == before


def _written(path: Path) -> None:
    writer = ox.Store(str(path))
    lines = (LINE.replace(b"c/", b"c/%d" % number) for number in range(5000))
    writer.bulk_load(b"".join(lines), ox.RdfFormat.N_QUADS)
    writer.optimize()
    writer.flush()


@pytest.mark.parametrize("kind", ["*.sst", "MANIFEST-*", "CURRENT"])
def test_a_damaged_store_is_refused(tmp_path: Path, kind: str) -> None:
    _written(tmp_path)
    for file in tmp_path.glob(kind):
        file.write_bytes(bytes(byte ^ 255 for byte in file.read_bytes()))
    with pytest.raises(InputError, match="not a store that can be opened") as caught:
        EmbeddedStore.open(tmp_path)
    assert caught.value.file == str(tmp_path)
    assert "Run espd build" in str(caught.value)


def test_damage_found_by_a_query_is_told(tmp_path: Path) -> None:
    _written(tmp_path)
    for file in tmp_path.glob("*.sst"):
        content = bytearray(file.read_bytes())
        if len(content) > 10_000:
            content[100:200] = bytes(byte ^ 255 for byte in content[100:200])
            file.write_bytes(content)
    with (
        EmbeddedStore.open(tmp_path) as store,
        pytest.raises(InputError, match=r"the store is damaged \(Corruption: ") as caught,
    ):
        store.query("SELECT * { ?s ?p ?o }")
    assert caught.value.file == str(tmp_path)
    assert "Run espd build" in str(caught.value)


def test_many_may_read_one_store(tmp_path: Path) -> None:
    writer = ox.Store(str(tmp_path))
    writer.bulk_load(LINE, ox.RdfFormat.N_QUADS)
    writer.flush()
    with EmbeddedStore.open(tmp_path) as one, EmbeddedStore.open(tmp_path) as other:
        assert one.query("ASK { ?s ?p ?o }") == other.query("ASK { ?s ?p ?o }")


def test_a_closed_store_answers_no_more() -> None:
    store = EmbeddedStore.from_nquads(LINE)
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.query("ASK {}")
