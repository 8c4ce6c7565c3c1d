"""One run of pyshacl, the reference validator, and its results as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyshacl
from pyparsing import ParseBaseException
from pyshacl.shapes_graph import ShapesGraph
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Literal, Node, URIRef

from espd_kg.errors import InputError
from espd_kg.findings import Finding, Report, Severity
from espd_kg.literals import silent_literals
from espd_kg.locate import Locator
from espd_kg.quads import Triple
from espd_kg.validate.names import name_of, nearest_named, path_text
from espd_kg.validate.prepared import PreparedGraph

_SEVERITIES: Final = {
    str(SH.Warning): Severity.WARNING,
    str(SH.Info): Severity.INFO,
}


def validate(data: Iterable[Triple], shapes: Iterable[Triple], locator: Locator) -> Report:
    """Validate the data against the shapes and say where each finding stands.

    The data must hold the class tree that the shapes' targets need; nothing is inferred here.
    The report counts what each named shape with a target looked at.

    Raises InputError where the shapes cannot be used.
    """
    data_graph, shapes_graph = _graph(data), _graph(shapes)
    with silent_literals():
        try:
            examined = _examined(data_graph, shapes_graph)
            _, results, text = pyshacl.validate(
                data_graph,
                shacl_graph=shapes_graph,
                inference="none",
                advanced=True,
                meta_shacl=False,
                inplace=True,
            )
        except (RuntimeError, ParseBaseException) as error:
            raise InputError(f"the shapes cannot be used: {error}") from error
    if not isinstance(results, Graph):
        raise InputError(f"the shapes cannot be used: {text}")
    return Report.of(_findings(results, shapes_graph, locator), examined)


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = PreparedGraph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


def _examined(data: Graph, shapes: Graph) -> dict[str, int]:
    """Return how many focus nodes each shape with a target of its own has."""
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


def _findings(results: Graph, shapes: Graph, locator: Locator) -> Iterator[Finding]:
    for result in set(results.objects(None, SH.result)):
        source = results.value(result, SH.sourceShape)
        focus = results.value(result, SH.focusNode)
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        component = results.value(result, SH.sourceConstraintComponent)
        severity = results.value(result, SH.resultSeverity)
        rule = nearest_named(shapes, source) if source is not None else None
        place = locator.find(
            str(focus) if isinstance(focus, URIRef) else None,
            str(path) if isinstance(path, URIRef) else None,
        )
        yield Finding(
            severity=_SEVERITIES.get(str(severity), Severity.VIOLATION),
            rule=str(rule),
            rule_name=name_of(shapes, rule) if rule is not None else "shape",
            focus=None if focus is None else str(focus),
            path=None if path is None else path_text(shapes, path),
            value=None if value is None else str(value),
            message=_message(results.objects(result, SH.resultMessage)),
            file=place.file,
            line=place.line,
            component=None if component is None else str(component),
        )


def _message(messages: Iterable[Node]) -> str:
    """Return the English message, or the first in order where there is none in English."""
    ordered = sorted(messages, key=str)
    english = [m for m in ordered if isinstance(m, Literal) and m.language == "en"]
    return str([*english, *ordered][0]) if ordered else "the shape is not met"
