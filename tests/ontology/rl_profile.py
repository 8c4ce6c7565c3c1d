"""A check of the OWL 2 RL profile: which constructs an ontology may use, and where.

It knows the constructs that this ontology has a use for and refuses every other one, those of RL
included. So what it passes is in the profile.
"""

from collections.abc import Callable, Iterator

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.graph import _ObjectType, _SubjectType
from rdflib.term import Node

ENTITIES = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
CHARACTERISTICS = {
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
}
SIMPLE_ONLY = {OWL.IrreflexiveProperty, OWL.AsymmetricProperty}
STRUCTURES = {OWL.Ontology, OWL.Restriction, OWL.AllDisjointClasses}
AXIOMS = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.disjointWith,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.members,
}
EXPRESSIONS = {OWL.onProperty, OWL.hasValue, OWL.someValuesFrom, OWL.unionOf, OWL.intersectionOf}
HEADER = {OWL.imports, OWL.versionIRI, OWL.versionInfo, OWL.priorVersion}
DOCUMENTATION = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso}
LISTS = {RDF.first, RDF.rest, RDF.type}
DATATYPES = {None, RDF.langString, XSD.string, XSD.boolean, XSD.integer, XSD.anyURI}
VOCABULARIES = (str(OWL), str(RDFS), str(RDF))


def violations(graph: Graph) -> list[str]:
    """Return every use of a construct outside the profile, in words, sorted."""
    checks: tuple[Callable[[Graph], Iterator[str]], ...] = (
        _unknown_constructs,
        _undeclared,
        _class_axioms,
        _property_axioms,
        _simple_properties,
        _datatypes,
    )
    return sorted({found for check in checks for found in check(graph)})


def _unknown_constructs(graph: Graph) -> Iterator[str]:
    known = AXIOMS | EXPRESSIONS | HEADER | DOCUMENTATION | LISTS
    for name in set(graph.predicates()):
        if str(name).startswith(VOCABULARIES) and name not in known:
            yield f"construct {name}"
    for kind in set(graph.objects(None, RDF.type)):
        if (
            str(kind).startswith(VOCABULARIES)
            and kind not in ENTITIES | CHARACTERISTICS | STRUCTURES
        ):
            yield f"construct {kind}"


def _undeclared(graph: Graph) -> Iterator[str]:
    """Every named class and property in an axiom is declared, as one kind of thing."""
    for node in _classes_in_axioms(graph):
        if isinstance(node, URIRef) and node != OWL.Thing and not _is(graph, node, OWL.Class):
            yield f"undeclared class {node}"
    for node in _properties_in_axioms(graph):
        kinds = ENTITIES & set(graph.objects(node, RDF.type))
        if node != RDFS.label and len(kinds) != 1:
            yield f"property {node} is declared as {len(kinds)} kinds"


def _class_axioms(graph: Graph) -> Iterator[str]:
    for subject, value in graph.subject_objects(RDFS.subClassOf):
        if not _is_subclass(graph, subject):
            yield f"left of rdfs:subClassOf: {_words(graph, subject)}"
        if not _is_superclass(graph, value):
            yield f"right of rdfs:subClassOf: {_words(graph, value)}"
    for subject, value in graph.subject_objects(OWL.disjointWith):
        for side in (subject, value):
            if not _is_subclass(graph, side):
                yield f"in owl:disjointWith: {_words(graph, side)}"
    for members in graph.objects(None, OWL.members):
        for member in _list(graph, members):
            if not _is_subclass(graph, member):
                yield f"in owl:AllDisjointClasses: {_words(graph, member)}"
    for name in (RDFS.domain, RDFS.range):
        for subject, value in graph.subject_objects(name):
            if not _is_superclass(graph, value) and not _is_datatype(graph, subject, value):
                yield f"in {name}: {_words(graph, value)}"


