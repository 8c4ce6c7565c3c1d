"""Whole exports of compiled graphs: complete, the same bytes everywhere, whole or not at all."""

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import XSD

from espd_kg.errors import InputError
from espd_kg.export.context import context_document
from espd_kg.export.rdf import serialize
from espd_kg.exporting import (
    compiled_quads,
    dataset,
    document,
    jsonld_context,
    tree,
)
from espd_kg.formats import RdfFormat
from espd_kg.namespaces import GRAPH_INFERRED, OWL, SHAPES
from export.reading import (
    keys_of_quads,
    read_with_oxigraph,
    read_with_pyld,
    read_with_rdflib,
)
from support import ROOT, BuiltWorld, Espd

each_format = pytest.mark.parametrize("form", list(RdfFormat))
with_and_without_inferred = pytest.mark.parametrize("inferred", [False, True])


@each_format
@with_and_without_inferred
def test_the_real_graph_comes_back_whole(
    checkout: BuiltWorld, form: RdfFormat, inferred: bool
) -> None:
    quads = compiled_quads(checkout.generation, inferred=inferred)
    content = document(checkout.generation, form, inferred=inferred)
    expected = keys_of_quads(quads, graphs=form.keeps_graphs, lower=True)
    assert read_with_oxigraph(content, form) == expected


def test_other_readers_agree_on_the_real_graph(checkout: BuiltWorld) -> None:
    quads = compiled_quads(checkout.generation, inferred=False)
    exact = keys_of_quads(quads, graphs=False, lower=False)
    for form in (RdfFormat.TURTLE, RdfFormat.RDFXML):
        assert read_with_rdflib(document(checkout.generation, form, inferred=False), form) == exact
    jsonld = document(checkout.generation, RdfFormat.JSONLD, inferred=False)
    # PyLD's reader puts doubles in a form of its own, whatever the document says.
    kept = [quad for quad in quads if getattr(quad[2], "datatype", None) != XSD.double]
    read = {key for key in read_with_pyld(jsonld) if not key[2].endswith(f"^^{XSD.double}")}
    assert read == keys_of_quads(kept, graphs=False, lower=True)


def test_inferred_triples_leave_only_when_asked_for(world: BuiltWorld) -> None:
    def has_inferred(inferred: bool) -> bool:
        content = document(world.generation, RdfFormat.NQUADS, inferred=inferred)
        return f"<{GRAPH_INFERRED}> .".encode() in content

    assert not has_inferred(False)
    assert has_inferred(True)


def test_neither_axioms_nor_shapes_leave(checkout: BuiltWorld) -> None:
    content = document(checkout.generation, RdfFormat.NTRIPLES, inferred=True).decode()
    assert f"<{OWL}ObjectProperty>" not in content
    assert f"<{OWL}Class>" not in content
    assert SHAPES not in content


def test_there_are_no_blank_nodes(checkout: BuiltWorld) -> None:
    content = document(checkout.generation, RdfFormat.NTRIPLES, inferred=True).decode()
    assert not any(line.startswith("_:") or " _:" in line.partition('"')[0]
                   for line in content.splitlines())  # fmt: skip


@each_format
def test_the_order_of_the_quads_does_not_matter(world: BuiltWorld, form: RdfFormat) -> None:
    quads = compiled_quads(world.generation, inferred=True)
    context = jsonld_context(world.generation)
    shuffled = random.Random(7).sample(quads, len(quads))
    assert serialize(shuffled, form, context=context) == serialize(quads, form, context=context)


_HASHES = """
import hashlib, sys
from pathlib import Path
from espd_kg import exporting
from espd_kg.formats import RdfFormat
generation = Path(sys.argv[1])
for form in RdfFormat:
    content = exporting.document(generation, form, inferred=True)
    print(form, hashlib.sha256(content).hexdigest())
print("tree", hashlib.sha256(exporting.tree(generation, "dialogue")).hexdigest())
for name, content in exporting.tables(generation).items():
    print(name, hashlib.sha256(content).hexdigest())
"""


def test_the_hash_seed_does_not_matter(world: BuiltWorld) -> None:
    def hashes(seed: str) -> str:
        surroundings = {**os.environ, "PYTHONHASHSEED": seed}
        surroundings["PYTHONPATH"] = os.pathsep.join(sys.path)
        command = [sys.executable, "-c", _HASHES, str(world.generation)]
        return subprocess.run(
            command, env=surroundings, capture_output=True, text=True, check=True, timeout=120
        ).stdout

    assert hashes("0") == hashes("4711") != ""


def test_jsonld_carries_its_context_inside(world: BuiltWorld) -> None:
    content = json.loads(document(world.generation, RdfFormat.JSONLD, inferred=False))
    assert content["@context"] == jsonld_context(world.generation)
    talks = next(n for n in content["@graph"] if n["@id"] == "id:dialogue/talks-2001")
    assert talks["@type"] == "Dialogue"
    assert talks["place"] == "id:place/strelsau"
    assert talks["ordinal"] == "1"
    assert talks["label"] == {"en": "First Talks, Strelsau, 7 May 2001"}


def test_the_context_in_the_repository_is_the_one_that_the_ontology_gives(
    checkout: BuiltWorld,
) -> None:
    made = context_document(jsonld_context(checkout.generation))
    kept = (ROOT / "ontology" / "context.jsonld").read_text()
    assert kept == made, "run: espd export --context --output ontology/context.jsonld"


def test_a_tree_nests_participants_provisions_and_their_words(world: BuiltWorld) -> None:
    talks = json.loads(tree(world.generation, "dialogue"))["@graph"][0]
    officials = {p["official"]["label"]["en"] for p in talks["hasParticipation"]}
    quotes = {p["evidence"]["quote"] for p in talks["hasProvision"]}
    assert officials == {"Ana Vale", "Bo Stern"}
    assert "They agreed to open “two” new border crossings by 2002." in quotes
    assert talks["place"]["label"]["en"] == "Strelsau"


def test_jsonld_never_goes_to_the_network() -> None:
    from espd_kg.export.jsonld import _no_network

    with pytest.raises(InputError, match="may not be fetched"):
        _no_network("https://example.org/context", {})


def test_the_dataset_holds_the_same_quads(world: BuiltWorld) -> None:
    quads = compiled_quads(world.generation, inferred=True)
    filled = dataset(world.generation, inferred=True)
    assert {quad for quad in filled.quads() if quad[3]} == set(quads)
    assert len(filled) == len({quad[:3] for quad in quads})


def test_a_file_is_replaced_whole(espd: Espd, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text("what was there before")
    assert espd("export", "--format", "turtle", "--output", str(file)).code == 0
    assert file.read_text().startswith("@prefix")
    assert list(tmp_path.iterdir()) == [file]


def test_what_was_there_before_stays_where_an_export_fails(
    espd: Espd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "graph.ttl"
    file.write_text("what was there before")
    monkeypatch.setattr(os, "fsync", full)
    outcome = espd("export", "--format", "turtle", "--output", str(file))
    assert outcome.code == 2
    assert f"{file}: cannot be written: No space left on device." in outcome.err
    assert file.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [file]


def test_standard_output_carries_the_same_bytes(espd: Espd, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    espd("export", "--format", "nquads", "--output", str(file))
    printed = espd("export", "--format", "nquads").out
    assert hashlib.sha256(printed.encode()).digest() == hashlib.sha256(file.read_bytes()).digest()
