"""Matching: the items that may be a thing of ours, and how likely each is."""