def _property_axioms(graph: Graph) -> Iterator[str]:
    for subject, name, value in graph:
        if name in {RDFS.subPropertyOf, OWL.inverseOf} and isinstance(subject, BNode):
            yield f"{name} on an expression"
        if name == RDFS.subPropertyOf and _kind(graph, subject) != _kind(graph, value):
            yield f"{subject} stands under {value}, a property of another kind"
        if name == OWL.inverseOf:
            for side in (subject, value):
                if _kind(graph, side) != OWL.ObjectProperty:
                    yield f"inverse of {side}, which is no object property"
        if name == OWL.propertyChainAxiom:
            for link in (subject, *_list(graph, value)):
                if _kind(graph, link) != OWL.ObjectProperty:
                    yield f"in a chain: {link}, which is no object property"
        if (
            name == RDF.type
            and value in CHARACTERISTICS
            and not _is(graph, subject, OWL.ObjectProperty)
        ):
            yield f"{value} on {subject}, which is no object property"


def _simple_properties(graph: Graph) -> Iterator[str]:
    """OWL 2 DL wants simple properties here: under no chain and no transitive property."""
    composite: set[Node] = {
        *graph.subjects(OWL.propertyChainAxiom),
        *graph.subjects(RDF.type, OWL.TransitiveProperty),
    }
    while (
        wider := {
            other
            for name in composite
            for other in (
                *graph.objects(name, RDFS.subPropertyOf),
                *graph.objects(name, OWL.inverseOf),
                *graph.subjects(OWL.inverseOf, name),
            )
        }
        - composite
    ):
        composite |= wider
    for kind in SIMPLE_ONLY:
        for name in graph.subjects(RDF.type, kind):
            if name in composite:
                yield f"{kind} on {name}, which is no simple property"


def _datatypes(graph: Graph) -> Iterator[str]:
    for value in graph.objects(None, OWL.hasValue):
        if isinstance(value, Literal) and value.datatype not in DATATYPES:
            yield f"datatype {value.datatype}"


def _is_subclass(graph: Graph, node: Node) -> bool:
    """Whether a class expression may stand on the left of an axiom."""
    if isinstance(node, URIRef):
        return node != OWL.Thing
    filler = graph.value(node, OWL.someValuesFrom)
    if filler is not None:
        return filler == OWL.Thing or _is_subclass(graph, filler)
    parts = graph.value(node, OWL.unionOf) or graph.value(node, OWL.intersectionOf)
    if parts is not None:
        return all(_is_subclass(graph, part) for part in _list(graph, parts))
    return graph.value(node, OWL.hasValue) is not None


def _is_superclass(graph: Graph, node: Node) -> bool:
    """Whether a class expression may stand on the right of an axiom."""
    if isinstance(node, URIRef):
        return node != OWL.Thing
    parts = graph.value(node, OWL.intersectionOf)
    if parts is not None:
        return all(_is_superclass(graph, part) for part in _list(graph, parts))
    return graph.value(node, OWL.hasValue) is not None


def _is_datatype(graph: Graph, name: Node, value: Node) -> bool:
    return _kind(graph, name) == OWL.DatatypeProperty and value in DATATYPES


def _classes_in_axioms(graph: Graph) -> Iterator[Node]:
    for name in (RDFS.subClassOf, OWL.disjointWith):
        for pair in graph.subject_objects(name):
            yield from pair
    for name in (OWL.someValuesFrom, RDFS.domain):
        yield from graph.objects(None, name)
    for name in (OWL.members, OWL.unionOf, OWL.intersectionOf):
        for parts in graph.objects(None, name):
            yield from _list(graph, parts)


def _properties_in_axioms(graph: Graph) -> Iterator[_SubjectType]:
    for name in (RDFS.subPropertyOf, OWL.inverseOf):
        for pair in graph.subject_objects(name):
            yield from pair
    yield from graph.objects(None, OWL.onProperty)
    for subject, chain in graph.subject_objects(OWL.propertyChainAxiom):
        yield subject
        yield from _list(graph, chain)


def _list(graph: Graph, head: _ObjectType) -> list[Node]:
    return list(Collection(graph, head))


def _kind(graph: Graph, node: Node) -> Node | None:
    if node == RDFS.label:
        return OWL.AnnotationProperty
    return next((kind for kind in ENTITIES if _is(graph, node, kind)), None)


def _is(graph: Graph, node: Node, kind: URIRef) -> bool:
    return (node, RDF.type, kind) in graph


def _words(graph: Graph, node: Node) -> str:
    if isinstance(node, URIRef):
        return str(node)
    return ", ".join(sorted(str(name).split("#")[-1] for name in graph.predicates(node)))
