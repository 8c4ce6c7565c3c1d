"""The plain way to do what `espd build` does: rdflib reads, owlrl closes, pyshacl validates.

    python tests/benchmarks/plain.py WORKSPACE

Prints how many triples there are and whether they conform, and writes the graph beside them.
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import owlrl
import pyshacl
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF, RDFS

from espd_kg.workspace import packaged_root

ESPD = Namespace("https://w3id.org/espd/ontology#")


def read(files: Iterable[Path]) -> Graph:
    """Return all files in one graph."""
    graph = Graph()
    for path in sorted(files):
        graph.parse(path)
    return graph


def add_evidence(graph: Graph, texts: Iterable[Path]) -> None:
    """Add the text of each document, and where each passage stands in it."""
    for path in texts:
        document = Namespace("https://w3id.org/espd/id/document/")[path.stem]
        text = path.read_bytes().decode()
        graph.add((document, ESPD.text, Literal(text)))
        for passage in graph.subjects(ESPD.source, document):
            quote = str(graph.value(passage, ESPD.quote))
            before = str(graph.value(passage, ESPD.prefix) or "")
            start = text.find(before + quote)
            if start >= 0 and text.find(before + quote, start + 1) < 0:
                start += len(before)
                graph.add((passage, ESPD.start, Literal(start)))
                graph.add((passage, ESPD.end, Literal(start + len(quote))))


def close(graph: Graph, rules: Iterable[Path]) -> None:
    """Add what owlrl concludes, then what each stored rule does, then what owlrl does again."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    for path in sorted(rules):
        concluded = graph.query(path.read_text(encoding="utf-8")).graph
        for triple in concluded or ():
            graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)


def class_tree(ontology: Graph) -> Graph:
    """Return the classes that stand under classes."""
    tree = Graph()
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        tree.add(triple)
    return tree


def main(workspace: Path) -> None:
    """Read, close, validate and write a workspace."""
    root = packaged_root()
    shapes = root / "ontology" / "shapes"
    ontology = read(p for p in (root / "ontology").rglob("*.ttl") if shapes not in p.parents)
    data = read((workspace / "data").rglob("*.ttl"))
    typed = data + class_tree(ontology)
    add_evidence(data, sorted((workspace / "data").rglob("*.txt")))
    graph = data + ontology
    close(graph, (root / "ontology" / "rules").glob("*.rq"))
    conforms = True
    for known, files in (
        (typed, (shapes / "asserted").glob("*.ttl")),
        (graph, (p for p in shapes.glob("*.ttl") if p.stem != "style")),
    ):
        result = pyshacl.validate(known, shacl_graph=read(files), inference="none")
        conforms = conforms and result[0]
    with tempfile.TemporaryDirectory() as folder:
        graph.serialize(Path(folder, "graph.nt"), format="nt", encoding="utf-8")
    provisions = sum(1 for _ in graph.subjects(RDF.type, ESPD.Provision))
    print(f"{len(graph)} triples, {provisions} provisions, conforms: {conforms}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
