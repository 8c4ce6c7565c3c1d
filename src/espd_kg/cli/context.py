"""What every command is handed: the settings, the console, and ways to the graph."""

from __future__ import annotations

import os

from espd_kg.cli.console import Console
from espd_kg.cli.settings import Settings
from espd_kg.records import record
from espd_kg.workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Final

    from espd_kg.queries.model import StoredQuery
    from espd_kg.stores.base import Store
    from espd_kg.stores.limits import Limits

DISK: Final = "disk"

# The engine is imported where a store is opened: help and mistakes are answered without it.


@record(frozen=True)
class Context:
    """Settings and console, and the workspace that they lead to."""

    settings: Settings
    console: Console

    def at(self, folder: str) -> Context:
        """Return the same context for the workspace in this folder."""
        return Context(self.settings.at(folder), self.console)

    def workspace(self) -> Workspace:
        """Find the workspace; raises WorkspaceError where there is none."""
        return Workspace.find(self.settings.workspace, self.settings.start, self.settings.cache)

    def store(
        self, limits: Limits | None = None, where: str = DISK, *, alone: bool = False
    ) -> Store:
        """Open the compiled graph, building it first where that is needed; or an endpoint.

        `alone` is for a command that ends with its answer: one stored query needs no process of
        the engine's own.
        """
        if where != DISK:
            from espd_kg.cli.elsewhere import open_elsewhere

            self.console.progress("Opening the graph")
            return open_elsewhere(where, limits, self.settings, self.generation)
        from espd_kg.pipeline import open_store
        from espd_kg.stores.limits import DEFAULT_LIMITS

        progress = self.console.progress
        bounds = limits or DEFAULT_LIMITS
        return open_store(self.workspace(), limits=bounds, alone=alone, progress=progress)

    def compiled_query(self, name: str) -> StoredQuery | None:
        """Return a stored query as the last build left it, where its file is still the same."""
        from espd_kg.build.manifest import QUERIES, written
        from espd_kg.queries.compiled import find

        folders = self.workspace().folders
        manifest = written(folders["build_dir"])
        if manifest is None:
            return None
        catalogue = os.path.join(folders["build_dir"], manifest.generation, QUERIES)
        return find(catalogue, folders["queries"], name)

    def standing_store(self) -> Store | None:
        """Open the compiled graph as it stands, or nothing where none was built yet."""
        from espd_kg.build.manifest import STORE, current
        from espd_kg.stores.embedded import EmbeddedStore

        build_dir = self.workspace().build_dir
        manifest = current(build_dir)
        if manifest is None:
            return None
        return EmbeddedStore.open(manifest.path(build_dir, STORE))

    def second_opinion(self, limits: Limits) -> Store:
        """Open the same graph in rdflib."""
        from espd_kg.exporting import rdflib_store

        return rdflib_store(self.generation(), limits)

    def generation(self) -> Path:
        """Return the folder of the compiled graph, building it first where that is needed."""
        from espd_kg.pipeline import ensure

        workspace = self.workspace()
        manifest = ensure(workspace, progress=self.console.progress)
        return workspace.build_dir / manifest.generation
