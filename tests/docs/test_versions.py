"""One version everywhere, and one licence for the data."""

import re

import yaml
from rdflib import Graph, URIRef

from espd_kg.namespaces import BASE, DCAT, DCTERMS
from espd_kg.version import VERSION
from support import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text())


def _dataset(predicate: str) -> set[str]:
    graph = Graph().parse(ROOT / "data" / "dataset.ttl")
    return {str(value) for value in graph.objects(URIRef(f"{BASE}dataset"), URIRef(predicate))}


def test_the_version_is_the_same_everywhere() -> None:
    heads = re.findall(r"^## \[?([\d.]+)\]? - ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heads[0] == VERSION
    assert CITATION["version"] == VERSION
    assert _dataset(f"{DCAT}version") == {VERSION}


def test_the_licence_of_the_data_is_the_same_everywhere() -> None:
    assert _dataset(f"{DCTERMS}license") == {"https://creativecommons.org/licenses/by/4.0/"}
    assert CITATION["license"] == ["CC-BY-4.0", "MIT"]
