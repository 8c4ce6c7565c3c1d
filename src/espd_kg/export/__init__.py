"""What leaves the graph: RDF documents, JSON-LD trees and flat tables."""
