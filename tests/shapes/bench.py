"""Runs the shapes over small graphs: a faultless base, and what one fixture changes in it.

A fixture is a Turtle file in the folder of the node shape it is about. Comment lines at its head
say what it takes out of the base (`# without: provision:grain-work espd:verb`) and, in a refused
one, each rule that must fire and where (`# fires: espdsh:Provision-verb on provision:grain-work`).
`# alone: why` keeps a fixture out of runs with others.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, SKOS, Graph, URIRef

from espd_kg.build.parse import parse_file
from espd_kg.findings import Report
from espd_kg.infer import infer
from espd_kg.locate import Locator
from espd_kg.namespaces import CHECK, CODE, ESPD, ID, KINDS, SHAPES, THEME
from espd_kg.quads import GraphFile, Triple
from espd_kg.stores.terms import to_engine
from espd_kg.validate.scope import Kind
from espd_kg.validate.whole import Validation
from graphs import derived, triples_of

ONTOLOGY: Final = Path(__file__).parents[2] / "ontology"
FIXTURES: Final = Path(__file__).parent / "fixtures"
BASE_FOLDER: Final = FIXTURES / "base"
SETS: Final[Mapping[str, tuple[Path, ...]]] = {
    "inferred": tuple(sorted(p for p in (ONTOLOGY / "shapes").glob("*.ttl") if p.stem != "style")),
    "asserted": tuple(sorted((ONTOLOGY / "shapes" / "asserted").glob("*.ttl"))),
    "style": (ONTOLOGY / "shapes" / "style.ttl",),
}
"""The shape files that run together, and what they look at."""

_DATA: Final = ox.NamedNode("http://g/data")
_TREE: Final = ox.NamedNode("http://g/tree")
_PREFIXES: Final = {
    "espdsh": SHAPES,
    "check": CHECK,
    "espd": ESPD,
    "theme": THEME,
    "code": CODE,
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "owl": "http://www.w3.org/2002/07/owl#",
    "dcterms": "http://purl.org/dc/terms/",
    "vann": "http://purl.org/vocab/vann/",
} | {kind: f"{ID}{kind}/" for kind in KINDS}
_HEADER: Final = re.compile(r"^# (fires|without): (\S+) (?:on )?(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Fixture:
    """What one file changes in the base, and what must come of it."""

    path: Path
    triples: tuple[Triple, ...]
    without: frozenset[tuple[URIRef, URIRef]]
    fires: frozenset[tuple[str, str]]
    alone: bool

    @classmethod
    def read(cls, path: Path) -> "Fixture":
        file = _parsed(path)
        headers = _HEADER.findall(file.text)
        return cls(
            path,
            file.triples,
            frozenset((expanded(a), expanded(b)) for word, a, b in headers if word == "without"),
            frozenset((str(expanded(a)), str(expanded(b))) for w, a, b in headers if w == "fires"),
            "\n# alone: " in file.text,
        )

    @property
    def name(self) -> str:
        return f"{self.shape}/{self.path.stem}"

    @property
    def shape(self) -> str:
        return self.path.parent.name

    @property
    def touched(self) -> set[object]:
        """The things that the fixture changes, or that a rule names because of it."""
        changed = {t[0] for t in self.triples} | {subject for subject, _ in self.without}
        return changed | {URIRef(focus) for _, focus in self.fires}

    @property
    def refused(self) -> bool:
        return self.path.stem.startswith("refused-")


def fixtures() -> list[Fixture]:
    """Return all fixtures, in the order of their names."""
    paths = sorted(FIXTURES.glob("*/*.ttl"))
    return [Fixture.read(path) for path in paths if path.parent != BASE_FOLDER]


def expanded(name: str) -> URIRef:
    """Return the IRI of a prefixed name; `a` is rdf:type, and an IRI stays what it is."""
    if name == "a":
        return RDF.type
    if name.startswith("https://"):
        return URIRef(name)
    prefix, _, local = name.partition(":")
    return URIRef(_PREFIXES[prefix] + local)


def run(batch: Sequence[Fixture]) -> Report:
    """Run every shape that runs together with the fixtures' own over the base, changed by all."""
    (chosen,) = {set_of(fixture.shape) for fixture in batch}
    triples = list(base(chosen))
    known = {(s, p) for s, p, _ in triples}
    for fixture in batch:
        for subject, predicate in fixture.without - known:
            raise LookupError(f"{fixture.name}: the base has no {predicate} of {subject}")
        triples = [t for t in triples if (t[0], t[1]) not in fixture.without]
    return validated(chosen, [*triples, *(t for fixture in batch for t in fixture.triples)])


