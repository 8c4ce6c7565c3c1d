"""What things are called, in the reader's language where the graph knows it."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from espd_kg.iris import is_absolute
from espd_kg.namespaces import RDFS, SKOS
from espd_kg.stores.base import Store
from espd_kg.stores.writing import portions, values_block


def labels(store: Store, iris: Iterable[str], lang: str = "en") -> dict[str, str]:
    """Return a label for each of the IRIs that has one.

    The wanted language comes first, then English, then a label without a language, then any;
    a SKOS preferred label goes before an RDFS one of the same language. The notation of a step
    on a scale, such as O2, goes before its label.
    """
    found: dict[str, tuple[tuple[int, int, str, str], str]] = {}
    for part in portions(iri for iri in iris if is_absolute(iri)):
        for thing, preferred, label in store.rows(_query(part)):
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                is_rdfs = isinstance(preferred, Literal) and preferred.value == "1"
                rank = (_distance(label.language, lang), int(is_rdfs), label.language or "")
                candidate = ((*rank, label.value), label.value)
                found[thing.value] = min(found.get(thing.value, candidate), candidate)
    return {iri: label for iri, (_, label) in sorted(found.items())}


def _query(iris: Iterable[str]) -> str:
    return f"""
        SELECT ?thing ?rank ?label WHERE {{
          {values_block("thing", iris)}
          {{
            ?thing <{SKOS}prefLabel> ?name .
            OPTIONAL {{
              ?thing <{SKOS}notation> ?notation .
              FILTER(REGEX(?notation, "^[A-Z][0-9]$"))
            }}
            BIND(IF(BOUND(?notation), CONCAT(?notation, " ", STR(?name)), STR(?name)) AS ?text)
            BIND(IF(LANG(?name) = "", ?text, STRLANG(?text, LANG(?name))) AS ?label)
            BIND(0 AS ?rank)
          }}
          UNION {{ ?thing <{RDFS}label> ?label . BIND(1 AS ?rank) }}
        }}"""


def _distance(language: str | None, wanted: str) -> int:
    """How far a label's language is from the wanted one."""
    if language is None:
        return 2
    main = language.lower().partition("-")[0]
    order = {wanted.lower().partition("-")[0]: 0}
    return order.get(main, {"en": 1}.get(main, 3))
