"""Checking: decisions held against each other, our graph, and what became of the items."""
