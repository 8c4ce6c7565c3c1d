"""Unions of patterns that differ in one IRI alone, read as one pattern and a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from espd_kg.change.syntax import Group, Path, Table, Term, Triples, Union, Variable


def branches(union: Union, fresh: Callable[[], Variable]) -> list[Group]:
    """Return the branches, with those that differ only in the object, an IRI, made into one."""
    alike: dict[tuple[Term, Path], list[Term]] = {}
    others: list[Group] = []
    for branch in _flat(union):
        pattern = _pattern(branch)
        if pattern is None:
            others.append(branch)
        else:
            alike.setdefault((pattern.subject, pattern.path), []).append(pattern.object)
    return [_merged(*ends, objects, fresh) for ends, objects in alike.items()] + others


def _flat(union: Union) -> Iterator[Group]:
    for branch in union.branches:
        only = branch.parts[0] if len(branch.parts) == 1 and not branch.filters else None
        if isinstance(only, Union):
            yield from _flat(only)
        else:
            yield branch


def _pattern(branch: Group) -> Triples | None:
    if len(branch.parts) != 1 or branch.filters:
        return None
    only = branch.parts[0]
    return only if isinstance(only, Triples) and only.object[0] == "<" else None


def _merged(subject: Term, path: Path, objects: list[Term], fresh: Callable[[], Variable]) -> Group:
    if len(objects) == 1:
        return Group((Triples(subject, path, objects[0]),))
    choice = fresh()
    table = Table((choice,), tuple((each,) for each in dict.fromkeys(objects)))
    return Group((Triples(subject, path, choice), table))
