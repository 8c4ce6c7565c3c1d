"""What each outside data set is for: the kinds of thing that it has items for, and its site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from espd_kg.linking.subject.subjects import LINKED_KINDS, THEME_KIND


@dataclass(frozen=True)
class Scope:
    """The kinds for which a data set has items, and its site."""

    kinds: tuple[str, ...]
    site: str


_PLACES: Final = ("state", "place")
SCOPES: Final[Mapping[str, Scope]] = MappingProxyType(
    {
        "wikidata": Scope(LINKED_KINDS, "https://www.wikidata.org/"),
        "eurovoc": Scope((THEME_KIND,), "http://eurovoc.europa.eu/"),
        "unbis": Scope((THEME_KIND,), "http://metadata.un.org/thesaurus/"),
        "geonames": Scope(_PLACES, "https://www.geonames.org/"),
        "iso3166": Scope(("state",), "https://www.iso.org/iso-3166-country-codes.html"),
    }
)


def kinds_of(dataset: str) -> tuple[str, ...]:
    """Return the kinds of thing for which a data set may have items."""
    return SCOPES[dataset].kinds if dataset in SCOPES else LINKED_KINDS


def source_of(dataset: str) -> str:
    """Return the IRI that stands for a known data set as a whole, else the empty text."""
    return SCOPES[dataset].site if dataset in SCOPES else ""
