"""The wheel works outside the checkout: ontology, data and queries travel inside it."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from espd_kg.version import VERSION
from support import MADE_UP_WORLD, ROOT

_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".espd", ".*_cache", ".hypothesis", "dist")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the source distribution, built from a copy."""
    folder = tmp_path_factory.mktemp("packaging")
    shutil.copytree(ROOT, folder / "source", ignore=_NOT_COPIED)
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")]
    subprocess.run(command, cwd=folder / "source", check=True, capture_output=True, timeout=120)
    return folder / "dist"


@pytest.fixture(scope="module")
def run_installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run `espd` from the unpacked wheel, far from any checkout."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(built / f"espd_kg-{VERSION}-py3-none-any.whl") as wheel:
        wheel.extractall(site)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    installed = [path for path in sys.path if not path.startswith(str(ROOT)) or ".venv" in path]
    surroundings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(site), *installed]),
        "XDG_CACHE_HOME": str(elsewhere / "cache"),
    }
    surroundings.pop("ESPD_WORKSPACE", None)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "espd_kg", *words],
            cwd=elsewhere,
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run


def test_the_packaged_graph_answers(run_installed: Run) -> None:
    outcome = run_installed("query", "dialogues", "--format", "csv")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "https://w3id.org/espd/id/dialogue/espd-2024," in outcome.stdout


def test_a_folder_with_data_alone_borrows_the_rest(run_installed: Run, tmp_path: Path) -> None:
    shutil.copytree(MADE_UP_WORLD, tmp_path / "world")
    outcome = run_installed(
        "--workspace", str(tmp_path / "world"), "query", "commitments", "--format", "csv"
    )
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "provision/talks-2001-crossings" in outcome.stdout


def test_the_wheel_says_what_it_is(built: Path) -> None:
    with zipfile.ZipFile(built / f"espd_kg-{VERSION}-py3-none-any.whl") as wheel:
        names = wheel.namelist()
        metadata = wheel.read(f"espd_kg-{VERSION}.dist-info/METADATA").decode()
    assert "espd_kg/py.typed" in names
    assert f"espd_kg-{VERSION}.dist-info/licenses/LICENSE" in names
    assert "License-Expression: MIT" in metadata
    assert not [name for name in names if "tests/" in name or ".espd" in name]


def test_the_source_distribution_is_complete(built: Path) -> None:
    with tarfile.open(built / f"espd_kg-{VERSION}.tar.gz") as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    source = built.parent / "source"
    kept = {
        path.relative_to(source).as_posix()
        for part in ("data", "ontology", "queries", "src", "tests")
        for path in (source / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    missing = sorted(kept - held)
    assert not missing
    assert {"Makefile", "README.md", "LICENSE", "CITATION.cff", ".ci/run"} <= held
