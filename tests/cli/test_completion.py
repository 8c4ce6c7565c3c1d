"""Completion: the shells' scripts, and the words that they are given."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import Espd


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ((""), {"build", "query", "show", "--workspace"}),
        (("que",), {"query"}),
        (("query", ""), {"commitments", "threads", "--format"}),
        (("query", "commit"), {"commitments"}),
        (("query", "commitments", "--"), {"--dialogue", "--obligation", "--cite", "--format"}),
        (("query", "commitments", "--format", ""), {"table", "json", "markdown"}),
        (("query", "commitments", "--obligation", "O"), {"O0", "O3"}),
        (("query", "commitments", "--dialogue", "talks"), {"talks-2001"}),
        (("query", "commitments", "--theme", "tra"), {"trade", "trade-and-economy"}),
        (("query", "commitments", "--lang", ""), {"en", "ru", "kk"}),
        (("export", "--format", "t"), {"turtle", "trig"}),
        (("export", "--frame", ""), {"dialogue"}),
        (("completion", ""), {"bash", "zsh", "fish"}),
        (("validate", "--format", "s"), {"shacl"}),
    ],
)
def test_what_may_come_next(espd: Espd, line: tuple[str, ...], expected: set[str]) -> None:
    found = set(espd("__complete", "--", *line).out.splitlines())
    assert expected <= found
    assert all(word.startswith(line[-1] if line else "") for word in found)


@pytest.mark.parametrize("line", [("nothing", ""), ("query", "nothing", "--"), ("__complete", "")])
def test_a_line_that_makes_no_sense_has_no_continuation(espd: Espd, line: tuple[str, ...]) -> None:
    outcome = espd("__complete", "--", *line)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_are_read_by_their_shells(espd: Espd, shell: str) -> None:
    script = espd("completion", shell).out
    assert "espd __complete --" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True, timeout=30)


def test_bash_completes_with_the_script(espd: Espd, tmp_path: Path) -> None:
    stand_in = tmp_path / "espd"
    path = ":".join(sys.path)
    stand_in.write_text(f'#!/bin/sh\nPYTHONPATH="{path}" exec "{sys.executable}" -m espd_kg "$@"\n')
    stand_in.chmod(0o755)
    lines = [
        espd("completion", "bash").out,
        "COMP_WORDS=(espd query commit); COMP_CWORD=2; _espd_complete; echo ${COMPREPLY[@]}",
    ]
    found = subprocess.run(
        ["bash", "-c", f"PATH={tmp_path}:$PATH\n" + "\n".join(lines)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stdout == "commitments\n"
