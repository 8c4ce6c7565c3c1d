"""One run of pyshacl, the reference validator, and its results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyparsing import ParseBaseException
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Literal, Node

from espd_kg.errors import InputError
from espd_kg.findings import Report, Severity
from espd_kg.literals import silent_literals
from espd_kg.locate import Locator
from espd_kg.quads import Triple
from espd_kg.validate.names import name_of, nearest_named, path_text
from espd_kg.validate.prepared import PreparedGraph
from espd_kg.validate.results import Outcome, Result, in_english
from espd_kg.validate.shape_graph import SEVERITIES


def validate(data: Iterable[Triple], shapes: Iterable[Triple], locator: Locator) -> Report:
    """Validate the data against the shapes and say where each finding stands.

    The data must hold the class tree that the shapes' targets need; nothing is inferred here.
    The report counts what each named shape with a target looked at.

    Raises InputError where the shapes cannot be used.
    """
    return outcome(graph_of(data), graph_of(shapes)).report(locator)


def outcome(data: Graph, shapes: Graph) -> Outcome:
    """Run pyshacl; raises InputError where the shapes cannot be used."""
    import pyshacl

    with silent_literals():
        try:
            examined = _examined(data, shapes)
            _, results, text = pyshacl.validate(
                data,
                shacl_graph=shapes,
                inference="none",
                advanced=True,
                meta_shacl=False,
                inplace=True,
            )
        except (RuntimeError, ParseBaseException) as error:
            raise InputError(f"the shapes cannot be used: {error}") from error
    if not isinstance(results, Graph):
        raise InputError(f"the shapes cannot be used: {text}")
    return Outcome(frozenset(_results(results, shapes)), examined)


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Return a graph for pyshacl to look at or to take its shapes from."""
    graph = PreparedGraph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


def _examined(data: Graph, shapes: Graph) -> dict[str, int]:
    """Return how many focus nodes each shape with a target of its own has."""
    from pyshacl.shapes_graph import ShapesGraph

    examined: dict[str, int] = {}
    for shape in ShapesGraph(shapes).shapes:
        shape.set_advanced(True)
        has_target = any(any(targets) for targets in shape.target()) or bool(
            shape.advanced_target()
        )
        if has_target and not shape.deactivated:
            name = str(nearest_named(shapes, shape.node))
            examined[name] = examined.get(name, 0) + len(shape.focus_nodes(data))
    return examined


def _results(results: Graph, shapes: Graph) -> Iterator[Result]:
    for result in set(results.objects(None, SH.result)):
        source = results.value(result, SH.sourceShape)
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        component = results.value(result, SH.sourceConstraintComponent)
        severity = results.value(result, SH.resultSeverity)
        rule = nearest_named(shapes, source) if source is not None else None
        messages = results.objects(result, SH.resultMessage)
        yield Result(
            severity=SEVERITIES.get(str(severity), Severity.VIOLATION),
            rule=str(rule),
            rule_name=name_of(shapes, rule) if rule is not None else "shape",
            focus=str(results.value(result, SH.focusNode)),
            path=None if path is None else path_text(shapes, path),
            value=None if value is None else str(value),
            message=in_english((str(message), _language(message)) for message in messages),
            component=None if component is None else str(component),
        )


def _language(message: Node) -> str | None:
    return message.language if isinstance(message, Literal) else None
