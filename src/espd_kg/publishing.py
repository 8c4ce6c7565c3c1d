"""Loading the built graphs into somebody's store: each whole, what differs alone, resumable.

What has arrived is remembered where it arrived, in a graph of its own: for each of our graphs the
SHA-256 of what was sent, written when all of it was there. Before a graph is touched, it is
written down as announced; so whatever breaks off is sent again by the next run, and no half of a
graph is ever taken for the whole. One publisher at a time: two would overwrite each other's notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from espd_kg.errors import ServiceError
from espd_kg.namespaces import GRAPH
from espd_kg.progress import silent
from espd_kg.stores.remote.bodies import Body, in_fixed_names
from espd_kg.stores.remote.targets import Target

if TYPE_CHECKING:
    from espd_kg.progress import Progress

GRAPH_PUBLISHED: Final = GRAPH + "published"
"""The graph of the target in which is written what was published there."""

# Its subjects are these fragments and never a graph, so that no question about the data meets it.
_NOTE: Final = GRAPH_PUBLISHED + "#"
_IS_CONTENT_OF: Final = ox.NamedNode(_NOTE + "isContentOf")
_ANNOUNCED: Final = "announced"


@dataclass(frozen=True)
class Published:
    """The graphs that were sent (or would be), those that stood, and those taken away."""

    sent: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def publish(
    store: ox.Store,
    target: Target,
    *,
    dry_run: bool = False,
    force: bool = False,
    progress: Progress = silent,
) -> Published:
    """Bring the target up to date with the store's graphs; touch no graph that is not ours.

    With `dry_run`, only what stands there is read. With `force`, every graph is sent, whatever is
    noted there: somebody else may have changed it since.

    Raises ServiceError where the target fails or loses what it took; another run then continues.
    """
    there = _read_notes(target)
    here = _graphs(store)
    known = {} if force else there
    unchanged = {
        graph: known[graph] for graph in _told(here, progress) if _stands(store, graph, known)
    }
    plan = Published(
        sent=tuple(graph for graph in here if graph not in unchanged),
        unchanged=tuple(unchanged),
        removed=tuple(sorted(there.keys() - set(here))),
    )
    if not dry_run and (plan.sent or plan.removed):
        _carry_out(plan, store, target, unchanged, progress)
    return plan


def content(store: ox.Store, graph: str) -> Body:
    """Return what is sent for a graph; close it when it has gone."""
    name = ox.NamedNode(graph)
    quads = store.quads_for_pattern(None, None, None, name)
    body = Body.of(as_published(quads)) if has_other_forms(graph) else Body.of_graph(store, name)
    if not body.has_blank_nodes:
        return body
    with body:
        return Body.of(in_fixed_names(body.triples()))


def has_other_forms(graph: str) -> bool:
    """Whether literals of the graph leave in another form than the store's; none does here."""
    return False


def as_published(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """Yield the triples as they leave: here, each literal in the form in which the store has it."""
    return (quad.triple for quad in quads)


def _carry_out(
    plan: Published,
    store: ox.Store,
    target: Target,
    unchanged: Mapping[str, str],
    progress: Progress,
) -> None:
    steps = len(plan.sent) + len(plan.removed)
    done = 0
    try:
        # What is gone comes first: a note that is lost on the way costs no more than a second
        # sending, but of these nothing else is left that knows them.
        announced = dict.fromkeys((*plan.removed, *plan.sent), _ANNOUNCED)
        _write_notes(target, {**announced, **unchanged})
        notes = dict(unchanged)
        for graph in plan.sent:
            progress("Sending the graphs", done, steps)
            notes[graph] = _send(store, target, graph)
            done += 1
        for graph in plan.removed:
            progress("Removing what is gone", done, steps)
            target.remove(graph)
            done += 1
        _write_notes(target, notes)
        if _read_notes(target) != notes:
            raise ServiceError("the server says that it took the graphs, and does not hold them")
    except ServiceError as error:
        raise ServiceError(
            f"{str(error).rstrip('.')}. {done} of {steps} graphs were done before that. "
            "Run it again to continue."
        ) from None


def _send(store: ox.Store, target: Target, graph: str) -> str:
    """Send a graph and note that it has arrived; return the digest of what was sent."""
    with content(store, graph) as body:
        target.replace(graph, body)
        with Body.of([_note(graph, body.digest)]) as note:
            target.add(GRAPH_PUBLISHED, note)
        return body.digest


def _graphs(store: ox.Store) -> list[str]:
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    return sorted(name for name in names if _is_ours(name))


def _is_ours(graph: str) -> bool:
    return graph.startswith(GRAPH) and graph != GRAPH_PUBLISHED


def _told(graphs: list[str], progress: Progress) -> Iterator[str]:
    for number, graph in enumerate(graphs):
        progress("Comparing the graphs", number, len(graphs))
        yield graph


def _stands(store: ox.Store, graph: str, there: Mapping[str, str]) -> bool:
    """Whether what was sent for a graph is what would be sent now."""
    if there.get(graph, _ANNOUNCED) == _ANNOUNCED:
        return False
    with content(store, graph) as body:
        return body.digest == there[graph]


def _read_notes(target: Target) -> dict[str, str]:
    """Return the digest of each graph that arrived there, or what else is written about it."""
    notes: dict[str, str] = {}
    for triple in target.read(GRAPH_PUBLISHED):
        graph, subject = triple.object, triple.subject
        if not (isinstance(graph, ox.NamedNode) and isinstance(subject, ox.NamedNode)):
            continue
        word = subject.value.removeprefix(_NOTE)
        # Where a run broke off, an announcement stands beside the digest of what arrived after it.
        if triple.predicate == _IS_CONTENT_OF and _is_ours(graph.value):
            notes[graph.value] = word if word != _ANNOUNCED else notes.get(graph.value, word)
    return notes


def _write_notes(target: Target, notes: Mapping[str, str]) -> None:
    with Body.of(_note(graph, word) for graph, word in notes.items()) as body:
        target.replace(GRAPH_PUBLISHED, body)


def _note(graph: str, word: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(_NOTE + word), _IS_CONTENT_OF, ox.NamedNode(graph))
