"""Names in several scripts and spellings: how else one may be written, and which are the same."""
