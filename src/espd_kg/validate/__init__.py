"""Validation against shapes, and its report in SHACL's own vocabulary.

The reference validator takes long to load, so what needs it is fetched when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from espd_kg.validate.report import to_shacl
    from espd_kg.validate.runner import validate

__all__ = ["to_shacl", "validate"]

_PLACES: Final = {"to_shacl": "report", "validate": "runner"}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"espd_kg.validate.{_PLACES[name]}"), name)
