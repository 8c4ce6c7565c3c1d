"""A knowledge graph of diplomatic dialogues and what was said in them.

Example:
    from espd_kg import KnowledgeGraph

    with KnowledgeGraph.open() as graph:
        for row in graph.query("commitments", dialogue="espd-2024"):
            print(row.verb, row.obligation, graph.cite(row)[0].quote)
"""

from __future__ import annotations

from espd_kg.version import VERSION as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from espd_kg.citations import Citation
    from espd_kg.errors import (
        ConformanceError,
        EspdError,
        InputError,
        LimitError,
        ServiceError,
    )
    from espd_kg.knowledge_graph import KnowledgeGraph, Row, Rows

__all__ = [
    "Citation",
    "ConformanceError",
    "EspdError",
    "InputError",
    "KnowledgeGraph",
    "LimitError",
    "Row",
    "Rows",
    "ServiceError",
    "__version__",
]

_HOMES: Final = {
    "Citation": "citations",
    "ConformanceError": "errors",
    "EspdError": "errors",
    "InputError": "errors",
    "KnowledgeGraph": "knowledge_graph",
    "LimitError": "errors",
    "Row": "knowledge_graph",
    "Rows": "knowledge_graph",
    "ServiceError": "errors",
}


def __getattr__(name: str) -> object:
    """Import a public name only when it is asked for, so that commands start quickly."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
