"""Stored queries: one question a file, with front matter, typed parameters and columns."""
