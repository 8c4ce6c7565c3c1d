"""Validation against shapes, and its report in SHACL's own vocabulary."""

from espd_kg.validate.report import to_shacl
from espd_kg.validate.runner import validate

__all__ = ["to_shacl", "validate"]
