"""Turtle and TriG for people and for version control: sorted, one fact a line, literals as written.

rdflib's own writers put literals in a shorter form that other readers may not give back unchanged,
and their order depends on the hash seed where values compare equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib.term import Node

from espd_kg.export.grouping import Subjects, all_terms, group_by_subject
from espd_kg.export.prefixes import Prefixes, angle_brackets
from espd_kg.export.terms import TurtleTerms, blank_labels
from espd_kg.quads import Triple

_INDENT = "    "


def write_turtle(triples: tuple[Triple, ...], namespaces: Mapping[str, str]) -> str:
    """Return the triples as one Turtle document."""
    prefixes = Prefixes(namespaces)
    terms = TurtleTerms(prefixes, blank_labels(all_terms(triples)))
    body = "\n".join(_blocks(group_by_subject(triples), terms, ""))
    return _header(prefixes) + body


def write_trig(graphs: Mapping[str, tuple[Triple, ...]], namespaces: Mapping[str, str]) -> str:
    """Return the named graphs, in the order of their names, as one TriG document."""
    prefixes = Prefixes(namespaces)
    everything = [term for triples in graphs.values() for term in all_terms(triples)]
    terms = TurtleTerms(prefixes, blank_labels(everything))
    parts = [
        f"{angle_brackets(name)} {{\n"
        + "\n".join(_blocks(group_by_subject(graphs[name]), terms, _INDENT))
        + "}\n"
        for name in sorted(graphs)
    ]
    return _header(prefixes) + "\n".join(parts)


def _header(prefixes: Prefixes) -> str:
    lines = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.used.items()]
    return "".join(lines) + ("\n" if lines else "")


def _blocks(subjects: Subjects, terms: TurtleTerms, indent: str) -> Iterator[str]:
    for subject, predicates in subjects:
        facts = [
            f"{terms.predicate(predicate)}{_objects(objects, terms, indent)}"
            for predicate, objects in predicates
        ]
        yield f"{indent}{terms.node(subject)} " + f" ;\n{indent}{_INDENT}".join(facts) + " .\n"


def _objects(objects: list[Node], terms: TurtleTerms, indent: str) -> str:
    spelled = [terms.spell(term) for term in objects]
    if len(spelled) == 1:
        return f" {spelled[0]}"
    deeper = f"\n{indent}{_INDENT}{_INDENT}"
    return deeper + f",{deeper}".join(spelled)
