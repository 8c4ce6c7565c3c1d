"""Stores that answer SPARQL: embedded, rdflib and remote, behind one promise."""
