"""Keeps rdflib from logging tracebacks about literals that their datatype does not allow.

Such a literal is an editor's mistake, and a shape reports it with file and line.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_LOGGER: Final = logging.getLogger("rdflib.term")


@contextmanager
def silent_literals() -> Iterator[None]:
    """Drop what rdflib logs about ill-typed literals while the block runs."""
    refuse = _Refuse()
    _LOGGER.addFilter(refuse)
    try:
        yield
    finally:
        _LOGGER.removeFilter(refuse)


class _Refuse(logging.Filter):
    """One for each block, so that blocks may nest."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let nothing through."""
        return False
