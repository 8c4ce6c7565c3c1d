"""The names of items, and the addresses that people copy for them."""

from __future__ import annotations

import pytest

from espd_kg.linking.outside.datasets import DATASETS
from espd_kg.linking.outside.scope import SCOPES
from espd_kg.linking.table.items import ITEM_NAMES, example_of, is_well_formed, item_shown_at


def test_every_data_set_that_may_be_asked_has_names_for_its_items() -> None:
    assert set(ITEM_NAMES) == set(DATASETS) == set(SCOPES)
    for name, dataset in DATASETS.items():
        assert ITEM_NAMES[name].entity == dataset.entity
        assert is_well_formed(name, example_of(name))


@pytest.mark.parametrize(
    ("dataset", "address", "item"),
    [
        ("wikidata", "https://www.wikidata.org/wiki/Q232", "http://www.wikidata.org/entity/Q232"),
        ("wikidata", "http://wikidata.org/wiki/Q232", "http://www.wikidata.org/entity/Q232"),
        ("wikidata", "https://m.wikidata.org/wiki/Q1", "http://www.wikidata.org/entity/Q1"),
        ("wikidata", "https://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q1"),
        ("wikidata", "https://www.wikidata.org/wiki/Q7#P31", "http://www.wikidata.org/entity/Q7"),
        (
            "wikidata",
            "https://www.wikidata.org/wiki/Q7?uselang=ru",
            "http://www.wikidata.org/entity/Q7",
        ),
        ("wikidata", "https://www.wikidata.org/wiki/Q0", None),
        ("wikidata", "https://www.wikidata.org/wiki/Property:P31", None),
        ("wikidata", "https://www.wikidata.org.example/wiki/Q232", None),
        ("wikidata", "https://example.org/www.wikidata.org/wiki/Q232", None),
        ("eurovoc", "https://eurovoc.europa.eu/100160", "http://eurovoc.europa.eu/100160"),
        (
            "unbis",
            "https://metadata.un.org/thesaurus/1006330?lang=en",
            "http://metadata.un.org/thesaurus/1006330",
        ),
        ("geonames", "https://www.wikidata.org/wiki/Q232", None),
        ("elsewhere", "https://www.wikidata.org/wiki/Q232", None),
    ],
)
def test_the_address_of_a_page_stands_for_its_item(
    dataset: str, address: str, item: str | None
) -> None:
    assert item_shown_at(dataset, address) == item
