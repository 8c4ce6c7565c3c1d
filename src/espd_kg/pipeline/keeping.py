"""The compiled rulebook, kept from one build to the next.

Compiling takes longer than following a small change. What is kept is a pickle, and a pickle may
come from anywhere with the folder that it lies in; so nothing is read from it but plain values of
the classes that a rulebook is made of, which run no code.
"""

from __future__ import annotations

import importlib
import io
import pickle
import sys
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from espd_kg.replacing import replace_bytes

_OURS: Final = (
    "espd_kg.change.",
    "espd_kg.findings",
    "espd_kg.infer.",
    "espd_kg.pipeline.rulebook",
    "espd_kg.queries.model",
    "espd_kg.validate.",
)
_PLAIN: Final = {
    ("builtins", "frozenset"): frozenset,
    ("builtins", "set"): set,
    ("builtins", "dict"): dict,
    ("builtins", "list"): list,
    ("collections", "Counter"): Counter,
    ("collections", "defaultdict"): defaultdict,
}
_TERMS: Final = (
    ox.BlankNode,
    ox.DefaultGraph,
    ox.Literal,
    ox.NamedNode,
    ox.Quad,
    ox.Triple,
    ox.Variable,
)
_FORMAT: Final = f"{sys.version_info.major}.{sys.version_info.minor}/{ox.__version__}"


def keep(path: Path, digest: str, compiled: object) -> None:
    """Keep a compiled value under the digest of what it was compiled from, where that is possible.

    A folder that cannot be written is no hindrance: the value is compiled again.
    """
    with suppress(OSError):
        replace_bytes(path, pickle.dumps((_FORMAT, digest, compiled), protocol=5))


def kept(path: Path, digest: str) -> Any | None:
    """Return what was kept under this digest; None where there is nothing that can be used."""
    try:
        form, of, compiled = _Reader(io.BytesIO(path.read_bytes())).load()
    except Exception:
        return None
    return compiled if (form, of) == (_FORMAT, digest) else None


class _Reader(pickle.Unpickler):
    """A reader that knows plain values only."""

    def find_class(self, module: str, name: str) -> Any:
        known = _PLAIN.get((module, name)) or next(
            (term for term in _TERMS if (term.__module__, term.__name__) == (module, name)), None
        )
        if known is not None:
            return known
        if module.startswith(_OURS) and "." not in name:
            found = getattr(importlib.import_module(module), name, None)
            # What a module has only imported is not its own, and may do anything.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a rulebook")
