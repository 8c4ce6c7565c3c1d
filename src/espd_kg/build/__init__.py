"""From files to triples, and from triples to a compiled store."""
