"""Wikidata's own words for what it says, and the questions that are put to it.

The names are those of the Wikibase RDF dump format:
https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from espd_kg.namespaces import OWL, RDFS, WD
from espd_kg.stores.writing import values_block

LANGUAGES: Final = ("en", "ru", "kk")
"""The languages of the graph's own labels."""

SCHEMA: Final = "http://schema.org/"
WIKIBASE: Final = "http://wikiba.se/ontology#"
STATEMENT: Final = WD + "statement/"
GENID: Final = "http://www.wikidata.org/.well-known/genid/"
"""How values begin that are known to exist and not known otherwise."""

_PROP: Final = "http://www.wikidata.org/prop/"
PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "p": _PROP,
        "pq": _PROP + "qualifier/",
        "pqv": _PROP + "qualifier/value/",
        "ps": _PROP + "statement/",
        "psv": _PROP + "statement/value/",
        "wdt": _PROP + "direct/",
        "wds": STATEMENT,
        "wikibase": WIKIBASE,
    }
)

LABEL: Final = RDFS + "label"
SAME_AS: Final = OWL + "sameAs"
VERSION: Final = SCHEMA + "version"
MODIFIED: Final = SCHEMA + "dateModified"
INSTANCE_OF: Final = PREFIXES["wdt"] + "P31"
ALPHA_2: Final = PREFIXES["wdt"] + "P297"
ALPHA_3: Final = PREFIXES["wdt"] + "P298"
COORDINATES: Final = PREFIXES["wdt"] + "P625"
HELD: Final = PREFIXES["p"] + "P39"
POSITION: Final = PREFIXES["ps"] + "P39"
START: Final = PREFIXES["pq"] + "P580"
END: Final = PREFIXES["pq"] + "P582"
RANK: Final = WIKIBASE + "rank"
DEPRECATED: Final = WIKIBASE + "DeprecatedRank"

DESCRIBED_AT: Final = PREFIXES["wdt"] + "P973"
DATES: Final = tuple(PREFIXES["wdt"] + name for name in ("P580", "P582", "P585"))
"""When something began and ended, or was."""
SETTINGS: Final = tuple(PREFIXES["wdt"] + name for name in ("P17", "P276", "P361", "P710"))
"""In which country and where something was, what it was part of, and who took part: items."""
HAPPENING: Final = (*SETTINGS, DESCRIBED_AT, *DATES)
"""What is asked of an item for something that happened."""

_SAID: Final = (
    *(LABEL, SAME_AS, VERSION, MODIFIED),
    *(INSTANCE_OF, ALPHA_2, ALPHA_3, COORDINATES),
)
_QUOTED: Final = ", ".join(f'"{language}"' for language in LANGUAGES)
_IN_LANGUAGES: Final = f"IN ({_QUOTED})"

SAID_COLUMNS: Final = ("item", "property", "value")
POSITIONS_COLUMNS: Final = ("item", "statement", "rank", "post", "label")
TIMES_COLUMNS: Final = ("statement", "qualifier", "value", "precision")
DATES_COLUMNS: Final = ("item", "property", "value", "precision")
"""The columns of the answers."""


def said(items: Iterable[str]) -> str:
    """Return the question for names, types, codes and places of items, and what became of them."""
    return f"""{_head(SAID_COLUMNS)}
  {values_block("item", items)}
  {values_block("property", _SAID)}
  ?item ?property ?value .
  FILTER(?property != <{LABEL}> || LANG(?value) {_IN_LANGUAGES})
}}"""


def positions(items: Iterable[str]) -> str:
    """Return the question for the positions that items held, with the positions' names."""
    return f"""{_head(POSITIONS_COLUMNS)}
  {values_block("item", items)}
  ?item <{HELD}> ?statement .
  ?statement <{POSITION}> ?post ; <{RANK}> ?rank .
  FILTER(?rank != <{DEPRECATED}>)
  OPTIONAL {{ ?post <{LABEL}> ?label . FILTER(LANG(?label) {_IN_LANGUAGES}) }}
}}"""


def times(items: Iterable[str]) -> str:
    """Return the question for when positions were held, and how precisely that is known."""
    full = {name: name.replace("/qualifier/", "/qualifier/value/") for name in (START, END)}
    pairs = " ".join(f"(<{plain}> <{value}>)" for plain, value in full.items())
    return f"""{_head(TIMES_COLUMNS)}
  {values_block("item", items)}
  ?item <{HELD}> ?statement .
  VALUES (?qualifier ?full) {{ {pairs} }}
  ?statement ?qualifier ?value .
  OPTIONAL {{
    ?statement ?full ?node .
    ?node <{WIKIBASE}timeValue> ?value ; <{WIKIBASE}timePrecision> ?precision .
  }}
}}"""


def settings(items: Iterable[str]) -> str:
    """Return the question for where things happened, with whom, and where that is described."""
    return f"""{_head(SAID_COLUMNS)}
  {values_block("item", items)}
  {values_block("property", (*SETTINGS, DESCRIBED_AT))}
  ?item ?property ?value .
}}"""


def dates(items: Iterable[str]) -> str:
    """Return the question for when things happened, and how precisely that is known."""
    names = ((name, name.rpartition("/")[2]) for name in DATES)
    parts = " ".join(
        f"(<{name}> <{PREFIXES['p']}{local}> <{PREFIXES['psv']}{local}>)" for name, local in names
    )
    return f"""{_head(DATES_COLUMNS)}
  {values_block("item", items)}
  VALUES (?property ?stated ?full) {{ {parts} }}
  ?item ?property ?value .
  OPTIONAL {{
    ?item ?stated ?statement .
    ?statement ?full ?node .
    ?node <{WIKIBASE}timeValue> ?value ; <{WIKIBASE}timePrecision> ?precision .
  }}
}}"""


def _head(columns: Iterable[str]) -> str:
    return f"SELECT {' '.join(f'?{name}' for name in columns)} WHERE {{"
