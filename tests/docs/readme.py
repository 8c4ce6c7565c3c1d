"""The README's examples: what they are, what they print, and how to renew them."""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
README: Final = ROOT / "README.md"
WIDTH: Final = "88"

_CONSOLE: Final = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON: Final = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_QUERIES: Final = re.compile(r"(?<=\| query \| answers \|\n\| --- \| --- \|\n)(?:\|.*\n)*")
_CUT: Final = "...\n"


@dataclass(frozen=True)
class Example:
    """A command of the README with the output that it shows; `...` ends output that is cut."""

    command: str
    shown: str

    @property
    def is_cut(self) -> bool:
        """Whether the README shows only the beginning."""
        return self.shown.endswith(_CUT)


def examples(text: str) -> Iterator[Example]:
    """Yield the commands of the README."""
    for block in _CONSOLE.finditer(text):
        command, _, shown = block[1].partition("\n")
        yield Example(command.removeprefix("$ "), shown)


def printed(command: str, folder: Path) -> str:
    """Return what a command prints when it is run in the checkout; files go to `folder`."""
    words = shlex.split(command)
    surroundings = {**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": os.pathsep.join(sys.path)}
    surroundings.pop("MAKEFLAGS", None)
    if words[0] == "make":
        words = ["make", "--no-print-directory", f"VENV={_ready_venv(folder)}", *words[1:]]
    else:
        words = [sys.executable, "-m", "espd_kg", "--workspace", str(_workspace()), *words[1:]]
    place = ROOT if words[0] == "make" else folder
    outcome = subprocess.run(
        words, cwd=place, env=surroundings, capture_output=True, text=True, timeout=300, check=True
    )
    return outcome.stdout


def python_examples(text: str) -> list[doctest.DocTest]:
    """Return the README's Python sessions."""
    parser = doctest.DocTestParser()
    found = list(_PYTHON.finditer(text))
    return [
        parser.get_doctest(block[1], {}, "README", str(README), text.count("\n", 0, block.start()))
        for block in found
    ]


def query_table() -> str:
    """Return the rows of the table of queries, as the front matter gives them."""
    from espd_kg.queries.catalogue import Catalogue

    catalogue = Catalogue.load(sorted((ROOT / "queries").glob("*.rq")))
    return "".join(
        f"| `{name}` | {query.question['en']} |\n"
        for name, query in sorted(catalogue.queries.items())
    )


def renewed(text: str) -> str:
    """Return the README with the output that its examples print now."""
    with tempfile.TemporaryDirectory() as folder:

        def console(block: re.Match[str]) -> str:
            command, _, shown = block[1].partition("\n")
            output = printed(command.removeprefix("$ "), Path(folder))
            if shown.endswith(_CUT):
                output = "".join(output.splitlines(keepends=True)[: shown.count("\n") - 1]) + _CUT
            return f"```console\n{command}\n{output}```"

        text = _CONSOLE.sub(console, text)
    text = _QUERIES.sub(lambda _: query_table(), text)
    return _PYTHON.sub(lambda block: f"```pycon\n{_session(block[1])}```", text)


def _session(session: str) -> str:
    """Return a Python session with the output that it prints now."""
    names: dict[str, object] = {}
    lines: list[str] = []
    for example in doctest.DocTestParser().get_examples(session):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile(example.source, "README", "single"), names)
        first, *rest = example.source.splitlines()
        lines += [
            f">>> {first}",
            *(f"... {line}" for line in rest),
            *output.getvalue().splitlines(),
        ]
    return "".join(f"{line}\n" for line in lines)


def _workspace() -> Path:
    return Path(os.environ.get("ESPD_WORKSPACE") or ROOT)


def _ready_venv(folder: Path) -> Path:
    """Return a folder that `make` takes for an environment in which all is installed."""
    venv = folder / "venv"
    (venv / "bin").mkdir(parents=True, exist_ok=True)
    for name, module in (("espd", "-m espd_kg"), ("python", "")):
        script = venv / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
        script.chmod(0o755)
    for stamp in (".installed", ".dev-installed"):
        (venv / stamp).touch()
    return venv


if __name__ == "__main__":
    README.write_text(renewed(README.read_text()))
