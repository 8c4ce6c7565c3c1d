"""The command line: it reads arguments, calls what lies below, and prints."""

from espd_kg.cli.main import main

__all__ = ["main"]
