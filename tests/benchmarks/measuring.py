"""Whole processes, measured from outside: CPU with all children, peak memory, what they said."""

from __future__ import annotations

import math
import os
import platform
import resource
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_EVERY: Final = 0.05
_PACKAGES: Final = ("pyoxigraph", "rdflib", "owlrl", "pyshacl")


@dataclass(frozen=True)
class Run:
    """What one process took, its children included."""

    cpu: float
    """Seconds, user and system."""
    peak: float
    """Megabytes of memory, at most, of all processes together."""
    code: int
    output: bytes


def python(*arguments: str, bytecode: Path | None = None, most: float | None = None) -> Run:
    """Run this interpreter with the arguments; bytecode is kept in a folder of its own.

    A process that takes more than `most` CPU seconds is stopped: the run's code is below 0 then.
    """
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    if bytecode is not None:
        surroundings["PYTHONPYCACHEPREFIX"] = str(bytecode)
    return _run((sys.executable, *arguments), surroundings, most)


def espd(workspace: Path, *arguments: str, bytecode: Path | None = None) -> Run:
    """Run one of our commands on a workspace, by the script that was installed beside Python."""
    script = Path(sys.executable).with_name("espd")
    return python(str(script), "--workspace", str(workspace), *arguments, bytecode=bytecode)


def must(run: Run) -> Run:
    """Return the run; raises RuntimeError where the process failed."""
    if run.code != 0:
        raise RuntimeError(f"exit code {run.code}: {run.output.decode(errors='replace')[-2000:]}")
    return run


def least(runs: Sequence[Run]) -> float:
    """Return the CPU seconds of the cheapest run."""
    return min(run.cpu for run in runs)


def machine() -> str:
    """Return what the figures were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"Python {platform.python_version()}, {packages}, {system}"


def _run(command: Sequence[str], surroundings: dict[str, str], most: float | None) -> Run:
    limit = None if most is None else (math.ceil(most), math.ceil(most) + 1)
    process = subprocess.Popen(
        command,
        preexec_fn=limit and partial(resource.setrlimit, resource.RLIMIT_CPU, limit),
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    watch = _Watch(process.pid)
    watch.start()
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    watch.done.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    peak = max(watch.peak, used.ru_maxrss * 1024 / 1e6)
    return Run(used.ru_utime + used.ru_stime, peak, process.returncode, output)


class _Watch(threading.Thread):
    """Looks now and then at the memory of all processes of a session (where there is a /proc)."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0.0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(_EVERY):
            self.peak = max(self.peak, sum(map(self._memory, Path("/proc").glob("[0-9]*"))) / 1e6)

    def _memory(self, folder: Path) -> int:
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            ours = int(fields[3]) == self.session
            return int((folder / "statm").read_text().split()[1]) * _PAGE if ours else 0
        except (OSError, ValueError, IndexError):
            return 0
