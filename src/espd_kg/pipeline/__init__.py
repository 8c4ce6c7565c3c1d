"""From a workspace to a compiled graph that answers: read, reason, validate, compile.

What only opens a store that stands loads nothing heavy: reasoning and validation are imported
when there is something to build.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from espd_kg.build.manifest import STORE, Manifest, current
from espd_kg.errors import InputError
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits
from espd_kg.workspace import Workspace

if TYPE_CHECKING:
    from espd_kg.findings import Report

Progress: TypeAlias = Callable[[str], None]


def silent(step: str) -> None:
    """Tell nobody what is being done."""


def build(
    workspace: Workspace, *, reasoner: str = "sparql", progress: Progress = silent
) -> Manifest:
    """Build the workspace's graph and return what it holds; do nothing where nothing changed.

    `reasoner` is "sparql", or "owlrl" for the reference.

    Raises ConformanceError, with the report, where the data does not conform, and InputError for
    what cannot be read or written; in both cases the graph that was built before stays.
    """
    fingerprint = _fingerprint(workspace)
    manifest = current(workspace.build_dir)
    if manifest and (manifest.fingerprint, manifest.reasoner) == (fingerprint, reasoner):
        return manifest
    from espd_kg.pipeline.steps import build_generation

    return build_generation(workspace, fingerprint, reasoner, progress)


def check(
    workspace: Workspace,
    extra_files: Sequence[Path] = (),
    *,
    reasoner: str = "sparql",
    progress: Progress = silent,
) -> Report:
    """Validate the workspace with the extra files added to it, and return the report.

    A file that is already in the workspace takes its own place. Beside Turtle, a text (.txt) and
    a table of links (.sssom.tsv) may be added; the text of a Turtle file is found beside it.

    Raises InputError for a file that cannot be read.
    """
    from espd_kg.pipeline.steps import examine_workspace

    return examine_workspace(workspace, extra_files, reasoner, progress)


def open_store(
    workspace: Workspace, *, limits: Limits = DEFAULT_LIMITS, progress: Progress = silent
) -> EmbeddedStore:
    """Open the workspace's compiled store, read-only, after building it where that is needed.

    Raises what `build` raises.
    """
    try:
        return EmbeddedStore.open(_store(workspace, progress), limits=limits)
    except InputError:
        # Another build may have replaced the generation between the two steps.
        return EmbeddedStore.open(_store(workspace, progress), limits=limits)


def ensure(workspace: Workspace, *, progress: Progress = silent) -> Manifest:
    """Return what stands for the workspace as it is, built first where that is needed.

    Either reasoner's build will do. Raises what `build` raises.
    """
    manifest = current(workspace.build_dir)
    if manifest is None or manifest.fingerprint != _fingerprint(workspace):
        manifest = build(workspace, progress=progress)
    return manifest


def _store(workspace: Workspace, progress: Progress) -> Path:
    return ensure(workspace, progress=progress).path(workspace.build_dir, STORE)


def _fingerprint(workspace: Workspace) -> str:
    try:
        return workspace.fingerprint()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"the file cannot be read: {reason}", file=error.filename) from None
