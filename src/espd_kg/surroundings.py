"""What both faces need to know of the machine that they run on."""

import sys
from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return where the build of the packaged graph is kept, by the machine's own custom."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if environment.get(name):
            return Path(environment[name], "espd-kg")
    inside = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
    return Path.home().joinpath(*inside, "espd-kg")
