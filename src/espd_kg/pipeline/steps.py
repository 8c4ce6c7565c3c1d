"""The steps of a build, with all that they load."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from espd_kg.build.generation import told_to_people, turn
from espd_kg.build.inputs import Inputs
from espd_kg.build.manifest import QUERIES, STATE, WRITTEN, Manifest, current
from espd_kg.errors import ConformanceError
from espd_kg.findings import Report
from espd_kg.pipeline.making import Base, Made, Making
from espd_kg.pipeline.options import Options
from espd_kg.pipeline.reaches import KEPT as REACHES
from espd_kg.pipeline.rulebook import KEPT, Rulebook
from espd_kg.pipeline.snapshots import Snapshots
from espd_kg.pipeline.sources import Sources
from espd_kg.progress import Progress
from espd_kg.queries import compiled
from espd_kg.queries.catalogue import Catalogue
from espd_kg.queries.model import StoredQuery
from espd_kg.replacing import write_part
from espd_kg.workspace import Workspace


def build_generation(
    workspace: Workspace, inputs: Inputs, options: Options, progress: Progress
) -> Manifest:
    """Read, reason, validate and compile; raises as `pipeline.build` does."""
    with turn(workspace.build_dir, lambda: progress("Waiting for another build")) as site:
        standing = site.standing()
        if standing and not options.force and options.are_met_by(standing, inputs.fingerprint):
            return standing
        name = options.generation(inputs.fingerprint)
        with site.passing(name) as folder:
            sources = Sources.of(workspace)
            base = _base(standing, site.build_dir)
            snapshots = Snapshots.read(sources)
            made = _make(folder, workspace, sources, inputs.hashes, options, base, progress)
            if not made.report.conforms:
                raise ConformanceError("the data does not conform, nothing was built", made.report)
            progress("Writing the graph")
            snapshots.lay_over(folder)
            spelled = made.spellings | snapshots.spellings
            write_part(folder / STATE, made.state.to_json())
            write_part(folder / WRITTEN, spelled.to_text())
            known = None if options.force or base is None else base.folder / QUERIES
            write_part(folder / QUERIES, _catalogue(workspace, known))
            engines = (options.reasoner, options.validator)
            manifest = Manifest(inputs.fingerprint, name, *engines, made.counts, made.coverage)
            return site.install(folder, manifest, made.base)


def examine_workspace(
    workspace: Workspace,
    extra_files: Sequence[Path],
    inputs: Inputs,
    options: Options,
    progress: Progress,
) -> Report:
    """Read, reason and validate; raises as `pipeline.check` does."""
    sources = Sources.of(workspace, extra_files)
    Snapshots.read(sources)
    hashes = {**inputs.hashes, **_hashes(sources, inputs.hashes)}
    base = _base(current(workspace.build_dir), workspace.build_dir)
    with told_to_people(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory() as folder:
        return _make(Path(folder), workspace, sources, hashes, options, base, progress).report


def _base(standing: Manifest | None, build_dir: Path) -> Base | None:
    """Return the build that may be built upon, where one stands and nothing of it is damaged."""
    if standing is None or not standing.is_intact(build_dir):
        return None
    return Base.read(standing, build_dir)


def _make(
    folder: Path,
    workspace: Workspace,
    sources: Sources,
    hashes: Mapping[str, str],
    options: Options,
    base: Base | None,
    progress: Progress,
) -> Made:
    progress("Reading the ontology")
    place = workspace.build_dir if workspace.build_dir.is_dir() else None
    rulebook = Rulebook.read(workspace, sources, hashes, place and place / KEPT)
    reaching = place and place / REACHES
    making = Making(folder, rulebook, sources, hashes, options, progress, reaching)
    return making.make(base)


def _catalogue(workspace: Workspace, known: Path | None) -> str:
    """Return the stored queries as those read them who ask; a broken one is left to them.

    `known` is where an intact build wrote its own; a query that is the same is not read again.
    """
    queries: list[StoredQuery] = []
    others: list[Path] = []
    for file in workspace.query_files():
        same = compiled.find(str(known), str(file.parent), file.stem) if known else None
        if same is None:
            others.append(file)
        else:
            queries.append(same)
    read = Catalogue.load(others, workspace.relative)
    return compiled.to_text([*queries, *read.queries.values()])


def _hashes(sources: Sources, known: Mapping[str, str]) -> dict[str, str]:
    """Return the hashes of the files that are not the workspace's own."""
    return {
        name: hashlib.sha256(source.read()).hexdigest()
        for name, source in sources.by_name.items()
        if name not in known
    }
