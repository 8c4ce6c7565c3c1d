"""The data sets that links lead to, and whom their query services let ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from espd_kg.errors import InputError
from espd_kg.iris import nearest
from espd_kg.namespaces import WD
from espd_kg.stores.remote.sending import http_address
from espd_kg.version import VERSION


@dataclass(frozen=True)
class Dataset:
    """A data set outside: its name here, how people call it, where it answers, its items' names."""

    name: str
    label: str
    endpoint: str
    """The public SPARQL query service; empty where there is none that is asked."""
    entity: str
    """How the IRIs of its items begin."""
    local: str = r"[A-Za-z0-9_./#:-]+"
    """The pattern of what follows."""

    def is_item(self, iri: str) -> bool:
        """Whether an IRI names an item, and nothing that could break out of a query."""
        local = iri[len(self.entity) :]
        return iri.startswith(self.entity) and re.fullmatch(self.local, local) is not None


DATASETS: Final[Mapping[str, Dataset]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Dataset(
                "wikidata",
                "Wikidata",
                "https://query.wikidata.org/sparql",
                WD,
                r"Q[1-9][0-9]{0,14}",
            ),
            Dataset("eurovoc", "EuroVoc", "", "http://eurovoc.europa.eu/"),
            Dataset("unbis", "UNBIS Thesaurus", "", "http://metadata.un.org/thesaurus/"),
            Dataset("geonames", "GeoNames", "", "https://sws.geonames.org/"),
            # ISO gives its codes no IRI that answers; the European Union's table of countries does.
            Dataset(
                "iso3166",
                "ISO 3166",
                "",
                "http://publications.europa.eu/resource/authority/country/",
            ),
        )
    }
)
"""Every data set by its name: that of its table of decisions, data/links/<name>.sssom.tsv."""


def find_dataset(name: str) -> Dataset:
    """Return the data set of this name; raises InputError, with the nearest name."""
    if name not in DATASETS:
        raise InputError(f"there is no data set {name!r}", fix=nearest(name, list(DATASETS)))
    return DATASETS[name]


def endpoint_of(dataset: Dataset, named: str | None, allowed: Iterable[str]) -> str:
    """Return the address at which a data set is asked: the named one, else its own.

    Raises InputError where the data set has none, and where the named one is neither a data
    set's own nor on the list of those that are allowed.
    """
    if named is None and not dataset.endpoint:
        raise InputError(
            f"{dataset.label} has no query service that is asked by itself",
            fix="Name one with --endpoint URL.",
        )
    address = dataset.endpoint if named is None else named
    http_address(address)
    if not is_public(address) and _place(address) not in {_place(one) for one in allowed}:
        raise InputError(
            f"{address} is on no list of endpoints that may be asked",
            fix="Name it with --endpoint, or in ESPD_ENDPOINTS, separated by spaces.",
        )
    return address


def is_public(address: str) -> bool:
    """Whether an address is that of a data set's own service, which everybody shares."""
    return _place(address) in {_place(one.endpoint) for one in DATASETS.values() if one.endpoint}


def agent(address: str, contact: str) -> str:
    """Return the name under which a service is asked: name, version, and whom to write to.

    The services of the Wikimedia Foundation ask for that, and slow down or refuse who does not
    say it: https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy

    Raises InputError where a public service would be asked without a contact, or with one that is
    none.
    """
    if not contact and is_public(address):
        raise InputError(
            f"{address} asks everybody for a contact, and none is known",
            fix="Set ESPD_CONTACT to an address that is read, of mail or of a page.",
        )
    if contact and not _CONTACT.fullmatch(contact):
        raise InputError(
            f"{contact!r} is no contact that can be sent along",
            fix="Set ESPD_CONTACT to an address of mail, or of a page: https://...",
        )
    return f"espd-kg/{VERSION} ({contact or 'no contact given'})"


def _place(address: str) -> tuple[str, str, int | None, str]:
    """Return what tells one endpoint from another: not the parameters behind its address."""
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = parts.port if parts.port is not None else usual
    return parts.scheme, parts.hostname or "", port, parts.path or "/"


_CONTACT: Final = re.compile(r"(?=.{5,200}\Z)(https?://[!-~]+|[!-~]+@[!-~]+\.[!-~]+)")
