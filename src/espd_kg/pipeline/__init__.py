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
    workspace: Workspace,
    *,
    reasoner: str = "sparql",
    force: bool = False,
    progress: Progress = silent,
) -> Manifest:
    """Build the workspace's graph and return what it holds; do nothing where nothing changed.

    `reasoner` is "sparql", or "owlrl" for the reference. What is damaged is built again;
    with `force`, also what is not.

    Raises ConformanceError, with the report, where the data does not conform, and InputError for
    what cannot be read or written; in both cases the graph that was built before stays.
    """
    fingerprint = _fingerprint(workspace)
    manifest = None if force else current(workspace.build_dir)
    wanted = (fingerprint, reasoner)
    if (
        manifest
        and (manifest.fingerprint, manifest.reasoner) == wanted
        and manifest.is_intact(workspace.build_dir)
    ):
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

    One that does not open, though its files are as large as they were written, is built again.

    Raises what `build` raises.
    """
    manifest = ensure(workspace, progress=progress)
    store = _opened(workspace, manifest, limits)
    if store is None:
        # Another build may have replaced the generation between the two steps.
        manifest = ensure(workspace, progress=progress)
        store = _opened(workspace, manifest, limits)
    if store is None:
        manifest = build(workspace, reasoner=manifest.reasoner, force=True, progress=progress)
        store = EmbeddedStore.open(manifest.path(workspace.build_dir, STORE), limits=limits)
    return store


def ensure(workspace: Workspace, *, progress: Progress = silent) -> Manifest:
    """Return what stands for the workspace as it is, built first where that is needed.

    Either reasoner's build will do. Raises what `build` raises.
    """
    manifest = current(workspace.build_dir)
    if manifest is None or manifest.fingerprint != _fingerprint(workspace):
        manifest = build(workspace, progress=progress)
    return manifest


def _opened(workspace: Workspace, manifest: Manifest, limits: Limits) -> EmbeddedStore | None:
    try:
        return EmbeddedStore.open(manifest.path(workspace.build_dir, STORE), limits=limits)
    except InputError:
        return None


def _fingerprint(workspace: Workspace) -> str:
    try:
        return workspace.fingerprint()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"the file cannot be read: {reason}", file=error.filename) from None
