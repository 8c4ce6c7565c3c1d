"""How the items of the known data sets are named, and the addresses that people copy for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from espd_kg.namespaces import WD


@dataclass(frozen=True)
class ItemNames:
    """How the IRIs of a data set's items begin, the pattern of what follows, and an example of it.

    `page` is the pattern of the addresses under which a browser shows an item, with the item's own
    name as its group.
    """

    entity: str
    local: str
    example: str
    page: str = r"(?!)"


ITEM_NAMES: Final[Mapping[str, ItemNames]] = MappingProxyType(
    {
        "wikidata": ItemNames(
            WD,
            r"Q[1-9][0-9]*",
            "Q232",
            r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityData/)?"
            r"(Q[1-9][0-9]*)/?(?:[?#].*)?",
        ),
        "eurovoc": ItemNames(
            "http://eurovoc.europa.eu/",
            r"[1-9][0-9]*",
            "100160",
            r"https?://eurovoc\.europa\.eu/([1-9][0-9]*)",
        ),
        "unbis": ItemNames(
            "http://metadata.un.org/thesaurus/",
            r"[0-9]+|c_[0-9a-f]+",
            "1006330",
            r"https?://metadata\.un\.org/thesaurus/([0-9]+)(?:[?#].*)?",
        ),
        "geonames": ItemNames("https://sws.geonames.org/", r"[1-9][0-9]*/", "1526273/"),
        # The alpha-3 codes of countries. ISO gives them no IRI that answers; the European Union's
        # table of countries does.
        "iso3166": ItemNames(
            "http://publications.europa.eu/resource/authority/country/", r"[A-Z]{3}", "KAZ"
        ),
    }
)
"""By the names of the data sets, which are those of their tables."""


def is_well_formed(dataset: str, item: str) -> bool:
    """Whether an IRI is formed as the items of a data set are; of an unknown one, anything may."""
    names = ITEM_NAMES.get(dataset)
    if names is None:
        return True
    local = item[len(names.entity) :]
    return item.startswith(names.entity) and re.fullmatch(names.local, local) is not None


def example_of(dataset: str) -> str:
    """Return an item of a known data set, as an example of how they are formed."""
    return ITEM_NAMES[dataset].entity + ITEM_NAMES[dataset].example


def item_shown_at(dataset: str, address: str) -> str | None:
    """Return the item that a browser shows at an address, or None where it is no such address."""
    names = ITEM_NAMES.get(dataset)
    shown = re.fullmatch(names.page, address) if names is not None else None
    return f"{names.entity}{shown[1]}" if names is not None and shown is not None else None
