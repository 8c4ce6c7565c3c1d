"""What each outside data set is for: the kinds of thing that it has items for, and their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from espd_kg.linking.datasets import DATASETS
from espd_kg.linking.subjects import LINKED_KINDS, THEME_KIND


@dataclass(frozen=True)
class Scope:
    """The kinds for which a data set has items, how an item's name ends, an example, its site."""

    kinds: tuple[str, ...]
    local: str
    example: str
    site: str


_PLACES: Final = ("state", "place")
SCOPES: Final[Mapping[str, Scope]] = MappingProxyType(
    {
        "wikidata": Scope(LINKED_KINDS, r"Q[1-9][0-9]*", "Q232", "https://www.wikidata.org/"),
        "eurovoc": Scope((THEME_KIND,), r"[1-9][0-9]*", "100160", "http://eurovoc.europa.eu/"),
        "unbis": Scope(
            (THEME_KIND,), r"[0-9]+|c_[0-9a-f]+", "1006330", "http://metadata.un.org/thesaurus/"
        ),
        "geonames": Scope(_PLACES, r"[1-9][0-9]*/", "1526273/", "https://www.geonames.org/"),
        # The alpha-3 codes of countries.
        "iso3166": Scope(
            ("state",),
            r"[A-Z]{3}",
            "KAZ",
            "https://www.iso.org/iso-3166-country-codes.html",
        ),
    }
)


def kinds_of(dataset: str) -> tuple[str, ...]:
    """Return the kinds of thing for which a data set may have items."""
    return SCOPES[dataset].kinds if dataset in SCOPES else LINKED_KINDS


def is_well_formed(dataset: str, item: str) -> bool:
    """Whether an IRI is formed as the items of a data set are; of an unknown one, anything may."""
    if dataset not in SCOPES or dataset not in DATASETS:
        return True
    base = DATASETS[dataset].entity
    return item.startswith(base) and bool(re.fullmatch(SCOPES[dataset].local, item[len(base) :]))


def example_of(dataset: str) -> str:
    """Return an item of a known data set, as an example of how they are formed."""
    return DATASETS[dataset].entity + SCOPES[dataset].example


def source_of(dataset: str) -> str:
    """Return the IRI that stands for a known data set as a whole, else the empty text."""
    return SCOPES[dataset].site if dataset in SCOPES else ""
