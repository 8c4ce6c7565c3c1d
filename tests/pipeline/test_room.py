"""A large graph is kept where the machine finds it fast."""

from __future__ import annotations

import mmap
import subprocess
import sys
from pathlib import Path

import pytest

from espd_kg.pipeline.room import fits_in_memory, gather_heap

GATHERED = """
import re
from pathlib import Path
import pyoxigraph as ox
from espd_kg.pipeline.room import gather_heap, share_heap

share_heap()
store = ox.Store()
store.extend(
    ox.Quad(ox.NamedNode(f"urn:n:{n}"), ox.NamedNode("urn:p"), ox.Literal(n)) for n in range(50_000)
)
before = sum(hash(str(quad)) for quad in store)
gather_heap()
assert sum(hash(str(quad)) for quad in store) == before
heap = Path("/proc/self/smaps").read_text().partition("[heap]")[2]
print(re.search(r"AnonHugePages: *(\\d+)", heap)[1])
"""


def collapses() -> bool:
    """Whether this kernel puts small pages together where it is told to."""
    if sys.platform != "linux":
        return False
    pages = mmap.mmap(-1, 8 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    pages.write(b"x" * (8 << 20))
    try:
        pages.madvise(25, 0, 8 << 20)
    except OSError:
        return False
    return True


@pytest.mark.skipif(not collapses(), reason="the kernel does not gather pages")
def test_a_heap_is_gathered_and_holds_what_it_held() -> None:
    run = subprocess.run(
        [sys.executable, "-c", GATHERED], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 0


def test_a_heap_that_cannot_be_gathered_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, *args: object, **options: object) -> str:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_text", refused)

    gather_heap()


def test_what_is_larger_than_memory_is_not_built_in_memory() -> None:
    assert fits_in_memory(1000)
    assert not fits_in_memory(10**15)