def validated(chosen: str, triples: Iterable[Triple]) -> Report:
    """Run one set of shapes, compiled and by the reference validator; both must say the same."""
    both = validation(chosen)
    store = ox.Store()
    tree = frozenset(_class_tree()) if chosen == "asserted" else frozenset()
    for triple in triples:
        s, p, o = map(to_engine, triple)
        graph = _TREE if triple in tree else _DATA
        store.add(ox.Quad(s, p, o, graph))  # type: ignore[arg-type]
    found, expected = both.whole(store), both.reference(store)
    assert found.results == expected.results, found.results ^ expected.results
    assert found.examined == expected.examined
    return found.report(Locator({}, {}, {}))


@cache
def validation(chosen: str) -> Validation:
    """Return a set of shapes, compiled."""
    scope: Kind = {"inferred": "known", "asserted": "asserted", "style": "ontology"}[chosen]  # type: ignore[assignment]
    names = ((), (_DATA.value,)) if chosen == "style" else ((_TREE.value,), ())
    return Validation(_triples(SETS[chosen]), tuple(_class_tree()), scope, *names)


def batches(wanted: Iterable[Fixture]) -> list[list[Fixture]]:
    """Put fixtures together that change different things, for one run costs as much as many."""
    made: list[tuple[str, set[object], list[Fixture]]] = []
    for fixture in wanted:
        chosen = set_of(fixture.shape)
        touched = fixture.touched
        if fixture.alone:
            made.append(("", set(), [fixture]))
            continue
        for name, subjects, batch in made:
            if name == chosen and not subjects & touched:
                subjects |= touched
                batch.append(fixture)
                break
        else:
            made.append((chosen, set(touched), [fixture]))
    return [batch for _, _, batch in made]


@cache
def base(chosen: str) -> tuple[Triple, ...]:
    """Return the faultless graph that a set of shapes looks at."""
    if chosen == "style":
        return _parsed(BASE_FOLDER / "style.ttl").triples
    file = _parsed(BASE_FOLDER / "base.ttl")
    if chosen == "asserted":
        return (*file.triples, *_class_tree())
    text = (BASE_FOLDER / "statement.txt").read_bytes().decode()
    texts = triples_of(derived(file.triples, {"statement": text}))
    known = [*file.triples, *texts]
    added = infer([*known, *_triples(_ontology())]).triples
    things = [triple for triple in added if str(triple[0]).startswith(ID)]
    return (*known, *things, *_class_tree(), *_codes())


@cache
def set_of(shape: str) -> str:
    """Return the name of the set in which a node shape stands."""
    node = URIRef(SHAPES + shape)
    return next(name for name in SETS if (node, RDF.type, SH.NodeShape) in shapes_graph(name))


@cache
def shapes_graph(chosen: str) -> Graph:
    graph = Graph()
    for triple in _triples(SETS[chosen]):
        graph.add(triple)
    return graph


def _class_tree() -> Iterable[Triple]:
    return (
        t for t in _triples(_ontology()) if t[1] == RDFS.subClassOf and isinstance(t[2], URIRef)
    )


def _codes() -> Iterable[Triple]:
    kept = (RDF.type, SKOS.inScheme, URIRef(ESPD + "allowsObligation"))
    return (t for t in _triples((ONTOLOGY / "codes.ttl",)) if t[1] in kept)


def _ontology() -> tuple[Path, ...]:
    return (ONTOLOGY / "espd.ttl", *sorted((ONTOLOGY / "modules").glob("*.ttl")))


@cache
def _triples(paths: tuple[Path, ...]) -> tuple[Triple, ...]:
    return tuple(triple for path in paths for triple in _parsed(path).triples)


def _parsed(path: Path) -> GraphFile:
    return parse_file(path, path.name, path.as_uri(), blank_nodes=True)
