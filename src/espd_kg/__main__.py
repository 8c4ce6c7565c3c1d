"""Lets `python -m espd_kg` do what `espd` does."""

from __future__ import annotations

import sys

_INTERRUPTED = 130
"""The exit code by which shells know that Ctrl-C ended a command."""


def start() -> int:
    """Load the command line and run it; Ctrl-C while it is loading ends it without a word."""
    try:
        from espd_kg.cli import main

        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(start())
