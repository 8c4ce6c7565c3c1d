"""The table of decisions: SSSOM, as rows, as decisions, as mappings in the graph."""
