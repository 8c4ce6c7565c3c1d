"""From a workspace to a compiled graph that answers: read, reason, validate, compile.

What only opens a store that stands loads nothing heavy: reasoning and validation are imported
when there is something to build.
"""

from __future__ import annotations

import os

from espd_kg.build.inputs import SEEN, Inputs, observe
from espd_kg.build.manifest import STORE, Manifest, current
from espd_kg.errors import InputError
from espd_kg.pipeline.options import Options
from espd_kg.progress import Progress, silent
from espd_kg.stores.embedded import EmbeddedStore
from espd_kg.stores.limits import DEFAULT_LIMITS, Limits
from espd_kg.workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from espd_kg.findings import Report

_USUAL = Options()


def build(
    workspace: Workspace, options: Options = _USUAL, *, progress: Progress = silent
) -> Manifest:
    """Build the workspace's graph and return what it holds; do nothing where nothing changed.

    What is damaged is built again; with the option `force`, also what is not. Another build at the
    same time is waited for.

    Raises ConformanceError, with the report, where the data does not conform, and InputError for
    what cannot be read or written; in both cases the graph that was built before stays.
    """
    inputs = _inputs(workspace)
    manifest = None if options.force else current(workspace.folders["build_dir"])
    if (
        manifest
        and options.are_met_by(manifest, inputs.fingerprint)
        and manifest.is_intact(workspace.folders["build_dir"])
    ):
        return manifest
    from espd_kg.pipeline.steps import build_generation

    return build_generation(workspace, inputs, options, progress)


def check(
    workspace: Workspace,
    extra_files: Sequence[Path] = (),
    options: Options = _USUAL,
    *,
    progress: Progress = silent,
) -> Report:
    """Validate the workspace with the extra files added to it, and return the report.

    A file that is already in the workspace takes its own place. Beside Turtle, a text (.txt) and
    a table of links (.sssom.tsv) may be added; the text of a Turtle file is found beside it.

    Raises InputError for a file that cannot be read.
    """
    from espd_kg.pipeline.steps import examine_workspace

    return examine_workspace(workspace, extra_files, _inputs(workspace), options, progress)


def open_store(
    workspace: Workspace,
    *,
    limits: Limits = DEFAULT_LIMITS,
    alone: bool = False,
    progress: Progress = silent,
) -> EmbeddedStore:
    """Open the workspace's compiled store, read-only, after building it where that is needed.

    One that does not open, though its files are as large as they were written, is built again.
    `alone` is for a process that ends with its answers: see `EmbeddedStore.alone`.

    Raises what `build` raises.
    """

    def begun(manifest: Manifest) -> EmbeddedStore:
        begin = EmbeddedStore.alone if alone else EmbeddedStore.begin
        return begin(_store_path(workspace, manifest), limits=limits)

    store = _standing(workspace, begun)
    if store is None:
        # There was none, it was damaged, or another build has just replaced it.
        store = _opened(begun(ensure(workspace, progress=progress)))
    if store is None:
        store = begun(build(workspace, Options(force=True), progress=progress))
        store.ready()
    return store


def ensure(workspace: Workspace, *, progress: Progress = silent) -> Manifest:
    """Return what stands for the workspace as it is, built first where that is needed.

    A build by the reference engines will do. Raises what `build` raises.
    """
    manifest = current(workspace.folders["build_dir"])
    if manifest is None or manifest.fingerprint != _inputs(workspace).fingerprint:
        manifest = build(workspace, progress=progress)
    return manifest


def _standing(
    workspace: Workspace, begun: Callable[[Manifest], EmbeddedStore]
) -> EmbeddedStore | None:
    """Open what stands for the workspace as it is: the files are looked at while it opens."""
    manifest = current(workspace.folders["build_dir"])
    if manifest is None:
        return None
    store = begun(manifest)
    try:
        if manifest.fingerprint == _inputs(workspace).fingerprint:
            store.ready()
            return store
    except InputError:
        pass  # told again, where it is one of the files that cannot be read
    store.close()
    return None


def _opened(store: EmbeddedStore) -> EmbeddedStore | None:
    try:
        store.ready()
    except InputError:
        store.close()
        return None
    return store


def _store_path(workspace: Workspace, manifest: Manifest) -> str:
    return os.path.join(workspace.folders["build_dir"], manifest.generation, STORE)


def _inputs(workspace: Workspace) -> Inputs:
    return observe(workspace, os.path.join(workspace.folders["build_dir"], SEEN))
