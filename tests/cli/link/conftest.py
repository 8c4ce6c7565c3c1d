"""The made-up world with links, and the command line at work in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.link.linked import ANA, BO, candidate, link, row
from espd_kg.pipeline import build
from espd_kg.workspace import Workspace
from support import BuiltWorld, Espd

ROWS = (
    row(checked_online="2026-11-22"),
    candidate(ANA, "Q11", "Ana Vale", confidence="0.9"),
    candidate(ANA, "Q12", "Anna Vail"),
    candidate(BO, "Q13", "Bo Stern"),
    candidate("https://w3id.org/espd/theme/trade", "Q14", "trade", predicate_id="skos:closeMatch"),
    row(subject_id="espd-id:state/graustark", object_id="wd:Q15", predicate_modifier="Not"),
    row(
        subject_id="espd-id:framework/talks",
        object_id="sssom:NoTermFound",
        object_source="https://www.wikidata.org/",
    ),
)


@pytest.fixture(scope="session")
def linked_once(world: BuiltWorld, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up world with links, compiled once."""
    folder = tmp_path_factory.mktemp("linked") / "world"
    shutil.copytree(world.root, folder)
    link(folder, *ROWS)
    build(Workspace.find(folder, folder, folder))
    return folder


@pytest.fixture
def linked(linked_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    folder = tmp_path / "world"
    shutil.copytree(linked_once, folder)
    return folder


@pytest.fixture
def espd(espd: Espd, linked: Path, monkeypatch: pytest.MonkeyPatch) -> Espd:
    """Run a command in this process, in the linked world, signed by A. Reader on a fixed day."""
    monkeypatch.setenv("ESPD_WORKSPACE", str(linked))
    monkeypatch.setenv("ESPD_AUTHOR", "A. Reader")
    monkeypatch.setenv("ESPD_TODAY", "2026-11-22")
    return espd
