"""A real SPARQL endpoint on loopback for the time of a test."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

STARTS_WITHIN = 60.0


def server_program() -> str:
    """Return the path of the `oxigraph` program that the package of that name installs."""
    beside = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("oxigraph")
    if found is None:
        raise RuntimeError("the package oxigraph is not installed: pip install -e '.[dev]'")
    return found


@contextmanager
def endpoint(nquads: bytes, folder: Path) -> Iterator[str]:
    """Load the quads, serve them read-only, and yield the address of the query service."""
    source = folder / "data.nq"
    source.write_bytes(nquads)
    location = folder / "served"
    program = server_program()
    subprocess.run(
        [program, "load", "--location", str(location), "--file", str(source)],
        check=True,
        capture_output=True,
    )
    port = _free_port()
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", str(location), "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/query?union-default-graph"
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: "subprocess.Popen[bytes]", address: str) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError("the server did not answer in time")
