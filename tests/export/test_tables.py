"""The flat tables: every column described, every key resolved, the folder whole or not at all."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF

from espd_kg.exporting import compiled_quads, tables
from espd_kg.namespaces import ESPD
from support import BuiltWorld, Espd

Rows = list[dict[str, str]]


def _package(files: dict[str, bytes]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files["datapackage.json"])
    return loaded


def _rows(files: dict[str, bytes], name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))


def _named(files: dict[str, bytes], file: str) -> Rows:
    return _rows(files, file.removesuffix(".csv"))


@pytest.fixture(scope="module")
def real(checkout: BuiltWorld) -> dict[str, bytes]:
    return tables(checkout.generation)


@pytest.fixture(scope="module")
def made_up(world: BuiltWorld) -> dict[str, bytes]:
    return tables(world.generation)


def test_the_package_describes_every_file_and_every_column(real: dict[str, bytes]) -> None:
    package = _package(real)
    assert {r["path"] for r in package["resources"]} == real.keys() - {"datapackage.json"}
    for resource in package["resources"]:
        header = real[resource["path"]].decode().partition("\n")[0].split(",")
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["type"] and field["description"] for field in fields)
        assert resource["title"]


def test_descriptions_come_from_the_ontology(real: dict[str, bytes]) -> None:
    for resource in _package(real)["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"].partition(" Several values")[0] != field["name"], (
                f"{resource['name']}.{field['name']} has neither a note nor a definition"
            )


def test_the_licence_is_that_of_the_dataset(real: dict[str, bytes]) -> None:
    package = _package(real)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["title"]
    assert package["version"]


def test_keys_are_unique_and_references_resolve(real: dict[str, bytes]) -> None:
    keys = {
        resource["name"]: [row["iri"] for row in _rows(real, resource["name"])]
        for resource in _package(real)["resources"]
    }
    for resource in _package(real)["resources"]:
        name = resource["name"]
        assert len(set(keys[name])) == len(keys[name])
        for key in resource["schema"]["foreignKeys"]:
            target = set(keys[key["reference"]["resource"] or name])
            used = {row[key["fields"]] for row in _rows(real, name)} - {""}
            assert used <= target, f"{name}.{key['fields']}: {sorted(used - target)}"


def test_values_have_the_type_that_is_declared(real: dict[str, bytes]) -> None:
    accepted = {
        "string": lambda _: True,
        "integer": str.isdecimal,
        "boolean": lambda text: text in ("true", "false"),
        "number": lambda text: 0 <= float(text) <= 1,
    }
    for resource in _package(real)["resources"]:
        for field in resource["schema"]["fields"]:
            values = {row[field["name"]] for row in _rows(real, resource["name"])} - {""}
            assert all(map(accepted[field["type"]], values)), (resource["name"], field["name"])


def test_a_provision_stands_in_one_row_with_its_words(made_up: dict[str, bytes]) -> None:
    row = next(row for row in _rows(made_up, "provisions") if row["iri"].endswith("crossings"))
    assert row["quote"] == "They agreed to open “two” new border crossings by 2002."
    assert row["kind"] == "https://w3id.org/espd/ontology#Commitment"
    assert row["themes"] == (
        "https://w3id.org/espd/theme/border-security | https://w3id.org/espd/theme/trade"
    )
    assert (row["start"].isdecimal(), row["torontoEligible"]) == (True, "true")


def test_every_thing_of_the_world_has_its_row(made_up: dict[str, bytes]) -> None:
    counts = {name: len(_rows(made_up, name)) for name in ("dialogues", "officials", "states")}
    assert counts == {"dialogues": 1, "officials": 2, "states": 2}
    assert {row["labelRu"] for row in _rows(made_up, "states")} == {"Руритания", "Граустарк"}


def test_every_kind_of_thing_has_a_table(checkout: BuiltWorld, real: dict[str, bytes]) -> None:
    listed = {row["iri"] for name in real if name.endswith(".csv") for row in _named(real, name)}
    things = {
        str(subject)
        for subject, predicate, kind, _ in compiled_quads(checkout.generation, inferred=True)
        if predicate == RDF.type and str(kind).startswith(ESPD)
    }
    assert not things - listed


def test_a_second_export_replaces_the_first(espd: Espd, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    for _ in range(2):
        assert espd("export", "--format", "csv", "--output", str(folder)).code == 0
    assert (folder / "datapackage.json").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_an_empty_folder_is_filled(espd: Espd, tmp_path: Path) -> None:
    assert espd("export", "--format", "csv", "--output", str(tmp_path)).code == 0
    assert (tmp_path / "provisions.csv").is_file()


@pytest.mark.parametrize("earlier", [False, True], ids=["foreign folder", "own folder with notes"])
def test_a_folder_with_files_of_others_is_refused(
    espd: Espd, tmp_path: Path, earlier: bool
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    if earlier:
        espd("export", "--format", "csv", "--output", str(folder))
    (folder / "notes.txt").write_text("mine")
    before = sorted(path.name for path in folder.iterdir())
    outcome = espd("export", "--format", "csv", "--output", str(folder))
    assert outcome.code == 2
    assert "notes.txt" in outcome.err
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_file_is_no_folder(espd: Espd, tmp_path: Path) -> None:
    file = tmp_path / "tables"
    file.write_text("mine")
    outcome = espd("export", "--format", "csv", "--output", str(file))
    assert outcome.code == 2
    assert file.read_text() == "mine"
