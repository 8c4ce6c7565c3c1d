"""A made-up world, built once, and the command line at work in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from espd_kg.cli import main
from espd_kg.pipeline import build
from espd_kg.workspace import Workspace
from support import MADE_UP_WORLD, ROOT, BuiltWorld, Espd, Outcome


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> BuiltWorld:
    """The made-up world, compiled; tests that change it copy it first."""
    folder = tmp_path_factory.mktemp("world") / "workspace"
    shutil.copytree(MADE_UP_WORLD, folder)
    for part in ("ontology", "queries"):
        shutil.copytree(ROOT / part, folder / part)
    workspace = Workspace.find(folder, folder, folder)
    return BuiltWorld(workspace, build(workspace))


@pytest.fixture(scope="session")
def checkout() -> BuiltWorld:
    """The real graph, compiled where `make` compiles it."""
    workspace = Workspace.find(ROOT, ROOT, ROOT)
    return BuiltWorld(workspace, build(workspace))


@pytest.fixture
def copied_world(world: BuiltWorld, tmp_path: Path) -> Path:
    """A copy of the made-up world, with its build, that a test may damage."""
    folder = tmp_path / "world"
    shutil.copytree(world.root, folder)
    return folder


@pytest.fixture
def espd(
    world: BuiltWorld, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Espd:
    """Run a command in this process, in the made-up world unless ESPD_WORKSPACE is set."""
    monkeypatch.setenv("ESPD_WORKSPACE", str(world.root))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str) -> Outcome:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def espd_process(world: BuiltWorld) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command in a process of its own, in the made-up world."""

    def run(*words: str, shell: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        surroundings = {**os.environ, "ESPD_WORKSPACE": str(world.root), **settings}
        surroundings["PYTHONPATH"] = os.pathsep.join(sys.path)
        command = [sys.executable, "-m", "espd_kg", *words]
        if shell:
            # The shell does what a test cannot: redirect, and close a pipe early.
            command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
        return subprocess.run(
            command, env=surroundings, capture_output=True, text=True, timeout=120, check=False
        )

    return run
