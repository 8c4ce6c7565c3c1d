"""What both faces need to know of the machine that they run on."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def cache_folder(environment: Mapping[str, str]) -> str:
    """Return where the build of the packaged graph is kept, by the machine's own custom."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if environment.get(name):
            return os.path.join(environment[name], "espd-kg")
    inside = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
    return os.path.join(os.path.expanduser("~"), *inside, "espd-kg")
